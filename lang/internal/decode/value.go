package decode

import (
	"math"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// json turns a value into JSON's form and notes which parts are sensitive.
func (a *Attribute) json(v cty.Value, t *schema.Type, at object.Path) (any, error) {
	v, marks := v.Unmark()
	if _, ok := marks[eval.Sensitive]; ok {
		a.Sensitive = append(a.Sensitive, at)
		data, err := a.bare(v, t, at)
		if err != nil { // it may name a key
			err = message.New("one of its elements is of another type")
		}
		return data, err
	}
	return a.bare(v, t, at)
}

// bare does so with a value whose own marks are taken off.
func (a *Attribute) bare(v cty.Value, t *schema.Type, at object.Path) (any, error) {
	switch {
	case t.Elem == nil && t.Scalar != nil:
		if v.IsNull() {
			return nil, message.New("must not be null")
		}
		data, ok := t.Scalar(v)
		if !ok {
			return nil, message.New("is not %s", message.New(t.English))
		}
		return data, nil
	case v.IsNull() && t.Elem != nil:
		return nil, message.New("must not be null")
	case v.IsNull():
		return nil, nil
	case v.Type().IsMapType() || v.Type().IsObjectType():
		return a.jsonMap(v, t, at)
	case v.CanIterateElements():
		return a.jsonList(v, t, at)
	}
	return plain(v)
}

func (a *Attribute) jsonMap(v cty.Value, t *schema.Type, at object.Path) (any, error) {
	m := make(map[string]any, v.LengthInt())
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		k := key.AsString()
		data, err := a.json(element, elem(t), at.Field(k))
		if err != nil {
			return nil, message.New("element %q: %s", k, err)
		}
		m[k] = data
	}
	return m, nil
}

func (a *Attribute) jsonList(v cty.Value, t *schema.Type, at object.Path) (any, error) {
	list := make([]any, 0, v.LengthInt())
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		data, err := a.json(element, elem(t), at.Index(len(list)))
		if err != nil {
			return nil, message.New("element %d: %s", len(list), err)
		}
		list = append(list, data)
	}
	return list, nil
}

// elem is the type of a collection's elements; anything may hold anything.
func elem(t *schema.Type) *schema.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return &table.Any
}

// plain turns a value of no declared type into JSON's form.
func plain(v cty.Value) (any, error) {
	switch {
	case v.Type() == cty.String:
		return v.AsString(), nil
	case v.Type() == cty.Bool:
		return v.True(), nil
	case v.Type() == cty.Number:
		if i, ok := table.Int.Scalar(v); ok {
			return i, nil
		}
		f, _ := v.AsBigFloat().Float64()
		if math.IsInf(f, 0) {
			return nil, message.New("is a number that cannot be written as JSON")
		}
		return f, nil
	}
	return nil, message.New("has a type that cannot be written as JSON")
}

// locate notes where the elements of a collection stand, where the source
// writes them out.
func (a *Attribute) locate(e hcl.Expression) {
	switch t := a.Schema.Type.Cty; {
	case t.IsMapType():
		sources := fieldSources(e)
		a.elements = make(map[any]hcl.Range, len(sources))
		for name, s := range sources {
			a.elements[name] = s.Expr.Range()
			if function := calledIn(s.Expr); function != "" {
				a.called(name, function)
			}
		}
	case t.IsListType():
		list, diags := hcl.ExprList(e)
		if diags.HasErrors() {
			return
		}
		a.elements = make(map[any]hcl.Range, len(list))
		for i, element := range list {
			a.elements[i] = element.Range()
		}
	}
}

// calledIn is the function whose result an expression is, in parentheses or marked as
// sensitive; empty where it is no call.
func calledIn(e hcl.Expression) string {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return calledIn(e.Expression)
	case *hclsyntax.FunctionCallExpr:
		if e.Name == "sensitive" && len(e.Args) == 1 {
			return calledIn(e.Args[0])
		}
		return e.Name
	}
	return ""
}

// fieldSources finds the fields of an object that is written out; nil where
// the object is computed.
func fieldSources(e hcl.Expression) map[string]*syntax.Attribute {
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		return nil
	}
	fields := make(map[string]*syntax.Attribute, len(pairs))
	for _, p := range pairs {
		key, diags := p.Key.Value(nil)
		if diags.HasErrors() || key.IsNull() || key.Type() != cty.String {
			continue
		}
		fields[key.AsString()] = &syntax.Attribute{
			Name: key.AsString(), Expr: p.Value,
			Range: hcl.RangeBetween(p.Key.Range(), p.Value.Range()), NameRange: p.Key.Range(),
		}
	}
	return fields
}

func fieldNames(row *schema.Block) []string {
	var names []string
	for _, f := range row.Attributes {
		names = append(names, f.Name)
	}
	for _, n := range row.Blocks {
		names = append(names, n.Name)
	}
	return names
}

func fieldsOf(row *schema.Block) string { return "{ " + strings.Join(fieldNames(row), ", ") + " }" }

// An Element is one turn of a for_each.
type Element struct {
	Key, Value cty.Value
	OfSet      bool // so that both are the same
}

// MaxElements is the most that one for_each or count may make.
const MaxElements = 10_000

// Elements evaluates a for_each. What is wrong with it has been reported when
// there are none; forms are those it may have.
func (d *Decoder) Elements(source *syntax.Attribute, forms message.Text) []Element {
	v, diags := d.Scope.Value(source)
	d.Diags = append(d.Diags, diags...)
	d.Unknown = d.Unknown || !v.IsKnown()
	if diags.HasErrors() || !v.IsKnown() {
		return nil
	}
	at := source.Expr.Range()
	if v.IsMarked() {
		d.Diags = append(d.Diags, diag.Error(at, "Invalid for_each", "for_each must not be sensitive, because its keys become names. Use other keys, or nonsensitive()."))
		return nil
	}
	if v.IsNull() {
		d.Diags = append(d.Diags, diag.Error(at, "Invalid for_each", "for_each is null, but must be %s. Write {} for no blocks.", forms))
		return nil
	}
	if !v.CanIterateElements() {
		d.Diags = append(d.Diags, diag.Error(at, "Invalid for_each", "for_each must be %s. Write { key = … } or toset([…]), for example.", forms))
		return nil
	}
	if v.LengthInt() > MaxElements {
		d.Diags = append(d.Diags, diag.Error(at, "Invalid for_each", "for_each has %d elements; at most %d are allowed. Split it.", v.LengthInt(), MaxElements))
		return nil
	}
	var all []Element
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		all = append(all, Element{Key: key, Value: value, OfSet: v.Type().IsSetType()})
	}
	return all
}

// text evaluates a generated block's label.
func (d *Decoder) text(source *syntax.Attribute) string {
	row := &schema.Attribute{Name: "label", Type: table.String, Required: true, Public: true, English: "It is the label of the generated block."}
	v, diags := d.Scope.Value(source)
	d.Diags = append(d.Diags, diags...)
	if diags.HasErrors() {
		return ""
	}
	if a := d.value(row, v, source, &Block{Schema: &schema.Block{Name: "dynamic"}}); a != nil {
		s, _ := a.Data.(string)
		return s
	}
	return ""
}
