package check

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// environment checks that each variable has one source, and that the source
// exists where the stack can tell.
func (c *container) environment() {
	environment := c.Environment()
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
			c.key(b.ConfigMap(), b.Key(), b.Optional())
		case "secret_key":
			b := blocks.SecretKey{Block: b}
			c.key(b.Secret(), b.Key(), b.Optional())
		case "resource":
			c.resourceOf(blocks.Resource{Block: b})
		}
		if first, ok := taken[b.Label]; ok {
			c.fail(b.Header, "Duplicate name", "The variable %s of %s is already set at %s. Remove one of the two.", b.Label, c.Title(), syntax.Place(first))
			continue
		}
		taken[b.Label] = b.Header
	}
}

// key looks for a key in a ConfigMap or Secret of the stack; those of others
// are not known.
func (c *container) key(from, key decode.Argument[string], optional decode.Argument[bool]) {
	if from.Present() && key.Present() && !optional.Value() {
		c.held.wants(c.report, source{from.Name(), c.item.Namespace, from.Value()}, key.Value(), shown(key), key.Range())
	}
}

// resourceOf looks for the container whose quota a variable shows.
func (c *container) resourceOf(b blocks.Resource) {
	name := b.Container().Value()
	if name == "" {
		return
	}
	var known []string
	for _, other := range allContainers(c.item) {
		known = append(known, other.Label)
	}
	if !slices.Contains(known, name) {
		c.fail(b.Container().Range(), "No such container", "%s has no container %s.%s Name one of its containers, or leave container out.",
			c.item.Title(), shown(b.Container()), nearest.Sentence(name, known))
	}
}
