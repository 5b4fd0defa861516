package module

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Instance is a module being evaluated: the stack's own, or one instance of a
// module that is called. Names are evaluated when they are first used. It is
// not for concurrent use.
type Instance struct {
	*evaluation
	names
	by        *call                // nil for the stack's own
	address   string               // such as module.web["a"]; empty for the stack's own
	variables map[string]cty.Value // of the stack's own
	scope     *eval.Scope
	known     map[eval.Ref]resolved
	outputs   map[string]resolved
	calls     map[*syntax.Block]*called
	within    []*Instance // see all
	seenOfAll Seen        // to know these
}

// resolved is a value, with what was seen of the target to know it.
type resolved struct {
	cty.Value
	seen Seen
}

// NewInstance begins an evaluation of a stack's own module. Target is nil
// outside any cluster.
func NewInstance(m *Module, variables map[string]cty.Value, s Settings, t *Target) *Instance {
	in := newInstance(&evaluation{target: t, settings: s, leadingZeros: m.leadingZeros}, names{m, m}, "", nil)
	in.variables = variables
	return in
}

func newInstance(e *evaluation, n names, address string, by *call) *Instance {
	in := &Instance{
		evaluation: e, names: n, address: address, by: by,
		known: make(map[eval.Ref]resolved), outputs: make(map[string]resolved), calls: make(map[*syntax.Block]*called),
	}
	in.scope = eval.NewScope(n.module.functions, in, e.settings.Progress)
	return in
}

var _ eval.Resolver = (*Instance)(nil)

// absolute is a name of this module among those of all modules.
func (in *Instance) absolute(ref eval.Ref) eval.Ref {
	ref.Module = in.address
	return ref
}

// ref names a block of this module among those of all modules.
func (in *Instance) ref(b *syntax.Block) eval.Ref { return in.absolute(refOf(b)) }

func refOf(b *syntax.Block) eval.Ref { return eval.Ref{Root: b.Schema.Name, Name: b.Label} }

// maxChain is how long a chain of references may be: each link costs stack.
const maxChain = 500

// Resolve evaluates what a reference names; see eval.Resolver.
func (in *Instance) Resolve(ref eval.Ref, at hcl.Range) cty.Value {
	if v, ok := in.known[ref]; ok {
		in.see(v.seen)
		return v.Value
	}
	if i := slices.Index(in.path, in.absolute(ref)); i >= 0 {
		in.report(cycle(append(slices.Clone(in.path[i:]), in.absolute(ref)), at))
		return cty.DynamicVal
	}
	if len(in.path) == maxChain {
		in.report(eval.ErrorTooDeep(at, maxChain))
		return cty.DynamicVal
	}
	in.path = append(in.path, in.absolute(ref))
	var v resolved
	v.seen = in.seeing(func() { v.Value = in.evaluate(ref, at) })
	in.path = in.path[:len(in.path)-1]
	in.known[ref] = v
	return v.Value
}

func (in *Instance) evaluate(ref eval.Ref, at hcl.Range) cty.Value {
	if local, ok := in.module.locals[ref]; ok {
		v, _ := in.value(in.scope, local)
		return v
	}
	block, declared := in.declaring(ref.Root).blocks[eval.Ref{Root: ref.Root, Name: ref.Name}]
	var v cty.Value
	var wrong *hcl.Diagnostic
	switch {
	case ref.Root == "target":
		in.seen.target = true
		v, wrong = in.target.value(at)
	case ref.Root == "path":
		v = in.module.pathValue()
	case !declared:
		v, wrong = cty.DynamicVal, in.undeclared(ref, at)
	case ref.Root == "var" && in.by != nil:
		v = in.by.input(in.module.variable(ref.Name))
	case ref.Root == "var":
		v, wrong = cty.DynamicVal, in.settings.Missing[ref.Name]
		if given, ok := in.variables[ref.Name]; ok {
			v = given
		}
	case ref.Root == "cluster":
		v = clusterBlocks{in}.value(ref, block, at)
	case ref.Root == eval.Module:
		v, wrong = in.given(ref, at)
	default:
		v = in.identity(block)
	}
	if wrong != nil {
		in.report(wrong)
	}
	return v
}

// Bare reports a root without a name; see eval.Resolver.
func (in *Instance) Bare(root string, at hcl.Range, advice message.Text) {
	in.report(in.bare(root, at, advice))
}

// all are the instance itself and those of the modules that it calls, and they
// in turn, as far as they are for the cluster.
func (in *Instance) all() []*Instance {
	if in.within != nil {
		in.see(in.seenOfAll)
		return in.within
	}
	in.within = []*Instance{in}
	in.seenOfAll = in.seeing(func() {
		for _, b := range in.module.callBlocks() {
			c := in.instances(b)
			for i, called := range c.instances {
				d := in.decoder(c.repetitions[i].Scope, "")
				if in.selects(b, d) {
					in.within = append(in.within, called.all()...)
				}
				in.take(d)
			}
		}
	})
	return in.within
}

// Check evaluates what no object needs, in all modules, so that what is wrong
// with it is told as well: locals, and the rules of variables, outputs and
// checks. The outputs of the stack's own module are not among it.
func (in *Instance) Check() {
	for _, m := range in.all() {
		for _, ref := range m.module.order {
			m.Resolve(ref, m.module.locals[ref].Expr.Range())
		}
		r := rules{m}
		if m.by != nil {
			r.ofVariables(r.inputs())
			r.ofOutputs()
		}
		r.ofChecks()
	}
}
