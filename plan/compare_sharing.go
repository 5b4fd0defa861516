package plan

import (
	"reflect"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// sharing is what an apply does with the fields that are left to others.
type sharing struct {
	// release lists those that are ours so far: apply gives them up as they are
	// before it applies the rest, which would remove them otherwise.
	release []object.Path
	// initial lists those that are sent this once, because the item of a list in
	// which they are is new.
	initial []object.Path
	// content is what the server is asked about: what is given up stays as it is.
	content map[string]any
}

// sharing finds it out.
func (c *comparison) sharing() sharing {
	s := sharing{content: c.whole.Content}
	for _, path := range c.leftOver {
		switch value, _, there := kubeschema.Find(c.live, path); {
		case !there && kubeschema.LacksItem(c.live, path):
			if _, _, configured := kubeschema.Find(c.whole.Content, path); configured {
				s.initial = append(s.initial, path)
			}
		case there && kubeschema.HasWithin(c.owned, path):
			s.release = append(s.release, path)
			s.content = kubeschema.With(s.content, path, value)
		default:
			s.content = kubeschema.Without(&object.Manifest{Content: s.content}, path).Content
		}
	}
	return s
}

// asked is what the server is asked to apply to an object that exists.
func (c *comparison) asked() map[string]any {
	content := c.sharing().content
	if c.dropsAccount() {
		content = withDefaultAccount(content)
	}
	return content
}

// within keeps the fields that an object has.
func within(content map[string]any, paths []object.Path) []object.Path {
	var there []object.Path
	for _, path := range paths {
		if _, _, ok := kubeschema.Find(content, path); ok {
			there = append(there, path)
		}
	}
	return there
}

// sparing is the workload without its digest, where that would be all that
// changes in the Pod template of a live object which never had one, adopted or
// made by an older wl: it gets its digest with the next change that restarts its
// Pods anyway. It is nil for all others.
func (c *comparison) sparing(after map[string]any) *object.Manifest {
	live := &object.Manifest{Ref: c.manifest.Ref, Content: c.live}
	if c.manifest.ConfigHash() == "" || live.ConfigHash() != "" || c.sameConfiguration {
		return nil // or another client has removed it
	}
	without := (&object.Manifest{Ref: c.manifest.Ref, Content: after}).WithConfigHash("")
	if !reflect.DeepEqual(at(c.live, "spec", "template"), at(without.Content, "spec", "template")) {
		return nil
	}
	return bare(c.manifest)
}
