// Package replacement judges which changes the API does not allow on an existing object, and what
// is lost with it. It asks nothing.
package replacement

import (
	"fmt"
	"slices"

	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// covers reports whether a path lies in a fixed part.
func covers(f kind.Fixed, path object.Path) bool {
	inner, within := path.Within(object.PathOf(f.Field...))
	first, _ := inner.Cut()
	name, _ := first.Field()
	return within && !slices.Contains(f.Except, name)
}

// forcedBy finds out which changes need the object to be replaced, none where it need
// not be, and whether its Pods can run on meanwhile.
func forcedBy(live, after map[string]any, gk kind.GroupKind, paths []object.Path) (forcing []object.Path, keepsPods bool) {
	keepsPods = true
	for _, f := range kind.About(gk).Fixed {
		if f.Sealed && object.At(live, "immutable") != true || f.SetOnce && object.At(live, f.Field...) == nil || f.First && !changesFirst(live, after, f) {
			continue
		}
		for _, p := range paths {
			if covers(f, p) && !isElastic(live, after, gk, p) && !slices.Contains(forcing, p) {
				forcing, keepsPods = append(forcing, p), keepsPods && f.KeepsPods
			}
		}
	}
	return forcing, keepsPods
}

// isElastic reports whether a change is one of the completions of an indexed Job, in step with its parallelism: the
// server takes that as it is.
func isElastic(live, after map[string]any, gk kind.GroupKind, path object.Path) bool {
	if gk != kind.Job || path != completions() {
		return false
	}
	return object.At(live, "spec", "completionMode") == string(batchv1.IndexedCompletion) &&
		object.At(after, "spec", "completionMode") == string(batchv1.IndexedCompletion) &&
		object.Number(after, 0, "spec", "completions") == object.Number(after, 1, "spec", "parallelism")
}

func completions() object.Path { return object.PathOf("spec", "completions") }

// isOver reports whether a Job has succeeded or failed.
func isOver(job map[string]any) bool {
	conditions, _ := object.At(job, "status", "conditions").([]any)
	return slices.ContainsFunc(conditions, func(c any) bool {
		condition, _ := c.(map[string]any)
		ends := condition["type"] == string(batchv1.JobComplete) || condition["type"] == string(batchv1.JobFailed)
		return ends && condition["status"] == "True"
	})
}

// RunsAgain reports whether a change that the server takes is one of what a Job runs that is over: only another
// one runs it. What was changed by hand alone is set back as it is, for that has run.
func RunsAgain(c *compare.Comparison, fields []plan.FieldChange) bool {
	return c.Manifest.Ref.GroupKind() == kind.Job && isOver(c.Live) && slices.ContainsFunc(fields, func(f plan.FieldChange) bool {
		return f.Path == completions() && !f.Op.KeepsValue() && (f.Cause.Kind == plan.Configuration || compare.RunsOther(c))
	})
}

// changesFirst reports whether the first item of a list becomes another one. A headless Service has
// no address that would be of the first family.
func changesFirst(live, after map[string]any, f kind.Fixed) bool {
	was, _ := object.At(live, f.Field...).([]any)
	is, _ := object.At(after, f.Field...).([]any)
	return len(was) > 0 && len(is) > 0 && was[0] != is[0] && object.At(live, "spec", "clusterIP") != "None"
}

// ofInterest reports whether a field is one that the configuration sets, or
// has asked for, or an addition that is to be removed: what the server makes of an object by itself, its addresses
// and generated labels, is different for every object.
func ofInterest(c *compare.Comparison, path object.Path) bool {
	return kubeschema.HasAround(c.Desired, path) || kubeschema.HasAround(c.Owned, path) || kubeschema.HasAround(c.Removes(), path)
}

// isOfUID reports whether a field of a Job is the server's by the Job's UID, whatever the
// configuration leaves empty around it: it labels the Pods with that, and selects them by it.
func isOfUID(c *compare.Comparison, path object.Path) bool {
	manual := func(job map[string]any) bool { return object.At(job, "spec", "manualSelector") == true }
	if c.Manifest.Ref.GroupKind() != kind.Job || manual(c.Live) || manual(c.Whole.Content) {
		return false
	}
	name, _ := path.Last().Field()
	label := path.Parent() == object.PathOf("spec", "template", "metadata", "labels")
	return path.HasPrefix(object.PathOf("spec", "selector")) || label && (name == batchv1.ControllerUidLabel || name == "controller-uid")
}

// KeptAddress reports whether a Service keeps its kind of address although the
// configuration no longer sets it: the server ignores that in silence.
func KeptAddress(c *compare.Comparison, fields []plan.FieldChange) bool {
	return c.Manifest.Ref.GroupKind() == kind.Service && object.At(c.Live, "spec", "clusterIP") == "None" &&
		slices.ContainsFunc(fields, func(f plan.FieldChange) bool {
			return f.Path == object.PathOf("spec", "clusterIP") && f.Op == plan.Release
		})
}

// keepsHeadless reports whether a Service that is adopted stays headless, although neither the
// configuration sets that nor another manager, be it in the one field or in the list: the server
// ignores that it is removed.
func keepsHeadless(c *compare.Comparison, after map[string]any, computed bool) bool {
	one, list := object.PathOf("spec", "clusterIP"), object.PathOf("spec", "clusterIPs")
	if c.Manifest.Ref.GroupKind() != kind.Service || object.At(c.Live, "spec", "clusterIP") != "None" || kubeschema.Has(c.Desired, one) {
		return false
	}
	listed, _ := object.At(c.Manifest.Content, "spec", "clusterIPs").([]any)
	if slices.Contains(listed, any("None")) || object.At(c.Manifest.Content, "spec", "type") == "ExternalName" {
		return false
	}
	for _, address := range []object.Path{one, list} {
		if len(compare.WillOwn(c, address)) > 0 || slices.ContainsFunc(c.LeftOver, address.HasPrefix) {
			return false
		}
	}
	return computed || object.At(after, "spec", "clusterIP") == "None"
}

// Unadoptable are the fields in which an object that is to be adopted cannot become what the configuration
// has. What the server refuses it says itself; it is asked for unless the answer is computed.
func Unadoptable(c *compare.Comparison, after map[string]any, fields []plan.FieldChange, computed bool) []plan.FieldChange {
	address := object.PathOf("spec", "clusterIP")
	var all []plan.FieldChange
	if keepsHeadless(c, after, computed) {
		all = append(all, plan.FieldChange{Path: address, Op: plan.Remove, Before: "None"})
	}
	if !computed {
		return all
	}
	changes := slices.DeleteFunc(slices.Clone(fields), func(f plan.FieldChange) bool {
		return f.Op.KeepsValue() || f.Path == address && f.Op == plan.Remove || isOfUID(c, f.Path)
	})
	var paths []object.Path
	for _, f := range changes {
		paths = append(paths, f.Path)
	}
	gk := c.Manifest.Ref.GroupKind()
	forcing, _ := forcedBy(c.Live, c.Manifest.Content, gk, paths)
	changes = slices.DeleteFunc(changes, func(f plan.FieldChange) bool { return !slices.Contains(forcing, f.Path) })
	return append(all, compare.Differing(gk, changes)...)
}

// Unchangeable reports whether the API will refuse the changes, which a computed
// answer does not.
func Unchangeable(c *compare.Comparison, fields []plan.FieldChange) bool {
	var paths []object.Path
	for _, f := range fields {
		if !f.Op.KeepsValue() {
			paths = append(paths, f.Path)
		}
	}
	forcing, _ := forcedBy(c.Live, c.Manifest.Content, c.Manifest.Ref.GroupKind(), paths)
	return len(forcing) > 0
}

// Manifest is an object as it is replaced: with what others have set of the
// fields that are left to them.
func Manifest(c *compare.Comparison) *object.Manifest {
	m := *c.Whole
	m.Content = kubeschema.Carried(m.Content, c.Live, c.LeftOver)
	return &m
}

// Replacement is why an object has to be replaced.
type Replacement struct {
	// Fields are those in which the new object will differ from the live one, as far as
	// the configuration has a say in them.
	Fields []plan.FieldChange
	// Because lists those that force the replacement.
	Because []object.Path
	// KeepsPods means that the object's Pods run on meanwhile.
	KeepsPods bool
}

// Forcing are the changes that force the replacement.
func (r *Replacement) Forcing() []plan.FieldChange {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f plan.FieldChange) bool { return !slices.Contains(r.Because, f.Path) })
}

// Of judges by what the server would make of the new object whether the live one has to
// be replaced by it; nil where it need not be.
func Of(c *compare.Comparison, result kube.ApplyResult) (*Replacement, error) {
	if err := c.Becomes(result.Meta); err != nil {
		return nil, err
	}
	changes, err := kubeschema.Diff(c.Live, result.Object)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	var r Replacement
	var paths []object.Path
	for _, d := range changes {
		if !ofInterest(c, d.Path) || isOfUID(c, d.Path) {
			continue
		}
		f := c.Field(d)
		if f.Path == object.PathOf("spec", "clusterIP") && !kubeschema.Has(c.Desired, f.Path) {
			f.Op, f.After, f.Unknown = plan.Remove, nil, false // the server finds another address
		}
		r.Fields, paths = append(r.Fields, f), append(paths, f.Path)
	}
	r.Because, r.KeepsPods = forcedBy(c.Live, result.Object, c.Manifest.Ref.GroupKind(), paths)
	if !slices.Contains(r.Because, completions()) && RunsAgain(c, r.Fields) {
		r.Because = append(r.Because, completions())
	}
	if len(r.Because) == 0 {
		return nil, nil
	}
	return &r, nil
}
