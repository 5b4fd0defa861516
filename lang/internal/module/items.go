package module

import (
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Item is one decoded block that makes objects in the instance's cluster.
type Item struct {
	*decode.Block
	Ref       eval.Ref // of the block among all modules, whatever its repetition
	Address   string
	Kind      schema.Kinds // of workload; zero for the others
	Namespace string       // where its objects live
	Suffix    string       // that the names of its instance end in
	// Source is the object of a YAML file that a manifest is; nil where it is of
	// none.
	Source *kubeyaml.Object
	// Failed items have errors, which have been reported; they cannot be
	// compiled.
	Failed bool
	// References and DependsOn name the blocks that it uses, and those that it
	// says must come first.
	References, DependsOn []eval.Ref
}

// Object is the block as what every block that makes objects has.
func (i *Item) Object() blocks.Objects { return blocks.Objects{Block: i.Block} }

// Workload is the block as a workload, which it must be.
func (i *Item) Workload() blocks.Workload { return blocks.Workload{Block: i.Block} }

// Release forgets all of the block but what it is called: its objects are made.
func (i *Item) Release() {
	i.Source = nil
	i.Block = &decode.Block{Schema: i.Schema, Label: i.Label, Header: i.Header, LabelRange: i.LabelRange}
}

// Items decodes every block that makes objects, as far as it can be decoded, in
// all modules. After the last evaluation of a stack, blocks that nothing refers
// to are forgotten as soon as they are decoded.
func (in *Instance) Items(last bool) []*Item {
	var items []*Item
	for _, m := range in.all() {
		forget := last && m.by == nil
		var mentioned map[eval.Ref]bool
		if forget {
			mentioned = m.module.mentioned()
		}
		needed := m.needed()
		for i, b := range m.module.root.Blocks {
			if b.Schema.Emits == "" || b.Broken {
				continue
			}
			items = m.items(items, b, needed)
			if forget && !mentioned[m.blockRef(b)] {
				m.module.forget(i)
			}
		}
	}
	return items
}

func (in *Instance) items(items []*Item, b *syntax.Block, needed []eval.Ref) []*Item {
	if in.exhausted() {
		return items
	}
	repetitions, _ := in.repetitions(b)
	if !in.spend(len(repetitions), b.Header) {
		return items
	}
	references, dependsOn := in.references(b), slices.Concat(needed, in.dependsOn(b))
	for _, r := range repetitions {
		if item := in.item(b, r); item != nil {
			item.References, item.DependsOn = references, dependsOn
			items = append(items, item)
		}
	}
	return items
}

// all are the instance itself and those of the modules that it calls, and they
// in turn, as far as they are for the cluster.
func (in *Instance) all() []*Instance {
	if in.within != nil {
		return in.within
	}
	in.within = []*Instance{in}
	for _, b := range in.module.callBlocks() {
		c := in.instances(b)
		for i, called := range c.instances {
			d := &decode.Decoder{Scope: c.repetitions[i].Scope}
			if in.selected(b, d) {
				in.within = append(in.within, called.all()...)
			}
			in.take(d)
		}
	}
	return in.within
}

func (in *Instance) item(b *syntax.Block, r Repetition) *Item {
	d := in.instanceDecoder(r)
	defer in.take(d)
	if !in.selected(b, d) {
		return nil
	}
	item := &Item{Ref: in.absolute(in.blockRef(b)), Namespace: in.settings.Namespace, Suffix: r.Suffix}
	item.Address = r.Address(item.Ref)
	if b.Schema.Name == "workload" {
		if a := d.Attribute(b, "kind"); a != nil {
			name, _ := a.Data.(string)
			item.Kind = schema.KindOf(name)
		}
		d.Kind = item.Kind
	}
	item.Block = d.Block(b)
	if manifest := (blocks.Object{Block: item.Block}).Manifest().Attribute(); manifest != nil {
		item.Source = in.module.read.Find(manifest.Value)
	}
	if namespace := item.Object().Namespace().Value(); namespace != "" {
		item.Namespace = namespace
	}
	in.preconditions(item.Object().Lifecycle().Preconditions(), item.Address)
	item.Failed = d.Diags.HasErrors() || d.Unknown || b.Incomplete
	return item
}

// selected reports whether the block is for the instance's cluster. Null is as
// good as unset.
func (in *Instance) selected(b *syntax.Block, d *decode.Decoder) bool {
	a := b.Attributes["clusters"]
	if a == nil {
		return true
	}
	v, diags := d.Scope.Value(a)
	d.Diags = append(d.Diags, diags...)
	if diags.HasErrors() || !v.IsWhollyKnown() || v.IsNull() {
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

// Governing finds the service that gives a StatefulSet's Pods their names: the
// one that says so, or the only headless one. Several are an error, none is a
// risk.
func (i *Item) Governing() []blocks.Service {
	var chosen, headless []blocks.Service
	for _, s := range i.Workload().Services() {
		if s.Governing().Value() {
			chosen = append(chosen, s)
		}
		if s.Headless().Value() {
			headless = append(headless, s)
		}
	}
	if len(chosen) > 0 {
		return chosen
	}
	return headless
}
