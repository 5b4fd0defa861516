package live

import (
	"context"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// maskingWithin is how long what live objects hold may keep an answer from being shown, maskingFor
// for how long it is not read again, and maskingAgain for how long not where that failed.
const (
	maskingWithin = 5 * time.Second
	maskingFor    = time.Minute
	maskingAgain  = 2 * time.Second
)

// Masking is what must not be shown of what a cluster says about a stack: the sensitive values
// of its configuration, and those that live objects hold by the state. These are read when the
// cluster has said something for the first time. Its zero value masks nothing.
type Masking struct {
	Cluster    Cluster
	Stack      object.Stack
	Configured func() object.Mask
	Read       func(context.Context) (state.Snapshot, error)

	mu         sync.Mutex
	configured *object.Mask
	live       object.Mask
	next       time.Time // before which that is not read again
}

var _ kube.Masks = new(Masking).Of

// Of is the mask of whatever is said. Whoever may not read live objects is shown what they
// hold only as far as it is not configured either: the answer may well be that they may not.
func (m *Masking) Of(ctx context.Context, _ object.Ref) object.Mask {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.configured == nil {
		configured := object.Mask{}
		if m.Configured != nil {
			configured = m.Configured()
		}
		m.configured = &configured
	}
	if m.Read != nil && !time.Now().Before(m.next) {
		m.look(ctx)
	}
	return m.configured.With(m.live)
}

// look reads what live objects hold. Where it cannot, what was read before still counts.
func (m *Masking) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), maskingWithin)
	defer cancel()
	snapshot, err := m.Read(ctx)
	if err == nil && snapshot.Revision != nil {
		var mask object.Mask
		mask, err = MaskOf(ctx, m.Cluster, m.Stack, snapshot.Revision)
		m.live = m.live.With(mask)
	}
	pause := maskingFor
	if err != nil && !apierrors.IsForbidden(err) {
		pause = maskingAgain
	}
	m.next = time.Now().Add(pause)
}

// Add adds what objects are about to hold that the configuration does not have: what a revision had, to which a
// rollback goes.
func (m *Masking) Add(mask object.Mask) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.live = m.live.With(mask)
}

// Note adds what was read of live objects just now, and returns the mask of it all.
func (m *Masking) Note(ctx context.Context, mask object.Mask) object.Mask {
	m.mu.Lock()
	m.live, m.next = m.live.With(mask), time.Now().Add(maskingFor)
	m.mu.Unlock()
	return m.Of(ctx, object.Ref{})
}
