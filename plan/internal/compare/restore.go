package compare

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Cleared reports whether the managed fields of the object were cleared, by its
// metadata: the server does not know any more what of it the stack has set, and an apply
// alone would neither change nor remove that.
func (s *Subject) Cleared(manager string) bool {
	if s.Proven || !s.Listed || !s.known(s.Meta) || s.Meta.Deleting {
		return false
	}
	_, managed := s.Meta.Manager(manager)
	return !managed || slices.ContainsFunc(s.Meta.Managers, ownership.MadeUp)
}

// Remember notes what the last revision set of an object whose managed fields were
// cleared. What was applied in another version of the API has other paths, and an item of a
// list whose key is withheld is not found again.
func (s *Subject) Remember(o *state.AppliedObject) {
	if version, _ := o.Content["apiVersion"].(string); version != s.Manifest.APIVersion {
		return
	}
	if set, err := kubeschema.FieldsOf(o.Content); err == nil {
		s.Was = set.Difference(ownership.Unowned()).RecursiveDifference(kubeschema.SetOf(o.Lifecycle.IgnoreFields...))
	}
}

// Restored is what of a live object is the stack's although the server does not know it
// any more. The zero value is of an object of which the server knows it all.
type Restored struct {
	// fields are nil where the managed fields were not cleared, and name all that is there (Reversion).
	fields *fieldpath.Set
	// superseded are defaults, which nobody has set: they become the stack's, so that its apply
	// removes them.
	superseded *fieldpath.Set
}

// restored finds what of the live object is to be restored, without what is left to others.
func restored(s *Subject, live map[string]any, leftOver []object.Path) (Restored, error) {
	if s.Was == nil {
		return Restored{}, nil
	}
	metadata, _ := live["metadata"].(map[string]any)
	there, err := kubeschema.FieldsOf(object.With(live, "metadata", object.Without(metadata, "managedFields")))
	if err != nil {
		return Restored{}, err
	}
	return Restored{fields: s.Was.Intersection(there).RecursiveDifference(kubeschema.SetOf(leftOver...))}, nil
}

// all is all of it, and nil where that is nothing.
func (r Restored) all() *fieldpath.Set {
	switch {
	case r.fields == nil:
		return r.superseded
	case r.superseded == nil:
		return r.fields
	}
	return r.fields.Union(r.superseded)
}

// And is what the stack owns, with what the server knows.
func (r Restored) And(owned *fieldpath.Set) *fieldpath.Set {
	if all := r.all(); all != nil {
		return owned.Union(all)
	}
	return owned
}

// OwnersOf reads who owns what of the object, without what the server has made up since
// its managed fields were cleared: an apply of the plan drops that.
func (r Restored) OwnersOf(m object.Meta) ([]ownership.Owner, error) {
	owners, err := ownership.OwnersOf(m)
	if r.fields != nil {
		owners = slices.DeleteFunc(owners, func(o ownership.Owner) bool { return ownership.MadeUp(o.ManagerEntry) })
	}
	return owners, err
}

// Without is what of it the desired fields leave out, so that it goes.
func (r Restored) Without(desired *fieldpath.Set) *fieldpath.Set {
	if all := r.all(); all != nil {
		return all.Difference(withParents(desired))
	}
	return fieldpath.NewSet()
}

// around is what is the stack's, and where something was restored also what is around that: managed fields
// would name a map of a custom kind, where the state names what is in it.
func (r Restored) around(owned *fieldpath.Set) *fieldpath.Set {
	if r.Any() {
		return owned.Union(withParents(owned))
	}
	return owned
}

// Any reports whether there is anything to restore.
func (r Restored) Any() bool { return r.all() != nil && !r.all().Empty() }

// Fields is the set of what was ours, as managed fields hold it; empty where there is none.
func (r Restored) Fields() (string, error) { return written(r.fields) }

// Defaults is the set of the defaults, written likewise.
func (r Restored) Defaults() (string, error) { return written(r.superseded) }

func written(fields *fieldpath.Set) (string, error) {
	if fields == nil {
		return "", nil
	}
	return ownership.Written(fields)
}

// Reversion finds what the stack has set in another version of the API than the configuration's, and
// what a server's answer keeps although the configuration leaves it out: a conversion may give a field
// that an apply removes its default, in whose place the server then leaves what was there. It becomes
// the stack's by the names of this version, so that the apply removes it. Of custom kinds, whose defaults the
// server alone knows, there is none; nor where another manager has an entry in another version: its fields may have
// other names, and by these the server gives back what was a default in between.
func Reversion(c *Comparison, answer map[string]any) error {
	if !c.reversioned || !kind.About(c.Manifest.Ref.GroupKind()).Embedded || !AreRenamed(c, c.Owned) {
		return nil
	}
	mine, err := renamed(c)
	if err != nil || mine == nil {
		return err
	}
	for path := range kubeschema.Paths(mine.Difference(withParents(c.Desired)).Leaves()) {
		has, _, _ := kubeschema.Find(c.Live, path)
		value, _, stays := kubeschema.Find(answer, path)
		if stays && kubeschema.Equal(has, value) && !kubeschema.IsDefault(c.Manifest.Ref.GroupKind(), path, value) {
			c.Restored.fields = mine
			if c.Restored.superseded != nil {
				c.Restored.fields = mine.Union(c.Restored.superseded)
			}
			return nil
		}
	}
	return nil
}

