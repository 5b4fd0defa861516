package said

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// Going is what is said of a deletion that has begun, or a replacement.
func Going(c plan.Change, w *words.Words) string {
	if c.Action.Renews() {
		return w.Say("It is already being deleted: wl waits until it is gone, and creates it again.")
	}
	return w.Say("It is already being deleted: wl waits until it is gone.")
}

// ReplacedPods returns which Pods of which workload are deleted, and why.
func ReplacedPods(r plan.ReplacedPods, form Form) string {
	name, w := form.Name, form.Words
	pods := make([]string, len(r.Pods))
	for i, p := range r.Pods {
		pods[i] = name(p)
	}
	set, who := name(r.Object.String()), w.Commas(pods)
	one := len(r.Pods) == 1
	switch {
	case r.Because == plan.Outworn && one:
		return w.Say("%s: %s does not use the changed claim templates: a running Pod cannot. Apply deletes it, and its replacement uses them.", set, who)
	case r.Because == plan.Outworn:
		return w.Say("%s: %s do not use the changed claim templates: a running Pod cannot. Apply deletes them one at a time, the lowest ordinal first, each when the ones before it are ready.", set, who)
	case one:
		return w.Say("%s: %s is not ready, is not of the target revision, and blocks the rollout. Apply deletes it if it does not become ready, and its replacement is of the target revision.", set, who)
	}
	return w.Say("%s: %s are not ready, are not of the target revision, and block the rollout. Apply deletes those that do not become ready, and their replacements are of the target revision.", set, who)
}

// Renewed returns why an object is deleted and created again; empty where it is not.
func Renewed(c plan.Change, w *words.Words) string {
	switch {
	case c.Always:
		return w.Say(`It runs with every apply that changes anything: run = "always".`)
	case c.Asked:
		return w.Say("It runs again because of --rerun-jobs.")
	case c.Failed:
		return w.Say("It has failed, so it runs again.")
	case c.Replacement != nil && c.Object.GroupKind() == kind.Job && slices.Equal(c.Replacement.Because, []object.Path{object.PathOf("spec", "completions")}):
		return w.Say("The number of Pods that must succeed has changed, so it runs again.") // a server may take that, which runs nothing
	case c.Replacement != nil && len(c.Replacement.Because) > 0:
		return w.Say("Immutable, so the object is replaced: %s.", Few(object.PathTexts(c.Replacement.Because), w))
	}
	return ""
}

// Grown returns which claims grow, those of the same sizes together.
func Grown(grows []step.GrowClaim, w *words.Words) []string {
	var lines []string
	for rest := grows; len(rest) > 0; {
		var names []string
		n := 0
		for ; n < len(rest) && rest[n].From == rest[0].From && rest[n].To == rest[0].To; n++ {
			names = append(names, rest[n].Claim)
		}
		if n == 1 {
			lines = append(lines, w.Say("Expands the claim %s: %s -> %s.", Few(names, w), rest[0].From, rest[0].To))
		} else {
			lines = append(lines, w.Say("Expands the claims %s: %s -> %s.", Few(names, w), rest[0].From, rest[0].To))
		}
		rest = rest[n:]
	}
	return lines
}
