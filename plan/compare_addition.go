package plan

import (
	corev1 "k8s.io/api/core/v1"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// added finds, by an object's metadata alone, what people have added to it, by
// manager. The managers are those whose changes are drift.
func added(w *wanted, m *object.Manifest, live object.Meta) ([]owner, error) {
	if !slices.ContainsFunc(live.Managers, w.interactive) {
		return nil, nil // nearly always
	}
	owners, err := ownersOf(live)
	if err != nil {
		return nil, err
	}
	typed, err := kubeschema.Parse(m.Content)
	if err != nil {
		return nil, err
	}
	claimed, err := typed.ToFieldSet()
	if err != nil {
		return nil, err
	}
	var people []owner
	for _, o := range owners {
		if w.interactive(o.ManagerEntry) {
			people = append(people, o)
		} else {
			claimed = claimed.Union(o.fields)
		}
	}
	return unclaimed(people, claimed, slices.Concat(w.leftOver(m), kubectlBooks())), nil
}

// unclaimed keeps of what people hold what nobody else claims, and what is not
// in one of the ignored fields.
func unclaimed(people []owner, claimed *fieldpath.Set, ignored []object.Path) []owner {
	claimed = withParents(claimed)
	var added []owner
	for _, o := range people {
		o.fields = o.fields.Difference(claimed).RecursiveDifference(kubeschema.SetOf(ignored...))
		if !o.fields.Empty() {
			added = append(added, o)
		}
	}
	return added
}

// kubectlBooks are fields in which kubectl keeps its own books, and the trace of
// a restart, which is no addition.
func kubectlBooks() []object.Path {
	return []object.Path{
		object.PathOf("metadata", "annotations", corev1.LastAppliedConfigAnnotation),
		object.PathOf("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"),
	}
}

// withParents is a set with everything around its fields.
func withParents(set *fieldpath.Set) *fieldpath.Set {
	var all []object.Path
	for path := range kubeschema.Paths(set) {
		for ; !path.IsRoot(); path = path.Parent() {
			all = append(all, path)
		}
	}
	return kubeschema.SetOf(all...)
}

// outermost lists the fields of a set as people see them: an item of a list
// stands for all that is in it, and what is in a map for the map.
func outermost(set *fieldpath.Set) []object.Path {
	var paths []object.Path
	for path := range kubeschema.Paths(set) {
		for around := path.Parent(); !around.IsRoot(); around = around.Parent() {
			if leadsToItem(around) && kubeschema.Has(set, around) {
				path = around
			}
		}
		if leadsToItem(path) || kubeschema.Below(set, path).Empty() {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, object.Path.Compare)
	return slices.Compact(paths)
}

// leadsToItem reports whether a path is that of an item of a list.
func leadsToItem(path object.Path) bool {
	_, isField := path.Last().Field()
	return !isField
}

// addedField is a field that another manager has added.
func (c *comparison) addedField(by owner, path object.Path) (f FieldChange, there bool) {
	value, at, there := kubeschema.Find(c.live, path)
	f = FieldChange{Path: path, Op: Add, After: value, Cause: addedBy(by.ManagerEntry)}
	hidden := c.redaction.hides(path, object.Path{}, at)
	for inner := range kubeschema.Paths(kubeschema.Below(by.fields, path)) {
		whole := path.Join(inner)
		_, at, _ := kubeschema.Find(c.live, whole)
		hidden = hidden || c.redaction.hides(whole, object.Path{}, at)
	}
	if hidden {
		f.Sensitive, f.After = true, nil
	}
	return f, there
}

// addition returns some of what people have added to the object, as far as it is there;
// nil where nothing is. Secret are values that must not be shown.
func (c *comparison) addition(some []owner, secret object.Mask) *Addition {
	a := &Addition{Object: c.manifest.Ref, Address: c.manifest.Address, Origin: c.manifest.Origin}
	for _, o := range some {
		for _, path := range outermost(o.fields) {
			if f, there := c.addedField(o, path); there {
				if repeats(f.After, secret) {
					f.Sensitive, f.After = true, nil
				}
				a.Fields = append(a.Fields, f)
			}
		}
	}
	if len(a.Fields) == 0 {
		return nil
	}
	slices.SortStableFunc(a.Fields, func(x, y FieldChange) int { return x.Path.Compare(y.Path) })
	return a
}

// repeats reports whether a value holds one that must not be shown: people copy
// such values by hand to where the configuration has none.
func repeats(value any, secret object.Mask) bool {
	switch value := value.(type) {
	case string:
		return secret.Text(value) != value
	case map[string]any:
		for _, inner := range value {
			if repeats(inner, secret) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(value, func(inner any) bool { return repeats(inner, secret) })
	}
	return false
}
