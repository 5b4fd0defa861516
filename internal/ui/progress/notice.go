package progress

import (
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// noticeText is what is said of an event that belongs to no line of an object;
// empty for any other.
func noticeText(w *words.Words, event apply.Event) string {
	switch e := event.(type) {
	case apply.Notice:
		return w.Text(e.Fact)
	case apply.ServerSilent:
		return w.Say("the API server has not answered for %s: %s. wl waits for it.", words.Duration(e.Elapsed), w.Error(e.Err))
	case apply.ServerBack:
		return w.Say("the API server answers again, after %s.", words.Duration(e.Elapsed))
	case apply.PodsReplaced:
		return w.Say("%s: deleting %s%s.", e.Object, podNames(w, e.Pods), replacedBecause(w, e.Because, len(e.Pods)))
	}
	return ""
}

// podNames names Pods, all where they are few.
func podNames(w *words.Words, names []string) string {
	const few = 3
	switch n := len(names); {
	case n == 1:
		return w.Say("the Pod %s", names[0])
	case n <= few:
		return w.Say("the Pods %s", listed(w, names))
	default:
		return w.SayN(int64(n), "%d Pod", "%d Pods")
	}
}

// listed is List, in Chinese without an "and".
func listed(w *words.Words, items []string) string {
	if w.Language() == words.Chinese {
		return strings.Join(items, "、")
	}
	return w.List(items)
}

// replacedBecause returns why wl deletes Pods.
func replacedBecause(w *words.Words, because rollout.ReplacedBecause, n int) string {
	switch because {
	case rollout.Recreated:
		return w.Say(" of an earlier revision, all at once")
	case rollout.Outworn:
		if n == 1 {
			return w.Say(", because a running Pod cannot use the changed claim templates; its replacement does")
		}
		return w.Say(", because running Pods cannot use the changed claim templates; their replacements do")
	case rollout.Blocking:
		if n == 1 {
			return w.Say(", which is not ready, is not of the target revision, and blocks the rollout")
		}
		return w.Say(", which are not ready, are not of the target revision, and block the rollout")
	}
	return ""
}

// waitsText returns what the end of a deleted object waits for.
func waitsText(w *words.Words, waits []apply.Wait) string {
	facts := make([]fact.Fact, len(waits))
	for i, wait := range waits {
		facts[i] = wait.Fact()
	}
	return w.Say("waits for %s", w.Clauses(facts))
}

// Waiting returns what is waited for.
func Waiting(w engine.Wait, o ui.Options) string {
	return words.In(o.Language).Text(engine.WaitFact(w))
}

// WaitEvent is what is waited for as a part of an apply's progress.
func WaitEvent(w engine.Wait) apply.Event { return apply.Notice{Fact: engine.WaitFact(w)} }

// doneWord is what has been done to an object.
func doneWord(w *words.Words, a plan.Action) string {
	switch a {
	case plan.Create:
		return w.Say("created")
	case plan.Update:
		return w.Say("updated")
	case plan.Replace:
		return w.Say("replaced")
	case plan.Rerun:
		return w.Say("run again")
	case plan.Adopt:
		return w.Say("adopted")
	case plan.Delete:
		return w.Say("deleted")
	case plan.ReleaseObject:
		return w.Say("released")
	default:
		return string(a)
	}
}

// notDone is that something could not be done to an object.
func notDone(w *words.Words, a plan.Action, ref object.Ref) string {
	switch a {
	case plan.Create:
		return w.Say("%s could not be created", ref)
	case plan.Update:
		return w.Say("%s could not be updated", ref)
	case plan.Replace:
		return w.Say("%s could not be replaced", ref)
	case plan.Rerun:
		return w.Say("%s could not be run again", ref)
	case plan.Adopt:
		return w.Say("%s could not be adopted", ref)
	case plan.Delete:
		return w.Say("%s could not be deleted", ref)
	case plan.ReleaseObject:
		return w.Say("%s could not be released", ref)
	default:
		return w.Say("%s could not be recorded", ref)
	}
}

// doingWord is what is being done to an object.
func doingWord(w *words.Words, a plan.Action) string {
	switch a {
	case plan.Create:
		return w.Say("creating")
	case plan.Update:
		return w.Say("updating")
	case plan.Replace:
		return w.Say("replacing")
	case plan.Rerun:
		return w.Say("running again")
	case plan.Adopt:
		return w.Say("adopting")
	case plan.Delete:
		return w.Say("deleting")
	case plan.ReleaseObject:
		return w.Say("releasing")
	default:
		return string(a)
	}
}
