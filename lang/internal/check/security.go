package check

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// security refuses what contradicts itself: the server does, or the node does
// when it is too late.
func (c *container) security() {
	s := c.Security()
	identity{c.report, s.RunAsUser(), s.RunAsNonRoot()}.check()
	profile{c.report, s.SeccompProfile()}.check()
	profile{c.report, blocks.SeccompProfile{Block: s.AppArmorProfile().Block}}.check() // which has the same
	users := c.item.Workload().Advanced().Security().HostUsers()
	if a := s.ProcMount(); a.Value() == "Unmasked" && (!users.Present() || users.Value()) {
		c.fail(a.Range(), "Conflicting arguments", `proc_mount = "Unmasked" needs user IDs apart from the node's. Add host_users = false to the security block of advanced.`)
	}
	if a := s.AllowPrivilegeEscalation(); a.Present() && !a.Value() {
		if c.Privileged().Value() {
			c.fail(a.Range(), "Conflicting arguments", "%s is privileged, so privilege escalation cannot be forbidden. Remove one of the two.", c.Title())
		}
		if add := s.Capabilities().Add(); slices.Contains(add.Value(), any("CAP_SYS_ADMIN")) {
			c.fail(add.Range(), "Conflicting arguments", "CAP_SYS_ADMIN includes privilege escalation, so it cannot be forbidden. Remove one of the two.")
		}
	}
}

// podSecurity checks what holds for the containers of a Pod that say nothing else.
func (w *workload) podSecurity() {
	s := w.Workload().Advanced().Security()
	if slices.ContainsFunc(allContainers(w.Item), func(container blocks.Container) bool {
		own := container.Security()
		return !own.RunAsUser().Given() && !own.RunAsNonRoot().Given()
	}) {
		identity{w.report, s.RunAsUser(), s.RunAsNonRoot()}.check()
	}
	profile{w.report, s.SeccompProfile()}.check()
	profile{w.report, blocks.SeccompProfile{Block: s.AppArmorProfile().Block}}.check()
}

// identity is what a container or a Pod says of the user that it runs as.
type identity struct {
	*report
	user    decode.Argument[int64]
	nonRoot decode.Argument[bool]
}

// check refuses what the node would when the container starts.
func (i identity) check() {
	if id, ok := i.user.Lookup(); ok && id == 0 && i.nonRoot.Value() {
		i.fail(i.user.Range(), "Conflicting arguments", "run_as_user = 0 is root, which run_as_non_root refuses. Change one of the two.")
	}
}

// profile is one of seccomp or AppArmor.
type profile struct {
	*report
	blocks.SeccompProfile
}

func (s profile) check() {
	if !s.Present() {
		return
	}
	local, file := s.Type().Value() == "Localhost", s.LocalhostProfile()
	switch {
	case local && !file.Present():
		s.fail(s.Header, "Missing required argument", `%s of type "Localhost" has no localhost_profile. Add localhost_profile = …: the profile on the node.`, s.Schema.Name)
	case !local && file.Present():
		s.fail(file.Range(), "Conflicting arguments", `localhost_profile is only for type = "Localhost". Remove it, or change the type.`)
	}
}
