package rollout

import (
	"bytes"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// controllers is the manager of all that Kubernetes' own controllers write: an autoscaler that
// scales a workload does what it is there for.
const controllers = "kube-controller-manager"

// overwritten finds that others have changed, since it was written, what makes the Pods of a
// workload: what is rolled out then is not what was applied. Who sets a field to another value
// takes it from the stack's manager, so that only a newer generation need be looked at.
func overwritten(m *metav1.ObjectMeta, e Evidence) []finding {
	if e.Written == nil || m.Generation <= e.Written.Generation || string(m.UID) != e.Written.UID {
		return nil
	}
	now := object.MetaFrom(e.Written.Ref.GroupKind(), m)
	before, _ := e.Written.Manager(e.Manager)
	after, present := now.Manager(e.Manager)
	if present && !after.Time.Equal(before.Time) {
		return nil // the stack itself has written since
	}
	lost := ofPods(fieldsOf(before), kind.About(now.Ref.GroupKind()).Template).Difference(fieldsOf(after)).RecursiveDifference(kubeschema.SetOf(e.LeftOver...))
	var by []string
	for _, other := range now.Managers {
		taken := lost.Intersection(fieldsOf(other))
		switch {
		case taken.Empty():
		case other.Manager == controllers:
			lost = lost.Difference(taken)
		case !slices.Contains(by, other.Manager):
			by = append(by, other.Manager)
		}
	}
	if lost.Empty() {
		return nil
	}
	slices.Sort(by)
	return []finding{{
		Cause:    Cause{Reason: Overwritten, Detail: fact.New(KnownOverwritten, overwrittenArgs(lost, by))},
		word:     Abnormal,
		summary:  WrongOverwritten,
		patience: atOnce,
	}}
}

// Overwritten is the reason of the cause that others have changed what was applied.
const Overwritten = "Overwritten"

// overwrittenArgs names the first of the fields, and who has them now.
func overwrittenArgs(lost *fieldpath.Set, by []string) fact.Args {
	const most = 3
	fields := object.PathTexts(slices.Collect(kubeschema.Paths(lost.Leaves())))
	args := fact.Args{"fields": fields[:min(most, len(fields))], "managers": by}
	if more := len(fields) - most; more > 0 {
		args["more"] = more
	}
	return args
}

// fieldsOf are the fields of a manager.
func fieldsOf(e object.ManagerEntry) *fieldpath.Set {
	var set fieldpath.Set
	if len(e.FieldsV1) == 0 || set.FromJSON(bytes.NewReader(e.FieldsV1)) != nil {
		return fieldpath.NewSet()
	}
	return &set
}

// ofPods are those fields that make a workload's Pods, and how many those are.
func ofPods(all *fieldpath.Set, template []string) *fieldpath.Set {
	replicas := object.PathOf("spec", "replicas")
	var found []object.Path
	for p := range kubeschema.Paths(all) {
		if p.HasPrefix(replicas) || len(template) > 0 && p.HasPrefix(object.PathOf(template...)) {
			found = append(found, p)
		}
	}
	return kubeschema.SetOf(found...)
}
