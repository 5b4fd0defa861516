package live

import (
	"cmp"
	"context"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
)

// index knows workloads with all that their controllers have made of them, as last
// seen. It is not safe for concurrent use.
type index struct {
	workloads *Workloads
	members   map[types.UID]member
	owners    observed.Owners
}

// member is a workload, or an object that belongs to one, if its owner is known.
type member struct {
	ref      object.Ref
	finished bool // of a Job: it has run to its end
	pod      *corev1.Pod
}

func newIndex(w *Workloads) *index {
	return &index{workloads: w, members: map[types.UID]member{}, owners: observed.NewOwners()}
}

// take remembers an object, or forgets it.
func (f *index) take(t kube.EventType, content map[string]any) (types.UID, error) {
	o := unstructured.Unstructured{Object: content}
	uid := o.GetUID()
	if t == kube.Deleted {
		delete(f.members, uid)
		f.owners.Forget(uid)
		return uid, nil
	}
	m := member{ref: observed.RefOf(content)}
	var owner types.UID // none any more, of one that was orphaned
	if by := metav1.GetControllerOf(&o); by != nil {
		owner = by.UID
	}
	f.owners.Own(uid, owner)
	if f.workloads.named(m.ref) {
		f.owners.Workload(uid, m.ref)
	}
	switch m.ref.GroupKind() {
	case kind.Job:
		m.finished = hasFinished(content)
	case kind.Pod:
		var err error
		if m.pod, err = rollout.Decode[corev1.Pod](content); err != nil {
			return uid, err
		}
	}
	f.members[uid] = m
	return uid, nil
}

// hasFinished reports whether a Job has run to its end, whatever came of it.
func hasFinished(job map[string]any) bool {
	conditions, _, _ := unstructured.NestedSlice(job, "status", "conditions")
	return slices.ContainsFunc(conditions, func(c any) bool {
		condition, _ := c.(map[string]any)
		return condition["status"] == "True" && (condition["type"] == "Complete" || condition["type"] == "Failed")
	})
}

// ownedPod is a Pod of a workload.
type ownedPod struct {
	workload object.Ref
	*corev1.Pod
}

// pods are those of all workloads, by workload and name.
func (f *index) pods() []ownedPod {
	var all []ownedPod
	for uid, m := range f.members {
		if workload, owned := f.owners.WorkloadOf(uid); owned && m.pod != nil {
			all = append(all, ownedPod{workload, m.pod})
		}
	}
	slices.SortFunc(all, func(a, b ownedPod) int {
		return cmp.Or(object.Compare(a.workload, b.workload), strings.Compare(a.Name, b.Name), strings.Compare(string(a.UID), string(b.UID)))
	})
	return all
}

// readIndex reads workloads and what belongs to them, and returns what it has
// selected for that.
func readIndex(ctx context.Context, c Cluster, w *Workloads) (*index, []kube.Selection, error) {
	f := newIndex(w)
	own := w.selections()
	chosen := observed.Choice{}
	contents, err := w.contents(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	for _, content := range contents {
		ref := observed.RefOf(content)
		if _, err := f.take(kube.Changed, content); err != nil {
			return nil, nil, err
		}
		chosen.Add(rollout.BuiltIn().About(ref.GroupKind()), ref, content, nil)
	}
	children := chosen.Selections()
	lists, err := pool.Map(ctx, parallelism, children, c.List)
	if err != nil {
		return nil, nil, err
	}
	for _, content := range slices.Concat(lists...) {
		if _, err := f.take(kube.Changed, content); err != nil {
			return nil, nil, err
		}
	}
	return f, observed.Distinct(slices.Concat(own, children)), nil
}
