package module

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Target is the cluster that an instance is evaluated for.
type Target struct {
	Name   string
	Labels map[string]string
}

// Settings are what the stack block says that everything else goes by.
type Settings struct {
	Namespace        string
	KubernetesLimits bool
	// Missing holds, for variables without a value, what is wrong with that, where
	// it is wrong only if they are used.
	Missing map[string]*hcl.Diagnostic
	// Progress is told which expression is being evaluated.
	Progress *eval.Progress
}

// evaluation is what the instances of all modules share that are evaluated for
// one cluster, or for none where that does not matter.
type evaluation struct {
	stack    *Module
	target   *Target
	settings Settings
	path     []eval.Ref // being evaluated, each needed by the one before it
	spent    int        // of maxSize
	// Diags collects what is found wrong.
	Diags hcl.Diagnostics
}

// Instance is a module being evaluated: the stack's own, or one instance of a
// module that is called. Names are evaluated when they are first used. It is
// not for concurrent use.
type Instance struct {
	*evaluation
	module    *Module
	by        *call                // nil for the stack's own
	address   string               // such as module.web["a"]; empty for the stack's own
	variables map[string]cty.Value // of the stack's own
	scope     *eval.Scope
	known     map[eval.Ref]cty.Value
	outputs   map[string]cty.Value
	calls     map[*syntax.Block]*called
	within    []*Instance // see all
}

// NewInstance begins an evaluation of a stack's own module. Target is nil
// outside any cluster.
func NewInstance(m *Module, variables map[string]cty.Value, s Settings, t *Target) *Instance {
	in := newInstance(&evaluation{stack: m, target: t, settings: s}, m, "", nil)
	in.variables = variables
	return in
}

func newInstance(e *evaluation, m *Module, address string, by *call) *Instance {
	in := &Instance{
		evaluation: e, module: m, address: address, by: by,
		known: make(map[eval.Ref]cty.Value), outputs: make(map[string]cty.Value), calls: make(map[*syntax.Block]*called),
	}
	in.scope = eval.NewScope(m.functions, in, e.settings.Progress)
	return in
}

// maxSize is how many blocks and locals may be evaluated for one cluster, with
// all that for_each and count make of them.
const maxSize = 100_000

// spend takes account of what a block brings. It reports false when that is
// too much.
func (e *evaluation) spend(n int, at hcl.Range) bool {
	before := e.spent
	e.spent += n
	if e.spent > maxSize && before <= maxSize {
		e.Diags = append(e.Diags, diag.Error(at, "Too much configuration",
			"With this block, there are more than %d blocks and locals to evaluate for one cluster, including all repetitions. Split the stack into several.", maxSize))
	}
	return !e.exhausted()
}

func (e *evaluation) exhausted() bool { return e.spent > maxSize }

// absolute is a name of this module among those of all modules.
func (in *Instance) absolute(ref eval.Ref) eval.Ref {
	ref.Module = in.address
	return ref
}

// Decoder decodes blocks at the module's top level.
func (in *Instance) Decoder() *decode.Decoder {
	return &decode.Decoder{Scope: in.scope, KubernetesLimits: in.settings.KubernetesLimits}
}

// maxChain is how long a chain of references may be: each link costs stack.
const maxChain = 500

// Resolve evaluates what a reference names; see eval.Resolver.
func (in *Instance) Resolve(ref eval.Ref, at hcl.Range) cty.Value {
	if v, ok := in.known[ref]; ok {
		return v
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
	v := in.evaluate(ref, at)
	in.path = in.path[:len(in.path)-1]
	in.known[ref] = v
	return v
}

func (in *Instance) evaluate(ref eval.Ref, at hcl.Range) cty.Value {
	if local, ok := in.module.locals[ref]; ok {
		v, diags := in.scope.Value(local)
		in.Diags = append(in.Diags, diags...)
		return v
	}
	block, declared := in.declaring(ref).blocks[eval.Ref{Root: ref.Root, Name: ref.Name}]
	switch {
	case ref.Root == "target":
		return in.targetValue(at)
	case ref.Root == "path":
		return in.module.pathValue()
	case !declared:
		in.undeclared(ref, at)
		return cty.DynamicVal
	case ref.Root == "var" && in.by != nil:
		return in.input(ref.Name)
	case ref.Root == "var":
		if missing := in.settings.Missing[ref.Name]; missing != nil {
			in.report(missing)
		}
		if v, ok := in.variables[ref.Name]; ok {
			return v
		}
		return cty.DynamicVal
	case ref.Root == "cluster":
		return cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(ref.Name)})
	case ref.Root == eval.Module:
		return in.given(ref, at)
	}
	return in.identity(block)
}

// declaring is the module whose blocks a reference can name: its own, except
// that clusters are a fact of the stack, which every module can refer to.
func (in *Instance) declaring(ref eval.Ref) *Module {
	if ref.Root == "cluster" {
		return in.stack
	}
	return in.module
}

