package check

import (
	"strings"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
)

// container is a container of a workload, being checked.
type container struct {
	*report
	blocks.Container
	item *module.Item
	held holders
}

func (c *container) check() {
	c.resources()
	c.lifecycle()
	c.environment()
	c.references()
	mounts{c}.check()
	c.security()
	c.restarts()
}

// ends reports whether the container has ended before the others start.
func (c *container) ends() bool { return ends(c.Container) }

func ends(b blocks.Container) bool {
	return b.Schema.Name == "init_container" && b.RestartPolicy().Value() != "Always"
}

func (c *container) resources() {
	for _, q := range []blocks.Quota{c.CPU(), c.Memory(), c.EphemeralStorage()} {
		quota{c.report, q}.check()
	}
	hugePages{c.report, c.HugePages(), c.Title(), c.CPU(), c.Memory()}.check()
	c.resizes()
	c.claims()
	if gpu := c.GPU(); gpu.Present() {
		c.gpu(gpu)
	}
	if !c.CPU().Limit().Present() || !c.Memory().Limit().Present() {
		c.warn(c.Header, "No resource limits", "%s can use all CPU or memory of its node. Set cpu = { limit = … } and memory = { limit = … }.", c.Title())
	}
	if c.Privileged().Value() {
		c.warn(c.Privileged().Range(), "Privileged container", "%s has full access to its node. Remove privileged unless it is needed.", c.Title())
	}
	if image := c.Image(); image.Present() && !image.Sensitive() && floating(image.Value()) {
		c.warn(image.Range(), "Image without a fixed version", "The content of the image %q can change from one Pod to the next. Set a version or a digest.", image.Value())
	}
}

// gpu wants one of the quota's three forms.
func (c *container) gpu(gpu blocks.GPU) {
	forms := len(gpu.Blocks())
	if gpu.Count().Present() {
		forms++
	}
	if forms > 1 || forms == 0 && !c.item.Failed { // the form may be what failed
		c.fail(gpu.Header, "Invalid value", "gpu has %d kinds of quota, but must have exactly one of count, vgpu and mig. Write gpu = { count = 1 }, for example.", forms)
	}
}

// floating reports whether an image's tag is one whose content changes.
func floating(image string) bool {
	if strings.Contains(image, "@") {
		return false
	}
	name := image[strings.LastIndex(image, "/")+1:]
	_, tag, tagged := strings.Cut(name, ":")
	return !tagged || tag == "latest"
}
