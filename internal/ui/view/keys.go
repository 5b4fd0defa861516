package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// keyFields are what happens to one item of a list, where fields that are its keys say it.
type keyFields struct {
	item object.Path
	op   plan.FieldOp
}

// withoutRepeatedKeys leaves out `env[name="A"].name` where another field within
// the same item comes or goes with it: its path has said it already. Of an item
// that is nothing but several keys, the item is shown in their place.
func withoutRepeatedKeys(fields []plan.FieldChange) []plan.FieldChange {
	named := map[object.Path]bool{} // items that the path of another field names
	keys := map[keyFields][]plan.FieldChange{}
	for _, f := range fields {
		around := f.Path.Parent()
		if k, ok := asKey(f); ok {
			keys[k] = append(keys[k], f)
			around = around.Parent()
		}
		for ; !around.IsRoot() && !named[around]; around = around.Parent() {
			named[around] = true
		}
	}
	kept := make([]plan.FieldChange, 0, len(fields))
	for _, f := range fields {
		k, ok := asKey(f)
		switch of := keys[k]; {
		case !ok, !named[k.item] && len(of) == 1:
			kept = append(kept, f)
		case !named[k.item] && f.Path == of[0].Path:
			kept = append(kept, itemOfKeys(k, of))
		}
	}
	return kept
}

// asKey reports whether a field is a key of its item, which comes or goes with it.
func asKey(f plan.FieldChange) (keyFields, bool) {
	name, _ := f.Path.Last().Field()
	item := f.Path.Parent()
	isKey := func(k object.Key) bool { return k.Name == name }
	if f.Op == plan.Modify || !slices.ContainsFunc(item.Last().Keys(), isKey) {
		return keyFields{}, false
	}
	return keyFields{item, f.Op}, true
}

// itemOfKeys is an item of nothing but keys as one field. Its cause is that of the key
// that was asked for, where a server has given it others.
func itemOfKeys(k keyFields, keys []plan.FieldChange) plan.FieldChange {
	of := keys[0]
	if i := slices.IndexFunc(keys, func(f plan.FieldChange) bool { return f.Cause.Kind != plan.Server }); i >= 0 {
		of = keys[i]
	}
	value := map[string]any{}
	for _, key := range k.item.Last().Keys() {
		value[key.Name] = key.Value
	}
	of.Path = k.item
	if of.Before != nil {
		of.Before = value
	}
	if of.After != nil {
		of.After = value
	}
	return of
}
