package said

import (
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Action is an action's word: in English the action itself.
func Action(a plan.Action, w *words.Words) string {
	switch a {
	case plan.Create:
		return w.Say("create")
	case plan.Update:
		return w.Say("update")
	case plan.Replace:
		return w.Say("replace")
	case plan.Rerun:
		return w.Say("rerun")
	case plan.Adopt:
		return w.Say("adopt")
	case plan.Delete:
		return w.Say("delete")
	case plan.ReleaseObject:
		return w.Say("release")
	case plan.Blocked:
		return w.Say("blocked")
	}
	return string(a)
}

// Risk is the title of changes of a risk.
func Risk(r view.Risk, w *words.Words) string {
	switch r {
	case view.RiskBlocked:
		return w.Say("Blocked")
	case view.RiskOutage:
		return w.Say("Outages")
	case view.RiskDelete:
		return w.Say("Deletions")
	case view.RiskPrivilege:
		return w.Say("Privilege escalation")
	case view.RiskReplace:
		return w.Say("Replacements")
	case view.RiskRestart:
		return w.Say("Updates that restart Pods")
	case view.RiskAdopt:
		return w.Say("Adopted")
	case view.RiskRelease:
		return w.Say("Releases")
	case view.RiskUpdate:
		return w.Say("Updates")
	case view.RiskRun:
		return w.Say("Jobs that run with this apply")
	default:
		return w.Say("Creations")
	}
}

// Level returns in a few words how much the riskiest change may break.
func Level(worst view.Risk, w *words.Words) string {
	switch worst {
	case view.RiskBlocked:
		return w.Say("Blocked: a problem must be resolved first.")
	case view.RiskOutage:
		return w.Say("High risk: an outage.")
	case view.RiskDelete:
		return w.Say("High risk: an object is deleted.")
	case view.RiskPrivilege:
		return w.Say("High risk: privilege escalation.")
	case view.RiskReplace:
		return w.Say("High risk: an object is replaced.")
	case view.RiskRestart:
		return w.Say("Medium risk: Pods restart.")
	case view.RiskCount:
		return ""
	default:
		return w.Say("Low risk: no Pod restarts.")
	}
}
