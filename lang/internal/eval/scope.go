package eval

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Resolver knows the values of names. It reports what it finds wrong with a
// reference itself and answers cty.DynamicVal then, so that one error does not
// become many.
type Resolver interface {
	Resolve(ref Ref, at hcl.Range) cty.Value
	// Bare reports a root that stands without the name that must follow it. The
	// advice is for what stands in a text, where it may be meant as it is.
	Bare(root string, at hcl.Range, advice message.Text)
	// IsRoot reports whether references can begin with a name.
	IsRoot(name string) bool
}

// Scope is where an expression stands: the names and functions it can use. It
// is not changed once made; narrower scopes are made from it.
type Scope struct {
	base     *hcl.EvalContext
	resolver Resolver
	progress *Progress
	locals   map[string]cty.Value // each, count, iterators of dynamic blocks
}

// NewScope makes the scope of a module's top level.
func NewScope(functions map[string]function.Function, r Resolver, p *Progress) *Scope {
	return &Scope{base: &hcl.EvalContext{Functions: functions}, resolver: r, progress: p}
}

// With makes a narrower scope, in which one more name has a value.
func (s *Scope) With(name string, v cty.Value) *Scope {
	locals := make(map[string]cty.Value, len(s.locals)+1)
	for k, v := range s.locals {
		locals[k] = v
	}
	locals[name] = v
	return &Scope{base: s.base, resolver: s.resolver, progress: s.progress, locals: locals}
}

// Value evaluates an argument's expression. Parts that could not be evaluated
// are unknown; whatever is unknown has been reported. So is all of a broken one.
func (s *Scope) Value(a *syntax.Attribute) (cty.Value, hcl.Diagnostics) {
	if s.progress.Stopped() || a.Broken {
		return cty.DynamicVal, nil
	}
	ctx := s.context(a)
	s.progress.begin(a)
	v, diags := s.evaluated(a, ctx)
	s.progress.end()
	if s.progress.Stopped() {
		return cty.DynamicVal, nil
	}
	return v, diags
}

// evaluated is the value in a context. All of it is watched: wording what is wrong evaluates
// parts of the expression again.
func (s *Scope) evaluated(a *syntax.Attribute, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := a.Expr.Value(ctx)
	if s.progress.Stopped() {
		return cty.DynamicVal, nil
	}
	switch extreme := HoldsExtremeNumber(v); {
	case textSize(v) > maxText:
		diags = append(diags, diag.Error(a.Expr.Range(), "String too large", "%s is a string of %d bytes; at most %d are allowed. Make it smaller.", a.Name, textSize(v), maxText))
		v = cty.DynamicVal
	case extreme && holdsInfinity(v):
		diags = append(diags, ErrorInfiniteNumber(a.Name, a.Expr.Range()))
		v = cty.DynamicVal
	case extreme:
		diags = append(diags, ErrorExtremeNumber(a.Name, a.Expr.Range()))
		v = cty.DynamicVal
	case len(diags) == 0 && !v.IsWhollyKnown() && known(ctx): // or else a block would be left out without a word
		diags = append(diags, diag.Error(a.Expr.Range(), "Value is not known",
			"The value of %s is not known, for an unknown reason. This is a bug in wl: report it with the configuration.", a.Name))
	}
	if len(diags) > 0 {
		diags = presentable(diags, a.Expr, a.Variables, ctx)
	}
	return v, diags
}

// Function is one of a name that has no value in the scope.
type Function struct {
	// Call evaluates it for a value of the name. It can be called at any time, and at the
	// same time.
	Call func(cty.Value) (cty.Value, hcl.Diagnostics)
	// Sample is what it has for the sample.
	Sample cty.Value
	// Uses are the values of the other names in it, by their roots.
	Uses map[string]cty.Value
}

// Function makes one of an argument's expression. The sample is a value for the name, with
// which it is evaluated at once, so that whatever is wrong with it is found: then, or where
// it is not known, there is no function.
func (s *Scope) Function(a *syntax.Attribute, name string, sample cty.Value) (*Function, hcl.Diagnostics) {
	with := s.With(name, sample)
	v, diags := with.Value(a)
	if diags.HasErrors() || !v.IsKnown() {
		return nil, diags
	}
	ctx := with.context(a)
	f := &Function{Sample: v, Uses: maps.Clone(ctx.Variables)}
	delete(f.Uses, name)
	f.Call = func(v cty.Value) (cty.Value, hcl.Diagnostics) {
		of := ctx.NewChild()
		of.Variables = map[string]cty.Value{name: v}
		v, diags := a.Expr.Value(of)
		if len(diags) > 0 {
			diags = presentable(diags, a.Expr, a.Variables, of)
		}
		return v, diags
	}
	return f, diags
}

// Watch does what may take long on behalf of an argument; see Progress.
func (s *Scope) Watch(a *syntax.Attribute, do func()) { s.progress.Watch(a, do) }

