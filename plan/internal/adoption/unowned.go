package adoption

import (
	"slices"

	"k8s.io/apimachinery/pkg/version"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// unowned are the fields of an object that no manager owns, where it tracks nobody who has
// made it: its managed fields were cleared, or a stack has released it. Or it tracks by other paths
// what a maker has written: in another version of the API. Otherwise there are none: what
// nobody owns beside a maker is what the server and admission have added. What another manager, which
// stays, may own by other paths, is not among them.
func unowned(w *wanted.Configuration, c *compare.Comparison) (*fieldpath.Set, error) {
	none := fieldpath.NewSet()
	untraced := func(e object.ManagerEntry) bool { return ownership.MadeUp(e) || isReversioned(c, e) }
	tracked := slices.ContainsFunc(c.Meta.Managers, func(e object.ManagerEntry) bool { return mayHaveMade(w, e) })
	if tracked && !slices.ContainsFunc(c.Meta.Managers, untraced) {
		return none, nil
	}
	metadata, _ := c.Live["metadata"].(map[string]any)
	all, err := kubeschema.FieldsOf(object.With(c.Live, "metadata", object.Without(metadata, "managedFields")), c.Meta)
	if err != nil {
		return none, err
	}
	owners, err := ownership.OwnersOf(c.Meta)
	if err != nil {
		return none, err
	}
	lost, ambiguous := fieldpath.NewSet(), false // what makers lose, and whether others may own the rest
	for _, o := range owners {
		if untraced(o.ManagerEntry) {
			lost = lost.Union(o.Fields)
			continue
		}
		all, ambiguous = all.Difference(o.Fields), ambiguous || ownsRenamed(c, o)
	}
	ambiguous = ambiguous || slices.ContainsFunc(c.Meta.Managers, func(e object.ManagerEntry) bool { return convertsBack(c, e) })
	if ambiguous {
		renamed := all.Difference(lost).RecursiveDifference(kubeschema.SetOf(object.PathOf("metadata")))
		all = all.Difference(renamed)
	}
	return all.Difference(ownership.Unowned()).RecursiveDifference(kubeschema.SetOf(compare.Assigned(c, all, asked(c, owners))...)), nil
}

// asked is what makers have written in another version of the API: also where it is a default by the same
// path in this one.
func asked(c *compare.Comparison, owners []ownership.Owner) *fieldpath.Set {
	all := fieldpath.NewSet()
	for _, o := range owners {
		if isReversioned(c, o.ManagerEntry) {
			all = all.Union(o.Fields)
		}
	}
	return all
}

// ownsRenamed reports whether a manager that stays owns what has another path in the configuration's
// version of the API. Which one is known to the server alone: any field that no maker owns may be it.
func ownsRenamed(c *compare.Comparison, o ownership.Owner) bool {
	if o.Manager == c.Manager || o.APIVersion == c.Manifest.APIVersion || o.Subresource != "" {
		return false
	}
	return compare.AreRenamed(c, o.Fields)
}

// convertsBack reports whether a manager that stays has an entry in a newer version of the API, even of the
// status alone: the server converts what an apply leaves to that version, in which what this one has removed may
// come back as a default, and with it what was there.
func convertsBack(c *compare.Comparison, e object.ManagerEntry) bool {
	_, theirs := kind.SplitAPIVersion(e.APIVersion)
	stays := e.Manager != c.Manager && !IsPredecessor(e) && !ownership.MadeUp(e)
	return stays && version.CompareKubeAwareVersionStrings(theirs, c.Manifest.Version()) > 0
}

// Converted are the annotations in which the server's conversion keeps what the configuration's version of the API
// has no name for, where a newer one keeps what they stand for: they come back, although the map is removed.
func Converted(c *compare.Comparison) *fieldpath.Set {
	if !slices.ContainsFunc(c.Meta.Managers, func(e object.ManagerEntry) bool { return convertsBack(c, e) }) {
		return fieldpath.NewSet()
	}
	return kubeschema.SetOf(compare.Conversions(c)...)
}

// isReversioned reports whether a manager has made the object in another version of the API than the
// configuration's, in which what it owns has other paths.
func isReversioned(c *compare.Comparison, e object.ManagerEntry) bool {
	return IsPredecessor(e) && e.Manager != c.Manager && e.APIVersion != c.Manifest.APIVersion
}

// mayHaveMade reports whether a manager may have made the object: others than people who have
// changed it, and Kubernetes' own components.
func mayHaveMade(w *wanted.Configuration, e object.ManagerEntry) bool {
	switch {
	case e.Subresource != "" || ownership.MadeUp(e):
		return false
	case IsPredecessor(e):
		return true
	}
	return !w.ByHand(e) && !ownership.IsComponent(e.Manager)
}
