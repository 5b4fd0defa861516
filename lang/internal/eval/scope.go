package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Resolver knows the values of names. It reports what it finds wrong with a
// reference itself and answers cty.DynamicVal then, so that one error does not
// become many.
type Resolver interface {
	Resolve(ref Ref, at hcl.Range) cty.Value
	// Bare reports a root that stands without the name that must follow it.
	Bare(root string, at hcl.Range)
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
// are unknown; whatever is unknown has been reported.
func (s *Scope) Value(a *syntax.Attribute) (cty.Value, hcl.Diagnostics) {
	ctx := s.context(a.Variables)
	s.progress.begin(a)
	v, diags := a.Expr.Value(ctx)
	s.progress.end()
	if textSize(v) > maxText {
		diags = append(diags, diag.Error(a.Expr.Range(), "Text too large", "%s is a text of %d bytes; at most %d are allowed. Make it smaller.", a.Name, textSize(v), maxText))
		v = cty.DynamicVal
	}
	if len(diags) > 0 {
		diags = presentable(diags, a.Expr, a.Variables, ctx)
	}
	return v, diags
}

// context makes an evaluation context of just the names that are used: making
// one of everything would cost each expression the size of the whole stack.
func (s *Scope) context(variables []hcl.Traversal) *hcl.EvalContext {
	if len(variables) == 0 {
		return s.base
	}
	ctx := s.base.NewChild()
	ctx.Variables = make(map[string]cty.Value)
	named := make(map[string]map[string]cty.Value)
	for _, t := range variables {
		root := t.RootName()
		if v, ok := s.locals[root]; ok {
			ctx.Variables[root] = v
			continue
		}
		ref, ok := RefOf(t)
		switch {
		case !ok:
			s.resolver.Bare(root, t.SourceRange())
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

// ErrorTooDeep is what a chain of references ends in that is longer than the
// stack could carry.
func ErrorTooDeep(at hcl.Range, most int) *hcl.Diagnostic {
	return diag.Error(at, "Too many references in a row", "A chain of references may have at most %d links. Shorten the chain of locals.", most)
}
