package said

import (
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Title is what stands above a plan, or above changes that were made.
func Title(v *view.Plan, stack string, w *words.Words) string {
	switch {
	case v.Past != nil && v.Past.From > 0:
		return w.Say("Stack %s: from revision %d to revision %d", stack, v.Past.From, v.Past.To)
	case v.Past != nil:
		return w.Say("Stack %s: revision %d", stack, v.Past.To)
	case v.Rollback:
		return w.Say("Roll back stack %s", stack)
	case v.Destroy:
		return w.Say("Destroy stack %s", stack)
	}
	return w.Say("Stack %s", stack)
}

// ShortTitle is what a line about a plan begins with.
func ShortTitle(v *view.Plan, stack string, w *words.Words) string {
	switch {
	case v.Past != nil && v.Past.From > 0:
		return w.Say("%s, from revision %d to %d", stack, v.Past.From, v.Past.To)
	case v.Past != nil:
		return w.Say("%s, revision %d", stack, v.Past.To)
	case v.Rollback:
		return w.Say("roll back %s", stack)
	case v.Destroy:
		return w.Say("destroy %s", stack)
	}
	return stack
}

// Revision is which revision it is: what was done, by whom, when, and of which commit.
func Revision(r plan.Revision, w *words.Words) string {
	text := w.Say("Revision %d: %s %s", r.Number, Operation(r, w), Outcome(r.Outcome, w))
	if r.Who != "" {
		text += w.Say(" by %s", r.Who)
	}
	if !r.Started.IsZero() {
		text += w.Say(", %s", Instant(r.Started))
	}
	if r.Commit != "" {
		text += w.Say(", commit %s", ShortCommit(r.Commit))
	}
	return text
}

// Operation is what was done.
func Operation(r plan.Revision, w *words.Words) string {
	if r.RollbackTo > 0 {
		return w.Say("rollback to %d", r.RollbackTo)
	}
	switch r.Operation {
	case "release":
		return w.Say("release")
	case "move":
		return w.Say("move")
	}
	return r.Operation
}

// Outcome is how an operation ended.
func Outcome(o state.Outcome, w *words.Words) string {
	switch o {
	case state.Running:
		return w.Say("running")
	case state.Succeeded:
		return w.Say("succeeded")
	case state.Failed:
		return w.Say("failed")
	case state.Interrupted:
		return w.Say("interrupted")
	}
	return string(o)
}

// commitLength is how much of a commit's name is shown, as git does.
const commitLength = 12

// ShortCommit is a commit as it is shown: the digits that tell it apart.
func ShortCommit(commit string) string {
	name, rest, dirty := strings.Cut(commit, "+")
	if len(name) == 40 && strings.Trim(name, "0123456789abcdef") == "" {
		name = name[:commitLength]
	}
	if dirty {
		return name + "+" + rest
	}
	return name
}

// Done counts what was done.
func Done(t view.Totals, w *words.Words) string {
	return done(map[plan.Action]int{plan.Create: t.Create, plan.Update: t.Update, plan.Replace: t.Replace, plan.Rerun: t.Rerun, plan.Adopt: t.Adopt, plan.Delete: t.Delete}, w)
}

// Changed is in a few words what a revision has changed; empty where it changed nothing.
func Changed(r plan.Revision, w *words.Words) string {
	counts, all := map[plan.Action]int{}, 0
	for action, n := range r.Changed {
		counts[plan.Action(action)] += n
		all += n
	}
	text := done(counts, w)
	if all == 0 || all > len(r.First) {
		return text
	}
	names := make([]string, all)
	for i, c := range r.First {
		names[i] = c.Object.String()
	}
	return w.Say("%s: %s", text, w.Commas(names))
}

func done(counts map[plan.Action]int, w *words.Words) string {
	var parts []string
	for _, one := range []struct {
		action plan.Action
		said   string
	}{
		{plan.Create, w.Say("created")}, {plan.Update, w.Say("updated")}, {plan.Replace, w.Say("replaced")}, {plan.Rerun, w.Say("run again")},
		{plan.Adopt, w.Say("adopted")}, {plan.Delete, w.Say("deleted")}, {"release", w.Say("released")},
	} {
		if n := counts[one.action]; n > 0 {
			parts = append(parts, w.Say("%[1]d %[2]s", n, one.said))
		}
	}
	return w.Commas(parts)
}

// Kept is which objects a rollback keeps; empty where there are none.
func Kept(refs []object.Ref, w *words.Words) string {
	if len(refs) == 0 {
		return ""
	}
	return w.Say("kept as they are, whatever the revision has: %s.", w.List(namesOf(refs)))
}

// KeptData is which Secrets keep their present data in a rollback; empty where none has other
// data than the revision.
func KeptData(refs []object.Ref, w *words.Words) string {
	if len(refs) == 0 {
		return ""
	}
	return w.Say("present data kept, which is not that of the revision: %s. The state stores no Secret's data.", w.List(namesOf(refs)))
}

func namesOf(refs []object.Ref) []string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.String()
	}
	return names
}
