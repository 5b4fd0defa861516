package step

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
)

// Wait makes a step wait for others.
func (p Program) Wait(step int, others ...int) {
	s := &p[step]
	for _, o := range others {
		if i, found := slices.BinarySearch(s.After, o); !found {
			s.After = slices.Insert(s.After, i, o)
		}
	}
}

// Chain makes each group of steps wait for the ones before it.
func (p *Program) Chain(groups [][]int) {
	previous := -1
	for _, group := range groups {
		if len(group) == 0 {
			continue
		}
		end := p.Add(Step{Do: Barrier})
		for _, s := range group {
			if previous >= 0 {
				p.Wait(s, previous)
			}
		}
		p.Wait(end, group...)
		previous = end
	}
}

// BarrierAfterAll adds a barrier that waits for every step there is.
func (p *Program) BarrierAfterAll() int {
	end := p.Add(Step{Do: Barrier})
	all := make([]int, end)
	for s := range all {
		all[s] = s
	}
	(*p)[end].After = all
	return end
}

// Circle returns the objects whose Writes wait for one another, in the order of
// the program; nil where every step gets its turn.
func (p Program) Circle() []object.Ref {
	run := p.Start()
	for queue := run.Ready(); len(queue) > 0; queue = queue[1:] {
		queue = append(queue, run.Finish(queue[0])...)
	}
	var refs []object.Ref
	for i, s := range p {
		if run.Waits(i) && s.Do == Write {
			refs = append(refs, s.Object)
		}
	}
	return refs
}

// Run knows which steps of a program are done. It is not safe for concurrent use.
type Run struct {
	program    Program
	dependents [][]int
	open       []int // how many steps each one still waits for
}

// Start begins a run in which no step is done.
func (p Program) Start() *Run {
	r := &Run{program: p, dependents: make([][]int, len(p)), open: make([]int, len(p))}
	for i, s := range p {
		r.open[i] = len(s.After)
		for _, before := range s.After {
			r.dependents[before] = append(r.dependents[before], i)
		}
	}
	return r
}

// Ready are the steps that wait for nothing from the beginning, in order.
func (r *Run) Ready() []int {
	var ready []int
	for i := range r.program {
		if len(r.program[i].After) == 0 {
			ready = append(ready, i)
		}
	}
	return ready
}

// Finish marks a step as done and returns those that waited for it alone, in
// order.
func (r *Run) Finish(done int) []int {
	var ready []int
	for _, d := range r.dependents[done] {
		if r.open[d]--; r.open[d] == 0 {
			ready = append(ready, d)
		}
	}
	return ready
}

// Waits reports whether a step still waits for another.
func (r *Run) Waits(step int) bool { return r.open[step] > 0 }
