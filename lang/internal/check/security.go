package check

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// security refuses what contradicts itself: the server does, or the node does
// when it is too late.
func (c *checker) security(container, s *decode.Block) {
	if s == nil {
		return
	}
	c.processes(s)
	if a := s.Get("allow_privilege_escalation"); a != nil && a.Data == false {
		if container.Bool("privileged") {
			c.fail(a.Range, "Contradiction", "%s is privileged, so privilege escalation cannot be forbidden. Remove one of the two.", container.Title())
		}
		if caps := s.Child("capabilities"); caps != nil && caps.Get("add") != nil && slices.Contains(caps.Get("add").Data.([]any), any("CAP_SYS_ADMIN")) {
			c.fail(caps.Get("add").Range, "Contradiction", "CAP_SYS_ADMIN lets a process gain every right, so privilege escalation cannot be forbidden. Remove one of the two.")
		}
	}
}

// podSecurity checks what holds for the containers of a Pod that say nothing else.
func (c *checker) podSecurity(item *module.Item, s *decode.Block) {
	says := func(container *decode.Block) bool {
		own := container.Child("security")
		return own.Has("run_as_user") || own.Has("run_as_non_root")
	}
	if !slices.ContainsFunc(allContainers(item), func(container *decode.Block) bool { return !says(container) }) {
		c.seccomp(s.Child("seccomp_profile"))
		return
	}
	c.processes(s)
}

// processes checks what containers and Pods have in common.
func (c *checker) processes(s *decode.Block) {
	if user, ok := s.Int("run_as_user"); ok && user == 0 && s.Bool("run_as_non_root") {
		c.fail(s.Get("run_as_user").Range, "Contradiction", "run_as_user = 0 is root, which run_as_non_root refuses. Change one of the two.")
	}
	c.seccomp(s.Child("seccomp_profile"))
}

func (c *checker) seccomp(profile *decode.Block) {
	if profile == nil {
		return
	}
	local, file := profile.String("type") == "Localhost", profile.Get("localhost_profile")
	switch {
	case local && file == nil:
		c.fail(profile.Header, "Missing required argument", `seccomp_profile of type "Localhost" has no localhost_profile. Add localhost_profile = …: the file on the node.`)
	case !local && file != nil:
		c.fail(file.Range, "Contradiction", `localhost_profile is only for type = "Localhost". Remove it, or change the type.`)
	}
}
