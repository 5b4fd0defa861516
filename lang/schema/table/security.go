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
		attr("proc_mount", String, "procMount", `How /proc is mounted: "Unmasked" hides nothing in it, which needs host_users = false.`, `/proc 的挂载方式："Unmasked" 不屏蔽其中任何内容，须同时设置 host_users = false。`,
			limited(oneOf("Default", "Unmasked"))),
		seccomp(), appArmor(), seLinuxOptions(), windowsOptions())
}

// podSecurity is what holds for all containers of a Pod, and for its volumes.
func podSecurity() *schema.Block {
	return group("security", "{pod}.securityContext", "Security settings of the whole Pod; containers can override them.", "Pod 级安全设置，容器可单独覆盖。", section("2.6"), typed("PodSecurity"),
		runAsUser(), runAsGroup(), runAsNonRoot(),
		attr("fs_group", Int, "fsGroup", "Group ID that owns the volumes' files.", "数据卷文件所属的 GID。", limited(atLeast(0)), example("1000")),
		attr("fs_group_change_policy", String, "fsGroupChangePolicy", "Whether the files' owner is set at every start, or only where it differs.", "何时更改数据卷文件的所属组。",
			limited(oneOf("Always", "OnRootMismatch"))),
		attr("supplemental_groups", IntList, "supplementalGroups", "Further group IDs of the processes.", "附加用户组的 GID。", limited(atLeast(0)), example("[1000]")),
		attr("supplemental_groups_policy", String, "supplementalGroupsPolicy", "Whether the groups that the image gives its user are kept (Merge), or only those given here count (Strict).", "镜像为用户设置的附加组是保留（Merge），还是只以此处为准（Strict）。",
			limited(oneOf("Merge", "Strict"))),
		attr("host_pid", Bool, "{pod}.hostPID", "Whether they see the node's processes.", "是否使用节点的进程命名空间。"),
		attr("host_ipc", Bool, "{pod}.hostIPC", "Whether they share the node's inter-process communication.", "是否使用节点的进程间通信（IPC）命名空间。"),
		attr("host_users", Bool, "{pod}.hostUsers", "Whether they use the node's user IDs; where false, root in a container is no root on the node.", "是否使用节点的用户命名空间；为 false 时，容器中的 root 不是节点上的 root。"),
		attr("share_process_namespace", Bool, "{pod}.shareProcessNamespace", "Whether the containers of a Pod see each other's processes.", "同一 Pod 的容器是否共享进程命名空间。"),
		attr("sysctls", StringMap, "sysctls", `Kernel parameters of the Pod, such as { "net.core.somaxconn" = "1024" }.`, `Pod 的内核参数，例如 { "net.core.somaxconn" = "1024" }。`, keys(sysctlName()), by(CompileNamedValues), example(`{ "net.core.somaxconn" = "1024" }`)),
		attr("se_linux_change_policy", String, "seLinuxChangePolicy", "How volumes get the Pod's SELinux label: file by file (Recursive), or by the mount (MountOption).", "数据卷如何获得 Pod 的 SELinux 标签：逐个文件（Recursive）或通过挂载选项（MountOption）。",
			limited(oneOf("Recursive", "MountOption"))),
		seccomp(), appArmor(), seLinuxOptions(), windowsOptions())
}

func runAsUser() *schema.Attribute {
	return attr("run_as_user", Int, "runAsUser", "User ID of its processes; 0 is root.", "运行用户的 UID；0 为 root。", limited(atLeast(0)), example("1000"))
}

func runAsGroup() *schema.Attribute {
	return attr("run_as_group", Int, "runAsGroup", "Group ID of its processes.", "运行用户组的 GID。", limited(atLeast(0)), example("1000"))
}

func runAsNonRoot() *schema.Attribute {
	return attr("run_as_non_root", Bool, "runAsNonRoot", "Whether running as root is refused.", "是否拒绝以 root 运行。")
}

