package lang

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// released notes what of a cluster's is released, and refuses it where a block still
// makes objects of it.
func (c *compilation) released(cluster *Cluster, removed []module.Removed) {
	for _, r := range removed {
		i := slices.IndexFunc(cluster.Objects, func(m object.Manifest) bool { return object.Addresses(r.Address, m.Address) })
		if i >= 0 {
			c.diags = append(c.diags, diag.Error(r.Range, "Removed block still exists",
				"%s still creates %s, so it is not removed. Remove that block, or this one; to have its objects released when it is removed, write lifecycle { destroy = false } in it.", r.Address, cluster.Objects[i].Ref))
			continue
		}
		cluster.Released = append(cluster.Released, r.Address)
	}
}
