package lang

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// grown is a block that is drawn from the table, row by row.
type grown struct {
	row       *schema.Block
	label     string
	arguments []string // as they are written
	blocks    []*grown
	has       map[string]bool // the names that must not stand twice
}

var (
	readBackSeed = flag.Uint64("readback.seed", 0, "the seed that TestReadBackProperty draws by; one of its own where 0")
	readBackRuns = flag.Int("readback.runs", 150, "how often TestReadBackProperty draws")
)

// Whatever can be drawn from the table, and compiles, is read back into the same objects,
// and into blocks. A seed of a run is enough to draw it again.
func TestReadBackProperty(t *testing.T) {
	seed := *readBackSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	count := &drawCount{rows: map[string]bool{}}
	for run := range *readBackRuns {
		d := drawer{rand.New(rand.NewPCG(seed+uint64(run), 0))}
		if c, source := d.stack(t, count); c != nil {
			back := ReadObjects(t.Context(), c.Stack.Clusters[0].Objects, c.Stack.ID, "default")
			for _, o := range back.InFull {
				t.Fatalf("-readback.seed %d -readback.runs 1: %s is written out: %s\n%s\n%s", seed+uint64(run), o.Ref, why(o.Because), source, back.Source)
			}
		}
	}
	t.Logf("-readback.seed %d: %d additions, and %d that do not go together; %d rows", seed, count.kept, count.lost, len(count.rows))
	if count.kept < count.lost/2 || count.kept < *readBackRuns {
		t.Error("too little of what is drawn compiles")
	}
}

// drawCount is what was drawn.
type drawCount struct {
	kept, lost int
	rows       map[string]bool
}

// drawer draws by a seed.
type drawer struct{ *rand.Rand }

func oneOf[T any](d drawer, from []T) T { return from[d.IntN(len(from))] }

// stack draws a stack, row by row: what does not compile with the others is taken away
// again. It is nil where its least needs more than the table says.
func (d drawer) stack(t *testing.T, count *drawCount) (*Compilation, string) {
	var blocks []*grown
	for range 1 + d.IntN(2) {
		b := d.grow(oneOf(d, growable()), fmt.Sprintf("made-%d", len(blocks)))
		if b.row.Emits != "workload" {
			for range d.IntN(4) {
				d.add(b)
			}
		}
		blocks = append(blocks, b)
	}
	c := compileGrown(t, blocks)
	if c == nil {
		return nil, ""
	}
	for range d.IntN(40) {
		undo := d.add(oneOf(d, blocks))
		if more := compileGrown(t, blocks); more != nil {
			c, count.kept = more, count.kept+1
		} else {
			undo()
			count.lost++
		}
	}
	for _, b := range blocks {
		b.note(count.rows)
	}
	return c, sourceOf(blocks)
}

// note notes the rows that stand in a block.
func (g *grown) note(rows map[string]bool) {
	for name := range g.has {
		rows[g.row.Path()+"."+name] = true
	}
	for _, n := range g.blocks {
		n.note(rows)
	}
}

// growable are the blocks at the top that make objects.
func growable() []*schema.Block {
	var rows []*schema.Block
	for _, b := range table.Root().Blocks {
		if b.Emits != "" && b.Emits != "object" {
			rows = append(rows, b)
		}
	}
	workload, _ := table.Root().Block("workload")
	return append(rows, workload, workload, workload, workload) // most of the table is theirs
}

// grow is the least of a block.
func (d drawer) grow(row *schema.Block, name string) *grown {
	g := &grown{row: row, has: map[string]bool{}, label: fmt.Sprintf("%q", name)}
	if row.Label == nil {
		g.label = ""
	} else if examples := row.Label.Examples(); len(examples) > 0 && row.Emits == "" && len(row.Label.Places) > 0 {
		g.label = oneOf(d, examples)
	}
	for _, a := range row.Attributes {
		if a.Required {
			d.argument(g, a)
		}
	}
	for _, n := range row.Blocks {
		if n.Required {
			g.blocks, g.has[n.Name] = append(g.blocks, d.grow(n, name)), true
		}
	}
	if row.Emits == "workload" && strings.Contains(strings.Join(g.arguments, ""), schema.CronJob.String()) {
		schedule, _ := row.Block("schedule")
		g.blocks, g.has["schedule"] = append(g.blocks, d.grow(schedule, name)), true
	}
	return g
}

func (d drawer) argument(g *grown, a *schema.Attribute) {
	if examples := a.Examples(); len(examples) > 0 {
		g.arguments = append(g.arguments, a.Name+" = "+oneOf(d, examples))
		g.has[a.Name] = true
	}
}

// add adds something to a block, or to one within it, and returns what takes it away again.
func (d drawer) add(g *grown) (undo func()) {
	if len(g.blocks) > 0 && d.IntN(3) > 0 {
		return d.add(oneOf(d, g.blocks))
	}
	before := *g
	before.has = map[string]bool{}
	for name := range g.has {
		before.has[name] = true
	}
	var rows []any
	for _, a := range g.row.Attributes {
		if !g.has[a.Name] && len(a.Examples()) > 0 && a.Name != "raw" && a.Name != "clusters" && !a.Type.Raw {
			rows = append(rows, a)
		}
	}
	for _, n := range g.row.Blocks {
		if n.Form == schema.Many || !g.has[n.Name] {
			rows = append(rows, n, n)
		}
	}
	if len(rows) > 0 {
		switch row := oneOf(d, rows).(type) {
		case *schema.Attribute:
			d.argument(g, row)
		case *schema.Block:
			n := d.grow(row, fmt.Sprintf("more-%d", len(g.blocks)))
			for range d.IntN(4) { // many need one of several things
				d.add(n)
			}
			g.blocks, g.has[row.Name] = append(g.blocks, n), true
		}
	}
	return func() { *g = before }
}

func (g *grown) write(b *strings.Builder) {
	if g.row.Form == schema.Object {
		fmt.Fprintf(b, "%s = {\n", g.row.Name)
	} else {
		fmt.Fprintf(b, "%s %s {\n", g.row.Name, g.label)
	}
	for _, a := range g.arguments {
		fmt.Fprintln(b, a)
	}
	for _, n := range g.blocks {
		n.write(b)
	}
	b.WriteString("}\n")
}

func sourceOf(blocks []*grown) string {
	var b strings.Builder
	b.WriteString("stack \"drawn\" {\nlimits = \"kubernetes\"\n}\n")
	for _, g := range blocks {
		g.write(&b)
	}
	return b.String()
}

// compileGrown compiles blocks; nil where they have errors.
func compileGrown(t *testing.T, blocks []*grown) *Compilation {
	c := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: []byte(sourceOf(blocks))}}})
	if c.Diagnostics.HasErrors() {
		return nil
	}
	return c
}
