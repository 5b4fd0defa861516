package table

import "github.com/workloadlang/wl/lang/schema"

// Section 2.6, security of a container.
func security() *schema.Block {
	return group("security", "securityContext", "What the container's processes may do.", "安全设置。", section("2.6"),
		runAsUser(), runAsGroup(), runAsNonRoot(),
		attr("read_only_root_filesystem", Bool, "readOnlyRootFilesystem", "Whether the root filesystem is read-only.", "根文件系统是否只读。"),
		attr("allow_privilege_escalation", Bool, "allowPrivilegeEscalation", "Whether a process can gain more privileges than its parent.", "进程能否获得比父进程更多的权限。"),
		fields("capabilities", "capabilities", "Linux capabilities to add or drop.", "Linux 内核能力。",
			attr("add", StringList, "add", "Capabilities to add.", "增加的能力。", limited(capability())),
			attr("drop", StringList, "drop", `Capabilities to drop; "ALL" drops all.`, `去除的能力；"ALL" 为全部。`, limited(capability()))),
		seccomp())
}

// podSecurity is what holds for all containers of a Pod, and for its volumes.
func podSecurity() *schema.Block {
	return group("security", "{pod}.securityContext", "Security settings of the whole Pod; containers can override them.", "Pod 级安全设置，容器可单独覆盖。", section("2.6"), typed("PodSecurity"),
		runAsUser(), runAsGroup(), runAsNonRoot(),
		attr("fs_group", Int, "fsGroup", "Group ID that owns the volumes' files.", "数据卷文件所属的 GID。", limited(atLeast(0))),
		attr("fs_group_change_policy", String, "fsGroupChangePolicy", "Whether the files' owner is set at every start, or only where it differs.", "何时更改数据卷文件的所属组。",
			limited(oneOf("Always", "OnRootMismatch"))),
		attr("supplemental_groups", IntList, "supplementalGroups", "Further group IDs of the processes.", "附加用户组的 GID。", limited(atLeast(0))),
		seccomp())
}

func runAsUser() *schema.Attribute {
	return attr("run_as_user", Int, "runAsUser", "User ID of its processes; 0 is root.", "运行用户的 UID；0 为 root。", limited(atLeast(0)))
}

func runAsGroup() *schema.Attribute {
	return attr("run_as_group", Int, "runAsGroup", "Group ID of its processes.", "运行用户组的 GID。", limited(atLeast(0)))
}

func runAsNonRoot() *schema.Attribute {
	return attr("run_as_non_root", Bool, "runAsNonRoot", "Whether running as root is refused.", "是否拒绝以 root 运行。")
}

func seccomp() *schema.Block {
	return fields("seccomp_profile", "seccompProfile", "Seccomp profile: which system calls are allowed.", "seccomp 配置：允许的系统调用。",
		attr("type", String, "type", "The runtime's profile, none, or a file of the node.", "运行时默认配置、不限制或节点上的文件。", required,
			limited(oneOf("RuntimeDefault", "Unconfined", "Localhost"))),
		attr("localhost_profile", String, "localhostProfile", `The file, for "Localhost".`, `"Localhost" 的配置文件。`))
}

func capability() schema.Limit {
	return pattern(`[A-Za-z][A-Za-z0-9_]*`, `be a capability without "CAP_", such as "NET_BIND_SERVICE"`, `为不带 "CAP_" 的能力名称，例如 "NET_BIND_SERVICE"`, "NET_BIND_SERVICE")
}
