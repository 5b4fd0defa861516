package compare

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/sets"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/redaction"
)

// Fields lists what an apply would change, by the server's answer to its
// dry-run: values, the order of list items, and whose the fields are.
func (c *Comparison) Fields(result kube.ApplyResult) ([]plan.FieldChange, error) {
	changes, err := kubeschema.Diff(c.Live, result.Object)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	if err := c.Becomes(result.Meta); err != nil {
		return nil, err
	}
	paths, fields := make([]object.Path, 0, len(changes)), make([]plan.FieldChange, 0, len(changes))
	for _, d := range changes {
		if isLeftNull(c, d) {
			continue
		}
		paths = append(paths, d.Path)
		fields = append(fields, field(c, d))
	}
	if c.reversioned {
		return hidden(&c.Redaction, fields), nil
	}
	willOwn, _, err := ownership.OwnedBy(result.Meta, c.Manager)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	changed := kubeschema.SetOf(paths...)
	taken := willOwn.Difference(c.Restored.around(c.Owned)).Leaves().Difference(changed).RecursiveDifference(kubeschema.SetOf(c.LeftOver...))
	fields = append(fields, c.transfers(plan.Take, taken)...)
	released := c.transfers(plan.Release, c.Owned.Difference(willOwn).Leaves().Difference(changed))
	return hidden(&c.Redaction, append(fields, withoutAccount(c.Manifest.Ref.GroupKind(), released)...)), nil
}

// isLeftNull reports whether a change is the null that is left of what had values and is not asked for
// any more: that these go is said of each of them. Where nothing is asked for in their place, null is.
func isLeftNull(c *Comparison, d kubeschema.Change) bool {
	_, _, asked := kubeschema.Find(c.Manifest.Content, d.Path)
	_, _, was := kubeschema.Find(c.Live, d.Path)
	return !asked && was && d.BeforeAt.IsRoot() && d.After == nil
}

// hidden gives fields that are hidden the paths that may be shown. Several of them may share one: they become
// one, of so many items of the list.
func hidden(r *redaction.Object, fields []plan.FieldChange) []plan.FieldChange {
	type change struct {
		path   object.Path
		op     plan.FieldOp
		owners string
	}
	at, items := map[change]int{}, map[change]sets.Set[object.Element]{}
	shown := fields[:0]
	for _, f := range fields {
		if !f.Sensitive {
			shown = append(shown, f)
			continue
		}
		whole := f.Path
		f.Path = r.Shown(whole)
		as := change{f.Path, f.Op, fmt.Sprint(f.OwnersBefore, f.OwnersAfter)}
		if _, known := at[as]; !known {
			at[as], items[as] = len(shown), sets.New[object.Element]()
			shown = append(shown, f)
		}
		rest, _ := whole.Within(f.Path)
		if item, _ := rest.Cut(); item.IsItem() {
			items[as].Insert(item)
		}
		shown[at[as]].Items = items[as].Len()
	}
	return shown
}

// Field returns what changes, and why.
func (c *Comparison) Field(d kubeschema.Change) plan.FieldChange {
	return hidden(&c.Redaction, []plan.FieldChange{field(c, d)})[0]
}

// field is that by the path that it has, also where that must not be shown.
func field(c *Comparison, d kubeschema.Change) plan.FieldChange {
	f := plan.FieldChange{Path: d.Path, Op: operation(d), Before: d.Before, After: d.After, Cause: c.cause(d)}
	f.OwnersBefore, f.OwnersAfter = ownership.Owning(c.owners, d.Path), ownership.Owning(c.willOwn, d.Path)
	if _, at, ok := kubeschema.Find(c.Manifest.Content, d.Path); ok {
		f.Origin = c.Manifest.SourceOf(at)
	}
	if d.Reordered && c.Redaction.HidesItems(d.Path) || !d.Reordered && c.Redaction.Hides(d.Path, d.BeforeAt, d.AfterAt) {
		f.Sensitive, f.Before, f.After = true, nil, nil
	}
	return withoutAssigned(f)
}

