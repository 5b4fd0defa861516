package check

import (
	"path"
	"slices"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// volumes checks that each volume has one source, and that what it takes of a
// ConfigMap of the stack is there.
func (w *workload) volumes() {
	for _, v := range w.Workload().Volumes() {
		var given []string
		for _, source := range v.Blocks() {
			given = append(given, source.Schema.Name)
		}
		switch {
		case len(given) == 0 && !w.Failed: // its source may be what failed
			w.fail(v.Header, "Volume without a source", "%s has no source. Add one of %s.", v.Title(), message.Join(sources(v, w.Kind), ", "))
		case len(given) > 1:
			w.fail(v.Header, "Several sources", "%s has %s, but only one source is allowed. Keep one.", v.Title(), message.Join(given, " and "))
		}
		w.items(v.ConfigMap())
		w.items(v.Secret())
	}
}

func sources(v blocks.Volume, of schema.Kinds) []string {
	var names []string
	for _, s := range v.Schema.Blocks {
		if s.Kinds.Has(of) {
			names = append(names, s.Name)
		}
	}
	return names
}

// items looks for the keys that a volume takes of a ConfigMap or Secret of the
// stack.
func (w *workload) items(from blocks.Projection) {
	if from.Optional().Value() {
		return
	}
	files := from.Items()
	if files.Sensitive() {
		return
	}
	for key := range files.Value() {
		w.held.wants(w.report, source{from.Schema.Name, w.Namespace, from.Name().Value()}, key, message.New("%q", key), files.ElementRange(key))
	}
}

// mounts checks that the volumes of a container's mounts exist, and that no
// two are mounted at one path.
func (c *container) mounts() {
	var known []string
	for _, v := range c.item.Workload().Volumes() {
		known = append(known, v.Label)
	}
	taken := make(map[string]blocks.Mount)
	for _, m := range c.Storage().Mounts() {
		if name := m.Volume().Value(); m.Volume().Present() && !slices.Contains(known, name) {
			c.fail(m.Volume().Range(), "No such volume", "%s has no volume %s.%s Add such a volume to it, or name another.",
				c.item.Title(), shown(m.Volume()), nearest.Sentence(name, known))
		}
		at := path.Clean(m.Label)
		if first, ok := taken[at]; ok {
			c.fail(m.Header, "Mount conflict", "A volume is already mounted at %s (%s). Change one of the two paths.", at, syntax.Place(first.Header))
			continue
		}
		taken[at] = m
	}
}
