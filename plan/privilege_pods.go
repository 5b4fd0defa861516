package plan

import (
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// privileges lists the rights of Pods that reach beyond their own containers.
func privileges(spec *corev1.PodSpec) []fact.Fact {
	if spec == nil {
		return nil
	}
	var all []fact.Fact
	note := func(holds bool, code fact.Code, args fact.Args) {
		if holds {
			all = append(all, fact.New(code, args))
		}
	}
	note(spec.HostNetwork, PrivilegeHostNetwork, nil)
	note(spec.HostPID, PrivilegeHostPID, nil)
	note(spec.HostIPC, PrivilegeHostIPC, nil)
	note(spec.ServiceAccountName != "" && spec.ServiceAccountName != defaultAccount, PrivilegeServiceAccount, fact.Args{"account": spec.ServiceAccountName})
	for _, v := range spec.Volumes {
		note(v.HostPath != nil, PrivilegeHostPath, fact.Args{"volume": v.Name})
	}
	if s := spec.SecurityContext; s != nil {
		note(s.RunAsUser != nil && *s.RunAsUser == 0, PrivilegePodRoot, nil)
	}
	for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
		containerPrivileges(c, note)
	}
	return all
}

func containerPrivileges(c corev1.Container, note func(holds bool, code fact.Code, args fact.Args)) {
	in := fact.Args{"container": c.Name}
	for _, p := range c.Ports {
		note(p.HostPort != 0, PrivilegeHostPort, fact.Args{"container": c.Name, "port": p.HostPort})
	}
	s := c.SecurityContext
	if s == nil {
		return
	}
	note(s.Privileged != nil && *s.Privileged, PrivilegePrivileged, in)
	note(s.RunAsUser != nil && *s.RunAsUser == 0, PrivilegeRoot, in)
	note(s.AllowPrivilegeEscalation != nil && *s.AllowPrivilegeEscalation, PrivilegeEscalation, in)
	note(s.SeccompProfile != nil && s.SeccompProfile.Type == corev1.SeccompProfileTypeUnconfined, PrivilegeUnconfined, in)
	if s.Capabilities != nil {
		for _, added := range s.Capabilities.Add {
			note(true, PrivilegeCapability, fact.Args{"container": c.Name, "capability": added})
		}
	}
}
