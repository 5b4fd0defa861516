package compare

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Differing are the fields in which an object is otherwise than the configuration, of some that
// change: the parts of what changes as a whole, without what the server sets itself.
func Differing(gk kind.GroupKind, changes []plan.FieldChange) []plan.FieldChange {
	var all []plan.FieldChange
	for _, f := range changes {
		switch {
		case kubeschema.IsDefault(gk, f.Path, f.Before) && kubeschema.IsDefault(gk, f.Path, f.After):
		case f.Sensitive:
			all = append(all, f)
		default:
			all = append(all, parts(f)...)
		}
	}
	return all
}

// parts are the changes within a value that changes as a whole.
func parts(f plan.FieldChange) []plan.FieldChange {
	part := func(path object.Path, before, after any) []plan.FieldChange {
		if kubeschema.Equal(before, after) {
			return nil
		}
		return parts(plan.FieldChange{Path: path, Before: before, After: after})
	}
	var all []plan.FieldChange
	switch before := f.Before.(type) {
	case map[string]any:
		after, ok := f.After.(map[string]any)
		if !ok && f.After != nil {
			break
		}
		for _, key := range slices.Sorted(maps.Keys(merged(before, after))) {
			all = append(all, part(f.Path.Field(key), before[key], after[key])...)
		}
	case []any:
		after, ok := f.After.([]any)
		if !ok || len(after) != len(before) {
			break
		}
		for i := range before {
			all = append(all, part(f.Path.Index(i), before[i], after[i])...)
		}
	}
	if len(all) == 0 {
		return []plan.FieldChange{f}
	}
	return all
}

func merged(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// Differences says of fields how they are on the object, and in the configuration.
func Differences(fields []plan.FieldChange) []fact.Fact {
	var all []fact.Fact
	for _, f := range fields {
		args := fact.Args{"field": f.Path}
		if f.Sensitive {
			args["sensitive"] = true
		}
		if f.Before != nil {
			args["is"] = show(f.Before)
		}
		if f.After != nil {
			args["set"] = show(f.After)
		}
		all = append(all, fact.New(plan.LiveFieldDiffers, args))
	}
	return all
}