// renamed are the fields of the live object that are the stack's, by their names in the configuration's
// version: those that it owns by the same name, and those that nobody owns. It is nil where others have some of another version.
func renamed(c *Comparison) (*fieldpath.Set, error) {
	metadata, _ := c.Live["metadata"].(map[string]any)
	all, err := kubeschema.FieldsOf(object.With(c.Live, "metadata", object.Without(metadata, "managedFields")))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	nobodys := all.RecursiveDifference(kubeschema.SetOf(object.PathOf("metadata"))).Difference(ownership.Unowned())
	ours := func(e object.ManagerEntry) bool { return e.Manager == c.Manager && e.Subresource == "" }
	if slices.ContainsFunc(c.Meta.Managers, func(e object.ManagerEntry) bool { return !ours(e) && e.APIVersion != c.Manifest.APIVersion }) {
		return nil, nil
	}
	for _, o := range c.owners {
		if ours(o.ManagerEntry) {
			continue
		}
		nobodys = nobodys.Difference(o.Fields)
	}
	nobodys = nobodys.RecursiveDifference(kubeschema.SetOf(Assigned(c, nobodys, c.Owned)...))
	return nobodys.Union(all.Intersection(c.Owned)).RecursiveDifference(kubeschema.SetOf(c.LeftOver...)), nil
}

// AreRenamed reports whether some of the fields that a manager owns in another version of the API than the
// configuration's have other names in this one. Which ones is known to the server alone.
func AreRenamed(c *Comparison, fields *fieldpath.Set) bool {
	return len(unnamed(c, fields)) > 0
}

// unnamed are those of some fields that are not there by these names, as far as nothing around them is either.
func unnamed(c *Comparison, fields *fieldpath.Set) []object.Path {
	var all []object.Path
	for path := range kubeschema.Paths(fields.Leaves()) {
		if _, _, there := kubeschema.Find(c.Live, path); there || path.HasPrefix(object.PathOf("status")) {
			continue
		}
		for around := path.Parent(); !around.IsRoot(); around = around.Parent() {
			if _, _, there := kubeschema.Find(c.Live, around); there {
				break
			}
			path = around
		}
		all = append(all, path)
	}
	slices.SortFunc(all, object.Path.Compare)
	return slices.Compact(all)
}

// Assigned are those of some fields that servers and controllers set where they do not
// track who has: no configuration has asked for them. Asked is what was, also where it is a default.
func Assigned(c *Comparison, fields, asked *fieldpath.Set) []object.Path {
	gk := c.Manifest.Ref.GroupKind()
	paths := []object.Path{
		object.PathOf("status"), object.PathOf("metadata", "finalizers"), object.PathOf("metadata", "ownerReferences"),
		RestartPath(), plan.ConfigHashPath(), // to remove one would restart the Pods
	}
	switch gk {
	case kind.Claim: // what cannot be changed, and what the claim was bound to
		paths = append(paths, object.PathOf("spec"))
	case kind.Volume:
		paths = append(paths, object.PathOf("spec", "claimRef"))
	}
	for path := range kubeschema.Paths(fields.Leaves()) {
		name, _ := path.Last().Field()
		value, _, _ := kubeschema.Find(c.Live, path)
		if isControllers(name) || !kubeschema.Has(asked, path) && kind.About(gk).Embedded && kubeschema.IsDefault(gk, path, value) {
			paths = append(paths, path)
		}
	}
	return paths
}

// Conversions are the annotations of the live object in which the server's conversion keeps what the
// configuration's version has no name for.
func Conversions(c *Comparison) []object.Path {
	var all []object.Path
	annotations, _ := object.At(c.Live, "metadata", "annotations").(map[string]any)
	for name := range annotations {
		if domain, _, _ := strings.Cut(name, "/"); domain == conversions {
			all = append(all, object.PathOf("metadata", "annotations", name))
		}
	}
	return all
}

const conversions = "autoscaling.alpha.kubernetes.io"

// isControllers reports whether an annotation is one in which Kubernetes' controllers keep
// what they know, or conversions what a version has no name for.
func isControllers(name string) bool {
	domain, _, _ := strings.Cut(name, "/")
	return slices.Contains([]string{"deployment.kubernetes.io", "pv.kubernetes.io", "volume.kubernetes.io", "volume.beta.kubernetes.io", conversions}, domain)
}