func seccomp() *schema.Block {
	return fields("seccomp_profile", "seccompProfile", "Seccomp profile: which system calls are allowed.", "seccomp 配置：允许的系统调用。",
		attr("type", String, "type", "The runtime's profile, none, or a file of the node.", "运行时默认配置、不限制或节点上的文件。", required,
			limited(oneOf("RuntimeDefault", "Unconfined", "Localhost"))),
		attr("localhost_profile", String, "localhostProfile", `The file, for "Localhost".`, `"Localhost" 的配置文件。`, limited(innerPath()), example(`"profiles/audit.json"`)))
}

func appArmor() *schema.Block {
	return fields("app_armor_profile", "appArmorProfile", "AppArmor profile: what files and capabilities are allowed.", "AppArmor 配置：允许访问的文件和能力。",
		attr("type", String, "type", "The runtime's profile, none, or one that is loaded on the node.", "运行时默认配置、不限制或节点上已加载的配置。", required,
			limited(oneOf("RuntimeDefault", "Unconfined", "Localhost"))),
		attr("localhost_profile", String, "localhostProfile", `The profile's name, for "Localhost".`, `"Localhost" 的配置名称。`, limited(pattern(`\S(.*\S)?`, "not be empty, or begin or end with a space", "不能为空，且首尾不含空格", "k8s-apparmor-example"))))
}

func seLinuxOptions() *schema.Block {
	part := func(name, english, chinese, value string) *schema.Attribute {
		return attr(name, String, name, english, chinese, limited(notEmpty()), example(value))
	}
	return fields("se_linux_options", "seLinuxOptions", "SELinux label of its processes; the runtime chooses what is left out.", "进程的 SELinux 标签；未设置的部分由运行时选择。",
		part("user", "SELinux user.", "SELinux 用户。", `"system_u"`), part("role", "SELinux role.", "SELinux 角色。", `"system_r"`),
		part("type", "SELinux type.", "SELinux 类型。", `"container_t"`), part("level", "SELinux level.", "SELinux 级别。", `"s0:c123,c456"`))
}

func windowsOptions() *schema.Block {
	return fields("windows_options", "windowsOptions", "Settings for Windows nodes.", "Windows 节点上的设置。",
		attr("run_as_user_name", String, "runAsUserName", `User of its processes, such as "ContainerUser" or "DOMAIN\\user".`, `运行用户，例如 "ContainerUser" 或 "DOMAIN\\user"。`, limited(windowsUser())),
		attr("host_process", Bool, "hostProcess", "Whether they run as processes of the node, with full access to it.", "是否作为节点的进程运行，拥有节点的所有权限。"),
		attr("gmsa_credential_spec_name", String, "gmsaCredentialSpecName", "GMSACredentialSpec of the service account in Active Directory.", "Active Directory 托管服务账号（GMSA）凭据规范的名称。", limited(objectName())),
		attr("gmsa_credential_spec", String, "gmsaCredentialSpec", "Content of such an object; an admission webhook sets it by the name.", "该凭据规范的内容，通常由准入 webhook 按名称填入。", limited(notEmpty(), characters(64<<10))))
}

func windowsUser() schema.Limit {
	return pattern(`([^\\/:*?"<>|\x00-\x1f]{1,255}\\)?[^"/\\:;|=,+*?<>@\[\]\x00-\x1f]{1,104}`, "be a user of Windows, optionally after a domain and one backslash", "为 Windows 用户，可带域名和一个反斜杠", "ContainerUser")
}

func sysctlName() schema.Limit {
	return pattern(`([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?`, `be the name of a kernel parameter, such as "net.core.somaxconn"`, `为内核参数名称，例如 "net.core.somaxconn"`, "net.core.somaxconn")
}

func capability() schema.Limit {
	return pattern(`[A-Za-z][A-Za-z0-9_]*`, `be a capability without "CAP_", such as "NET_BIND_SERVICE"`, `为不带 "CAP_" 的能力名称，例如 "NET_BIND_SERVICE"`, "NET_BIND_SERVICE")
}
