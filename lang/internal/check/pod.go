package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// podNamespaces checks which of the node's namespaces a Pod shares.
func (w *workload) podNamespaces() {
	security, network := w.Workload().Advanced().Security(), w.Workload().Advanced().Network()
	users := security.HostUsers()
	for _, shares := range []decode.Argument[bool]{security.HostPID(), security.HostIPC(), network.HostNetwork()} {
		if users.Present() && !users.Value() && shares.Value() {
			w.fail(shares.Range(), "Conflicting arguments", "%s needs the node's user IDs, which host_users = false gives up. Remove one of the two.", shares.Name())
		}
	}
	if share := security.ShareProcessNamespace(); share.Value() && security.HostPID().Value() {
		w.fail(share.Range(), "Conflicting arguments", "With host_pid, the containers see all processes of the node. Remove share_process_namespace or host_pid.")
	}
	sysctls := security.Sysctls()
	for _, name := range slices.Sorted(maps.Keys(sysctls.Value())) {
		shared := ""
		switch dotted := strings.ReplaceAll(name, "/", "."); {
		case network.HostNetwork().Value() && strings.HasPrefix(dotted, "net."):
			shared = "host_network"
		case security.HostIPC().Value() && isOfIPC(dotted):
			shared = "host_ipc"
		default:
			continue
		}
		w.fail(sysctls.ElementRange(name), "Conflicting arguments", "%s would be set on the node, because the Pod has %s = true. Remove one of the two.", name, shared)
	}
	override := network.HostnameOverride()
	for _, other := range []decode.Argument[bool]{network.HostNetwork(), network.SetHostnameAsFQDN()} {
		if override.Present() && other.Value() {
			w.fail(override.Range(), "Conflicting arguments", "hostname_override and %s both decide on the hostname. Remove one of the two.", other.Name())
		}
	}
}

// isOfIPC reports whether a kernel parameter belongs to the namespace of
// inter-process communication.
func isOfIPC(name string) bool {
	return name == "kernel.sem" || strings.HasPrefix(name, "kernel.shm") || strings.HasPrefix(name, "kernel.msg") || strings.HasPrefix(name, "fs.mqueue.")
}

// operatingSystem refuses what the Pods' operating system does not have.
func (w *workload) operatingSystem() {
	security, os := w.Workload().Advanced().Security(), w.Workload().Advanced().Pod().OS()
	parts := []*decode.Block{security.Block}
	for _, c := range allContainers(w.Item) {
		parts = append(parts, c.Security().Block)
		if os.Value() == "windows" && c.Privileged().Present() {
			w.notOfSystem(c.Privileged().Name(), c.Privileged().Range(), os)
		}
	}
	for _, part := range parts {
		for _, name := range ofLinux() {
			if a := part.Get(name); a != nil && os.Value() == "windows" {
				w.notOfSystem(name, a.Range, os)
			}
			if b := part.Child(name); b.Present() && os.Value() == "windows" {
				w.notOfSystem(name, b.Header, os)
			}
		}
		if b := part.Child("windows_options"); b.Present() && os.Value() == "linux" {
			w.notOfSystem(b.Schema.Name, b.Header, os)
		}
	}
	if os.Value() == "windows" {
		pod := w.Workload().Advanced().Pod()
		for _, q := range []blocks.Quota{pod.CPU(), pod.Memory()} {
			if q.Present() {
				w.notOfSystem(q.Schema.Name, q.Header, os)
			}
		}
	}
}

func (w *workload) notOfSystem(name string, at hcl.Range, os decode.Argument[string]) {
	w.fail(at, "Not for this operating system", "%s does not apply to Pods with os = %s. Remove it, or change os in pod.", name, shown(os))
}

// ofLinux are the arguments of both security blocks that Windows does not have.
func ofLinux() []string {
	return []string{
		"run_as_user", "run_as_group", "fs_group", "fs_group_change_policy", "supplemental_groups", "supplemental_groups_policy", "sysctls", "se_linux_options", "se_linux_change_policy",
		"seccomp_profile", "app_armor_profile", "host_users", "host_pid", "host_ipc", "share_process_namespace", "capabilities", "read_only_root_filesystem", "allow_privilege_escalation", "proc_mount",
	}
}

// hostProcess wants all containers of a Pod to be processes of the node, or none.
func (w *workload) hostProcess() {
	pod := w.Workload().Advanced().Security().WindowsOptions().HostProcess()
	all, first := true, pod
	for _, c := range allContainers(w.Item) {
		own := c.Security().WindowsOptions().HostProcess()
		if own.Present() && pod.Present() && own.Value() != pod.Value() {
			w.fail(own.Range(), "Conflicting arguments", "host_process of %s must be as that of the Pod, which is %s. Remove one of the two.", c.Title(), shown(pod))
			return
		}
		holds := own.Value() || !own.Present() && pod.Value()
		all = all && holds
		if holds && !first.Value() {
			first = own
		}
	}
	switch {
	case !first.Value():
	case !all:
		w.fail(first.Range(), "Conflicting arguments", "The containers of a Pod are all processes of the node, or none of them is. Set host_process in windows_options of the security block of advanced.")
	case !w.Workload().Advanced().Network().HostNetwork().Value():
		w.fail(first.Range(), "Missing required argument", "Processes of the node use its network. Add network { host_network = true } to advanced.")
	}
}
