package module

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
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
}

// Instance is a module being evaluated for one cluster, or for none where
// that does not matter. Names are evaluated when they are first used. It is
// not for concurrent use.
type Instance struct {
	module    *Module
	target    *Target
	settings  Settings
	variables map[string]cty.Value
	scope     *eval.Scope
	known     map[eval.Ref]cty.Value
	path      []eval.Ref // being evaluated, each needed by the one before it
	// Diags collects what is found wrong.
	Diags hcl.Diagnostics
}

// NewInstance begins an evaluation. Target is nil outside any cluster.
func NewInstance(m *Module, functions map[string]function.Function, variables map[string]cty.Value, s Settings, t *Target) *Instance {
	in := &Instance{module: m, target: t, settings: s, variables: variables, known: make(map[eval.Ref]cty.Value)}
	in.scope = eval.NewScope(functions, in)
	return in
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
	if i := slices.Index(in.path, ref); i >= 0 {
		in.report(cycle(append(slices.Clone(in.path[i:]), ref), at))
		return cty.DynamicVal
	}
	if len(in.path) == maxChain {
		in.report(eval.ErrorTooDeep(at, maxChain))
		return cty.DynamicVal
	}
	in.path = append(in.path, ref)
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
	block, declared := in.module.blocks[ref]
	switch {
	case ref.Root == "target":
		return in.targetValue(at)
	case ref.Root == "path":
		return pathValue(in.module.Dir)
	case !declared:
		in.undeclared(ref, at)
		return cty.DynamicVal
	case ref.Root == "var":
		if v, ok := in.variables[ref.Name]; ok {
			return v
		}
		return cty.DynamicVal
	case ref.Root == "cluster":
		return cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(ref.Name)})
	}
	return in.identity(block)
}

func pathValue(dir string) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal(dir), "root": cty.StringVal(dir)})
}

func (in *Instance) targetValue(at hcl.Range) cty.Value {
	if in.target == nil {
		in.report(diag.Error(at, "No target here",
			"target is the cluster that objects are made for; the stack, its clusters and its variables are the same for all of them. Use a variable instead."))
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
func (in *Instance) Bare(root string, at hcl.Range) {
	switch {
	case root == "each" || root == "count":
		in.report(diag.Error(at, "Not repeated", "%s has a value only in a block with %s. Add that argument, or take the reference out.",
			root, map[string]string{"each": "for_each", "count": "count"}[root]))
	case slices.Contains(in.module.roots(), root):
		in.report(diag.Error(at, "Incomplete reference", "%s must be followed by a name, as in %s.example.%s", root, root, in.listed(root)))
	default:
		in.report(diag.Error(at, "Unknown reference", "Nothing is called %q.%s For a text, write %q in quotes; references begin with %s.",
			root, diag.DidYouMean(root, in.module.roots()), root, strings.Join(in.module.roots(), ", ")))
	}
}

// listed names what can follow a root, as a sentence.
func (in *Instance) listed(root string) string {
	names := in.module.namesOf(root)
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return " There are " + strings.Join(names[:min(len(names), 10)], ", ") + "."
}

func (in *Instance) undeclared(ref eval.Ref, at hcl.Range) {
	if in.module.broken {
		return
	}
	if ref.Root == "each" || ref.Root == "count" || !slices.Contains(in.module.roots(), ref.Root) {
		in.Bare(ref.Root, at)
		return
	}
	in.report(diag.Error(at, "Reference to undeclared name", "There is no %s.%s Declare it with %s, or correct the name.",
		ref, diag.DidYouMean(ref.Name, in.module.namesOf(ref.Root)), declaration(ref)))
}

// declaration is what would declare a reference.
func declaration(ref eval.Ref) string {
	switch ref.Root {
	case "var":
		return `variable "` + ref.Name + `" {}`
	case "local":
		return "locals { " + ref.Name + " = … }"
	}
	return ref.Root + ` "` + ref.Name + `" {}`
}

func cycle(path []eval.Ref, at hcl.Range) *hcl.Diagnostic {
	names := make([]string, len(path))
	for i, ref := range path {
		names[i] = ref.String()
	}
	return diag.Error(at, "Circular reference", "%s. Break the circle by giving one of them a value of its own.", strings.Join(names, " needs "))
}

func (in *Instance) report(d *hcl.Diagnostic) { in.Diags = append(in.Diags, d) }

// Locals evaluates every local, so that what is wrong with one is told also
// where nothing uses it.
func (in *Instance) Locals() {
	for _, ref := range in.module.order {
		in.Resolve(ref, in.module.locals[ref].Expr.Range())
	}
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
