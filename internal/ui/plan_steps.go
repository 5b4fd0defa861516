package ui

import (
	"fmt"
	"io"

	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// PlanSteps renders the program of a plan, what apply would run: the steps in the
// order in which they can begin. Steps of one number do not wait for each other.
func PlanSteps(w io.Writer, pl *plan.Plan, o Options) error {
	p := newPrinter(o)
	for i, c := range pl.Clusters {
		if i > 0 {
			p.blank()
		}
		p.line(0, bold.span(p.words.Say("Steps on cluster %s", c.Cluster)))
		if c.StateNamespace != nil && c.StateNamespace.Do == step.Write {
			p.step(p.words.Say("first"), *c.StateNamespace)
		}
		if len(c.Steps) == 0 && c.StateNamespace == nil {
			p.line(2, plain.span(p.words.Say("None.")))
		}
		for at, level := range levels(c.Steps) {
			for _, s := range level {
				p.step(fmt.Sprint(at+1), c.Steps[s])
			}
		}
		if c.StateNamespace != nil && c.StateNamespace.Do == step.Delete {
			p.step(p.words.Say("last"), *c.StateNamespace)
		}
	}
	return p.writeTo(w)
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

// step prints a step and, below it, its details.
func (p *printer) step(number string, s step.Step) {
	verb := line{plain.span(padLeft(number, 5) + "  "), plain.span(p.words.Text(s.Verb()))}.pad(20)
	p.line(2, append(verb, plain.span(" "+s.Object.String()))...)
	for _, detail := range p.words.Texts(s.Details()) {
		p.text(24, faint, detail)
	}
}
