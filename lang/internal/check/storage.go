package check

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// volumes checks that each volume has one source, and that what it takes of a
// ConfigMap of the stack is there.
func (c *checker) volumes(item *module.Item) {
	for _, v := range item.Children("volume") {
		var given []string
		for _, source := range v.Blocks() {
			given = append(given, source.Schema.Name)
		}
		switch {
		case len(given) == 0 && !item.Failed: // its source may be what failed
			c.fail(v.Header, "Volume without a source", "%s does not say where its data is. Add one of %s.", v.Title(), strings.Join(sources(v, item), ", "))
		case len(given) > 1:
			c.fail(v.Header, "Several sources", "%s has %s, but can have only one source. Keep one.", v.Title(), strings.Join(given, " and "))
		}
		c.items(v.Child("config_map"), item.Namespace)
		c.items(v.Child("secret"), item.Namespace)
	}
}

func sources(v *decode.Block, item *module.Item) []string {
	var names []string
	for _, s := range v.Schema.Blocks {
		if s.Kinds.Has(item.Kind) {
			names = append(names, s.Name)
		}
	}
	return names
}

// items looks for the keys that a volume takes of a ConfigMap or Secret of the
// stack.
func (c *checker) items(from *decode.Block, namespace string) {
	if from == nil || from.Bool("optional") {
		return
	}
	files := from.Get("items")
	if files == nil || len(files.Sensitive) > 0 {
		return
	}
	for key := range files.Data.(map[string]any) {
		c.entry(source{from.Schema.Name, namespace, from.String("name")}, key, strconv.Quote(key), files.ElementRange(key))
	}
}

// mounts checks that the volumes of a container's mounts exist, and that no
// two are mounted at one path.
func (c *checker) mounts(item *module.Item, container *decode.Block) {
	storage := container.Child("storage")
	if storage == nil {
		return
	}
	var known []string
	for _, v := range item.Children("volume") {
		known = append(known, v.Label)
	}
	taken := make(map[string]*decode.Block)
	for _, m := range storage.Children("mount") {
		if name := m.String("volume"); m.Get("volume") != nil && !slices.Contains(known, name) {
			c.fail(m.Get("volume").Range, "No such volume", "%s has no volume %s.%s Add such a volume to it, or name another.",
				item.Title(), shown(m.Get("volume")), diag.DidYouMean(name, known))
		}
		at := path.Clean(m.Label)
		if first, ok := taken[at]; ok {
			c.fail(m.Header, "Mounts collide", "A volume is mounted at %s at %s already. Change one of the two paths.", at, syntax.Place(first.Header))
			continue
		}
		taken[at] = m
	}
}
