package diagnostics

import (
	"errors"
	"io"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Error renders an error that ended a command, unless all that there is to say
// of it has been said: by the diagnostics, or by the progress of an apply.
func Error(w io.Writer, err error, o ui.Options) error {
	text := commandError(err, words.In(o.Language))
	if text == "" {
		return nil
	}
	if o.Format == ui.JSON {
		return Findings(w, []Finding{{Severity: SeverityError, Summary: text}}, o)
	}
	p := ui.NewPrinter(o)
	p.Labelled(0, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(text))
	return p.Flush(w)
}

// commandError returns what an error is, in the words of the command line; nothing where
// it has been said.
func commandError(err error, w *words.Words) string {
	var (
		context  *engine.ContextError
		cluster  *engine.UnknownClusterError
		target   *engine.UnknownTargetError
		refused  *engine.RefusedError
		failures *apply.Error
	)
	switch {
	case errors.As(err, &context):
		return w.Say("the stack %q has cluster blocks, each with its context: omit --context, and choose among %s with --cluster",
			context.Stack, strings.Join(context.Clusters, ", "))
	case errors.As(err, &cluster):
		return w.Say("the stack %q has no cluster %q: it has %s", cluster.Stack, cluster.Cluster, strings.Join(cluster.Clusters, w.Say(", ")))
	case errors.As(err, &target):
		if meant := meantTarget(target); meant != "" {
			return w.Say("--target %s: no block of this address creates an object. Did you mean --target %s?", target.Address, meant)
		}
		return w.Say("--target %s: no block of this address creates an object, now or at the last apply: give an address such as workload.web, as wl plan prints it beside each object", target.Address)
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
