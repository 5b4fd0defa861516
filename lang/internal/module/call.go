package module

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// call is what an instance of a module was made by.
type call struct {
	from       *Instance
	block      *syntax.Block
	repetition Repetition
}

// called are the instances of the module that a block calls.
type called struct {
	repetitions []Repetition
	instances   []*Instance // one for each
	failed      bool        // they cannot be known, which has been reported
	seen        Seen        // of the target, to know them
}

// own are the arguments of module blocks that are no inputs.
func own(b *syntax.Block) []string {
	names := []string{"for_each", "count", "depends_on"}
	for _, a := range b.Schema.Attributes {
		names = append(names, a.Name)
	}
	return names
}

// reserved reports variables of a module that no call could give a value.
func reserved(root *syntax.Block) hcl.Diagnostics {
	row, ok := root.Schema.Block(eval.Module)
	var diags hcl.Diagnostics
	for _, b := range root.Blocks {
		if ok && b.Schema.Name == "variable" && slices.Contains(own(&syntax.Block{Schema: row}), b.Label) {
			diags = append(diags, diag.Error(b.LabelRange, "Reserved name", "The variable %q cannot be set, because module blocks have an argument of that name. Rename it.", b.Label))
		}
	}
	return diags
}

// checkInputs compares what a call gives to what the module takes.
func checkInputs(b *syntax.Block, m *Module) hcl.Diagnostics {
	var diags hcl.Diagnostics
	taken := make(map[string]bool)
	for _, name := range own(b) {
		taken[name] = true
	}
	var names []string
	for _, v := range m.Variables {
		if taken[v.Name] { // which is reported where it is declared
			continue
		}
		taken[v.Name] = true
		names = append(names, v.Name)
		if _, optional := v.Default(); !optional && b.Attributes[v.Name] == nil && !b.Broken && !v.Bad() {
			diags = append(diags, diag.Error(b.Header, "Missing required argument", "%s has no %s, which the module %s declares at %s without a default. Add %s = …%s",
				b.Title(), v.Name, m.name, syntax.Place(v.Header), v.Name, described(v)))
		}
	}
	for _, a := range b.Sorted() {
		if !taken[a.Name] && !m.broken {
			d := diag.Error(a.NameRange, "Unsupported argument", "The module %s has no variable %q.%s", m.name, a.Name, choices(a.Name, names))
			diags = append(diags, diag.Within(d, a.Range))
		}
	}
	return diags
}

func described(v input.Variable) message.Text {
	if v.Description == "" {
		return message.New(".")
	}
	return message.New(": %s", v.Description)
}

// choices is what an unknown name may have meant.
func choices(name string, known []string) message.Text {
	if suggestion := nearest.Sentence(name, known); !suggestion.IsZero() {
		return suggestion
	}
	if len(known) == 0 {
		return message.New(" It has none: remove it.")
	}
	return message.New(" It has %s.", message.Join(slices.Sorted(slices.Values(known)), ", "))
}

// instances makes those of the module that a block calls, when they are
// first needed.
func (in *Instance) instances(b *syntax.Block) *called {
	if c, ok := in.calls[b]; ok {
		in.see(c.seen)
		return c
	}
	c := &called{failed: true}
	m := in.module.calls[b]
	if in.exhausted() {
		return c
	}
	var repetitions []Repetition
	var ok bool
	c.seen = in.seeing(func() { repetitions, ok = in.repetitions(b) })
	if known, again := in.calls[b]; again {
		return known // the for_each refers to the module, which has been reported
	}
	in.calls[b] = c
	if m == nil || !ok || !in.spend(len(repetitions)*m.size(), b.Header) {
		return c
	}
	c.failed, c.repetitions = false, repetitions
	for _, r := range repetitions {
		c.instances = append(c.instances, newInstance(in.evaluation, names{m, in.stack}, r.Address(in.ref(b)), &call{in, b, r}))
	}
	return c
}

// given is the value of a reference to a module: an object of its outputs,
// for each instance where it is repeated.
func (in *Instance) given(ref eval.Ref, at hcl.Range) (cty.Value, *hcl.Diagnostic) {
	b := in.module.blocks[eval.Ref{Root: eval.Module, Name: ref.Name}]
	m := in.module.calls[b]
	if m == nil {
		return cty.DynamicVal, nil
	}
	names := slices.Sorted(maps.Keys(m.outputs))
	if ref.Output != "" {
		if m.outputs[ref.Output] == nil {
			return cty.DynamicVal, m.lacksOutput(ref, at)
		}
		names = []string{ref.Output}
	}
	c := in.instances(b)
	if c.failed {
		return cty.DynamicVal, nil
	}
	return shape(b, c.repetitions, func(i int) cty.Value {
		values := make(map[string]cty.Value, len(names))
		for _, name := range names {
			values[name] = c.instances[i].output(name)
		}
		return cty.ObjectVal(values)
	}), nil
}

// lacksOutput is what is wrong with a reference to an output of the module; nil where there is
// such, or it may only have been lost with a syntax error.
func (m *Module) lacksOutput(ref eval.Ref, at hcl.Range) *hcl.Diagnostic {
	if m.outputs[ref.Output] != nil || m.broken {
		return nil
	}
	return diag.Error(at, undeclaredName, "module.%s has no output %q.%s", ref.Name, ref.Output, choices(ref.Output, slices.Collect(maps.Keys(m.outputs))))
}

// output evaluates one of the outputs.
func (in *Instance) output(name string) cty.Value {
	if v, ok := in.outputs[name]; ok {
		in.see(v.seen)
		return v.Value
	}
	v := resolved{Value: cty.DynamicVal}
	v.seen = in.seeing(func() {
		b := in.module.outputs[name]
		if a := b.Attributes["value"]; a != nil {
			v.Value, _ = in.value(in.scope, a)
		}
		d := in.decoder(in.scope, "")
		if a := d.Attribute(b, "sensitive"); a != nil && a.Data == true {
			v.Value = v.Mark(eval.Sensitive)
		}
		in.take(d)
	})
	in.outputs[name] = v
	return v.Value
}

// emitting lists the blocks that make objects in the instances and in what they
// call.
func (c *called) emitting() []eval.Ref {
	var refs []eval.Ref
	for _, in := range c.instances {
		for _, m := range in.all() {
			for _, b := range m.module.root.Blocks {
				if b.Schema.Emits != "" {
					refs = append(refs, m.ref(b))
				}
			}
		}
	}
	return refs
}

// input evaluates what the call gives to a variable.
func (c *call) input(variable *input.Variable) cty.Value {
	if variable == nil {
		return cty.DynamicVal
	}
	a := c.block.Attributes[variable.Name]
	if a == nil {
		if v, ok := variable.Default(); ok {
			return v
		}
		return cty.DynamicVal
	}
	v, ok := c.from.value(c.repetition.Scope, a)
	if !ok {
		return cty.DynamicVal
	}
	v, problem := variable.Accept(v, a.Expr.Range())
	if problem != nil {
		c.from.report(problem)
	}
	return v
}

// needed are the blocks that must come before everything in the instance: those
// that the calls which lead to it depend on. Nothing calls the stack's own.
func (c *call) needed() []eval.Ref {
	if c == nil {
		return nil
	}
	return append(c.from.by.needed(), c.from.dependsOn(c.block)...)
}
