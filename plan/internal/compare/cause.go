package compare

import (
	"fmt"
	"slices"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Holder is another manager and a field that it holds with a value that is not
// ours.
type Holder struct {
	object.ManagerEntry
	Path object.Path
	// Drift means that the field is to be taken back: a person has changed it by
	// hand. From everybody else it is not taken unasked.
	Drift bool
}

// cause is why a field changes that another manager holds.
func (h Holder) cause() plan.Cause {
	c := plan.Cause{Kind: plan.Conflict, Manager: h.Manager}
	if h.Drift {
		c.Kind = plan.Drift
	}
	if !h.Time.IsZero() {
		c.Time = h.Time.UTC().Format(time.RFC3339)
	}
	return c
}

// scales reports whether the holder has set the replicas as autoscalers do.
func (h Holder) scales() bool { return h.Subresource == "scale" && h.Path == wanted.ReplicasPath() }

// findHolders finds who else holds fields that we want to be otherwise, in the
// order of the fields.
func (c *Comparison) findHolders() {
	for _, o := range c.owners {
		if o.Manager == c.Manager && o.Operation == string(metav1.ManagedFieldsOperationApply) {
			continue
		}
		for path := range kubeschema.Paths(c.Desired.Intersection(o.Fields).Leaves()) {
			has, _, _ := kubeschema.Find(c.Live, path)
			want, _, _ := kubeschema.Find(c.Manifest.Content, path)
			if !kubeschema.Equal(has, want) && !leavesAlone(o, path, has, want) {
				c.Holders = append(c.Holders, Holder{ManagerEntry: o.ManagerEntry, Path: c.Redaction.Shown(path)})
			}
		}
	}
	slices.SortStableFunc(c.Holders, func(a, b Holder) int { return a.Path.Compare(b.Path) })
	c.Holders = slices.CompactFunc(c.Holders, func(a, b Holder) bool {
		return a.Path == b.Path && a.Manager == b.Manager && a.Operation == b.Operation && a.Subresource == b.Subresource
	})
}

// leavesAlone reports whether what is sent changes nothing of another manager's: a map or a list
// of nothing, beside fields or items that the other owns one by one. What is one value
// would become nothing.
func leavesAlone(o ownership.Owner, path object.Path, has, want any) bool {
	return isEmptyValue(want) && has != nil && !kubeschema.Below(o.Fields, path).Empty()
}

// cause returns why a field changes: by who holds it now, by whether the
// configuration sets it, and by whether the configuration is a new one.
func (c *Comparison) cause(d kubeschema.Change) plan.Cause {
	if by := c.adder(d.Path); by != nil {
		return addedBy(*by)
	}
	want, _, asked := kubeschema.Find(c.Manifest.Content, d.Path)
	i := slices.IndexFunc(c.Holders, func(h Holder) bool {
		return h.Path.Overlaps(d.Path) && (c.sameConfiguration || h.Drift || !wanted.IsMark(h.Path))
	})
	switch {
	case i >= 0 && (c.sameConfiguration || !kubeschema.Has(c.Owned, d.Path)):
		return c.Holders[i].cause()
	case !asked && !c.dropped(d.Path) && !droppedOfWhole(c, d) && !(c.reversioned && !d.BeforeAt.IsRoot()):
		return plan.Cause{Kind: plan.Server}
	case asked && !d.Reordered && !d.BeforeAt.IsRoot() && kubeschema.Equal(want, d.Before):
		return plan.Cause{Kind: plan.Server} // it is as we want it, and would not stay so
	case asked && d.After == nil && !d.AfterAt.IsRoot() && isEmptyValue(want):
		return plan.Cause{Kind: plan.Server} // which makes null of what is emptied
	case asked && d.Before == nil && isEmptyValue(want) && (!d.BeforeAt.IsRoot() || keptEmpty(c, d.Path)):
		return plan.Cause{Kind: plan.Server} // which has made null, or nothing, of what was emptied
	case asked && c.sameConfiguration && !d.Reordered && !d.BeforeAt.IsRoot() && !isSameValue(want, d.After):
		return plan.Cause{Kind: plan.Server} // which writes another value than it is sent, each time
	case asked && c.sameConfiguration:
		return drifted(c, d.Path)
	default:
		return plan.Cause{Kind: plan.Configuration}
	}
}

// dropped reports whether the configuration no longer sets a field, or for
// something around it, that is ours.
func (c *Comparison) dropped(path object.Path) bool {
	for ; !path.IsRoot(); path = path.Parent() {
		if kubeschema.Has(c.Owned, path) && !kubeschema.Has(c.Desired, path) {
			return true
		}
	}
	return false
}

// drifted is that a field was removed, or changed without becoming anyone else's: by the stack
// itself where that still has it, as after a state was restored that is older than the object.
func drifted(c *Comparison, path object.Path) plan.Cause {
	for _, o := range c.owners {
		if o.Manager == c.Manager && kubeschema.Has(o.Fields, path) {
			return Holder{ManagerEntry: o.ManagerEntry, Drift: true}.cause()
		}
	}
	return plan.Cause{Kind: plan.Drift}
}

// droppedOfWhole reports whether a field is gone from a map of a custom kind that is ours as
// one value: whose key it was is not recorded, but the configuration has others in it, or has emptied it.
func droppedOfWhole(c *Comparison, d kubeschema.Change) bool {
	if kubeschema.Knows(c.Manifest.Content) || d.BeforeAt.IsRoot() || !d.AfterAt.IsRoot() {
		return false
	}
	for path := d.Path.Parent(); !path.IsRoot(); path = path.Parent() {
		if kubeschema.Has(c.Owned, path) && kubeschema.Below(c.Owned, path).Empty() {
			value, _, has := kubeschema.Find(c.Manifest.Content, path)
			rest, _ := value.(map[string]any)
			return has && (len(rest) > 0 || !c.sameConfiguration)
		}
	}
	return false
}

// keptEmpty reports whether a field of a custom kind is recorded as ours that is not there:
// whoever else removes one removes that, too.
func keptEmpty(c *Comparison, path object.Path) bool {
	return !kubeschema.Knows(c.Manifest.Content) && kubeschema.Has(c.Owned, path)
}

// adder is who has added the field that an apply removes, or something around or
// within it; nil where nobody has.
func (c *Comparison) adder(path object.Path) *object.ManagerEntry {
	if kubeschema.Has(c.Desired, path) {
		return nil
	}
	for _, o := range c.removed {
		if kubeschema.HasAround(o.Fields, path) || !kubeschema.Below(o.Fields, path).Empty() {
			return &o.ManagerEntry
		}
	}
	return nil
}

func addedBy(e object.ManagerEntry) plan.Cause {
	c := plan.Cause{Kind: plan.Added, Manager: e.Manager}
	if !e.Time.IsZero() {
		c.Time = e.Time.UTC().Format(time.RFC3339)
	}
	return c
}

// isSameValue reports whether a value is the one that was sent, also where the server has added
// defaults within it, or writes a quantity in another form.
func isSameValue(sent, stored any) bool {
	if kubeschema.Holds(stored, sent) {
		return true
	}
	x, err := object.ParseQuantity(fmt.Sprint(sent))
	y, other := object.ParseQuantity(fmt.Sprint(stored))
	return err == nil && other == nil && x.Cmp(y) == 0
}
