package compare

import (
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Sharing is what an apply does with the fields that are left to others.
type Sharing struct {
	// Release lists those that are ours so far: apply gives them up as they are
	// before it applies the rest, which would remove them otherwise.
	Release []object.Path
	// Initial lists those that are sent this once, because the item of a list in
	// which they are is new.
	Initial []object.Path
	// Content is what the server is asked about: what is given up stays as it is.
	Content map[string]any
}

// Sharing finds out what an apply does with the fields that are left to others.
func (c *Comparison) Sharing() Sharing {
	s := Sharing{Content: c.Whole.Content}
	for _, path := range c.LeftOver {
		switch value, _, there := kubeschema.Find(c.Live, path); {
		case !there && kubeschema.LacksItem(c.Live, path):
			if _, _, configured := kubeschema.Find(c.Whole.Content, path); configured {
				s.Initial = append(s.Initial, path)
			}
		case there && kubeschema.HasWithin(c.Owned, path):
			s.Release = append(s.Release, path)
			s.Content = kubeschema.With(s.Content, path, value)
		default:
			s.Content = kubeschema.Without(&object.Manifest{Content: s.Content}, path).Content
		}
	}
	return s
}

// Asked is what the server is asked to apply to an object that exists.
func (c *Comparison) Asked() map[string]any {
	content := c.Sharing().Content
	if c.DropsAccount() {
		content = WithDefaultAccount(content)
	}
	return content
}

// Yielding is a NetworkPolicy whose derived types give way to what others have it restrict, nil where they
// need not: of a direction that the configuration leaves to others, or for which it has no rules while others do, the
// live object's types count, and so they do where a manager has set them that does not work by hand.
// Removes is what this plan removes of the additions.
func Yielding(c *Comparison, removes *fieldpath.Set) *object.Manifest {
	at := object.PathOf("spec", "policyTypes")
	if !slices.Contains(c.Manifest.Lifecycle.Derived, at) {
		return nil
	}
	has, _ := object.At(c.Live, "spec", "policyTypes").([]any)
	derived, _ := object.At(c.Manifest.Content, "spec", "policyTypes").([]any)
	held := slices.ContainsFunc(c.Holders, func(h Holder) bool { return h.Path == at && !h.Drift && !goesWithAdoption(c, h.ManagerEntry) })
	var types []any
	for _, d := range []string{"Ingress", "Egress"} {
		rules := object.PathOf("spec", strings.ToLower(d))
		restricts := slices.Contains(derived, any(d))
		if left := slices.ContainsFunc(c.LeftOver, rules.HasPrefix); left || !restricts && (held || stays(c, rules, removes)) {
			restricts = slices.Contains(has, any(d))
		}
		if restricts {
			types = append(types, d)
		}
	}
	return withTypes(c, at, types, has)
}

// stays reports whether the live object has a field that an apply does not remove.
func stays(c *Comparison, path object.Path, removes *fieldpath.Set) bool {
	if value, _, there := kubeschema.Find(c.Live, path); !there || isEmptyValue(value) || kubeschema.HasWithin(removes, path) {
		return false
	}
	return !c.Foreign() && !kubeschema.HasWithin(c.Owned, path) || slices.ContainsFunc(c.owners, func(o ownership.Owner) bool {
		return o.Manager != c.Manager && !goesWithAdoption(c, o.ManagerEntry) && kubeschema.HasWithin(o.Fields, path)
	})
}

func goesWithAdoption(c *Comparison, e object.ManagerEntry) bool {
	return c.Foreign() && ownership.IsMaker(e)
}

// withTypes is a policy with other types than the derived ones, or which leaves them to whoever has set the live
// ones, unless that was the stack.
func withTypes(c *Comparison, at object.Path, types, has []any) *object.Manifest {
	m := c.Manifest
	derived, _ := at.At(m.Content)
	same := len(types) == len(has) && !slices.ContainsFunc(has, func(t any) bool { return !slices.Contains(types, t) })
	if len(types) == 0 || reflect.DeepEqual(any(types), derived) && (!same || reflect.DeepEqual(has, types)) {
		return nil
	}
	other := *m
	other.Lifecycle.Derived = slices.DeleteFunc(slices.Clone(m.Lifecycle.Derived), func(p object.Path) bool { return p == at })
	if !kubeschema.Has(c.Owned, at) && same {
		other.Lifecycle.IgnoreFields = append(slices.Clone(m.Lifecycle.IgnoreFields), at)
		return kubeschema.Applied(&other)
	}
	other.Content = object.WithNested(m.Content, types, "spec", "policyTypes")
	return &other
}

// Within keeps the fields that an object has.
func Within(content map[string]any, paths []object.Path) []object.Path {
	var there []object.Path
	for _, path := range paths {
		if _, _, ok := kubeschema.Find(content, path); ok {
			there = append(there, path)
		}
	}
	return there
}

// Sparing is the workload with the digest of the live object, or none, where that would be all that
// changes in the Pod template of one which never had one, adopted or made by an older wl, or whose
// digest counts what is left to others since: it gets its digest with the next change that restarts its
// Pods anyway. It is nil for all others.
func (c *Comparison) Sparing(after map[string]any) *object.Manifest {
	live := &object.Manifest{Ref: c.Manifest.Ref, Content: c.Live}
	switch is := live.ConfigHash(); {
	case c.Manifest.ConfigHash() == "" || c.Manifest.ConfigHash() == is, is != "" && is != c.wholeDigest && !c.FormerDigest:
		return nil
	case is == "" && c.sameConfiguration:
		return nil // another client has removed it
	}
	as := (&object.Manifest{Ref: c.Manifest.Ref, Content: after}).WithConfigHash(live.ConfigHash())
	if !reflect.DeepEqual(object.At(c.Live, "spec", "template"), object.At(as.Content, "spec", "template")) {
		return nil
	}
	return c.Manifest.WithConfigHash(live.ConfigHash())
}
