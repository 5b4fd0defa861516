package check

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// environment checks that each variable has one source, and that the source
// exists where the stack can tell.
func (c *checker) environment(item *module.Item, container *decode.Block) {
	environment := container.Child("environment")
	if environment == nil {
		return
	}
	taken := make(map[string]hcl.Range)
	if plain := environment.Get("variables"); plain != nil {
		for name := range plain.Data.(map[string]any) {
			taken[name] = plain.ElementRange(name)
		}
	}
	for _, b := range environment.Blocks() {
		switch b.Schema.Name {
		case "import_config_map", "import_secret":
			continue
		case "config_map_key":
			c.key(item, b, "config_map")
		case "secret_key":
			c.key(item, b, "secret")
		case "resource":
			c.resourceOf(item, b)
		}
		if first, ok := taken[b.Label]; ok {
			c.fail(b.Header, "Duplicate name", "The variable %s of %s has a value at %s already. Remove one of the two.", b.Label, container.Title(), syntax.Place(first))
			continue
		}
		taken[b.Label] = b.Header
	}
}

// key looks for a key in a ConfigMap or Secret of the stack; those of others
// are not known.
func (c *checker) key(item *module.Item, b *decode.Block, block string) {
	if b.Get(block) != nil && b.Get("key") != nil && !b.Bool("optional") {
		key := b.Get("key")
		c.entry(source{block, item.Namespace, b.String(block)}, b.String("key"), shown(key), key.Range)
	}
}

func (c *checker) entry(from source, key, quoted string, at hcl.Range) {
	holder := c.keyed[from]
	if holder == nil {
		return
	}
	var known []string
	for _, argument := range []string{"data", "binary_data"} {
		if a := holder.Get(argument); a != nil {
			known = append(known, slices.Collect(maps.Keys(a.Data.(map[string]any)))...)
		}
	}
	if !slices.Contains(known, key) {
		c.fail(at, "No such key", "%s has no key %s.%s Add it to its data, or name another.", holder.Title(), quoted, diag.DidYouMean(key, known))
	}
}

// resourceOf looks for the container whose quota a variable shows.
func (c *checker) resourceOf(item *module.Item, b *decode.Block) {
	name := b.String("container")
	if name == "" {
		return
	}
	var known []string
	for _, other := range allContainers(item) {
		known = append(known, other.Label)
	}
	if !slices.Contains(known, name) {
		c.fail(b.Get("container").Range, "No such container", "%s has no container %s.%s Name one of its containers, or leave container out.",
			item.Title(), shown(b.Get("container")), diag.DidYouMean(name, known))
	}
}
