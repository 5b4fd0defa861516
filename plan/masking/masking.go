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
	common  object.Mask // of what may be a part of any sensitive value
	get     func(context.Context, object.Ref) (map[string]any, error)

	mu   sync.Mutex
	all  object.Mask   // what is desired, and what was seen of live objects
	seen []object.Mask // of live objects, and not in all yet
}

// New begins with what is desired, and with further values that may be
// parts of it; what is live is read with get, as far as something is said about
// it.
func New(desired []object.Manifest, further []any, prior state.Snapshot, get func(context.Context, object.Ref) (map[string]any, error)) *Masking {
	m := &Masking{desired: map[object.Ref]*object.Manifest{}, entries: map[object.Ref]*state.Entry{}, common: object.MaskOf(further...), get: get}
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
	m.all = object.NewMask(all...).With(m.common)
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

// Of is the mask of what a server says about an object. Whoever may not read its
// live values is shown nothing of what may repeat them.
func (m *Masking) Of(ctx context.Context, ref object.Ref) object.Mask {
	desired, entry := m.desired[ref], m.entries[ref]
	if desired == nil && entry == nil {
		return m.All() // it is tried under another name
	}
	if desired == nil {
		desired = &object.Manifest{Ref: ref}
	}
	r := redaction.Of(desired, entry)
	if !r.Any() {
		return object.Mask{}
	}
	mask := object.NewMask(desired).With(m.common)
	live, err := m.get(ctx, ref)
	switch {
	case apierrors.IsNotFound(err):
		return mask
	case err != nil:
		return object.Withholding()
	}
	seen := r.Mask(live)
	m.Note(seen)
	return mask.With(seen)
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
