package module

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Item is one decoded block that makes objects in the instance's cluster.
type Item struct {
	*decode.Block
	Ref       eval.Ref // of the block, whatever its instance
	Address   string
	Kind      schema.Kinds // of workload; zero for the others
	Namespace string       // where its objects live
	Suffix    string       // that the names of its instance end in
	// Failed items have errors, which have been reported; they cannot be
	// compiled.
	Failed bool
	// References and DependsOn name the blocks that it uses, and those that it
	// says must come first.
	References, DependsOn []eval.Ref
}

// Items decodes every block that makes objects, as far as it can be decoded.
func (in *Instance) Items() []*Item {
	var items []*Item
	for _, b := range in.module.root.Blocks {
		if b.Schema.Emits == "" || b.Broken {
			continue
		}
		repetitions, _ := in.repetitions(b)
		references, dependsOn := in.references(b), in.dependsOn(b)
		for _, r := range repetitions {
			if item := in.item(b, r); item != nil {
				item.References, item.DependsOn = references, dependsOn
				items = append(items, item)
			}
		}
	}
	return items
}

func (in *Instance) item(b *syntax.Block, r Repetition) *Item {
	d := in.instanceDecoder(r)
	defer in.take(d)
	if !in.selected(b, d) {
		return nil
	}
	item := &Item{Ref: in.blockRef(b), Namespace: in.settings.Namespace, Suffix: r.Suffix}
	item.Address = r.Address(item.Ref)
	if b.Schema.Name == "workload" {
		if a := d.Attribute(b, "kind"); a != nil {
			name, _ := a.Data.(string)
			item.Kind = schema.KindOf(name)
		}
		d.Kind = item.Kind
	}
	item.Block = d.Block(b)
	if namespace := item.String("namespace"); namespace != "" {
		item.Namespace = namespace
	}
	if l := item.Child("lifecycle"); l != nil {
		in.preconditions(l, item.Address)
	}
	item.Failed = d.Diags.HasErrors() || b.Incomplete
	return item
}

// selected says whether the block is for the instance's cluster.
func (in *Instance) selected(b *syntax.Block, d *decode.Decoder) bool {
	a := b.Attributes["clusters"]
	if a == nil {
		return true
	}
	v, diags := d.Scope.Value(a)
	d.Diags = append(d.Diags, diags...)
	if diags.HasErrors() || !v.IsWhollyKnown() {
		return true // so that the rest of the block is checked as well
	}
	names, ok := clusterNames(v)
	if !ok {
		d.Diags = append(d.Diags, diag.Error(a.Expr.Range(), "Wrong type of value",
			"clusters must be a list of references to clusters of the stack. Write [cluster.<name>, …]."))
		return true
	}
	return in.target == nil || slices.Contains(names, in.target.Name)
}

func clusterNames(v cty.Value) ([]string, bool) {
	v, _ = v.UnmarkDeep()
	if v.IsNull() || !v.CanIterateElements() || v.Type().IsObjectType() || v.Type().IsMapType() {
		return nil, false
	}
	var names []string
	for it := v.ElementIterator(); it.Next(); {
		_, c := it.Element()
		if c.IsNull() || !c.Type().IsObjectType() || !c.Type().HasAttribute("name") || c.GetAttr("name").Type() != cty.String {
			return nil, false
		}
		names = append(names, c.GetAttr("name").AsString())
	}
	return names, true
}

// dependsOn reads a list of references.
func (in *Instance) dependsOn(b *syntax.Block) []eval.Ref {
	if b.DependsOn == nil {
		return nil
	}
	list, diags := hcl.ExprList(b.DependsOn.Expr)
	in.Diags = append(in.Diags, diags...)
	var refs []eval.Ref
	for _, e := range list {
		t, diags := hcl.AbsTraversalForExpr(e)
		ref, ok := eval.Ref{}, false
		if !diags.HasErrors() {
			ref, ok = eval.RefOf(t)
		}
		target := in.module.blocks[ref]
		switch {
		case ok && target != nil && target.Schema.Emits != "":
			refs = append(refs, ref)
		case ok && target == nil:
			in.undeclared(ref, e.Range())
		default:
			in.report(diag.Error(e.Range(), "Invalid dependency", "depends_on lists blocks that make objects. Write [workload.<name>, …]."))
		}
	}
	return refs
}

// Governing finds the service that gives a StatefulSet's Pods their names: the
// one that says so, or the only headless one. Several are an error, none is a
// risk.
func (i *Item) Governing() []*decode.Block {
	var chosen, headless []*decode.Block
	for _, s := range i.Children("service") {
		if s.Bool("governing") {
			chosen = append(chosen, s)
		}
		if s.Bool("headless") {
			headless = append(headless, s)
		}
	}
	if len(chosen) > 0 {
		return chosen
	}
	return headless
}
