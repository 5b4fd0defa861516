package diagnostics

import (
	"errors"
	"io"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Error renders an error that ended a command, unless all that there is to say
// of it has been said: by the diagnostics, or by the progress of an apply.
func Error(w io.Writer, err error, o ui.Options) error { return labelled(w, SeverityError, err, o) }

// Warning renders an error in spite of which a command continues.
func Warning(w io.Writer, err error, o ui.Options) error {
	return labelled(w, SeverityWarning, err, o)
}

func labelled(w io.Writer, severity Severity, err error, o ui.Options) error {
	text := commandError(err, words.In(o.Language))
	if text == "" {
		return nil
	}
	if o.Format == ui.JSON {
		f := Finding{Severity: severity, Summary: text}
		if what := fact.Of(err); what.Code != fact.Said {
			f.Code, f.Args = what.Code, what.Args
		}
		return Findings(w, []Finding{f}, o)
	}
	p := ui.NewPrinter(o)
	label := ui.Bad.Span(p.Words.Say("Error:"))
	if severity == SeverityWarning {
		label = ui.Caution.Span(p.Words.Say("Warning:"))
	}
	p.Labelled(0, label, ui.Plain, typeset.UpperFirst(text))
	return p.Flush(w)
}

// ErrorText returns what an error of a stack is, in a clause.
func ErrorText(err error, w *words.Words) string {
	if text := commandError(err, w); text != "" {
		return text
	}
	return w.Say("the configuration is not valid")
}

// commandError returns what an error is, in the words of the command line; nothing where
// it has been said.
func commandError(err error, w *words.Words) string {
	var (
		context  *engine.ContextError
		target   *engine.UnknownTargetError
		field    *engine.UnknownFieldError
		refused  *engine.RefusedError
		failures *apply.Error
	)
	if text := unknownArgument(err, w); text != "" {
		return text
	}
	switch {
	case errors.As(err, &context):
		return w.Say("the stack %q has cluster blocks, each with its context: omit --context, and choose among %s with --cluster",
			context.Stack, strings.Join(context.Clusters, ", "))
	case errors.As(err, &target):
		return unknownTarget(target, w)
	case errors.As(err, &field):
		return w.Say("--force %s: the path must be that of a field of a %s, as printed in plans: %s", field.Force, field.Kind, w.Error(field.Err))
	case errors.As(err, &refused):
		return refusal(refused, w)
	case errors.As(err, &failures) && failures.Cause == nil: // each of them has been shown
		return ""
	case errors.Is(err, engine.ErrInvalid), errors.Is(err, engine.ErrBlocked):
		return ""
	case errors.Is(err, engine.ErrIncomplete):
		return w.Say("the plan is not saved, because it is incomplete or an object is blocked. To plan only some of the clusters, use --cluster")
	}
	return w.Error(err)
}

// unknownArgument returns that an argument names nothing that the state has, and what
// there is; nothing of other errors.
func unknownArgument(err error, w *words.Words) string {
	var workload *engine.UnknownWorkloadError
	var stored *engine.UnknownObjectError
	switch {
	case errors.As(err, &workload):
		return w.Say("no workload of the stack is called %s.", workload.Argument) + alternatives(w, workload.Argument, workload.Known)
	case errors.As(err, &stored):
		return w.Say("the state has no object %s.", stored.Argument) + alternatives(w, stored.Argument, stored.Known)
	}
	return ""
}

// alternatives are what there is instead of what was given: the nearest, and all.
func alternatives(w *words.Words, given string, known []string) string {
	if len(known) == 0 {
		return w.Say(" It has none")
	}
	text := ""
	if meant := nearestPart(given, known); meant != "" {
		text = w.Say(" Did you mean %s?", meant)
	}
	return text + w.Say(" It has: %s", strings.Join(known, w.Say(", ")))
}

// nearestPart is the nearest name, by its last part where only that was given.
func nearestPart(given string, known []string) string {
	if meant := nearest.To(given, known); meant != "" {
		return meant
	}
	var best string
	least := -1
	for _, k := range known {
		last := k[strings.LastIndexAny(k, "/.")+1:]
		if nearest.To(given, []string{last}) == "" {
			continue
		}
		if difference := max(len(last)-len(given), len(given)-len(last)); least < 0 || difference < least {
			best, least = k, difference
		}
	}
	return best
}

// unknownTarget returns that an address is none, and which was probably meant.
func unknownTarget(e *engine.UnknownTargetError, w *words.Words) string {
	if e.Flag == "" {
		return w.Say("the state has no object %s.", e.Address) + alternatives(w, e.Address, e.Known)
	}
	if meant := meantTarget(e); meant != "" {
		return w.Say("%[1]s %[2]s: no block of this address creates an object. Did you mean %[1]s %[3]s?", e.Flag, e.Address, meant)
	}
	return w.Say("%s %s: no block of this address creates an object, now or at the last apply: give an address such as workload.web, as wl plan prints it beside each object", e.Flag, e.Address)
}

// meantTarget is the address that was probably meant: one that ends in what was given,
// or one that is like it; "" where there is none.
func meantTarget(e *engine.UnknownTargetError) string {
	for _, address := range e.Known {
		if strings.HasSuffix(address, "."+e.Address) {
			return address
		}
	}
	return nearest.To(e.Address, e.Known)
}

// refusal returns why nothing was begun, where the progress of the apply does not.
func refusal(e *engine.RefusedError, w *words.Words) string {
	switch {
	case e.Err != nil:
		return w.Error(e.Err)
	case e.Because == engine.LeftDiffers:
		return w.Say("the plan in %s was not applied: a new plan differs from the reviewed one", e.Reviewed)
	case e.Because == engine.LeftApplied:
		return w.Say("the plan in %s was not applied again: it was applied already", e.Reviewed)
	case e.Because == engine.LeftNothing:
		return w.Say("the plan in %s was not applied: something else was applied since, and nothing is left to do", e.Reviewed)
	case e.Because == engine.LeftBlocked && e.Reviewed != "":
		return w.Say("the plan in %s was not applied: planning again failed", e.Reviewed)
	}
	return ""
}

// Differences renders in what a plan is not the one that was reviewed, cluster by
// cluster.
func Differences(w io.Writer, refused *engine.RefusedError, o ui.Options) error {
	byCluster := map[string][]plan.Problem{}
	var order []string
	for _, d := range refused.Differences {
		if byCluster[d.Cluster] == nil {
			order = append(order, d.Cluster)
		}
		byCluster[d.Cluster] = append(byCluster[d.Cluster], d.Problem)
	}
	for _, cluster := range order {
		if err := Problems(w, cluster, byCluster[cluster], o); err != nil {
			return err
		}
	}
	return nil
}
