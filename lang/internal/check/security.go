package check

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// security refuses what contradicts itself: the server does, or the node does
// when it is too late.
func (c *checker) security(container blocks.Container) {
	s := container.Security()
	c.root(s.RunAsUser(), s.RunAsNonRoot())
	c.seccomp(s.SeccompProfile())
	if a := s.AllowPrivilegeEscalation(); a.Present() && !a.Value() {
		if container.Privileged().Value() {
			c.fail(a.Range(), "Conflicting arguments", "%s is privileged, so privilege escalation cannot be forbidden. Remove one of the two.", container.Title())
		}
		if add := s.Capabilities().Add(); slices.Contains(add.Value(), any("CAP_SYS_ADMIN")) {
			c.fail(add.Range(), "Conflicting arguments", "CAP_SYS_ADMIN includes privilege escalation, so it cannot be forbidden. Remove one of the two.")
		}
	}
}

// podSecurity checks what holds for the containers of a Pod that say nothing else.
func (c *checker) podSecurity(item *module.Item, s blocks.PodSecurity) {
	if slices.ContainsFunc(allContainers(item), func(container blocks.Container) bool {
		own := container.Security()
		return !own.RunAsUser().Given() && !own.RunAsNonRoot().Given()
	}) {
		c.root(s.RunAsUser(), s.RunAsNonRoot())
	}
	c.seccomp(s.SeccompProfile())
}

// root refuses what the node would when the container starts.
func (c *checker) root(user decode.Argument[int64], nonRoot decode.Argument[bool]) {
	if id, ok := user.Lookup(); ok && id == 0 && nonRoot.Value() {
		c.fail(user.Range(), "Conflicting arguments", "run_as_user = 0 is root, which run_as_non_root refuses. Change one of the two.")
	}
}

func (c *checker) seccomp(profile blocks.SeccompProfile) {
	if !profile.Present() {
		return
	}
	local, file := profile.Type().Value() == "Localhost", profile.LocalhostProfile()
	switch {
	case local && !file.Present():
		c.fail(profile.Header, "Missing required argument", `seccomp_profile of type "Localhost" has no localhost_profile. Add localhost_profile = …: the file on the node.`)
	case !local && file.Present():
		c.fail(file.Range(), "Conflicting arguments", `localhost_profile is only for type = "Localhost". Remove it, or change the type.`)
	}
}
