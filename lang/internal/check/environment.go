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
			c.configKey(item, b.Get("config_map"), b.Get("key"), b.Bool("optional"))
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

// configKey looks for a key in a ConfigMap of the stack; those of others are
// not known.
func (c *checker) configKey(item *module.Item, source, key *decode.Attribute, optional bool) {
	if source == nil || key == nil {
		return
	}
	name, _ := source.Data.(string)
	wanted, _ := key.Data.(string)
	c.configEntry(item, name, wanted, shown(key), key.Range, optional)
}

func (c *checker) configEntry(item *module.Item, name, key, quoted string, at hcl.Range, optional bool) {
	config := c.configMaps[[2]string{item.Namespace, name}]
	if config == nil || optional {
		return
	}
	var known []string
	for _, argument := range []string{"data", "binary_data"} {
		if a := config.Get(argument); a != nil {
			known = append(known, slices.Collect(maps.Keys(a.Data.(map[string]any)))...)
		}
	}
	if !slices.Contains(known, key) {
		c.fail(at, "No such key", "%s has no key %s.%s Add it to its data, or name another.", config.Title(), quoted, diag.DidYouMean(key, known))
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
