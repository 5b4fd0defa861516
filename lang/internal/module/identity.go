package module

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// identity is what other blocks can know of a block that makes objects: its
// names, not all of its content. Two workloads can so refer to each other's
// services without a circle.
func (in *Instance) identity(b *syntax.Block) cty.Value {
	all, ok := in.repetitions(b)
	if !ok {
		return cty.DynamicVal
	}
	return shape(b, all, func(i int) cty.Value {
		id := identity{in.decoder(all[i].Scope, all[i].Suffix), b, in.settings.Namespace}
		v := id.value()
		failed := id.Diags.HasErrors()
		in.take(id.Decoder)
		if failed {
			return cty.DynamicVal
		}
		return v
	})
}

// shape puts the values of a block's instances together: one alone, an object
// by the keys of for_each, or a tuple by the indexes of count.
func shape(b *syntax.Block, all []Repetition, value func(i int) cty.Value) cty.Value {
	values := make(map[string]cty.Value, len(all))
	list := make([]cty.Value, 0, len(all))
	for i, r := range all {
		v := value(i)
		switch {
		case r.Key == nil:
			return v
		case r.Key.Type() == cty.String:
			values[r.Key.AsString()] = v
		default:
			list = append(list, v)
		}
	}
	if b.Count != nil {
		return cty.TupleVal(list)
	}
	return cty.ObjectVal(values)
}

// value is what a reference to a cluster stands for in any module: its name, or
// those of all that its for_each makes, by key.
func (in clusterBlocks) value(ref eval.Ref, b *syntax.Block, at hcl.Range) cty.Value {
	if in.by != nil {
		return in.by.from.Resolve(ref, at) // the expressions of the block are the stack's
	}
	all, ok := in.repetitions(b)
	if !ok {
		return cty.DynamicVal
	}
	return shape(b, all, func(i int) cty.Value {
		return cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(b.Label + all[i].Suffix)})
	})
}

// identity is one instance of a block, of which the names are evaluated.
type identity struct {
	*decode.Decoder
	block     *syntax.Block
	otherwise string // the namespace, where the block names none
}

func (i identity) value() cty.Value {
	b := i.block
	values := map[string]cty.Value{"name": nameOf(i.Decoder, b, "name")}
	if _, ok := b.Schema.Attribute("namespace"); ok {
		values["namespace"] = i.namespace()
	}
	if b.Schema.Emits == "object" {
		values["name"] = manifestName(i.Decoder, b)
	}
	if b.Schema.Name == "workload" {
		values["kind"] = nameOf(i.Decoder, b, "kind")
		i.within(values)
	}
	return cty.ObjectVal(values)
}

func (i identity) namespace() cty.Value {
	if i.block.Attributes["namespace"] == nil {
		return cty.StringVal(i.otherwise)
	}
	return nameOf(i.Decoder, i.block, "namespace")
}

// within adds the objects that blocks within a workload make: by their labels,
// where there may be several of one kind.
func (i identity) within(values map[string]cty.Value) {
	for _, row := range i.block.Schema.Blocks {
		switch {
		case row.Emits == "":
		case row.Name == "service":
			values[row.Name] = i.services(values["namespace"])
		case row.Label != nil:
			all := make(map[string]cty.Value)
			for _, n := range i.block.Blocks {
				if n.Schema == row {
					i.Expand(n, func(d *decode.Decoder, n *syntax.Block) {
						all[n.Label] = cty.ObjectVal(map[string]cty.Value{"name": nameOf(d, n, "name")})
					})
				}
			}
			values[row.Name] = cty.ObjectVal(all)
		default:
			for _, n := range i.block.Blocks {
				if n.Schema == row && n.Dynamic == nil {
					values[row.Name] = cty.ObjectVal(map[string]cty.Value{"name": i.nameOrOwn(n, values["name"])})
				}
			}
		}
	}
}

// nameOrOwn is the name of an object of which there is one, which is named like its
// workload where nothing is said.
func (i identity) nameOrOwn(n *syntax.Block, own cty.Value) cty.Value {
	if n.Attributes["name"] == nil {
		return own
	}
	return nameOf(i.Decoder, n, "name")
}

