package plan

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// wanted is what the configuration sets, and how its objects are to be treated. It
// asks nobody.
type wanted struct {
	// Input is what was asked for. Its Desired are what the plan is about, as objects
	// that exist are applied: without the fields that are left to others.
	Input
	all   []object.Manifest               // as compiled and completed, whatever the targets are
	scope []object.Manifest               // of those, what the plan is about
	whole map[object.Ref]*object.Manifest // of those, the ones that leave fields to others
}

// newWanted reads a configuration, completed by what only the state knows: the key of
// its digests, and how live workloads choose their Pods.
func newWanted(in Input, key []byte, fits []*object.Fit) *wanted {
	w := &wanted{Input: in, all: fitted(complete(in.Desired, key), fits), whole: map[object.Ref]*object.Manifest{}}
	w.scope = Scope(w.all, in.Stack, in.Targets)
	w.Desired = make([]object.Manifest, len(w.scope))
	for i := range w.scope {
		m := kubeschema.Applied(&w.scope[i])
		if w.Desired[i] = *m; m != &w.scope[i] {
			w.whole[m.Ref] = &w.scope[i]
		}
	}
	return w
}

// refit fits what is known of an object in full to workloads whose fit was found only
// now.
func (w *wanted) refit(ref object.Ref, fits []*object.Fit) {
	if whole := w.whole[ref]; whole != nil {
		w.whole[ref] = asFitted(whole, fits)
	}
}

// inFull is an object as a new one is created.
func (w *wanted) inFull(m *object.Manifest) *object.Manifest {
	whole := w.whole[m.Ref]
	if whole != nil && m.Fit != nil && whole.Fit == nil {
		whole = m.Fit.Of(whole)
	}
	if whole == nil {
		return m
	}
	if ordered := whole.InOrderOf(m.Content); ordered != nil {
		whole = ordered
	}
	switch {
	case m.ConfigHash() == "" && whole.ConfigHash() != "":
		return bare(whole)
	}
	return whole
}

// leftOver lists the fields of an object that the configuration leaves to
// others: what its lifecycle names, and the replicas that an autoscaler of the
// stack decides on.
func (w *wanted) leftOver(m *object.Manifest) []object.Path {
	if w.autoscaled(m) {
		return append(slices.Clone(m.Lifecycle.IgnoreFields), replicasPath())
	}
	return m.Lifecycle.IgnoreFields
}

// interactive reports whether a manager is a person at a keyboard: what they
// write is drift, which the plan shows and apply takes back. Everybody else who
// holds a field has a reason to, and is a conflict.
func (w *wanted) interactive(e object.ManagerEntry) bool {
	managers := w.Interactive
	if managers == nil {
		managers = InteractiveManagers()
	}
	return e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == "" && slices.Contains(managers, e.Manager)
}

// configured finds an object in the configuration; nil where it is not there.
func (w *wanted) configured(ref object.Ref) *object.Manifest {
	for _, manifests := range [][]object.Manifest{w.all, w.Configured} {
		for i := range manifests {
			if manifests[i].Ref == ref {
				return &manifests[i]
			}
		}
	}
	return nil
}
