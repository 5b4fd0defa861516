package plans

import (
	"fmt"
	"io"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// Steps renders the program of a plan, what apply would run: the steps in the
// order in which they can begin. Steps of one number do not wait for each other.
func Steps(w io.Writer, pl *plan.Plan, o ui.Options) error {
	return stepPrinter{Printer: ui.NewPrinter(o), details: true}.steps(w, pl)
}

// Order renders below a plan the same without what each step does: in which order everything
// happens, and what is waited for.
func Order(w io.Writer, pl *plan.Plan, o ui.Options) error {
	p := stepPrinter{Printer: ui.NewPrinter(o)}
	p.Blank()
	return p.steps(w, pl)
}

func (p stepPrinter) steps(w io.Writer, pl *plan.Plan) error {
	for i, c := range pl.Clusters {
		if i > 0 {
			p.Blank()
		}
		p.Line(0, ui.Bold.Span(p.Words.Say("Steps on cluster %s", c.Cluster)))
		if c.StateNamespace != nil && c.StateNamespace.Do == step.Write {
			p.step(p.Words.Say("first"), *c.StateNamespace)
		}
		if len(c.Steps) == 0 && c.StateNamespace == nil {
			p.Line(2, ui.Plain.Span(p.Words.Say("None.")))
		}
		for at, level := range levels(c.Steps) {
			for _, s := range level {
				p.step(fmt.Sprint(at+1), c.Steps[s])
			}
		}
		if c.StateNamespace != nil && c.StateNamespace.Do == step.Delete {
			p.step(p.Words.Say("last"), *c.StateNamespace)
		}
	}
	return p.Flush(w)
}

// levels groups the steps of a program, without barriers, by how many others come
// one after the other before them.
func levels(program step.Program) [][]int {
	run := program.Start()
	depth := make([]int, len(program))
	var all [][]int
	for queue := run.Ready(); len(queue) > 0; queue = queue[1:] {
		s := queue[0]
		for _, before := range program[s].After {
			after := depth[before]
			if program[before].Do != step.Barrier {
				after++
			}
			depth[s] = max(depth[s], after)
		}
		if program[s].Do != step.Barrier {
			for len(all) <= depth[s] {
				all = append(all, nil)
			}
			all[depth[s]] = append(all[depth[s]], s)
		}
		queue = append(queue, run.Finish(s)...)
	}
	return all
}

// stepPrinter prints the steps of a program.
type stepPrinter struct {
	*ui.Printer
	details bool
}

// step prints a step and, below it, its details.
func (p stepPrinter) step(number string, s step.Step) {
	verb := ui.Line{ui.Plain.Span(typeset.PadLeft(number, 5) + "  "), ui.Plain.Span(p.Words.Text(s.Verb()))}.Pad(20)
	p.Line(2, append(verb, ui.Plain.Span(" "+s.Object.String()))...)
	if !p.details {
		return
	}
	for _, detail := range p.Words.Texts(s.Details()) {
		p.Text(24, ui.Faint, detail)
	}
}
