package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
)

// failureFinding explains why an object could not be brought to where it
// should be, on the line of the configuration that says most about it.
func failureFinding(n *entry, scope Scope) finding {
	ref := n.object
	f := finding{Severity: severityError, Object: &ref}
	if scope.many() {
		f.Cluster = n.cluster
	}
	_, origin := scope.source(n.entryKey)
	if n.rollout && n.status.Failed {
		f.Summary = ref.String() + " is not rolled out"
		f.Detail = rolloutDetail(n, scope.context(n.cluster))
		if m := scope.manifest(n.entryKey); m != nil && len(n.status.Causes) > 0 {
			origin = causeOrigin(m, n.status.Causes[0])
		}
	} else {
		f.Summary = ref.String() + " could not be " + doneWord(n.action)
		if n.rollout {
			f.Summary = ref.String() + " is not rolled out"
		}
		f.Detail = upperFirst(errorText(n))
	}
	f.Object = nil // the summary names it
	if origin.File != "" {
		f.Range, f.around = &origin, hclRange(origin)
		f.Context = blockAt(f.around, scope.Files)
	}
	return f
}

// errorText is an entry's error, without the object's name at its beginning:
// that stands beside it.
func errorText(n *entry) string {
	return strings.TrimPrefix(n.err.Error(), n.object.String()+": ")
}

// rolloutFailure returns in a few words why a workload is not rolled out.
func rolloutFailure(n *entry) string {
	s := n.status
	if !s.Failed {
		return errorText(n)
	}
	text := achieved(n.object, s) + " after " + duration(n.took)
	if s.Message != "" {
		text += ": " + s.Message
	}
	if len(s.Causes) > 0 {
		text += " (" + s.Causes[0].Reason + ")"
	}
	if still := serving(s); still != "" {
		text += "; " + still
	}
	return text
}

// rolloutDetail returns how far the workload came, what is in its way, with the
// last log lines, and what to do next.
func rolloutDetail(n *entry, context string) string {
	s := n.status
	var b strings.Builder
	b.WriteString(upperFirst(achieved(n.object, s)) + " after " + duration(n.took))
	if s.Message != "" {
		b.WriteString(": " + s.Message)
	}
	b.WriteString(".\n")
	if still := serving(s); still != "" {
		b.WriteString(still + ": " + podCounts(n.object, s) + ".\n")
	}
	for _, c := range s.Causes {
		b.WriteString("\n" + causeText(c) + "\n")
		if c.Logs == "" {
			continue
		}
		b.WriteString("\nIts last log lines:\n")
		for _, l := range splitLines(c.Logs) {
			b.WriteString("    " + ansi.Strip(l) + "\n") // loggers colour
		}
	}
	if c, blocked := former(s); blocked {
		b.WriteString("\n" + blockedAdvice(c, context, n.object.Namespace, "Then run wl apply again."))
	} else {
		b.WriteString("\n" + advice(n.object, s, context))
	}
	return b.String()
}

// causeText names the reason, who has it, and the details.
func causeText(c rollout.Cause) string {
	var who []string
	if c.Container != "" {
		who = append(who, "container "+c.Container)
	}
	switch {
	case c.Pod != "" && c.Count > 1:
		who = append(who, fmt.Sprintf("%d Pods, such as %s", c.Count, c.Pod))
	case c.Pod != "":
		who = append(who, "Pod "+c.Pod)
	}
	if c.Claim != nil {
		who = append([]string{claimText(c.Claim)}, who...)
	}
	text := c.Reason
	if len(who) > 0 {
		text += " (" + strings.Join(who, ", ") + ")"
	}
	if c.Detail != "" {
		text += ": " + c.Detail
	}
	if len(c.MissingSecrets) > 0 {
		text += "; missing image pull Secrets: " + strings.Join(c.MissingSecrets, ", ")
	}
	return text
}

// causeOrigin finds the line that a cause is about: the container's image for
// images, the container for what else happens in one.
func causeOrigin(m *object.Manifest, c rollout.Cause) object.Range {
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
