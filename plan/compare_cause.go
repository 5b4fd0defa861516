package plan

import (
	"slices"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// holder is another manager and a field that it holds with a value that is not
// ours.
type holder struct {
	object.ManagerEntry
	path object.Path
	// drift means that the field is to be taken back: a person has changed it by
	// hand. From everybody else it is not taken unasked.
	drift bool
}

// cause is why a field changes that another manager holds.
func (h holder) cause() Cause {
	c := Cause{Kind: Conflict, Manager: h.Manager}
	if h.drift {
		c.Kind = Drift
	}
	if !h.Time.IsZero() {
		c.Time = h.Time.UTC().Format(time.RFC3339)
	}
	return c
}

// scales reports whether the holder has set the replicas as autoscalers do.
func (h holder) scales() bool { return h.Subresource == "scale" && h.path == replicasPath() }

// findHolders finds who else holds fields that we want to be otherwise, in the
// order of the fields.
func (c *comparison) findHolders() {
	for _, o := range c.owners {
		if o.Manager == c.manager && o.Operation == string(metav1.ManagedFieldsOperationApply) {
			continue
		}
		for path := range kubeschema.Paths(c.desired.Intersection(o.fields).Leaves()) {
			has, _, _ := kubeschema.Find(c.live, path)
			want, _, _ := kubeschema.Find(c.manifest.Content, path)
			if !kubeschema.Equal(has, want) {
				c.holders = append(c.holders, holder{ManagerEntry: o.ManagerEntry, path: path})
			}
		}
	}
	slices.SortStableFunc(c.holders, func(a, b holder) int { return a.path.Compare(b.path) })
}

// cause returns why a field changes: by who holds it now, by whether the
// configuration sets it, and by whether the configuration is a new one.
func (c *comparison) cause(d kubeschema.Change) Cause {
	if by := c.adder(d.Path); by != nil {
		return addedBy(*by)
	}
	want, _, asked := kubeschema.Find(c.manifest.Content, d.Path)
	i := slices.IndexFunc(c.holders, func(h holder) bool { return h.path.Overlaps(d.Path) })
	switch {
	case i >= 0 && (c.sameConfiguration || !kubeschema.Has(c.owned, d.Path)):
		return c.holders[i].cause()
	case !asked && !c.dropped(d.Path) && !(c.reversioned && !d.BeforeAt.IsRoot()):
		return Cause{Kind: Server}
	case asked && !d.Reordered && !d.BeforeAt.IsRoot() && kubeschema.Equal(want, d.Before):
		return Cause{Kind: Server} // it is as we want it, and would not stay so
	case asked && c.sameConfiguration:
		return Cause{Kind: Drift} // removed, or changed without becoming anyone's
	default:
		return Cause{Kind: Configuration}
	}
}

// dropped reports whether the configuration no longer sets a field, or for
// something around it, that is ours.
func (c *comparison) dropped(path object.Path) bool {
	for ; !path.IsRoot(); path = path.Parent() {
		if kubeschema.Has(c.owned, path) && !kubeschema.Has(c.desired, path) {
			return true
		}
	}
	return false
}

// adder is who has added the field that an apply removes, or something around or
// within it; nil where nobody has.
func (c *comparison) adder(path object.Path) *object.ManagerEntry {
	if kubeschema.Has(c.desired, path) {
		return nil
	}
	for _, o := range c.removed() {
		if kubeschema.HasAround(o.fields, path) || !kubeschema.Below(o.fields, path).Empty() {
			return &o.ManagerEntry
		}
	}
	return nil
}

func addedBy(e object.ManagerEntry) Cause {
	c := Cause{Kind: Added, Manager: e.Manager}
	if !e.Time.IsZero() {
		c.Time = e.Time.UTC().Format(time.RFC3339)
	}
	return c
}
