package check

import (
	"iter"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// environment checks that each variable has one source, and that the source
// exists where the stack can tell.
func (c *checker) environment(item *module.Item, container blocks.Container) {
	environment := container.Environment()
	if !environment.Present() {
		return
	}
	taken, plain := make(map[string]hcl.Range), environment.Variables()
	for name := range plain.Value() {
		taken[name] = plain.ElementRange(name)
	}
	for _, b := range environment.Blocks() {
		switch b.Schema.Name {
		case "import_config_map", "import_secret":
			continue
		case "config_map_key":
			b := blocks.ConfigMapKey{Block: b}
			c.key(item, b.ConfigMap(), b.Key(), b.Optional())
		case "secret_key":
			b := blocks.SecretKey{Block: b}
			c.key(item, b.Secret(), b.Key(), b.Optional())
		case "resource":
			c.resourceOf(item, blocks.Resource{Block: b})
		}
		if first, ok := taken[b.Label]; ok {
			c.fail(b.Header, "Duplicate name", "The variable %s of %s is already set at %s. Remove one of the two.", b.Label, container.Title(), syntax.Place(first))
			continue
		}
		taken[b.Label] = b.Header
	}
}

// key looks for a key in a ConfigMap or Secret of the stack; those of others
// are not known.
func (c *checker) key(item *module.Item, from, key decode.Argument[string], optional decode.Argument[bool]) {
	if from.Present() && key.Present() && !optional.Value() {
		c.entry(source{from.Name(), item.Namespace, from.Value()}, key.Value(), shown(key), key.Range())
	}
}

func (c *checker) entry(from source, key, quoted string, at hcl.Range) {
	holder := c.keyed[from]
	if holder == nil {
		return
	}
	known := slices.Collect(entriesOf(holder))
	if !slices.Contains(known, key) {
		c.fail(at, "No such key", "%s has no key %s.%s Add it to its data, or name another.", holder.Title(), quoted, nearest.Sentence(key, known))
	}
}

// entriesOf are the keys of a ConfigMap or Secret of the stack.
func entriesOf(holder *module.Item) iter.Seq[string] {
	b := blocks.ConfigMap{Block: holder.Block} // a Secret has no binary_data
	return func(yield func(string) bool) {
		for _, entries := range []map[string]any{b.Data().Value(), b.BinaryData().Value()} {
			for key := range entries {
				if !yield(key) {
					return
				}
			}
		}
	}
}

// resourceOf looks for the container whose quota a variable shows.
func (c *checker) resourceOf(item *module.Item, b blocks.Resource) {
	name := b.Container().Value()
	if name == "" {
		return
	}
	var known []string
	for _, other := range allContainers(item) {
		known = append(known, other.Label)
	}
	if !slices.Contains(known, name) {
		c.fail(b.Container().Range(), "No such container", "%s has no container %s.%s Name one of its containers, or leave container out.",
			item.Title(), shown(b.Container()), nearest.Sentence(name, known))
	}
}
