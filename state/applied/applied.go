// Package applied is what the objects of a revision are: manifests as they were sent,
// without what must not be shown.
//
//	kept, err := applied.Of(manifest, key) // null in the place of each sensitive value
//	m := applied.Manifest(&kept)
//	m.Content, lacking = applied.Restore(&kept, key, values)
//
// A keyed digest stays of each value that is withheld, by which the value is known again
// where Kubernetes still has it.
package applied

import (
	"fmt"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Of is a manifest as a revision keeps it. Key is the state's.
func Of(m *object.Manifest, key []byte) (state.AppliedObject, error) {
	o := state.AppliedObject{
		Ref: m.Ref, Address: m.Address, Content: m.Content, DependsOn: m.DependsOn, Fit: m.Fit, Lifecycle: m.Lifecycle,
	}
	o.Lifecycle.Origin = object.Range{} // a place in files that may have changed since
	for _, p := range secretPaths(m) {
		value, there := p.At(o.Content)
		if !there || value == nil {
			continue
		}
		digest, err := digestOf(value, key)
		if err != nil {
			return o, err
		}
		o.Withheld = append(o.Withheld, state.Withheld{Path: p, Digest: digest})
		if o.Content = with(o.Content, p, nil); !isNull(o.Content, p) {
			return o, fmt.Errorf("%s: the sensitive value at %s cannot be withheld from the state", m.Ref, p)
		}
	}
	return o, nil
}

func isNull(content map[string]any, p object.Path) bool {
	value, there := p.At(content)
	return there && value == nil
}

// All are manifests as a revision keeps them.
func All(manifests []object.Manifest, key []byte) ([]state.AppliedObject, error) {
	all := make([]state.AppliedObject, len(manifests))
	for i := range manifests {
		var err error
		if all[i], err = Of(&manifests[i], key); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// secretPaths lead to the values of an object that must not be shown, of those that lie
// in one another to the outer alone.
func secretPaths(m *object.Manifest) []object.Path {
	paths := slices.Clone(m.Sensitive)
	if m.Ref.GroupKind() == kind.Secret {
		for _, part := range []string{"data", "stringData"} {
			paths = slices.DeleteFunc(paths, object.PathOf(part).Overlaps) // each key is one
			values, _ := m.Content[part].(map[string]any)
			for _, key := range slices.Sorted(maps.Keys(values)) {
				paths = append(paths, object.PathOf(part, key))
			}
		}
	}
	slices.SortFunc(paths, object.Path.Compare)
	paths = slices.Compact(paths)
	var outer []object.Path
	for _, p := range paths {
		if !slices.ContainsFunc(paths, func(q object.Path) bool { return q != p && p.HasPrefix(q) }) {
			outer = append(outer, p)
		}
	}
	return outer
}

// digestOf is the digest of a value, which tells nothing without the state's key.
func digestOf(value any, key []byte) (string, error) {
	plain, err := object.Digest(value)
	if err != nil {
		return "", err
	}
	return state.Keyed(key, "withheld\n"+plain), nil
}

// Is reports whether a value is the one that was withheld.
func Is(w state.Withheld, value any, key []byte) bool {
	digest, err := digestOf(value, key)
	return err == nil && digest == w.Digest
}

// Manifest is an object as it is to be applied, as far as it was kept: what was withheld
// is null, and known to be sensitive.
func Manifest(o *state.AppliedObject) *object.Manifest {
	m := &object.Manifest{
		Ref: o.Ref, Content: o.Content, Address: o.Address, DependsOn: o.DependsOn, Fit: o.Fit, Lifecycle: o.Lifecycle,
	}
	m.APIVersion, _ = o.Content["apiVersion"].(string)
	for _, w := range o.Withheld {
		m.Sensitive = append(m.Sensitive, w.Path)
	}
	return m
}

// Restore is the content of an object with the values that were withheld; find returns
// each of them, or false. Lacking are those that are not found.
func Restore(o *state.AppliedObject, find func(state.Withheld) (any, bool)) (content map[string]any, lacking []object.Path) {
	content = o.Content
	for _, w := range o.Withheld {
		if value, found := find(w); found {
			content = with(content, w.Path, value)
		} else {
			lacking = append(lacking, w.Path)
		}
	}
	return content, lacking
}

// Same reports whether two objects are the same: content, and what was withheld of it.
func Same(a, b *state.AppliedObject) bool {
	first, err := object.Digest([]any{a.Ref, a.Content, a.Withheld})
	second, failed := object.Digest([]any{b.Ref, b.Content, b.Withheld})
	return err == nil && failed == nil && first == second
}

// with is content with another value at a path, copied as far as it changes.
func with(content map[string]any, p object.Path, value any) map[string]any {
	changed, _ := replaced(content, p, value).(map[string]any)
	return changed
}

func replaced(at any, p object.Path, value any) any {
	if p.IsRoot() {
		return value
	}
	first, rest := p.Cut()
	switch at := at.(type) {
	case map[string]any:
		if name, ok := first.Field(); ok {
			at = maps.Clone(at)
			at[name] = replaced(at[name], rest, value)
		}
		return at
	case []any:
		if i, ok := first.Index(); ok && i < len(at) {
			at = slices.Clone(at)
			at[i] = replaced(at[i], rest, value)
		}
		return at
	}
	return at
}
