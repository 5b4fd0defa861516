package said

import (
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Remarks returns what is remarked about a field of an object: what happens to it where
// its sign alone does not say so, who owns it, and why it changes.
func Remarks(f view.Field, of view.Content, w *words.Words) ui.Line {
	return ui.Join(opRemark(f.FieldChange, of.Approximate, w), ui.Join(ownerRemark(f.FieldChange, of.Verbose, w), causeRemark(f.Cause, of.Shared, w)))
}

// Values returns the values of a field, each on one line.
func Values(f view.Field, w *words.Words) (before, after string) {
	switch f.Shape {
	case view.Sensitive:
		if before = value.Sensitive; f.Items > 0 {
			before = w.SayN(int64(f.Items), "%d item", "%d items") + " " + value.Sensitive
		}
		if f.Op == plan.Modify && f.Will != nil {
			return before, value.Inline(f.Will)
		}
		if f.Op == plan.Modify {
			return before, value.Sensitive
		}
		return before, before
	case view.Unknown:
		return value.Inline(f.Was), w.Say("(known after apply)")
	case view.Reordered:
		return value.Order(f.Was), value.Order(f.Will)
	}
	return value.Inline(f.Was), value.Inline(f.Will)
}

// opRemark returns what happens to a field where its sign alone does not.
func opRemark(f plan.FieldChange, approximate bool, w *words.Words) ui.Line {
	switch f.Op {
	case plan.Remove:
		if approximate {
			return ui.Line{ui.Faint.Span(w.Say("(removed or back to its default)"))}
		}
	case plan.Take, plan.Release:
		return ui.Line{ui.Faint.Span(w.Say("(value unchanged; %s)", ownership(f, w)))}
	}
	return nil
}

// causeRemark returns why a field changes, where the reason is not simply that
// the configuration says so, nor one that was given for all fields.
func causeRemark(c, shared plan.Cause, w *words.Words) ui.Line {
	if c.Equal(shared) {
		return nil
	}
	switch c.Kind {
	case plan.Drift:
		return ui.Line{ui.Caution.Span(w.Say("(drift: %s)", Who(c, w)))}
	case plan.Conflict:
		return ui.Line{ui.Caution.Span(w.Say("(conflict: %s)", Who(c, w)))}
	case plan.Added:
		return ui.Line{ui.Caution.Span(w.Say("(added by %s)", Who(c, w)))}
	case plan.Server:
		if c.Default {
			return ui.Line{ui.Faint.Span(w.Say("(default)"))}
		}
		return ui.Line{ui.Faint.Span(w.Say("(set by the server: default or admission)"))}
	}
	return nil
}

// Who names the manager that changed a field and when it did.
func Who(c plan.Cause, w *words.Words) string {
	name := c.Manager
	if name == "" {
		name = w.Say("another field manager")
	}
	if c.Time == "" {
		return name
	}
	return name + ", " + When(c.Time)
}

// When writes a time as people read it; what is no RFC 3339 stays as it is.
func When(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return Instant(t)
}

// Instant writes a time as people read it.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// ownerRemark names the field managers that own a field before and after, if
// everything is asked for. Where nothing else changes, the operation's remark has
// named them.
func ownerRemark(f plan.FieldChange, verbose bool, w *words.Words) ui.Line {
	if !verbose || slices.Equal(f.OwnersBefore, f.OwnersAfter) || f.Op.KeepsValue() {
		return nil
	}
	return ui.Line{ui.Faint.Span("(" + ownership(f, w) + ")")}
}

// ownership names the field managers that own a field before and after.
func ownership(f plan.FieldChange, w *words.Words) string {
	if len(f.OwnersBefore)+len(f.OwnersAfter) == 0 { // where the server was not asked
		return w.Say("ownership changes")
	}
	return w.Say("ownership %s -> %s", owners(f.OwnersBefore, w), owners(f.OwnersAfter, w))
}

// owners names field managers.
func owners(managers []string, w *words.Words) string {
	if len(managers) == 0 {
		return w.Say("none")
	}
	return strings.Join(managers, ", ")
}
