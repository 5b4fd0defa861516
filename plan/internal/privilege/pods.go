// Package privilege judges what Pods may do beyond their own containers, and what roles and
// bindings give. It asks nothing.
package privilege

import (
	"slices"
	"strings"

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
		note(s.SeccompProfile != nil && s.SeccompProfile.Type == corev1.SeccompProfileTypeUnconfined, plan.PrivilegePodUnconfined, nil)
		note(s.AppArmorProfile != nil && s.AppArmorProfile.Type == corev1.AppArmorProfileTypeUnconfined, plan.PrivilegePodAppArmor, nil)
		note(isHostProcess(s.WindowsOptions), plan.PrivilegePodHostProcess, nil)
		for _, sysctl := range s.Sysctls {
			note(!isSafeSysctl(sysctl.Name), plan.PrivilegeSysctl, fact.Args{"sysctl": sysctl.Name})
		}
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
	note(s.AppArmorProfile != nil && s.AppArmorProfile.Type == corev1.AppArmorProfileTypeUnconfined, plan.PrivilegeAppArmor, in)
	note(s.ProcMount != nil && *s.ProcMount == corev1.UnmaskedProcMount, plan.PrivilegeProcMount, in)
	note(isHostProcess(s.WindowsOptions), plan.PrivilegeHostProcess, in)
	if s.Capabilities != nil {
		for _, added := range s.Capabilities.Add {
			note(true, plan.PrivilegeCapability, fact.Args{"container": c.Name, "capability": added})
		}
	}
}

func isHostProcess(o *corev1.WindowsSecurityContextOptions) bool {
	return o != nil && o.HostProcess != nil && *o.HostProcess
}

// isSafeSysctl reports whether every node lets Pods set a kernel parameter, because it
// concerns no other Pod; the others must be allowed on the node.
func isSafeSysctl(name string) bool {
	safe := []string{
		"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range",
		"net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_notsent_lowat",
		"net.ipv4.tcp_rmem", "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
	}
	return slices.Contains(safe, strings.ReplaceAll(name, "/", "."))
}
