package module

import (
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/message"
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
	return repeating{in.evaluation, in.scope, b}.all()
}

// repeating is a block whose instances are being found out.
type repeating struct {
	*evaluation
	scope *eval.Scope // around it
	*syntax.Block
}

func (r repeating) all() ([]Repetition, bool) {
	switch {
	case r.ForEach != nil && r.Count != nil:
		r.report(diag.Error(r.Count.NameRange, "Invalid repetition", "%s has both for_each and count. Keep one of them.", r.Title()))
		return nil, false
	case r.ForEach != nil:
		return r.forEach()
	case r.Count != nil:
		return r.count()
	}
	return []Repetition{{Scope: r.scope}}, true
}

func (r repeating) forEach() ([]Repetition, bool) {
	d := r.decoder(r.scope, "")
	elements := d.Elements(r.ForEach, message.New("a map, an object or a set of strings"))
	failed := d.Diags.HasErrors() || d.Unknown
	r.take(d)
	unknown := func(e decode.Element) bool { return !e.Key.IsKnown() } // which has been reported
	if failed || slices.ContainsFunc(elements, unknown) {
		return nil, false
	}
	all := make([]Repetition, 0, len(elements))
	for _, e := range elements {
		key, marks := e.Key.Unmark()
		_, sensitive := marks[eval.Sensitive]
		if e.OfSet && !sensitive && (key.IsNull() || key.Type() != cty.String) {
			r.report(diag.Error(r.ForEach.Expr.Range(), "Invalid for_each",
				"The for_each of %s is a set with an element that is null or no string, but its elements become names. Write toset([for x in … : tostring(x)]), and leave null out.", r.Title()))
			return nil, false
		}
		if sensitive || key.IsNull() || key.Type() != cty.String {
			r.report(diag.Error(r.ForEach.Expr.Range(), "Invalid for_each",
				"The for_each of %s must be a map, an object or a set of strings, and not sensitive, because its keys become names. Convert a list to a set with toset().", r.Title()))
			return nil, false
		}
		each := cty.ObjectVal(map[string]cty.Value{"key": key, "value": e.Value})
		all = append(all, Repetition{Key: &key, Scope: r.scope.With("each", each), Suffix: "-" + key.AsString()})
	}
	return all, true
}

func (r repeating) count() ([]Repetition, bool) {
	v, ok := r.value(r.scope, r.Count)
	if !ok || !v.IsKnown() {
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
		r.report(diag.Error(r.Count.Expr.Range(), "Invalid count",
			"The count of %s must be a whole number from 0 to %d, and not sensitive.", r.Title(), decode.MaxElements))
		return nil, false
	}
	all := make([]Repetition, n)
	for i := range all {
		index := cty.NumberIntVal(int64(i))
		all[i] = Repetition{
			Key:    &index,
			Scope:  r.scope.With("count", cty.ObjectVal(map[string]cty.Value{"index": index})),
			Suffix: "-" + strconv.Itoa(i),
		}
	}
	return all, true
}