// services are a workload's services by label, with the names they have in
// the cluster's DNS. The short form of those names holds whatever domain the
// cluster has.
func (i identity) services(namespace cty.Value) cty.Value {
	all := make(map[string]cty.Value)
	for _, n := range i.block.Blocks {
		if n.Schema.Name != "service" {
			continue
		}
		i.Expand(n, func(d *decode.Decoder, n *syntax.Block) {
			name := nameOf(d, n, "name")
			dns := cty.UnknownVal(cty.String)
			if name.IsKnown() && namespace.IsKnown() {
				dns = cty.StringVal(name.AsString() + "." + namespace.AsString() + ".svc")
			}
			all[n.Label] = cty.ObjectVal(map[string]cty.Value{"name": name, "dns_name": dns, "port": ports(d, n)})
		})
	}
	return cty.ObjectVal(all)
}

func ports(d *decode.Decoder, service *syntax.Block) cty.Value {
	all := make(map[string]cty.Value)
	for _, n := range service.Blocks {
		if n.Schema.Name != "port" {
			continue
		}
		d.Expand(n, func(d *decode.Decoder, n *syntax.Block) {
			if n.Label == "" {
				return // nobody can refer to it
			}
			all[n.Label] = cty.UnknownVal(cty.Number)
			if a := d.Attribute(n, "port"); a != nil && a.Value != cty.NilVal {
				all[n.Label] = a.Value
			}
		})
	}
	return cty.ObjectVal(all)
}

// nameOf is the value of a string argument. It is unknown where the argument
// is missing, which the block's own decoding reports.
func nameOf(d *decode.Decoder, b *syntax.Block, argument string) cty.Value {
	if a := d.Attribute(b, argument); a != nil {
		if s, ok := a.Data.(string); ok {
			return cty.StringVal(s)
		}
	}
	return cty.UnknownVal(cty.String)
}

// manifestName is the name that the manifest of a block object gives its object,
// by default the block's own. Of a manifest that is written out, nothing else is
// evaluated: two objects can so refer to each other's names without a circle.
func manifestName(d *decode.Decoder, b *syntax.Block) cty.Value {
	a := b.Attributes["manifest"]
	if a == nil {
		return cty.UnknownVal(cty.String)
	}
	v := writtenAt(d, a.Expr, "metadata", "name")
	if v, _ = v.Unmark(); !v.IsKnown() {
		return cty.UnknownVal(cty.String)
	}
	if !v.IsNull() && v.Type() == cty.String && v.AsString() != "" {
		return v
	}
	return cty.StringVal(b.Label + d.Suffix)
}

// writtenAt is the value at a place of what an expression gives; null where there
// is none.
func writtenAt(d *decode.Decoder, e hcl.Expression, path ...string) cty.Value {
	pairs, diags := hcl.ExprMap(e)
	if len(path) == 0 || diags.HasErrors() {
		v, diags := d.Scope.Value(syntax.NewExpression("manifest", e))
		d.Diags = append(d.Diags, diags...)
		return partOf(v, path)
	}
	for _, p := range pairs {
		key, diags := p.Key.Value(nil)
		switch {
		case diags.HasErrors() || !key.IsKnown(): // which of them it is cannot be told
			v, diags := d.Scope.Value(syntax.NewExpression("manifest", e))
			d.Diags = append(d.Diags, diags...)
			return partOf(v, path)
		case key.Type() == cty.String && !key.IsNull() && key.AsString() == path[0]:
			return writtenAt(d, p.Value, path[1:]...)
		}
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func partOf(v cty.Value, path []string) cty.Value {
	for _, name := range path {
		v, _ = v.Unmark()
		if !v.IsKnown() {
			return cty.DynamicVal
		}
		if t := v.Type(); v.IsNull() || !t.IsObjectType() && !t.IsMapType() {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		next, ok := v.AsValueMap()[name]
		if !ok {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		v = next
	}
	return v
}
