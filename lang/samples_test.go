package lang

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// byOthers are the problems that an example can have since what it goes with is not around it.
var byOthers = []string{
	"Conflicting arguments", "Missing required argument", "Missing required block", "No such container", "No such key", "No such volume",
	"Not for an init container", "Not for this type of service", "Only for MetalLB", "Reference to undeclared name",
}

// What wl explain and hints give as an example of an argument is not refused where the argument
// stands, but for what else has to be around it.
func TestSamplesAreNotRefused(t *testing.T) {
	tried := 0
	for b := range table.Root().All() {
		for _, a := range b.Attributes {
			switch {
			case len(a.Examples()) == 0 || b.Parent == nil,
				a.Name == "end_port" || a.Name == "succeeded_indexes" || a.Name == "succeeded_count", // numbers that go by others
				b.Name == "scope_selector": // what it takes depends on its label
				continue
			}
			tried++
			for _, d := range refusals(t, around(b, a)) {
				if !slices.Contains(byOthers, d.Summary) {
					t.Errorf("%s: %s: %s: %s", b.Path(), a.Sample(), d.Summary, d.Detail)
				}
			}
		}
	}
	if tried < 900 {
		t.Errorf("only %d examples were tried", tried)
	}
}

const sampleMark = " # the example"

// around is a stack with the example of an argument in its block, and of the blocks around it the
// least.
func around(b *schema.Block, a *schema.Attribute) string {
	d := drawer{}
	line := a.Sample() + sampleMark
	kinds := a.Kinds.Names()
	var g *grown
	for row := b; row.Parent != nil; row = row.Parent {
		next := d.least(row, kinds[0])
		if row == b {
			next.arguments = slices.DeleteFunc(next.arguments, func(given string) bool { return strings.HasPrefix(given, a.Name+" = ") })
			next.arguments = append(next.arguments, line)
		}
		if g != nil {
			next.blocks = slices.DeleteFunc(next.blocks, func(n *grown) bool { return n.row == g.row })
			next.blocks = append(next.blocks, g)
		}
		g = next
	}
	if g.row.Name == "stack" {
		var s strings.Builder
		g.write(&s)
		return s.String()
	}
	return sourceOf([]*grown{g})
}

func refusals(t *testing.T, source string) (found hcl.Diagnostics) {
	t.Helper()
	before, _, _ := strings.Cut(source, sampleMark)
	line := strings.Count(before, "\n") + 1
	c := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: []byte(source)}}})
	for _, d := range c.Diagnostics {
		if d.Severity == hcl.DiagError && d.Subject != nil && d.Subject.Start.Line == line {
			found = append(found, d)
		}
	}
	return found
}

// least is the least of a block that a kind of workload has.
func (d drawer) least(row *schema.Block, kind string) *grown {
	g := &grown{row: row, has: map[string]bool{}}
	if row.Label != nil {
		g.label = `"name"`
		if examples := row.Label.Examples(); len(examples) > 0 {
			g.label = examples[0]
		}
	}
	for _, a := range row.Attributes {
		switch examples := a.Examples(); {
		case row.Emits == "workload" && a.Name == "kind":
			g.arguments = append(g.arguments, `kind = "`+kind+`"`)
		case a.Required && len(examples) > 0:
			g.arguments = append(g.arguments, a.Name+" = "+examples[0])
		}
	}
	for _, n := range row.Blocks {
		if n.Required || row.Emits == "workload" && kind == "CronJob" && n.Name == "schedule" {
			g.blocks = append(g.blocks, d.least(n, kind))
		}
	}
	return g
}
