package explain

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// field is a field of a Kubernetes object.
type field struct{ kind, path string }

// fields lists the fields that a row becomes.
func (e entry) fields() []field {
	w := writer{}
	var found []ForKinds
	if e.argument != nil {
		found = w.kubernetes(e.block, e.argument.Kinds, func(k schema.Kinds) string { return e.block.KubernetesPathOf(e.argument, k) })
	} else if hasPlace(e.block) {
		found = w.kubernetes(e.block, e.block.Kinds, e.block.KubernetesPath)
	}
	var all []field
	for _, f := range found {
		for _, kind := range f.Kinds {
			all = append(all, field{kind, unmarked(f.Value)})
		}
	}
	return all
}

// unmarked is a path without the marks of lists and quotes, which people leave out.
func unmarked(path string) string { return strings.NewReplacer("[]", "", `"`, "").Replace(path) }

// hasPlace reports whether a block has a field of its own, rather than its
// parent's.
func hasPlace(b *schema.Block) bool {
	return slices.ContainsFunc(b.Places, func(p schema.Place) bool { return !p.Path.Field.IsRoot() })
}

// ofKubernetes lists the rows that become a field, the nearest to the top of
// the object first, and of those blocks; what containers have is as near as what their Pod has. A path may begin with a kind, and leave out its beginning;
// case does not count.
func ofKubernetes(all []entry, path string) []entry {
	path = strings.ToLower(strings.Trim(unmarked(path), "."))
	var found []entry
	depth := map[string]int{}
	for _, e := range all {
		for _, f := range e.fields() {
			if full := strings.ToLower(f.kind + "." + f.path); strings.HasSuffix("."+full, "."+path) && strings.ToLower(f.kind) != path {
				if d := strings.Count(strings.ReplaceAll(f.path, ".containers.", "."), "."); !slices.Contains(found, e) {
					depth[e.path()] = d
					found = append(found, e)
				} else {
					depth[e.path()] = min(depth[e.path()], d)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b entry) int {
		switch d := cmp.Compare(depth[a.path()], depth[b.path()]); {
		case d == 0 && a.argument == nil && b.argument != nil:
			return -1
		case d == 0 && a.argument != nil && b.argument == nil:
			return 1
		default:
			return d
		}
	})
	return found
}
