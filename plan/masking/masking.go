// Package masking keeps sensitive values out of what a cluster says. plan and apply mask every
// answer of a server with one *masking.Masking, before anybody reads it.
package masking

import (
	"context"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/redaction"
	"github.com/workloadlang/wl/state"
)

// Masking knows the sensitive values of a stack's objects in one cluster: those
// that are desired, and those that live objects hold where such values stand,
// now or when they were last applied. It is safe for use by many goroutines.
type Masking struct {
	desired map[object.Ref]*object.Manifest
	entries map[object.Ref]*state.Entry
	get     func(context.Context, object.Ref) (map[string]any, error)

	mu   sync.Mutex
	all  object.Mask   // what is desired, and what was seen of live objects
	seen []object.Mask // of live objects, and not in all yet
}

// New begins with what is desired, and with further values that may be
// parts of it; what is live is read with get, as far as something is said about
// it.
func New(desired []object.Manifest, further []any, prior state.Snapshot, get func(context.Context, object.Ref) (map[string]any, error)) *Masking {
	m := &Masking{desired: map[object.Ref]*object.Manifest{}, entries: map[object.Ref]*state.Entry{}, get: get}
	all := make([]*object.Manifest, len(desired))
	for i := range desired {
		all[i] = &desired[i]
		m.desired[desired[i].Ref] = all[i]
	}
	if r := prior.Revision; r != nil {
		for i := range r.Objects {
			m.entries[r.Objects[i].Ref] = &r.Objects[i]
		}
	}
	m.all = object.NewMask(all...).With(object.MaskOf(further...))
	return m
}

// All is the mask of what Pods, their output and events say: a container may well
// print what another object holds.
func (m *Masking) All() object.Mask {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.seen) > 0 {
		m.all, m.seen = m.all.With(m.seen...), nil
	}
	return m.all
}

// Of is the mask of what a server says about an object: admission may look at any other one,
// and repeat what it holds. Whoever may not read the object's own live values is shown
// nothing of what may repeat them.
func (m *Masking) Of(ctx context.Context, ref object.Ref) object.Mask {
	desired := m.desired[ref]
	if desired == nil {
		desired = &object.Manifest{Ref: ref}
	}
	if r := redaction.Of(desired, m.entries[ref]); r.Any() {
		live, err := m.get(ctx, ref)
		switch {
		case err == nil:
			m.Note(r.Mask(live))
		case !apierrors.IsNotFound(err):
			return object.Withholding()
		}
	}
	return m.All()
}

// Note adds the sensitive values of a live object: nothing that is said may show them.
func (m *Masking) Note(mask object.Mask) {
	if mask.IsEmpty() {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen = append(m.seen, mask)
}
