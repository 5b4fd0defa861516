package plan

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// privileges lists the rights of Pods that reach beyond their own containers,
// as sentences about them.
func privileges(spec *corev1.PodSpec) []string {
	if spec == nil {
		return nil
	}
	var all []string
	say := func(holds bool, format string, args ...any) {
		if holds {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	say(spec.HostNetwork, "its Pods use the node's network (hostNetwork)")
	say(spec.HostPID, "its Pods see every process of the node (hostPID)")
	say(spec.HostIPC, "its Pods share the node's IPC namespace (hostIPC)")
	say(spec.ServiceAccountName != "" && spec.ServiceAccountName != "default", "its Pods use the service account %s", spec.ServiceAccountName)
	for _, v := range spec.Volumes {
		say(v.HostPath != nil, "volume %s mounts a path of the node (hostPath)", v.Name)
	}
	if s := spec.SecurityContext; s != nil {
		say(s.RunAsUser != nil && *s.RunAsUser == 0, "its Pods run as root")
	}
	for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
		containerPrivileges(c, say)
	}
	return all
}

func containerPrivileges(c corev1.Container, say func(holds bool, format string, args ...any)) {
	for _, p := range c.Ports {
		say(p.HostPort != 0, "container %s uses port %d of the node (hostPort)", c.Name, p.HostPort)
	}
	s := c.SecurityContext
	if s == nil {
		return
	}
	say(s.Privileged != nil && *s.Privileged, "container %s is privileged: it has full access to the node", c.Name)
	say(s.RunAsUser != nil && *s.RunAsUser == 0, "container %s runs as root", c.Name)
	say(s.AllowPrivilegeEscalation != nil && *s.AllowPrivilegeEscalation, "container %s allows privilege escalation", c.Name)
	say(s.SeccompProfile != nil && s.SeccompProfile.Type == corev1.SeccompProfileTypeUnconfined, "container %s may make every system call (seccomp Unconfined)", c.Name)
	if s.Capabilities != nil {
		for _, added := range s.Capabilities.Add {
			say(true, "container %s has the capability %s", c.Name, added)
		}
	}
}

// gained lists what is new.
func gained(before, after []string) []string {
	var news []string
	for _, p := range after {
		if !slices.Contains(before, p) {
			news = append(news, p)
		}
	}
	return news
}
