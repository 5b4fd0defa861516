package lang

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// released are the addresses of what is released. It refuses one where a block still makes
// objects of it.
func (c *compilation) released(made []object.Manifest, removed []module.Removed) (released []string) {
	for _, r := range removed {
		i := slices.IndexFunc(made, func(m object.Manifest) bool { return object.Addresses(r.Address, m.Address) })
		if i >= 0 {
			c.diags = append(c.diags, diag.Error(r.Range, "Removed block still exists",
				"%s still creates %s, so it is not removed. Remove that block, or this one; to have its objects released when it is removed, write lifecycle { destroy = false } in it.", r.Address, made[i].Ref))
			continue
		}
		released = append(released, r.Address)
	}
	return released
}
