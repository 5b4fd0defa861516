package module

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Stack decodes the stack block, as far as it is used; nil when there is none,
// which binding has reported.
func (in *Instance) Stack(used Used) blocks.Stack {
	for _, b := range in.module.all("stack") {
		return blocks.Stack{Block: in.decode(used.of(b))}
	}
	return blocks.Stack{}
}

// Clusters decodes the cluster blocks in the order of the source, as far as they
// are used.
func (in *Instance) Clusters(used Used) []blocks.Cluster {
	var clusters []blocks.Cluster
	for _, b := range in.module.all("cluster") {
		clusters = append(clusters, blocks.Cluster{Block: in.decode(used.of(b))})
	}
	return clusters
}

// Used reports whether an argument of a block, or a block in it, is used. What is
// not is not evaluated, and has its default. Nil uses everything.
type Used func(name string) bool

func (u Used) of(b *syntax.Block) *syntax.Block {
	if u == nil {
		return b
	}
	part := *b
	part.Attributes = maps.Clone(b.Attributes)
	maps.DeleteFunc(part.Attributes, func(name string, _ *syntax.Attribute) bool { return !u(name) })
	part.Blocks = slices.DeleteFunc(slices.Clone(b.Blocks), func(n *syntax.Block) bool { return !u(n.Schema.Name) })
	return &part
}

// UsesLabels reports whether an expression of any module may use the labels of
// the cluster that it is evaluated for.
func (m *Module) UsesLabels() bool {
	uses := false
	m.root.Walk(func(a *syntax.Attribute) {
		uses = uses || slices.ContainsFunc(a.Variables, func(t hcl.Traversal) bool {
			if t.RootName() != "target" || len(t) < 2 {
				return t.RootName() == "target"
			}
			step, named := t[1].(hcl.TraverseAttr)
			return !named || step.Name != "name"
		})
	})
	for _, called := range m.calls {
		uses = uses || called.UsesLabels()
	}
	return uses
}

// Outputs decodes the output blocks in the order of the source.
func (in *Instance) Outputs() []blocks.Output {
	var outputs []blocks.Output
	for _, b := range in.module.all("output") {
		if b.Broken {
			continue
		}
		o := blocks.Output{Block: in.decode(b)}
		value := o.Value()
		if value.Sensitive() && !o.Sensitive().Value() {
			in.report(diag.Error(value.Range(), "Output of a sensitive value",
				"The value of %s is sensitive. Add sensitive = true to hide it, or remove the output.", o.Title()))
		}
		rules{in}.preconditions(o.Preconditions(), in.ref(b).String())
		outputs = append(outputs, o)
	}
	return outputs
}

func (in *Instance) decode(b *syntax.Block) *decode.Block {
	d := in.decoder(in.scope, "")
	defer in.take(d)
	return d.Block(b)
}
