package merge

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// keepItems puts back what others own in lists of a kind whose schema is not known here.
// They are merged as a whole; that a server merges them item by item shows in the
// managed fields.
func (m *merger) keepItems(merged, live map[string]any) (map[string]any, error) {
	if kubeschema.Knows(m.Content) {
		return merged, nil
	}
	var lists []object.Path
	for _, e := range m.meta.Managers {
		if e.Manager == m.FieldManager && e.Operation == string(metav1.ManagedFieldsOperationApply) || e.Subresource == "status" {
			continue
		}
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, err
		}
		for path := range kubeschema.Paths(set) {
			list, inList := outerList(path)
			value, _, there := kubeschema.Find(live, path)
			if !inList || !there || !lacks(merged, path) {
				continue
			}
			merged = kubeschema.With(merged, path, value)
			lists = append(lists, list)
		}
	}
	for _, list := range lists {
		if was, _, _ := kubeschema.Find(live, list); sameItems(was, at(merged, list)) {
			merged = kubeschema.With(merged, list, was)
		}
	}
	return merged, nil
}

// outerList is the outermost list of keyed items that a path leads into.
func outerList(path object.Path) (list object.Path, found bool) {
	for ; !path.IsRoot(); path = path.Parent() {
		if path.Last().IsItem() {
			list, found = path.Parent(), true
		}
	}
	return list, found
}

// lacks reports whether an object has what is around a path, but nothing there.
func lacks(content map[string]any, path object.Path) bool {
	_, _, there := kubeschema.Find(content, path)
	return !there && at(content, path.Parent()) != nil
}

func at(content map[string]any, path object.Path) any {
	value, _, _ := kubeschema.Find(content, path)
	return value
}

// sameItems reports whether two lists have the same items, in whichever order.
func sameItems(a, b any) bool {
	x, isList := a.([]any)
	y, areLists := b.([]any)
	notIn := func(list []any) func(any) bool {
		return func(item any) bool {
			return !slices.ContainsFunc(list, func(other any) bool { return kubeschema.Equal(item, other) })
		}
	}
	return isList && areLists && len(x) == len(y) && !slices.ContainsFunc(x, notIn(y)) && !slices.ContainsFunc(y, notIn(x))
}
