package check

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
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
			b := blocks.Resource{Block: b}
			c.resourceOf(b.Container())
			divisor{c.report, b.Resource(), b.Divisor()}.check()
		case "file_key":
			c.fileKey(blocks.FileKey{Block: b})
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
func (c *container) resourceOf(of decode.Argument[string]) {
	if known := containerNames(c.item); of.Value() != "" && !slices.Contains(known, of.Value()) {
		c.fail(of.Range(), "No such container", "%s has no container %s.%s Name one of its containers, or leave container out.",
			c.item.Title(), shown(of), nearest.Sentence(of.Value(), known))
	}
}

func containerNames(item *module.Item) []string {
	var names []string
	for _, c := range allContainers(item) {
		names = append(names, c.Label)
	}
	return names
}

// fileKey wants the volume of the file to be one that an init container can write.
func (c *container) fileKey(b blocks.FileKey) {
	v, found := mounts{c}.volume(b.Volume())
	if found && !v.EmptyDir().Present() && !c.item.Failed {
		c.fail(b.Volume().Range(), "Invalid value", "The file of %s must be in an empty_dir, which volume %s is not. Name another volume.", b.Title(), shown(b.Volume()))
	}
}

// divisor is the unit in which a quota is shown.
type divisor struct {
	*report
	resource, unit decode.Argument[string]
}

// check wants a unit that the server knows for the resource.
func (d divisor) check() {
	units := []string{"1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"}
	if strings.HasSuffix(d.resource.Value(), ".cpu") {
		units = []string{"1m", "1"}
	}
	if unit, ok := d.unit.Lookup(); ok && d.resource.Present() && unit != "0" && !slices.Contains(units, unit) {
		d.fail(d.unit.Range(), "Invalid value", "The divisor of %s must be one of %s; this is %s. Change it.", d.resource.Value(), message.Join(units, ", "), shown(d.unit))
	}
}
