// Package adoption judges objects that other field managers have made: whose fields become the
// stack's, whose stay, and what people must know first. It asks nothing.
package adoption

import (
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/step"
)

// IsPredecessor reports whether a manager has made objects as wl does, and has
// nothing more to say about one that wl adopts: kubectl in its several manners of making
// objects, Helm, Terraform, whatever there was before the first server-side apply, and
// another stack, which has released the object. kubectl replace is among them, although it is
// also a change by hand: it sends an object as a whole, and with --force makes it. Those of
// kubectl's commands that can only change what there is are not.
func IsPredecessor(e object.ManagerEntry) bool { return ownership.IsMaker(e) }

// Takeover is how an object changes hands when a stack adopts it: what its
// predecessors own becomes the stack's, and what nobody owns of one that nobody is known to
// have made. Of that, what is not desired is removed by
// the apply that follows, except for the replicas, which are never touched unless
// the configuration sets them, and for what its lifecycle leaves to others.
func Takeover(w *wanted.Configuration, c *compare.Comparison) (step.SetOwnership, *fieldpath.Set, error) {
	taken, err := takes(w, c)
	if err != nil {
		return taken, nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	edit, err := taken.Edit(c.Manifest, c.Manager)
	if err != nil {
		return taken, nil, err
	}
	all, err := edit.Of(c.Meta)
	if err != nil {
		return taken, nil, err
	}
	kept := slices.Clone(c.Manifest.Lifecycle.IgnoreFields)
	if _, _, asked := kubeschema.Find(c.Manifest.Content, wanted.ReplicasPath()); !asked && !slices.Contains(kept, wanted.ReplicasPath()) {
		kept = append(kept, wanted.ReplicasPath())
	}
	others, err := heldUnseen(c)
	if err != nil {
		return taken, nil, err
	}
	for _, path := range append(kept, others...) {
		if kubeschema.HasWithin(all.Owned, path) {
			edit.Release = append(edit.Release, path)
		}
	}
	taken.Release = edit.Release
	left, err := edit.Of(c.Meta)
	return taken, left.Owned, err
}

// heldUnseen are the fields that managers which stay have set and do not own by the name that
// the server stores them by: to remove them would take them from those.
func heldUnseen(c *compare.Comparison) ([]object.Path, error) {
	var fields []object.Path
	for _, o := range c.Meta.Managers {
		if IsPredecessor(o) || o.Manager == c.Manager || o.Subresource != "" {
			continue
		}
		owned, err := ownership.FieldSet(o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
		}
		stored, err := ownership.StoredSet(c.Manifest.Ref.GroupKind(), o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
		}
		fields = slices.AppendSeq(fields, kubeschema.Paths(stored.Difference(owned).Difference(c.Desired).Leaves()))
	}
	return fields, nil
}

// FindAdditions finds what people have added to an object that is to be adopted: beside
// what its predecessors have set, it is what they have set on their own.
func FindAdditions(w *wanted.Configuration, c *compare.Comparison) (err error) {
	later := c.Meta
	later.Managers = slices.DeleteFunc(slices.Clone(c.Meta.Managers), IsPredecessor)
	c.Added, err = compare.Added(w, c.Manifest, later)
	return err
}

// takes is what becomes the stack's of an object: all of its predecessors', what nobody owns,
// and what of the additions is removed.
func takes(w *wanted.Configuration, c *compare.Comparison) (taken step.SetOwnership, err error) {
	for _, e := range c.Meta.Managers {
		if IsPredecessor(e) && e.Manager != c.Manager && !ownership.MadeUp(e) {
			taken.Take = append(taken.Take, step.Take{Manager: e.Manager, Operation: e.Operation})
		}
	}
	removes, err := c.Takes()
	if err != nil {
		return taken, err
	}
	taken.Take = compare.CompactTakes(append(taken.Take, removes...))
	unowned, err := unowned(w, c)
	if err != nil {
		return taken, err
	}
	if taken.Unowned, err = ownership.Written(unowned); err == nil {
		taken.Defaults, err = c.Restored.Defaults()
	}
	return taken, err
}

// Predecessors names those from whom an object is adopted, sorted.
func Predecessors(taken step.SetOwnership) []string {
	var names []string
	for _, t := range taken.Take {
		if t.Fields == "" {
			names = append(names, t.Manager)
		}
	}
	return slices.Compact(names)
}
