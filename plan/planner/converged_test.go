package planner_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// sameVerdict holds what proves that nothing has changed, recorded metadata or
// the live object, against the server's dry-run of everything.
func (g *generator) sameVerdict(round string, o plan.Options, desired []object.Manifest) {
	g.t.Helper()
	forgetful := *g.world
	if g.revision != nil {
		forgetful.revision = &state.Revision{Objects: slices.Clone(g.revision.Objects)}
		for i := range forgetful.revision.Objects {
			forgetful.revision.Objects[i].Record = nil
		}
	}
	all := o
	all.DryRunAll = true
	want := verdict(g.plan(all, desired...))
	if got := verdict(g.plan(o, desired...)); got != want {
		g.t.Errorf("%s: by the records\n%s\nand by the server\n%s", round, got, want)
	}
	if got := verdict(forgetful.plan(o, desired...)); got != want {
		g.t.Errorf("%s: by the live objects\n%s\nand by the server\n%s", round, got, want)
	}
}

// revision is what a Deployment's controller writes at any time.
var revision = regexp.MustCompile(` ?deployment\.kubernetes\.io/revision:\d+`)

// verdict is what a plan would do. Why it would depends on what is recorded.
func verdict(p *plan.ClusterPlan) string {
	var b strings.Builder
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s\n", c.Action, c.Object)
		if c.Blocked != nil {
			fmt.Fprintf(&b, "  %s\n", inWords.Text(c.Blocked.Fact))
		}
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "  %s %s: %v -> %v\n", f.Op, f.Path, f.Before, f.After)
		}
	}
	return revision.ReplaceAllString(b.String(), "")
}
