package module

import (
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Repetition is one instance of a block: the only one, or one of those that
// for_each or count make.
type Repetition struct {
	// Key is the for_each key or the count's index; nil for the only one.
	Key   *cty.Value
	Scope *eval.Scope
	// Suffix is what names that follow from labels end in.
	Suffix string
}

// Address writes the instance's address: workload.web["a"].
func (r Repetition) Address(ref eval.Ref) string {
	switch {
	case r.Key == nil:
		return ref.String()
	case r.Key.Type() == cty.String:
		return ref.String() + "[" + strconv.Quote(r.Key.AsString()) + "]"
	}
	return ref.String() + "[" + r.Suffix[1:] + "]"
}

// repetitions lists the instances of a block. It reports false when they
// cannot be known; what is wrong has been reported.
func (in *Instance) repetitions(b *syntax.Block) ([]Repetition, bool) {
	switch {
	case b.ForEach != nil && b.Count != nil:
		in.report(diag.Error(b.Count.NameRange, "Invalid repetition", "%s has both for_each and count. Keep one of them.", b.Title()))
		return nil, false
	case b.ForEach != nil:
		return in.forEach(b)
	case b.Count != nil:
		return in.count(b)
	}
	return []Repetition{{Scope: in.scope}}, true
}

func (in *Instance) forEach(b *syntax.Block) ([]Repetition, bool) {
	d := in.Decoder()
	elements := d.Elements(b.ForEach)
	failed := d.Diags.HasErrors()
	in.take(d)
	if failed {
		return nil, false
	}
	all := make([]Repetition, 0, len(elements))
	for _, e := range elements {
		key, marks := e.Key.Unmark()
		if _, sensitive := marks[eval.Sensitive]; sensitive || !key.IsKnown() || key.IsNull() || key.Type() != cty.String {
			in.report(diag.Error(b.ForEach.Expr.Range(), "Invalid for_each",
				"The for_each of %s must be a map, an object or a set of strings, and not sensitive, because its keys become names. Convert a list to a set with toset().", b.Title()))
			return nil, false
		}
		each := cty.ObjectVal(map[string]cty.Value{"key": key, "value": e.Value})
		all = append(all, Repetition{Key: &key, Scope: in.scope.With("each", each), Suffix: "-" + key.AsString()})
	}
	return all, true
}

func (in *Instance) count(b *syntax.Block) ([]Repetition, bool) {
	v, diags := in.scope.Value(b.Count)
	in.Diags = append(in.Diags, diags...)
	if diags.HasErrors() || !v.IsKnown() {
		return nil, false
	}
	v, marks := v.Unmark()
	n, whole := int64(0), false
	number, err := convert.Convert(v, cty.Number) // a variable of no declared type may be the text "2"
	if err == nil && !number.IsNull() {
		i, accuracy := number.AsBigFloat().Int64()
		n, whole = i, accuracy == 0
	}
	if !whole || n < 0 || n > decode.MaxElements || len(marks) > 0 {
		in.report(diag.Error(b.Count.Expr.Range(), "Invalid count",
			"The count of %s must be a whole number from 0 to %d, and not sensitive.", b.Title(), decode.MaxElements))
		return nil, false
	}
	all := make([]Repetition, n)
	for i := range all {
		index := cty.NumberIntVal(int64(i))
		all[i] = Repetition{
			Key:    &index,
			Scope:  in.scope.With("count", cty.ObjectVal(map[string]cty.Value{"index": index})),
			Suffix: "-" + strconv.Itoa(i),
		}
	}
	return all, true
}
