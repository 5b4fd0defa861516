// Package privilege judges what Pods may do beyond their own containers, and what roles and
// bindings give. It asks nothing.
package privilege

import (
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// OfPods lists the rights of Pods that reach beyond their own containers.
func OfPods(spec *corev1.PodSpec) []fact.Fact {
	if spec == nil {
		return nil
	}
	var all []fact.Fact
	note := func(holds bool, code fact.Code, args fact.Args) {
		if holds {
			all = append(all, fact.New(code, args))
		}
	}
	note(spec.HostNetwork, plan.PrivilegeHostNetwork, nil)
	note(spec.HostPID, plan.PrivilegeHostPID, nil)
	note(spec.HostIPC, plan.PrivilegeHostIPC, nil)
	note(spec.ServiceAccountName != "" && spec.ServiceAccountName != object.DefaultServiceAccount, plan.PrivilegeServiceAccount, fact.Args{"account": spec.ServiceAccountName})
	for _, v := range spec.Volumes {
		note(v.HostPath != nil, plan.PrivilegeHostPath, fact.Args{"volume": v.Name})
	}
	if s := spec.SecurityContext; s != nil {
		note(s.RunAsUser != nil && *s.RunAsUser == 0, plan.PrivilegePodRoot, nil)
	}
	for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
		containerPrivileges(c, note)
	}
	return all
}

func containerPrivileges(c corev1.Container, note func(holds bool, code fact.Code, args fact.Args)) {
	in := fact.Args{"container": c.Name}
	for _, p := range c.Ports {
		note(p.HostPort != 0, plan.PrivilegeHostPort, fact.Args{"container": c.Name, "port": p.HostPort})
	}
	s := c.SecurityContext
	if s == nil {
		return
	}
	note(s.Privileged != nil && *s.Privileged, plan.PrivilegePrivileged, in)
	note(s.RunAsUser != nil && *s.RunAsUser == 0, plan.PrivilegeRoot, in)
	note(s.AllowPrivilegeEscalation != nil && *s.AllowPrivilegeEscalation, plan.PrivilegeEscalation, in)
	note(s.SeccompProfile != nil && s.SeccompProfile.Type == corev1.SeccompProfileTypeUnconfined, plan.PrivilegeUnconfined, in)
	if s.Capabilities != nil {
		for _, added := range s.Capabilities.Add {
			note(true, plan.PrivilegeCapability, fact.Args{"container": c.Name, "capability": added})
		}
	}
}
