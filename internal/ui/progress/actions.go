package progress

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

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
