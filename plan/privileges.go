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
	say(spec.HostNetwork, "its Pods share their node's network")
	say(spec.HostPID, "its Pods see every process of their node")
	say(spec.HostIPC, "its Pods share their node's memory between processes")
	say(spec.ServiceAccountName != "" && spec.ServiceAccountName != "default", "its Pods act as the service account %s", spec.ServiceAccountName)
	for _, v := range spec.Volumes {
		say(v.HostPath != nil, "volume %s leads to the node's files", v.Name)
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
		say(p.HostPort != 0, "container %s takes port %d of its node", c.Name, p.HostPort)
	}
	s := c.SecurityContext
	if s == nil {
		return
	}
	say(s.Privileged != nil && *s.Privileged, "container %s is privileged: it has every right on its node", c.Name)
	say(s.RunAsUser != nil && *s.RunAsUser == 0, "container %s runs as root", c.Name)
	say(s.AllowPrivilegeEscalation != nil && *s.AllowPrivilegeEscalation, "container %s may gain further rights", c.Name)
	say(s.SeccompProfile != nil && s.SeccompProfile.Type == corev1.SeccompProfileTypeUnconfined, "container %s may make every call to the kernel", c.Name)
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