// context makes an evaluation context of just the names that are used: making
// one of everything would cost each expression the size of the whole stack.
func (s *Scope) context(a *syntax.Attribute) *hcl.EvalContext {
	ctx := s.base.NewChild()
	if len(a.Variables) == 0 {
		return ctx
	}
	ctx.Variables = make(map[string]cty.Value)
	named := make(map[string]map[string]cty.Value)
	literally := sync.OnceValue(func() templates { return templatesIn(a.Expr) })
	for _, t := range a.Variables {
		root := t.RootName()
		if v, ok := s.locals[root]; ok {
			ctx.Variables[root] = v
			continue
		}
		ref, ok := RefOf(t)
		switch {
		case !ok || !s.resolver.IsRoot(root):
			s.resolver.Bare(root, t.SourceRange(), literally().literally(t))
			ctx.Variables[root] = cty.DynamicVal
		case ref.Name == "":
			ctx.Variables[root] = s.resolver.Resolve(ref, t.SourceRange())
		default:
			s.name(named, ref, t)
		}
	}
	for root, values := range named {
		if _, bare := ctx.Variables[root]; !bare {
			ctx.Variables[root] = cty.ObjectVal(values)
		}
	}
	return ctx
}

func (s *Scope) name(named map[string]map[string]cty.Value, ref Ref, t hcl.Traversal) {
	values := named[ref.Root]
	if values == nil {
		values = make(map[string]cty.Value)
		named[ref.Root] = values
	}
	known, done := values[ref.Name]
	if done && ref.Root != Module {
		return
	}
	v := s.resolver.Resolve(ref, hcl.RangeBetween(t[0].SourceRange(), t[1].SourceRange()))
	if done {
		v = joined(known, v, true)
	}
	values[ref.Name] = v
}

// joined is what two references to different outputs of one module need of it:
// the outputs of both, in each of its instances.
func joined(a, b cty.Value, instances bool) cty.Value {
	switch {
	case !a.IsKnown() || a.IsMarked() || a.IsNull():
		return a
	case !b.IsKnown():
		return b
	case a.Type().IsTupleType() && b.Type().IsTupleType() && a.LengthInt() == b.LengthInt() && a.LengthInt() > 0:
		all := a.AsValueSlice()
		for i, v := range b.AsValueSlice() {
			all[i] = joined(all[i], v, false)
		}
		return cty.TupleVal(all)
	case a.Type().IsObjectType() && b.Type().IsObjectType() && !b.IsMarked() && !b.IsNull():
		all := a.AsValueMap()
		if all == nil {
			return b
		}
		for k, v := range b.AsValueMap() {
			if known, both := all[k]; !both {
				all[k] = v
			} else if instances {
				all[k] = joined(known, v, false)
			}
		}
		return cty.ObjectVal(all)
	}
	return a
}

func escapeBoth() message.Text {
	return message.New(" A string within the expression must be in quotes. To keep ${ or %{ literally, as in a shell script, write $${ or %%{.")
}

// templates are what stands in the texts of an expression.
type templates struct {
	isJSON bool // in which references stand in texts alone
	parts  map[hcl.Range]bool
	// within are the places of the parts, in order; none is in another.
	within []hcl.Range
}

func templatesIn(e hcl.Expression) templates {
	node, ok := e.(hclsyntax.Node)
	found := templates{isJSON: !ok, parts: make(map[hcl.Range]bool)}
	if !ok {
		return found
	}
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		var parts []hclsyntax.Expression
		switch n := n.(type) {
		case *hclsyntax.TemplateExpr:
			parts = n.Parts
		case *hclsyntax.TemplateWrapExpr:
			parts = []hclsyntax.Expression{n.Wrapped}
		}
		for _, part := range parts {
			at := part.Range()
			found.parts[at] = true
			found.within = append(found.within, at)
		}
		return nil
	})
	slices.SortFunc(found.within, func(a, b hcl.Range) int {
		return cmp.Or(cmp.Compare(a.Start.Byte, b.Start.Byte), cmp.Compare(b.End.Byte, a.End.Byte))
	})
	end := 0
	found.within = slices.DeleteFunc(found.within, func(r hcl.Range) bool {
		inner := r.End.Byte <= end
		end = max(end, r.End.Byte)
		return inner
	})
	return found
}

// literally returns how a reference is written that stands in a text and may be meant
// as it is, as in a shell script; empty where it stands in none.
func (x templates) literally(t hcl.Traversal) message.Text {
	at := t.SourceRange()
	last := sort.Search(len(x.within), func(i int) bool { return x.within[i].Start.Byte > at.Start.Byte }) - 1
	switch {
	case x.parts[at]:
		name := written(t)
		return message.New(" To keep ${%s} literally, as in a shell script, write $${%s}.", name, name)
	case x.isJSON || last >= 0 && at.Start.Byte < x.within[last].End.Byte:
		return escapeBoth()
	}
	return message.Text{}
}

// written is a reference as it stands in the source.
func written(t hcl.Traversal) string {
	name := t.RootName()
	for _, step := range t[1:] {
		if attribute, ok := step.(hcl.TraverseAttr); ok {
			name += "." + attribute.Name
		}
	}
	return name
}

// ErrorTooDeep is what a chain of references ends in that is longer than the
// stack could carry.
func ErrorTooDeep(at hcl.Range, most int) *hcl.Diagnostic {
	return diag.Error(at, "Reference chain too long", "A chain of references may have at most %d links. Shorten the chain of locals.", most)
}
