package live

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// RestartManager is the field manager of the annotation that a restart sets. It belongs to no
// stack, so that no apply removes the annotation.
const RestartManager = "wl-restart"

// restartedAt is the annotation of a Pod template by which kubectl rollout restart does
// the same, and by which it is known to be no drift.
const restartedAt = "kubectl.kubernetes.io/restartedAt"

// Why a workload cannot be restarted.
const (
	RestartMissing    fact.Code = "restart_missing"    // it does not exist
	RestartUnlabelled fact.Code = "restart_label_lost" // it does not bear the stack's label any more
	RestartPaused     fact.Code = "restart_paused"     // its rollout is
	RestartOfJob      fact.Code = "restart_of_job"     // it keeps no Pods running
	RestartOnDelete   fact.Code = "restart_on_delete"  // it leaves its Pods until people delete them
	RestartKept       fact.Code = "restart_kept"       // its partition keeps all Pods from it
)

// RestartWriter restarts; *kube.Client is one.
type RestartWriter interface {
	AnnotateTemplate(ctx context.Context, ref object.Ref, uid string, template []string, key, value, manager string) (object.Meta, error)
}

// CanRestart returns why a workload cannot be restarted, by what it is live; nil where it
// can.
func CanRestart(stack object.Stack, ref object.Ref, content map[string]any) error {
	refused := func(code fact.Code) error { return fact.NewError(nil, code, fact.Args{"workload": ref}) }
	paused, _, _ := unstructured.NestedBool(content, "spec", "paused")
	switch {
	case !kind.About(ref.GroupKind()).IsReplicated():
		return refused(RestartOfJob)
	case content == nil:
		return refused(RestartMissing)
	case !observed.IsLabelled(content, stack):
		return fact.NewError(nil, RestartUnlabelled, fact.Args{"workload": ref, "label": object.LabelApplySet})
	case paused:
		return refused(RestartPaused)
	case leavesPods(content):
		return refused(RestartOnDelete)
	case Kept(content) > 0 && Kept(content) == Pods(content):
		return fact.NewError(nil, RestartKept, fact.Args{"workload": ref, "partition": partition(content)})
	}
	return nil
}

// leavesPods reports whether nobody replaces a workload's Pods until they are deleted by hand.
func leavesPods(content map[string]any) bool {
	return object.At(content, "spec", "updateStrategy", "type") == "OnDelete" &&
		object.At(content, "metadata", "annotations", object.AnnotationUpgradeStrategy) != object.StrategyRecreate
}

// partition is the number of Pods of a StatefulSet that keep their revision.
func partition(content map[string]any) int64 {
	return object.Number(content, 0, "spec", "updateStrategy", "rollingUpdate", "partition")
}

// Kept is how many of a workload's Pods its partition keeps from being restarted.
func Kept(content map[string]any) int64 { return min(partition(content), Pods(content)) }

// Restart has the Pods of a workload replaced as its update strategy says, by its
// controller: the Pod template gets an annotation. It returns what was stored.
func Restart(ctx context.Context, c RestartWriter, ref object.Ref, content map[string]any, at time.Time) (object.Meta, error) {
	uid, _, _ := unstructured.NestedString(content, "metadata", "uid")
	return c.AnnotateTemplate(ctx, ref, uid, kind.About(ref.GroupKind()).Template, restartedAt, at.UTC().Format(time.RFC3339), RestartManager)
}

// Pods is how many Pods a workload runs.
func Pods(content map[string]any) int64 {
	for _, field := range []string{"replicas", "currentNumberScheduled"} {
		if n, ok, _ := unstructured.NestedInt64(content, "status", field); ok {
			return n
		}
	}
	return 0
}
