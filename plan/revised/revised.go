// Package revised tells in what the objects of two revisions differ, as the changes of a
// plan. What was withheld is known to differ, and not shown.
package revised

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// Between are the changes from some objects to others, sorted by object.
func Between(before, after []state.AppliedObject) []plan.Change {
	was, is := byRef(before), byRef(after)
	changes := []plan.Change{}
	for ref, o := range is {
		former := was[ref]
		switch {
		case former == nil:
			m := applied.Manifest(o)
			changes = append(changes, plan.Change{Action: plan.Create, Object: ref, Address: o.Address, Fields: compare.CreatedFields(m, o.Content)})
		case !applied.Same(former, o):
			changes = append(changes, plan.Change{Action: plan.Update, Object: ref, Address: o.Address, Fields: fields(former, o)})
		}
	}
	for ref, o := range was {
		if is[ref] == nil {
			changes = append(changes, plan.Change{Action: plan.Delete, Object: ref, Address: o.Address})
		}
	}
	slices.SortFunc(changes, func(a, b plan.Change) int { return object.Compare(a.Object, b.Object) })
	return changes
}

// Of are the changes that a revision has made, by what it noted of them: fields where its
// objects tell them, and what was done where they do not, as where fields were taken back
// that had drifted.
func Of(r *state.Revision, between []plan.Change) []plan.Change {
	all := slices.Clone(between)
	for _, done := range r.Changes {
		i := slices.IndexFunc(all, func(c plan.Change) bool { return c.Object == done.Object })
		if i < 0 {
			i = len(all)
			all = append(all, plan.Change{Object: done.Object, Address: done.Address})
		}
		all[i].Action = plan.Action(done.Action)
	}
	slices.SortFunc(all, func(a, b plan.Change) int { return object.Compare(a.Object, b.Object) })
	return all
}

func byRef(objects []state.AppliedObject) map[object.Ref]*state.AppliedObject {
	all := make(map[object.Ref]*state.AppliedObject, len(objects))
	for i := range objects {
		all[objects[i].Ref] = &objects[i]
	}
	return all
}

// fields are what differs within an object; none where the two cannot be compared, as
// where its kind has got another form.
func fields(before, after *state.AppliedObject) []plan.FieldChange {
	differences, err := kubeschema.Diff(before.Content, after.Content)
	if err != nil {
		return nil
	}
	was, is := withheld(before), withheld(after)
	var all []plan.FieldChange
	for _, d := range differences {
		f := plan.FieldChange{Path: d.Path, Op: plan.Modify, Before: d.Before, After: d.After, Cause: plan.Cause{Kind: plan.Configuration}}
		switch {
		case d.BeforeAt.IsRoot():
			f.Op = plan.Add
		case d.AfterAt.IsRoot():
			f.Op = plan.Remove
		}
		if !d.Reordered && (within(was, d.Path) || within(is, d.Path)) {
			f.Sensitive, f.Before, f.After = true, nil, nil
		}
		all = append(all, f)
	}
	for _, path := range slices.SortedFunc(maps.Keys(is), object.Path.Compare) {
		if former, there := was[path]; there && former != is[path] {
			all = append(all, plan.FieldChange{Path: path, Op: plan.Modify, Sensitive: true, Cause: plan.Cause{Kind: plan.Configuration}})
		}
	}
	slices.SortStableFunc(all, func(a, b plan.FieldChange) int { return a.Path.Compare(b.Path) })
	return all
}

func within(withheld map[object.Path]string, p object.Path) bool {
	for at := range withheld {
		if p.Overlaps(at) {
			return true
		}
	}
	return false
}

// withheld are the digests of what was withheld, by the paths by which fields are shown.
func withheld(o *state.AppliedObject) map[object.Path]string {
	shown := map[object.Path]object.Path{}
	if len(o.Withheld) > 0 {
		leaves, _ := kubeschema.Leaves(o.Content) // of what has no schema, positions are shown
		for _, leaf := range leaves {
			shown[leaf.At] = leaf.Path
		}
	}
	all := make(map[object.Path]string, len(o.Withheld))
	for _, w := range o.Withheld {
		path, ok := shown[w.Path]
		if !ok {
			path = w.Path
		}
		all[path] = w.Digest
	}
	return all
}
