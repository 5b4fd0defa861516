package apply

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// stepKind says what a step does.
type stepKind int

const (
	join    stepKind = iota // nothing; others wait for several steps by waiting for it
	write                   // apply the object
	await                   // watch the workload until it is rolled out
	remove                  // delete the object and wait until it is gone
	vacate                  // delete the object, to be written anew
	confirm                 // apply the object, which changes nothing, to record it
)

// step is one thing to do.
type step struct {
	kind     stepKind
	object   object.Ref
	change   *plan.Change     // of write, vacate and remove
	manifest *object.Manifest // of all but remove
}

// graph says which steps wait for which others. A step is named by its
// position.
type graph struct {
	steps      []step
	dependents [][]int
	open       []int // how many steps each one still waits for
}

func (g *graph) add(s step) int {
	g.steps = append(g.steps, s)
	g.dependents = append(g.dependents, nil)
	g.open = append(g.open, 0)
	return len(g.steps) - 1
}

// after makes a step wait for others.
func (g *graph) after(step int, prerequisites ...int) {
	for _, p := range prerequisites {
		g.dependents[p] = append(g.dependents[p], step)
		g.open[step]++
	}
}

// roots are the steps that wait for nothing, in order.
func (g *graph) roots() []int {
	var roots []int
	for i, n := range g.open {
		if n == 0 {
			roots = append(roots, i)
		}
	}
	return roots
}

// finish marks a step as done and returns those that waited for it alone, in
// order.
func (g *graph) finish(done int) []int {
	var ready []int
	for _, d := range g.dependents[done] {
		if g.open[d]--; g.open[d] == 0 {
			ready = append(ready, d)
		}
	}
	slices.Sort(ready)
	return ready
}

// checkAcyclic returns an error that names the objects which wait for one
// another, if there are any.
func (g *graph) checkAcyclic() error {
	trial := graph{steps: g.steps, dependents: g.dependents, open: slices.Clone(g.open)}
	for queue := trial.roots(); len(queue) > 0; queue = queue[1:] {
		queue = append(queue, trial.finish(queue[0])...)
	}
	var names []string
	for i, n := range trial.open {
		if n > 0 && trial.steps[i].kind == write {
			names = append(names, trial.steps[i].object.String())
		}
	}
	if len(names) == 0 {
		return nil
	}
	return fmt.Errorf("these objects wait for one another and none can be first: %s; take one of the dependencies away", strings.Join(names, ", "))
}
