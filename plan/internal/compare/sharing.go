package compare

import (
	"reflect"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
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
