package compare

import (
	corev1 "k8s.io/api/core/v1"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Added finds, by an object's metadata alone, what people have added to it, by
// manager. The managers are those whose changes are drift. What the stack has set, and the
// configuration no longer does, is nothing but theirs where they have set it, too.
func Added(w *wanted.Configuration, m *object.Manifest, live object.Meta) ([]ownership.Owner, error) {
	if !slices.ContainsFunc(live.Managers, w.ByHand) {
		return nil, nil // nearly always
	}
	owners, err := ownership.OwnersOf(live)
	if err != nil {
		return nil, err
	}
	claimed, err := kubeschema.FieldsOf(m.Content, live)
	if err != nil {
		return nil, err
	}
	var people []ownership.Owner
	for _, o := range owners {
		switch {
		case w.ByHand(o.ManagerEntry):
			people = append(people, o)
		case o.Manager != w.Stack.FieldManager():
			claimed = claimed.Union(o.Fields)
		}
	}
	return unclaimed(people, claimed, slices.Concat(w.LeftOver(m), kubectlBooks())), nil
}

// unclaimed keeps of what people hold what nobody else claims, and what is not
// in one of the ignored fields.
func unclaimed(people []ownership.Owner, claimed *fieldpath.Set, ignored []object.Path) []ownership.Owner {
	claimed = withParents(claimed)
	var added []ownership.Owner
	for _, o := range people {
		o.Fields = unignored(o.Fields.Difference(claimed), ignored)
		if !o.Fields.Empty() {
			added = append(added, o)
		}
	}
	return added
}

// unignored are fields without those that are ignored, and without a map that was there for these alone.
func unignored(fields *fieldpath.Set, ignored []object.Path) *fieldpath.Set {
	left := fields.RecursiveDifference(kubeschema.SetOf(ignored...))
	for _, path := range ignored {
		if around := path.Parent(); kubeschema.Has(fields, path) && kubeschema.Below(left, around).Empty() {
			left = left.Difference(kubeschema.SetOf(around))
		}
	}
	return left
}

// kubectlBooks are fields in which kubectl keeps its own books, and the trace of
// a restart, which is no addition.
func kubectlBooks() []object.Path {
	return []object.Path{
		object.PathOf("metadata", "annotations", corev1.LastAppliedConfigAnnotation),
		RestartPath(),
	}
}

// RestartPath is where a restart leaves its trace in a workload's Pod template.
func RestartPath() object.Path {
	return object.PathOf("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt")
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

// addedField is a field that another manager has added, by the path that it has.
func addedField(c *Comparison, by ownership.Owner, path object.Path) (f plan.FieldChange, there bool) {
	value, at, there := kubeschema.Find(c.Live, path)
	f = plan.FieldChange{Path: path, Op: plan.Add, After: value, Cause: addedBy(by.ManagerEntry)}
	hides := c.Redaction.Hides(path, object.Path{}, at)
	for inner := range kubeschema.Paths(kubeschema.Below(by.Fields, path)) {
		whole := path.Join(inner)
		_, at, _ := kubeschema.Find(c.Live, whole)
		hides = hides || c.Redaction.Hides(whole, object.Path{}, at)
	}
	if hides {
		f.Sensitive, f.After = true, nil
	}
	return f, there
}

// Addition returns what people have added to the object, as far as it is there, nil where
// nothing is, and without what the plan removes of it.
func (c *Comparison) Addition(removes *fieldpath.Set) *plan.Addition {
	stays := c.Added
	if removes != nil {
		stays = without(c.Added, removes)
	}
	a := &plan.Addition{Object: c.Manifest.Ref, Address: c.Manifest.Address, Origin: c.Manifest.Origin}
	for _, o := range stays {
		for _, path := range outermost(o.Fields) {
			if f, there := addedField(c, o, path); there {
				a.Fields = append(a.Fields, f)
			}
		}
	}
	if len(a.Fields) == 0 {
		return nil
	}
	a.Fields = hidden(&c.Redaction, a.Fields)
	slices.SortStableFunc(a.Fields, func(x, y plan.FieldChange) int { return x.Path.Compare(y.Path) })
	return a
}
