package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// Two people apply the same configuration at once: there is one run, by whom it is carried on is one at a time, and each
// cluster has one revision of it. The other is told who holds the lock, or that there is a run by now, or finds nothing
// left to do. Of two with different configurations, one is refused.
func testTogether(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, tags := range map[string][2]string{"same": {"1", "1"}, "different": {"1", "2"}} {
		for when, middle := range map[string]bool{" from the beginning": false, " in the middle": true} {
			runs.add(t, name+when, func(t *testing.T) {
				f := newFleet(t, second, twoWaves)
				begun, ended := make(chan struct{}), make(chan struct{})
				f.south.way.Meet(first(meansWrite, func() *faults.Fault { close(begun); <-ended; return nil })) // however slow the other is
				one := f.apply(tags[0])
				if middle {
					select {
					case <-begun:
					case <-one.ended:
					}
				}
				other := f.apply(tags[1])
				go func() {
					defer close(ended)
					select {
					case <-one.ended:
					case <-other.ended:
					}
				}()
				f.oneRun(tags, one, other)
			})
		}
	}
}

// refusals are what who comes second is told: of the lock, of the run, or of the namespace of both.
func refusals() []string {
	return []string{"is locked by", "of another configuration is under way", "was begun meanwhile", "created it after the plan was made"}
}

// oneRun holds that of two that apply, each a tag, one has done so, and the other has done nothing.
func (f *fleet) oneRun(tags [2]string, both ...*process) {
	f.Helper()
	tag, won := "", 0
	for i, p := range both {
		code, out := p.wait()
		out = strings.Join(strings.Fields(out), " ")
		told := slices.ContainsFunc(refusals(), func(said string) bool { return strings.Contains(out, said) })
		switch {
		case code == 0 && strings.Contains(out, "is done: 2 clusters are healthy"):
			won++
			tag = tags[i]
		case code == 1 && told:
		default:
			f.Errorf("it ends with %d: %s", code, p.out.String())
		}
	}
	if won == 0 || won > 1 && tags[0] != tags[1] {
		f.Fatalf("%d have done it", won)
	}
	r := f.run(f.north)
	f.done(r.ID, tag)
	f.unlocked()
	for _, m := range []*member{f.north, f.south} {
		if all := f.revisions(m); len(all) != 1 {
			f.Errorf("%d revisions", len(all))
		}
	}
	if r.Supersedes != "" || r.State != journal.Done {
		f.Errorf("the run is %+v", r)
	}
	f.must(f.apply(tag), 0, "No changes")
}
