package eval

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/object"
)

// jsonBody is a body in JSON whose expressions are interruptible.
type jsonBody struct {
	hcl.Body
	progress *Progress
}

func (b jsonBody) Content(s *hcl.BodySchema) (*hcl.BodyContent, hcl.Diagnostics) {
	content, diags := b.Body.Content(s)
	return b.content(content), diags
}

func (b jsonBody) PartialContent(s *hcl.BodySchema) (*hcl.BodyContent, hcl.Body, hcl.Diagnostics) {
	content, remain, diags := b.Body.PartialContent(s)
	return b.content(content), jsonBody{remain, b.progress}, diags
}

func (b jsonBody) JustAttributes() (hcl.Attributes, hcl.Diagnostics) {
	attributes, diags := b.Body.JustAttributes()
	b.attributes(attributes)
	return attributes, diags
}

func (b jsonBody) content(c *hcl.BodyContent) *hcl.BodyContent {
	b.attributes(c.Attributes)
	for _, inner := range c.Blocks {
		inner.Body = jsonBody{inner.Body, b.progress}
	}
	return c
}

func (b jsonBody) attributes(all hcl.Attributes) {
	for _, a := range all {
		a.Expr = &jsonExpression{a.Expr, b.progress}
	}
}

// jsonExpression evaluates what has loops in it as HCL does, which parses the
// texts of JSON no earlier than it evaluates them: what could be interrupted in
// them is there only then.
type jsonExpression struct {
	hcl.Expression
	progress *Progress
}

// UnwrapExpression lets HCL see what a text stands for that is a reference.
func (e *jsonExpression) UnwrapExpression() hcl.Expression { return e.Expression }

func (e *jsonExpression) part(of hcl.Expression) hcl.Expression {
	return &jsonExpression{of, e.progress}
}

// ExprList are the elements of an array; see hcl.ExprList.
func (e *jsonExpression) ExprList() []hcl.Expression {
	list, _ := hcl.ExprList(e.Expression)
	for i := range list {
		list[i] = e.part(list[i])
	}
	return list
}

// ExprMap are the members of an object; see hcl.ExprMap.
func (e *jsonExpression) ExprMap() []hcl.KeyValuePair {
	pairs, _ := hcl.ExprMap(e.Expression)
	for i := range pairs {
		pairs[i] = hcl.KeyValuePair{Key: e.part(pairs[i].Key), Value: e.part(pairs[i].Value)}
	}
	return pairs
}

func (e *jsonExpression) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	literal, _ := e.Expression.Value(nil)
	switch {
	case ctx == nil || !isBeyondHCL(literal):
		return e.Expression.Value(ctx)
	case literal.Type() == cty.String:
		return e.text(literal.AsString(), ctx)
	case literal.Type().IsTupleType():
		return e.array(ctx)
	}
	return e.object(ctx)
}

// isBeyondHCL reports whether a text in a literal value may have a loop in it, or
// whether the name of an attribute may be sensitive, at which HCL panics.
func isBeyondHCL(literal cty.Value) bool {
	found := false
	_ = cty.Walk(literal, func(_ cty.Path, v cty.Value) (bool, error) {
		switch {
		case v.Type().IsObjectType():
			for name := range v.Type().AttributeTypes() {
				found = found || strings.Contains(name, "for") || strings.Contains(name, "{")
			}
		case v.Type() == cty.String && v.IsKnown() && !v.IsNull():
			found = found || strings.Contains(v.AsString(), "for")
		}
		return !found, nil
	})
	return found
}

// template parses a text, as HCL does.
func (e *jsonExpression) template(src string) (hclsyntax.Expression, hcl.Diagnostics) {
	at := e.StartRange().Start
	at.Column, at.Byte = at.Column+1, at.Byte+1 // behind the quotation mark
	return hclsyntax.ParseTemplate([]byte(src), e.Range().Filename, at)
}

func (e *jsonExpression) text(src string, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	template, diags := e.template(src)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	e.progress.interrupts(template)
	v, more := template.Value(ctx)
	return v, append(diags, more...)
}

func (e *jsonExpression) array(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	values := []cty.Value{}
	for _, element := range e.ExprList() {
		v, more := element.Value(ctx)
		values, diags = append(values, v), append(diags, more...)
	}
	return cty.TupleVal(values), diags
}

func (e *jsonExpression) object(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	values, ranges, known := make(map[string]cty.Value), make(map[string]hcl.Range), true
	var marks cty.ValueMarks // of the names
	for _, p := range e.ExprMap() {
		key, inKey := p.Key.Value(ctx)
		v, inValue := p.Value.Value(ctx)
		diags = append(append(diags, inKey...), inValue...)
		at := p.Key.Range()
		key, marked := key.Unmark()
		marks = cty.NewValueMarks(marks, marked)
		key, err := convert.Convert(key, cty.String)
		switch {
		case err != nil:
			diags = append(diags, invalidKey(at, "Invalid object key expression", fmt.Sprintf("Cannot use this expression as an object key: %s.", err), ctx, p.Value))
		case key.IsNull():
			diags = append(diags, invalidKey(at, "Invalid object key expression", "Cannot use null value as an object key.", ctx, p.Value))
		case !key.IsKnown():
			known = false
		default:
			name := key.AsString()
			if first, taken := ranges[name]; taken {
				diags = append(diags, invalidKey(at, "Duplicate object attribute", fmt.Sprintf("An attribute named %q was already defined at %s.", shownName(name, marks), first), ctx, e))
				continue
			}
			values[name], ranges[name] = v, at
		}
	}
	if !known {
		return cty.DynamicVal, diags
	}
	return cty.ObjectVal(values).WithMarks(marks), diags
}

func shownName(name string, marks cty.ValueMarks) string {
	if len(marks) > 0 {
		return object.Masked
	}
	return name
}

// invalidKey is what HCL says of a key.
func invalidKey(at hcl.Range, summary, detail string, ctx *hcl.EvalContext, e hcl.Expression) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at, EvalContext: ctx, Expression: e}
}
