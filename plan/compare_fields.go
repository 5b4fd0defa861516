package plan

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// fields lists what an apply would change, by the server's answer to its
// dry-run: values, the order of list items, and whose the fields are.
func (c *comparison) fields(result kube.ApplyResult) ([]FieldChange, error) {
	changes, err := kubeschema.Diff(c.live, result.Object)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	if err := c.becomes(result.Meta); err != nil {
		return nil, err
	}
	paths, fields := make([]object.Path, 0, len(changes)), make([]FieldChange, 0, len(changes))
	for _, d := range changes {
		paths = append(paths, d.Path)
		fields = append(fields, c.field(d))
	}
	if c.reversioned {
		return fields, nil
	}
	willOwn, _, err := ownedBy(result.Meta, c.manager)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	changed := kubeschema.SetOf(paths...)
	taken := willOwn.Difference(c.owned).Leaves().Difference(changed).RecursiveDifference(kubeschema.SetOf(c.leftOver...))
	fields = append(fields, c.transfers(Take, taken)...)
	released := c.transfers(Release, c.owned.Difference(willOwn).Leaves().Difference(changed))
	return append(fields, withoutAccount(c.manifest.Ref.GroupKind(), released)...), nil
}

// field returns what changes, and why.
func (c *comparison) field(d kubeschema.Change) FieldChange {
	f := FieldChange{Path: d.Path, Op: operation(d), Before: d.Before, After: d.After, Cause: c.cause(d)}
	f.OwnersBefore, f.OwnersAfter = owning(c.owners, d.Path), owning(c.willOwn, d.Path)
	if _, at, ok := kubeschema.Find(c.manifest.Content, d.Path); ok {
		f.Origin = c.manifest.SourceOf(at)
	}
	if !d.Reordered && c.redaction.hides(d.Path, d.BeforeAt, d.AfterAt) {
		f.Sensitive, f.Before, f.After = true, nil, nil
	}
	return withoutAssigned(f)
}

func operation(d kubeschema.Change) FieldOp {
	switch {
	case d.BeforeAt.IsRoot():
		return Add
	case d.AfterAt.IsRoot():
		return Remove
	default:
		return Modify
	}
}

// transfers lists fields that keep their value but become ours, or cease to be.
func (c *comparison) transfers(op FieldOp, paths *fieldpath.Set) []FieldChange {
	var fields []FieldChange
	for path := range kubeschema.Paths(paths) {
		value, at, ok := kubeschema.Find(c.live, path)
		if !ok {
			continue // it is gone, which the diff has said if it was there
		}
		if want, _, asked := kubeschema.Find(c.manifest.Content, path); op == Take && asked && isEmptyValue(want) {
			continue
		}
		d := kubeschema.Change{Path: path, Before: value, After: value, BeforeAt: at, AfterAt: at}
		f := c.field(d)
		f.Op, f.Cause = op, Cause{Kind: Configuration}
		if op == Release {
			f.OwnersAfter = slices.DeleteFunc(f.OwnersAfter, func(o string) bool { return o == c.manager })
		}
		fields = append(fields, f)
	}
	return fields
}

// released are the changes that giving fields up is: their values stay.
func (c *comparison) released(s sharing) []FieldChange {
	if len(s.release) == 0 {
		return nil
	}
	var given []object.Path
	for owned := range kubeschema.Paths(c.owned.Leaves()) {
		if slices.ContainsFunc(s.release, owned.HasPrefix) {
			given = append(given, owned)
		}
	}
	return c.transfers(Release, kubeschema.SetOf(given...))
}

// changesHandsOnly reports whether nothing of an object changes but whose some
// fields are: no value, and nothing that another manager keeps although the
// configuration gives it up, which is not what the configuration says. Such a
// change is none; the next apply makes the fields the stack's and records that.
func changesHandsOnly(fields []FieldChange) bool {
	return !slices.ContainsFunc(fields, func(f FieldChange) bool {
		return f.Op != Take && (f.Op != Release || len(f.OwnersAfter) > 0)
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

// withoutAssigned takes out of a field's change what is known after apply only.
func withoutAssigned(f FieldChange) FieldChange {
	if f.Cause.Kind == Server && f.Op != Remove && isServerAssigned(f.Path) {
		f.Unknown, f.After = true, nil
	}
	return f
}
