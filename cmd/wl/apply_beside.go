package main

import (
	"io"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/internal/ui/words"
)

// beside is where and how to write what an apply says beside its result: where that is
// Markdown, standard output is the result's alone.
func (a *app) beside(f ui.Format) (io.Writer, ui.Options) {
	if f != plans.Markdown {
		return a.streams.Out, a.streams.Options(f)
	}
	aside := a.streams.Aside()
	return aside.Out, aside.Options(ui.Text)
}

// printPlan prints the plan.
func (r applyRun) printPlan() error {
	out, options := r.beside(r.format)
	options.Verbose = r.Trace
	return plans.Write(out, r.plan.Plan, options)
}

// nothing prints of a reviewed plan, which is not printed before, that it had nothing to be
// done, where the result does not say so.
func (r applyRun) nothing(outcome engine.Outcome) error {
	if r.Reviewed == nil || r.format == ui.JSON || r.format == plans.Markdown || outcome.Err != nil || r.plan.Pending() {
		return nil
	}
	return r.printPlan()
}

// unprinted is an error of printing what has come of an apply, with that: an apply does not end
// with its output. Any other error stays as it is.
func (a *app) unprinted(err error, done bool) error {
	if !a.writing || fact.Of(err).Code != words.OutputNotWritten {
		return err
	}
	return fact.NewError(err, words.ResultNotWritten, fact.Args{"done": done})
}

// outputEvents prints the outputs of what was applied as one of its events, before the last;
// nothing in another format, where outputs does.
func (a *app) outputEvents(applied []outputs.Cluster, f ui.Format) error {
	if f != ui.JSON {
		return nil
	}
	return reports.OutputEvents(a.streams.Out, applied, time.Now())
}

// outputs prints the outputs of what was applied; nothing as JSON, where outputEvents does.
func (a *app) outputs(applied []outputs.Cluster, f ui.Format) error {
	if f == ui.JSON {
		return nil
	}
	out, options := a.beside(f)
	return reports.Outputs(out, applied, options)
}

// operation is the verb that applies the plan.
func (o *applyOptions) operation() string {
	switch {
	case o.Destroy:
		return "destroy"
	case o.rollback != nil:
		return "rollback"
	case len(o.ReleaseOnly) > 0:
		return "state rm"
	}
	return "apply"
}

// showing are the outputs that are shown when all of a stack is applied.
func (o *applyOptions) showing(s *engine.Stack) []outputs.Cluster {
	if o.Destroy || o.rollback != nil {
		return nil
	}
	return s.Outputs()
}

// verb is the command that runs, in one word.
func (a *app) verb() string {
	return strings.ReplaceAll(strings.TrimPrefix(a.command.CommandPath(), "wl "), " ", "-")
}
