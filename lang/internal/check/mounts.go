package check

import (
	"path"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// mounts are what a container uses of the workload's volumes, being checked.
type mounts struct{ *container }

// check looks at the mounts, and then at the devices.
func (c mounts) check() {
	c.paths()
	c.devices()
}

// paths checks that the volumes of a container's mounts exist, and that no two are
// mounted at one path.
func (c mounts) paths() {
	taken := make(map[string]blocks.Mount)
	for _, m := range c.Storage().Mounts() {
		v, found := c.volume(m.Volume())
		if mode := modeOf(v); found && mode.Value() == "Block" {
			c.warn(m.Volume().Range(), "Volume is a block device", "volume %s has volume_mode = \"Block\", so it cannot be mounted, and the Pods do not start. Write device %q instead of the mount, or change the mode.", shown(m.Volume()), m.Label)
		}
		c.mount(m, v)
		at := path.Clean(m.Label)
		if first, ok := taken[at]; ok {
			c.fail(m.Header, "Mount conflict", "A volume is already mounted at %s (%s). Change one of the two paths.", at, syntax.Place(first.Header))
			continue
		}
		taken[at] = m
	}
}

// volume finds the volume of the workload that an argument names, and reports one
// that does not exist.
func (c mounts) volume(name decode.Argument[string]) (blocks.Volume, bool) {
	var known []string
	for _, v := range c.item.Workload().Volumes() {
		if v.Label == name.Value() {
			return v, true
		}
		known = append(known, v.Label)
	}
	if name.Present() {
		c.fail(name.Range(), "No such volume", "%s has no volume %s.%s Add such a volume to it, or name another.",
			c.item.Title(), shown(name), nearest.Sentence(name.Value(), known))
	}
	return blocks.Volume{}, false
}

// mount holds the arguments of a mount to each other.
func (c mounts) mount(m blocks.Mount, v blocks.Volume) {
	propagation, recursive, strict := m.MountPropagation(), m.RecursiveReadOnly(), false
	strict = recursive.Present() && recursive.Value() != "Disabled"
	if m.SubPath().Present() && m.SubPathExpr().Present() {
		c.fail(m.SubPathExpr().Range(), "Conflicting arguments", "%s has sub_path and sub_path_expr, which are the same part of the volume. Keep one.", m.Title())
	}
	if propagation.Value() == "Bidirectional" && !c.Privileged().Value() {
		c.fail(propagation.Range(), "Conflicting arguments", `mount_propagation = "Bidirectional" is only for privileged containers, and %s is not. Write "HostToContainer", or privileged = true.`, c.Title())
	}
	if strict && !m.ReadOnly().Value() {
		c.fail(recursive.Range(), "Conflicting arguments", "recursive_read_only = %s needs read_only = true. Add it, or remove recursive_read_only.", shown(recursive))
	}
	if strict && propagation.Present() && propagation.Value() != "None" {
		c.fail(recursive.Range(), "Conflicting arguments", "recursive_read_only = %s excludes mount_propagation = %s. Remove one of the two.", shown(recursive), shown(propagation))
	}
	if options := m.BindMountOptions(); len(options.Value()) > 0 && v.Image().Present() {
		c.fail(options.Range(), "Conflicting arguments", "bind_mount_options do not apply to the files of an image. Remove them.")
	}
}

// modeOf is the volume_mode of a volume that is a claim.
func modeOf(v blocks.Volume) decode.Argument[string] {
	if template := v.ClaimTemplate(); template.Present() {
		return template.VolumeMode()
	}
	return v.Ephemeral().VolumeMode()
}

// devices checks that those of a container are claims, which nothing else in it
// uses.
func (c mounts) devices() {
	mounted, at := make(map[string]hcl.Range), make(map[string]hcl.Range)
	for _, m := range c.Storage().Mounts() {
		mounted[m.Volume().Value()], at[m.Label] = m.Header, m.Header
	}
	used := make(map[string]hcl.Range)
	for _, d := range c.Storage().Devices() {
		v, found := c.volume(d.Volume())
		if first, ok := at[d.Label]; ok {
			c.fail(d.Header, "Mount conflict", "A volume is already mounted at %s (%s). Change one of the two paths.", d.Label, syntax.Place(first))
		}
		if !found {
			continue
		}
		c.device(d, v)
		for _, taken := range []map[string]hcl.Range{mounted, used} {
			if first, ok := taken[v.Label]; ok {
				c.fail(d.Volume().Range(), "Mount conflict", "The container already uses volume %s at %s, and a device is used once. Remove one of the two.", shown(d.Volume()), syntax.Place(first))
			}
		}
		used[v.Label] = d.Header
	}
}

func (c mounts) device(d blocks.Device, v blocks.Volume) {
	users := c.item.Workload().Advanced().Security().HostUsers()
	switch own := v.ClaimTemplate().Present() || v.Ephemeral().Present(); {
	case users.Present() && !users.Value():
		c.fail(d.Header, "Conflicting arguments", "Pods with host_users = false cannot use block devices. Remove the device or host_users.")
	case !own && !v.PersistentVolumeClaim().Present() && !c.item.Failed:
		c.fail(d.Volume().Range(), "Invalid value", "A device must be a claim, which volume %s is not. Name a volume with persistent_volume_claim, claim_template or ephemeral.", shown(d.Volume()))
	case own && modeOf(v).Value() != "Block":
		c.warn(d.Volume().Range(), "Volume is no block device", "volume %s does not have volume_mode = \"Block\", so it cannot be a device, and the Pods do not start. Add that to the claim, or write mount %q.", shown(d.Volume()), d.Label)
	}
}
