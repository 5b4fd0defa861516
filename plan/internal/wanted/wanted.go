// Package wanted is what the configuration sets, and how its objects are to be treated. It asks
// nothing.
package wanted

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Configuration is what the configuration sets, and how its objects are to be treated. It
// asks nobody.
type Configuration struct {
	// Input is what was asked for. Its Desired are what the plan is about, as objects
	// that exist are applied: without the fields that are left to others.
	plan.Input
	All   []object.Manifest               // as compiled and completed, whatever the targets are
	Scope []object.Manifest               // of those, what the plan is about
	whole map[object.Ref]*object.Manifest // of those, the ones that leave fields to others
	// Identity is the digest of what the configuration sets; empty where no Job runs in
	// every apply.
	Identity string

	autoscalers []*object.Manifest
	definitions map[kind.GroupKind]map[string]any
	digests     map[object.Ref]string // of WholeDigest
	key         []byte                // of digests
	sources     map[object.Ref]*object.Manifest
}

// New reads a configuration, completed by what only the state knows: the key of
// its digests, and how live workloads choose their Pods.
func New(in plan.Input, key []byte, fits []*object.Fit) *Configuration {
	completed, digests := complete(in.Desired, key)
	w := &Configuration{
		Input: in, All: fitted(completed, fits), digests: digests, whole: map[object.Ref]*object.Manifest{}, Identity: identityOf(in.Desired, key),
		key: key, sources: sourcesOf(in.Desired),
	}
	w.Scope = plan.Scope(w.All, in.Stack, in.Targets)
	w.noteScaling()
	w.Desired = make([]object.Manifest, len(w.Scope))
	for i := range w.Scope {
		m := kubeschema.Applied(&w.Scope[i])
		if w.Desired[i] = *m; m != &w.Scope[i] {
			w.whole[m.Ref] = &w.Scope[i]
		}
	}
	return w
}

// Refit fits what is known of an object in full to workloads whose fit was found only
// now.
func (w *Configuration) Refit(ref object.Ref, fits []*object.Fit) {
	if whole := w.whole[ref]; whole != nil {
		w.whole[ref] = Fitted(whole, fits)
	}
}

// InFull is an object as a new one is created.
func (w *Configuration) InFull(m *object.Manifest) *object.Manifest {
	whole := w.whole[m.Ref]
	if whole != nil && m.Fit != nil && whole.Fit == nil {
		whole = m.Fit.Of(whole)
	}
	if whole == nil {
		return m
	}
	if len(whole.Lifecycle.Derived) > len(m.Lifecycle.Derived) {
		whole = yieldingAs(whole, m)
	}
	if ordered := whole.InOrderOf(m.Content); ordered != nil {
		whole = ordered
	}
	if m.ConfigHash() != whole.ConfigHash() {
		return whole.WithConfigHash(m.ConfigHash())
	}
	return whole
}

// yieldingAs is an object in full whose derived fields give way as those of the one that is sent.
func yieldingAs(whole, m *object.Manifest) *object.Manifest {
	as := *whole
	as.Lifecycle = m.Lifecycle
	for _, path := range whole.Lifecycle.Derived {
		if value, there := path.At(m.Content); there {
			as.Content = kubeschema.With(as.Content, path, value)
		}
	}
	return &as
}

// LeftOver lists the fields of an object that the configuration leaves to
// others: what its lifecycle names, and the replicas that an autoscaler of the
// stack decides on.
func (w *Configuration) LeftOver(m *object.Manifest) []object.Path {
	if at := w.autoscaled(m); !at.IsRoot() {
		return append(slices.Clone(m.Lifecycle.IgnoreFields), at)
	}
	return m.Lifecycle.IgnoreFields
}

// ByHand reports whether an entry is of a change by hand: it is drift, which the
// plan shows and apply reverts. Every other manager that holds a field has a
// reason to, and is a conflict.
func (w *Configuration) ByHand(e object.ManagerEntry) bool {
	managers := w.Interactive
	if managers == nil {
		managers = plan.InteractiveManagers()
	}
	return e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == "" && slices.Contains(managers, e.Manager)
}

// ReleasesBlock reports whether the block at an address has its objects released.
func (w *Configuration) ReleasesBlock(address string) bool {
	for i := range w.All {
		if m := &w.All[i]; m.Lifecycle.Release && m.Address == address {
			return true
		}
	}
	return false
}

// Find finds an object in the configuration; nil where it is not there.
func (w *Configuration) Find(ref object.Ref) *object.Manifest {
	for _, manifests := range [][]object.Manifest{w.All, w.Configured} {
		for i := range manifests {
			if manifests[i].Ref == ref {
				return &manifests[i]
			}
		}
	}
	return nil
}
