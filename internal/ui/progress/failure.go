package progress

import (
	"errors"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// failureFinding explains why an object could not be brought to where it
// should be, on the line of the configuration that says most about it.
func failureFinding(w *words.Words, n *entry, notStarted []object.Ref, scope Scope) diagnostics.Finding {
	ref := n.object
	f := diagnostics.Finding{Severity: diagnostics.SeverityError}
	if scope.many() {
		f.Cluster = n.cluster
	}
	_, origin := scope.source(n.entryKey) // none on the way back: the configuration does not say what was there before
	notRolledOut := w.Say("%s is not rolled out", ref)
	if !n.isWorkload() {
		notRolledOut = w.Say("%s is not ready", ref)
	}
	if n.rollout && n.status.Failed {
		f.Summary = notRolledOut
		f.Detail = rolloutDetail(w, n, scope.way(n.cluster))
		if m := scope.manifest(n.entryKey); m != nil && len(n.status.Causes) > 0 {
			origin = causeOrigin(m, n.status.Causes[0])
		}
	} else {
		f.Summary = notDone(w, n.action, ref)
		if n.rollout {
			f.Summary = notRolledOut
		}
		f.Detail = errorDetail(w, n)
		if stay := new(apply.StayError); errors.As(n.err, &stay) && stay.Unknown == nil {
			f.Detail = w.Ended(f.Detail) + "\n" + rollouts.StayAdvice(w, n.object, stay.Waits, scope.way(n.cluster))
		}
	}
	f.Summary, f.Detail = onTheWay(w, n, f.Summary), f.Detail+aftermath(w, n, notStarted, scope)
	if origin.File != "" {
		f = f.At(origin, scope.Files)
	}
	return f
}

// onTheWay is what failed, and that it did on the way back, if so.
func onTheWay(w *words.Words, n *entry, what string) string {
	if n.back {
		return w.Say("Rollback: %s", what)
	}
	return what
}

// aftermath is what follows from a failure: what was not started because of it, and how to
// return to what was there before, unless wl does that itself; "" where nothing follows.
func aftermath(w *words.Words, n *entry, notStarted []object.Ref, scope Scope) string {
	p := scope.Plan
	var b strings.Builder
	if len(notStarted) > 0 {
		names := make([]string, len(notStarted))
		for i, ref := range notStarted {
			names[i] = ref.String()
		}
		b.WriteString("\n" + w.SayN(int64(len(names)), "Not started because of it: %[2]s.", "%[1]d objects are not started because of it: %[2]s.", listed(w, names)))
	}
	good := scope.lastGood(n.cluster)
	if changed := n.action == plan.Update || n.action == plan.Replace || n.action == plan.Adopt; n.rollout && changed && good > 0 && !p.Rollback && !p.Destroy && !scope.RollsBack {
		back := "wl rollback"
		if scope.Several || scope.many() {
			back += " --cluster " + typeset.Command(n.cluster) // the others are to stay as they are
		}
		if file := scope.way(n.cluster).Kubeconfig; file != "" {
			back += " " + typeset.Command("--kubeconfig", file)
		}
		if chosen := p.Selection.Context; chosen != "" {
			back += " " + typeset.Command("--context", chosen)
		}
		b.WriteString("\n" + w.Say("To return to revision %d: %s.", good, back))
	}
	return b.String()
}

// errorText is why an entry has failed; the object's name stands beside it.
func errorText(w *words.Words, n *entry) string { return w.Text(apply.Reason(n.object, n.err)) }

// errorDetail is the same in full: what a plan would tell as a problem has its reason, and what to do, beside its summary.
func errorDetail(w *words.Words, n *entry) string {
	text := typeset.UpperFirst(errorText(w, n))
	if detail := w.Detail(apply.Reason(n.object, n.err)); detail != "" {
		return w.Ended(text) + "\n" + detail
	}
	return text
}

// rolloutFailure returns in a few words why a workload is not rolled out.
func rolloutFailure(w *words.Words, n *entry) string {
	s := n.status
	if !s.Failed {
		return errorText(w, n)
	}
	text := cameTo(w, n)
	if len(s.Causes) > 0 {
		text = w.Say("%s: %s", s.Causes[0].Reason, text)
	}
	if still := rollouts.Serving(w, s); still != "" {
		text += w.Say("; ") + still
	}
	return text
}

// cameTo is how far a rollout came until it failed, and what is wrong.
func cameTo(w *words.Words, n *entry) string {
	text := w.Say("%s after %s", rollouts.Achieved(w, n.object, n.status), words.Duration(n.took))
	if message := w.Text(n.status.Message); message != "" {
		text = w.Say("%s: %s", text, message)
	}
	return text
}

// rolloutDetail returns how far the workload came, what is in its way, with the
// last log lines, and what to do next.
func rolloutDetail(w *words.Words, n *entry, way plan.Way) string {
	s := n.status
	var b strings.Builder
	b.WriteString(w.Say("%s.", typeset.UpperFirst(cameTo(w, n))) + "\n")
	if still := rollouts.Serving(w, s); still != "" {
		b.WriteString(w.Say("%s: %s.", still, rollouts.Counts(w, n.object, s)) + "\n")
	}
	for _, c := range s.Causes {
		b.WriteString("\n" + rollouts.Cause(w, c) + "\n")
		if c.Logs == "" {
			continue
		}
		b.WriteString("\n" + w.Say("Its last log lines:") + "\n")
		for _, l := range typeset.SplitLines(c.Logs) {
			b.WriteString("    " + ansi.Strip(l) + "\n") // loggers colour
		}
	}
	if c, blocked := rollouts.Former(s); blocked {
		b.WriteString("\n" + rollouts.BlockedAdvice(w, c, way, n.object.Namespace, w.Say("Then run wl apply again.")))
	} else {
		b.WriteString("\n" + rollouts.Advice(w, n.object, s, way))
	}
	return b.String()
}

// causeOrigin finds the line that a cause is about: the container's image for
// images, the container for what else happens in one, and the field that names what does
// not exist.
func causeOrigin(m *object.Manifest, c rollout.Cause) object.Range {
	if field, ok := c.Detail.Args["field"].(string); ok && c.Detail.Code == rollout.KnownNamedMissing {
		return m.SourceOf(object.PathOf(kind.About(m.Ref.GroupKind()).InTemplate("spec", field)...))
	}
	at, container := findContainer(m.Content, c.Container)
	if container == nil || c.Former { // of which the configuration says nothing any more
		return m.Origin
	}
	if strings.Contains(c.Reason, "Image") {
		return m.SourceOf(at.Field("image"))
	}
	return m.SourceOf(at)
}

func findContainer(content map[string]any, name string) (object.Path, map[string]any) {
	if name == "" {
		return object.Path{}, nil
	}
	for _, base := range [][]string{{"spec", "template", "spec"}, {"spec", "jobTemplate", "spec", "template", "spec"}} {
		at := object.PathOf(base...)
		there, _ := at.At(content)
		pod, _ := there.(map[string]any)
		for _, field := range []string{"containers", "initContainers"} {
			containers, _ := pod[field].([]any)
			for i, c := range containers {
				if c, ok := c.(map[string]any); ok && c["name"] == name {
					return at.Field(field).Index(i), c
				}
			}
		}
	}
	return object.Path{}, nil
}
