package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// configHashes writes into every Pod template the digest of what its Pods read
// of the stack's ConfigMaps and Secrets, as far as it needs no key. Planning
// adds the rest.
func (c *compiler) configHashes() {
	find := func(ref object.Ref) *object.Manifest {
		if source := c.made[ref]; source != nil {
			return source.manifest
		}
		return nil
	}
	for _, m := range c.order {
		if m.manifest.ConfigHash() != "" {
			at := object.PathOf("spec", "template", "metadata", "annotations", object.AnnotationConfigHash)
			c.diags = append(c.diags, diag.Error(diag.Range(m.manifest.SourceOf(at)), "Set by wl",
				"wl sets the annotation %s itself, to restart the Pods when their configuration changes. Remove it.", object.AnnotationConfigHash))
			continue
		}
		if configuration, reads := object.ConfigurationOf(m.manifest, find); reads {
			*m.manifest = *m.manifest.WithConfigHash(configuration.Public())
		}
	}
}