func operation(d kubeschema.Change) plan.FieldOp {
	switch {
	case d.BeforeAt.IsRoot():
		return plan.Add
	case d.AfterAt.IsRoot():
		return plan.Remove
	default:
		return plan.Modify
	}
}

// transfers lists fields that keep their value but become ours, or cease to be, by the paths that they have.
func (c *Comparison) transfers(op plan.FieldOp, paths *fieldpath.Set) []plan.FieldChange {
	var fields []plan.FieldChange
	for path := range kubeschema.Paths(paths) {
		value, at, ok := kubeschema.Find(c.Live, path)
		if !ok {
			continue // it is gone, which the diff has said if it was there
		}
		if want, _, asked := kubeschema.Find(c.Manifest.Content, path); op == plan.Take && asked && isEmptyValue(want) {
			continue
		}
		d := kubeschema.Change{Path: path, Before: value, After: value, BeforeAt: at, AfterAt: at}
		f := field(c, d)
		f.Op, f.Cause = op, plan.Cause{Kind: plan.Configuration}
		if op == plan.Release {
			f.OwnersAfter = slices.DeleteFunc(f.OwnersAfter, func(o string) bool { return o == c.Manager })
		}
		fields = append(fields, f)
	}
	return fields
}

// Released are the changes that giving fields up is: their values stay.
func (c *Comparison) Released(s Sharing) []plan.FieldChange {
	if len(s.Release) == 0 {
		return nil
	}
	var given []object.Path
	for owned := range kubeschema.Paths(c.Owned.Leaves()) {
		if slices.ContainsFunc(s.Release, owned.HasPrefix) {
			given = append(given, owned)
		}
	}
	return hidden(&c.Redaction, c.transfers(plan.Release, kubeschema.SetOf(given...)))
}

// ChangesHandsOnly reports whether nothing of an object changes but whose some
// fields are: no value, and nothing that another manager keeps although the
// configuration gives it up, which is not what the configuration says. Such a
// change is none; the next apply makes the fields the stack's and records that.
func ChangesHandsOnly(fields []plan.FieldChange) bool {
	return !slices.ContainsFunc(fields, func(f plan.FieldChange) bool {
		return f.Op != plan.Take && (f.Op != plan.Release || len(f.OwnersAfter) > 0)
	})
}

// isEmptyValue reports whether a value is a map or a list of nothing, which asks
// for nothing: a server drops it when it stores the object, so that it becomes
// the sender's only once another manager has put something there.
func isEmptyValue(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// isServerAssigned reports whether a server chooses the value of a field when it
// stores the object: what a dry-run says of it is not what it will be.
func isServerAssigned(path object.Path) bool {
	for _, field := range []string{"clusterIP", "clusterIPs", "healthCheckNodePort"} {
		if path.HasPrefix(object.PathOf("spec", field)) {
			return true
		}
	}
	name, _ := path.Last().Field()
	list := path.Parent().Parent()
	return path == object.PathOf("spec", "selector") || strings.HasSuffix(name, "controller-uid") ||
		name == "nodePort" && list == object.PathOf("spec", "ports")
}

// WithoutAssigned is a dry-run's answer without the values that the server has chosen for
// it: they stand for those that it will choose, and cannot be asked for.
func (c *Comparison) WithoutAssigned(answer map[string]any) map[string]any {
	changes, err := kubeschema.Diff(c.Live, answer)
	if err != nil {
		return answer // which is told where the change is shown
	}
	rest := &object.Manifest{Content: answer}
	for _, d := range changes {
		if _, _, asked := kubeschema.Find(c.Manifest.Content, d.Path); d.BeforeAt.IsRoot() && !asked && isServerAssigned(d.Path) {
			rest = kubeschema.Without(rest, d.Path)
		}
	}
	return rest.Content
}

// withoutAssigned takes out of a field's change what is known after apply only. A value that
// stays is known.
func withoutAssigned(f plan.FieldChange) plan.FieldChange {
	if f.Cause.Kind == plan.Server && f.Op != plan.Remove && isServerAssigned(f.Path) && !kubeschema.Equal(f.Before, f.After) {
		f.Unknown, f.After = true, nil
	}
	return f
}
