package progress

import (
	"cmp"
	"errors"
	"github.com/workloadlang/wl/internal/uitest"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// locked are the events of an apply that another keeps from its work.
func locked() []moment {
	return []moment{{time.Second, "prod-eu", apply.Notice{Fact: fact.New(state.NoticeLockHeld, fact.Args{"holder": state.Holder{Who: "bob@ci"}.Fact(), "time": "20s"})}}}
}

// goingAway are those of a destroy that waits for its namespace, and loses its
// server for a while.
func goingAway() []moment {
	namespace := uitest.Ref("", "Namespace", "shop")
	namespace.Namespace = ""
	at := func(after time.Duration, e apply.Event) moment { return moment{after, "prod-eu", e} }
	return []moment{
		at(0, apply.ObjectStarted{Object: uitest.Ref("", "ConfigMap", "settings"), Action: plan.Delete}),
		at(time.Second, apply.ObjectDone{Object: uitest.Ref("", "ConfigMap", "settings"), Action: plan.Delete, Elapsed: time.Second}),
		at(time.Second, apply.ObjectStarted{Object: namespace, Action: plan.Delete}),
		at(time.Second, apply.DeletionProgress{Object: namespace}),
		at(3*time.Second, apply.DeletionProgress{Object: namespace, Elapsed: 2 * time.Second, Waits: []apply.Wait{
			{Condition: "NamespaceFinalizersRemaining", Message: "Some content in the namespace has finalizers remaining: example.com/never in 1 resource instances"},
			{Finalizer: "example.com/backup"},
		}}),
		at(14*time.Second, apply.ServerSilent{Elapsed: 9 * time.Second, Err: errors.New("connection refused")}),
		at(30*time.Second, apply.ServerBack{Elapsed: 25 * time.Second}),
		at(31*time.Second, apply.Notice{Fact: fact.New(reason.NoticeInterrupted, fact.Args{"requests": 0, "rollouts": 0, "deletions": 1})}),
	}
}

// stuck are those of a destroy of which an object and its namespace do not go.
func stuck() []moment {
	namespace := uitest.Ref("", "Namespace", "shop")
	namespace.Namespace = ""
	claim := uitest.Ref("", "PersistentVolumeClaim", "data-of-the-reporting-database-of-the-shop")
	held, used := uitest.Ref("example.com", "Widget", "billing"), []apply.Wait{{Finalizer: "foregroundDeletion"}, {Finalizer: "example.com/deregister-from-billing"}}
	left := []apply.Wait{
		{Condition: "NamespaceContentRemaining", Message: "Some resources are remaining: configmaps. has 1 resource instances, persistentvolumeclaims. has 2 resource instances"},
		{Condition: "NamespaceFinalizersRemaining", Message: "Some content in the namespace has finalizers remaining: example.com/never in 1 resource instances, kubernetes.io/pvc-protection in 2 resource instances"},
	}
	protected := []apply.Wait{{Finalizer: "kubernetes.io/pvc-protection"}}
	at := func(after time.Duration, e apply.Event) moment { return moment{after, "prod-eu", e} }
	var all []moment
	for _, o := range []struct {
		ref   object.Ref
		waits []apply.Wait
	}{{held, used}, {claim, protected}, {namespace, left}} {
		all = append(all,
			at(0, apply.ObjectStarted{Object: o.ref, Action: plan.Delete}),
			at(3*time.Second, apply.DeletionProgress{Object: o.ref, Elapsed: 3 * time.Second, Waits: o.waits}),
			at(90*time.Second, apply.ObjectFailed{Object: o.ref, Action: plan.Delete, Err: &apply.StayError{After: 90 * time.Second, Waits: o.waits}}))
	}
	slices.SortStableFunc(all, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	return all
}

// replacedSteps are those of an apply that deletes Pods.
func replacedSteps() []moment {
	set := uitest.Ref("apps", "StatefulSet", "database")
	at := func(after time.Duration, e apply.Event) moment { return moment{after, "prod-eu", e} }
	return []moment{
		at(0, apply.RolloutStarted{Object: set}),
		at(time.Second, apply.RolloutProgress{Object: set, Status: rollout.Status{
			Word: rollout.NotReady, Counts: rollout.Counts{Ready: 1, Wanted: 2, Updated: 1}, Message: uitest.Updated(1, 2),
			Causes: []rollout.Cause{{Reason: "ImagePullBackOff", Pod: "database-1", Container: "main", Detail: fact.New(rollout.KnownImage, fact.Args{"image": "postgres:99"}), Count: 1, Former: true}},
		}}),
		at(time.Second, apply.PodsReplaced{Object: set, Because: rollout.Blocking, Pods: []string{"database-1"}}),
		at(2*time.Second, apply.PodsReplaced{Object: set, Because: rollout.Outworn, Pods: []string{"database-0"}}),
		at(2*time.Second, apply.PodsReplaced{Object: set, Because: rollout.Recreated, Pods: []string{"database-0", "database-1", "database-2", "database-3"}}),
		at(5*time.Second, apply.RolloutEnded{Object: set, Status: rollout.Status{Word: rollout.Running, Counts: rollout.Counts{Ready: 2, Wanted: 2, Updated: 2}, Done: true}, Elapsed: 5 * time.Second}),
	}
}

// Whatever was left undone, the outcome is never that it was applied.
func TestOutcome(t *testing.T) {
	for _, code := range []fact.Code{
		engine.LeftBlocked, engine.LeftFailed, engine.LeftOtherFailed, engine.LeftLocked, engine.LeftChanged, engine.LeftInterrupted, engine.LeftDeclined, engine.LeftUnasked, engine.LeftError, engine.LeftDiffers, engine.LeftApplied, engine.LeftNothing, engine.LeftPartial, engine.LeftAtRisk, engine.LeftWhole, engine.LeftAborted, "another",
	} {
		for _, done := range []applyTotals{{}, {created: 2}} {
			if got := done.outcome([]engine.Leftover{{Because: code}}); got == "applied" {
				t.Errorf("%s: %s", code, got)
			}
		}
	}
	if got := (applyTotals{created: 1}).outcome(nil); got != "applied" {
		t.Error(got)
	}
	if got := (applyTotals{open: 1}).outcome(nil); got != "stopped" {
		t.Error(got)
	}
}
