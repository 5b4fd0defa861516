package lang

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/check"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/objects"
)

// content is what a stack makes in a cluster, and in every other for which the evaluation
// has seen the same.
type content struct {
	target   *module.Target // for which it was evaluated
	seen     module.Seen
	objects  []object.Manifest // with the Jobs of checks
	released []string
	outputs  []Output
	// broken means that so much is wrong with it that it is held to nothing more.
	broken bool
}

// contents evaluates the stack for its clusters and compiles the objects. Clusters between
// which the configuration makes no difference share them.
func (c *compilation) contents(o Options) {
	clusters := c.result.Stack.Clusters
	targets := make([]*module.Target, len(clusters))
	for i, cluster := range clusters {
		targets[i] = &module.Target{Name: cluster.Name, Labels: cluster.Labels}
		if o.Extent == Everything {
			c.queries(targets[i]) // before blocks are forgotten that they refer to
		}
	}
	for i := range clusters {
		if i == 0 || c.apart {
			c.made, c.items, c.objects = nil, module.NewKept(c.interest, targets), objects.Kept{}
		}
		cluster, of := &clusters[i], c.content(targets[i], o)
		cluster.Objects, cluster.Released, cluster.Outputs = of.objects, of.released, of.outputs
		if !of.broken {
			c.diags = append(c.diags, lacking(cluster, o.KubernetesVersion)...)
		}
		c.takeChecks(cluster, o.Extent)
	}
}

// content is what the stack makes for a target.
func (c *compilation) content(t *module.Target, o Options) *content {
	for _, m := range c.made {
		if m.seen.SameFor(c.interest, m.target, t) {
			return m
		}
	}
	in, made := c.instance(t), &content{target: t}
	items := in.Items(c.items)
	if o.Extent == Everything {
		in.Check()
		made.outputs = outputs(in.Outputs())
	}
	removed := module.Removals(in)
	made.seen = in.Seen()
	c.diags = append(c.diags, in.Diags...)
	c.unexplained(items)
	checks := check.Items(items, check.Settings{KubernetesLimits: c.settings.KubernetesLimits})
	of, diags := objects.Compile(items, objects.Settings{Stack: c.result.Stack.ID, LogCollectorImage: c.collectorFor(items), Unsound: checks.HasErrors()}, &c.objects)
	made.objects = of.Objects
	c.diags = slices.Concat(c.diags, checks, diags)
	made.released = c.released(made.objects, removed)
	if made.broken = checks.HasErrors(); !made.broken { // or Kubernetes' schema would say the same again, less well
		c.diags = append(c.diags, conform(made.objects, of.Again, c.settings.Progress)...)
		c.diags = append(c.diags, expiring(made.objects, c.result.Files)...)
	} else {
		c.objects = objects.Kept{} // they have not been held to that schema
	}
	c.masks = append(c.masks, masksOf(of)...)
	c.made = append(c.made, made)
	return made
}

// masksOf are those of the objects that no other cluster has.
func masksOf(of objects.Made) []object.Mask {
	var masks []object.Mask
	for i := range of.Objects {
		if m := &of.Objects[i]; !of.Again[m.Ref] {
			masks = append(masks, object.NewMask(m))
		}
	}
	return masks
}