// pathValue is relative to the module's directory, as the paths are that file()
// and its like take.
func (m *Module) pathValue() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal("."), "root": cty.StringVal(m.toRoot)})
}

func (in *Instance) targetValue(at hcl.Range) cty.Value {
	if in.target == nil {
		in.report(diag.Error(at, "No target here",
			"target is the cluster of the objects, but the stack, its clusters and its variables are the same for all clusters. Use a variable instead."))
		return cty.DynamicVal
	}
	labels := make(map[string]cty.Value, len(in.target.Labels))
	for k, v := range in.target.Labels {
		labels[k] = cty.StringVal(v)
	}
	value := cty.MapValEmpty(cty.String)
	if len(labels) > 0 {
		value = cty.MapVal(labels)
	}
	return cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(in.target.Name), "labels": value})
}

// Bare reports a root without a name; see eval.Resolver.
func (in *Instance) Bare(root string, at hcl.Range, advice string) {
	switch {
	case root == "each" || root == "count":
		in.report(diag.Error(at, "Not repeated", "%s has a value only in a block with %s. Add that argument, or remove the reference.%s",
			root, map[string]string{"each": "for_each", "count": "count"}[root], advice))
	case in.module.isRoot(root):
		in.report(diag.Error(at, "Incomplete reference", "%s must be followed by a name, as in %s.example.%s%s", root, root, in.listed(root), advice))
	case advice != "":
		in.report(diag.Error(at, "Unknown reference", "Nothing is called %q.%s%s References begin with %s.",
			root, nearest.Sentence(root, in.module.roots()), advice, strings.Join(in.module.roots(), ", ")))
	default:
		in.report(diag.Error(at, "Unknown reference", "Nothing is called %q.%s For a string, write %q in quotes; references begin with %s.",
			root, nearest.Sentence(root, in.module.roots()), root, strings.Join(in.module.roots(), ", ")))
	}
}

// IsRoot reports whether references can begin with a name; see eval.Resolver.
func (in *Instance) IsRoot(name string) bool { return in.module.isRoot(name) }

// listed names what can follow a root, as a sentence.
func (in *Instance) listed(root string) string {
	names := in.declaring(eval.Ref{Root: root}).namesOf(root)
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return " There are " + strings.Join(names[:min(len(names), 10)], ", ") + "."
}

func (in *Instance) undeclared(ref eval.Ref, at hcl.Range) {
	ref.Output = ""
	if in.declaring(ref).broken {
		return
	}
	if ref.Root == "each" || ref.Root == "count" {
		in.Bare(ref.Root, at, "")
		return
	}
	in.report(diag.Error(at, "Reference to undeclared name", "There is no %s.%s Declare it with %s, or correct the name.",
		ref, nearest.Sentence(ref.Name, in.declaring(ref).namesOf(ref.Root)), declaration(ref)))
}

// declaration is what would declare a reference.
func declaration(ref eval.Ref) string {
	switch ref.Root {
	case "var":
		return `variable "` + ref.Name + `" {}`
	case "local":
		return "locals { " + ref.Name + " = … }"
	case eval.Module:
		return `module "` + ref.Name + `" { source = … }`
	}
	return ref.Root + ` "` + ref.Name + `" {}`
}

func cycle(path []eval.Ref, at hcl.Range) *hcl.Diagnostic {
	names := make([]string, len(path))
	for i, ref := range path {
		names[i] = ref.String()
	}
	return diag.Error(at, "Dependency cycle", "%s. Remove the cycle: set one of them to a value without a reference.", strings.Join(names, " needs "))
}

func (in *Instance) report(d *hcl.Diagnostic) { in.Diags = append(in.Diags, d) }

// Check evaluates what no object needs, in all modules, so that what is wrong
// with it is told as well: locals, and the rules of variables, outputs and
// checks. The outputs of the stack's own module are not among it.
func (in *Instance) Check() {
	for _, m := range in.all() {
		for _, ref := range m.module.order {
			m.Resolve(ref, m.module.locals[ref].Expr.Range())
		}
		if m.by != nil {
			m.Validate(m.inputs())
			m.checkOutputs()
		}
		m.checks()
	}
}

// inputs are the values that the call gives to the variables.
func (in *Instance) inputs() map[string]input.Value {
	values := make(map[string]input.Value, len(in.module.Variables))
	for _, v := range in.module.Variables {
		at := v.Header
		if a := in.by.block.Attributes[v.Name]; a != nil {
			at = a.Expr.Range()
		}
		values[v.Name] = input.Value{Value: in.Resolve(eval.Ref{Root: "var", Name: v.Name}, at), Range: at}
	}
	return values
}

var _ eval.Resolver = (*Instance)(nil)

// takes reports the diagnostics of a decoder as the instance's.
func (in *Instance) take(d *decode.Decoder) {
	in.Diags = append(in.Diags, d.Diags...)
	d.Diags = nil
}

func (in *Instance) blockRef(b *syntax.Block) eval.Ref {
	return eval.Ref{Root: b.Schema.Name, Name: b.Label}
}
