package apply

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// schedule knows which steps of a program may begin.
type schedule struct {
	program step.Program
	run     *step.Run
	cleared map[object.Ref]bool // what is deleted only to be created again
	queue   []int               // steps that wait for nothing more, in order
	halted  bool                // nothing new is begun
	stopped bool                // nothing at all is
}

func newSchedule(p step.Program) *schedule {
	s := &schedule{program: p, run: p.Start(), cleared: map[object.Ref]bool{}}
	for i := range p {
		if p[i].Do == step.Clear {
			s.cleared[p[i].Object] = true
		}
	}
	return s
}

// add adds a step that waits for nothing more.
func (s *schedule) add(i int) { s.queue = append(s.queue, i) }

// next takes the step that is to be begun next, if any may be. What has been
// deleted only to be created again is, also when nothing else is begun any more.
func (s *schedule) next() (step int, ok bool) {
	i := 0
	if s.halted {
		i = slices.IndexFunc(s.queue, s.owed)
	}
	if i < 0 || i >= len(s.queue) || s.stopped {
		return 0, false
	}
	step = s.queue[i]
	s.queue = slices.Delete(s.queue, i, i+1)
	return step, true
}

// owed reports whether a step restores what another has deleted.
func (s *schedule) owed(i int) bool {
	return s.program[i].Do == step.Write && s.cleared[s.program[i].Object]
}

// idle reports whether no step is to be begun before another has ended.
func (s *schedule) idle() bool {
	return len(s.queue) == 0 || s.stopped || s.halted && !slices.ContainsFunc(s.queue, s.owed)
}

// remaining counts the objects that were not begun. One that is replaced begins when it is deleted.
func (s *schedule) remaining() int {
	n := 0
	for i, about := range s.program {
		switch about.Do {
		case step.Write:
			if s.cleared[about.Object] {
				continue
			}
		case step.Clear, step.Delete, step.Release:
		default:
			continue
		}
		if s.run.Waits(i) || slices.Contains(s.queue, i) {
			n++
		}
	}
	return n
}

// replacement is how the object of a step that deletes is created again; nothing where
// it is not.
func (s *schedule) replacement(of *step.Step) step.Apply {
	i := slices.IndexFunc(s.program, func(w step.Step) bool { return w.Do == step.Write && w.Object == of.Object })
	if i < 0 {
		return step.Apply{}
	}
	op, _ := s.program[i].Applied()
	return op
}
