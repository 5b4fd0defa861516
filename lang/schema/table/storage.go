package table

import (
	"fmt"

	"github.com/workloadlang/wl/lang/schema"
)

// Section 2.5, data storage: where a container sees its volumes.
func storage() *schema.Block {
	return group("storage", "", "Mounts of the workload's volumes in the container.", "数据存储：容器中的挂载。", section("2.5"),
		many("mount", "volumeMounts", "A volume at a path of the container.", "挂载到容器路径的数据卷。",
			label(attr("path", String, "mountPath", "The path in the container.", "容器路径。", limited(mountPath()))),
			attr("volume", String, "name", "The volume's name.", "数据卷名称。", required, limited(dnsLabel())),
			attr("sub_path", String, "subPath", "The part of the volume that is mounted; all of it where unset.", "子路径；未设置时为整个数据卷。", limited(innerPath())),
			attr("sub_path_expr", String, "subPathExpr", "The part of the volume that is mounted, by variables of the container: \"$(POD_NAME)\".", "以容器的变量表示的子路径，例如 \"$(POD_NAME)\"。", limited(innerPath())),
			attr("read_only", Bool, "readOnly", "Whether the container cannot write to it.", "是否只读。"),
			attr("recursive_read_only", String, "recursiveReadOnly", "Whether what is mounted below it is read-only, too, with read_only = true.", "read_only = true 时，其下的挂载是否也只读。",
				limited(oneOf("Disabled", "IfPossible", "Enabled"))),
			attr("mount_propagation", String, "mountPropagation", "Whether mounts made later are seen: those of the node (HostToContainer), or those of either side (Bidirectional); neither where unset.",
				"是否传播之后的挂载：节点到容器（HostToContainer）或双向（Bidirectional）；未设置时不传播。", limited(oneOf("None", "HostToContainer", "Bidirectional"))),
			attr("bind_mount_options", StringList, "bindMountOptions", "Options of the mount.", "挂载选项。", public, limited(oneOf("noexec", "nodev", "nosuid")))),
		many("device", "volumeDevices", "A volume as a block device: one of a claim whose volume_mode is Block.", "作为块设备使用的数据卷，其声明的 volume_mode 须为 Block。",
			label(attr("path", String, "devicePath", "The device's path in the container.", "容器中的设备路径。", limited(hostPath()))),
			attr("volume", String, "name", "The volume's name.", "数据卷名称。", required, limited(dnsLabel()))))
}

// permissions are those of a file, without the bits above them.
func permissions() schema.Limit {
	l := between(0, 0o777)
	l.English, l.Chinese = `be between "0000" and "0777"`, `在 "0000" 到 "0777" 之间`
	l.Written = func(v any) any { return fmt.Sprintf("%04o", v) }
	return l
}

// emptyDirPermissions may have the sticky bit, too, which /tmp has.
func emptyDirPermissions() schema.Limit {
	l := permissions()
	l.English, l.Chinese = `be between "0000" and "1777"`, `在 "0000" 到 "1777" 之间`
	l.Holds = between(0, 0o1777).Holds
	return l
}

func mountPath() schema.Limit {
	return pattern(`/[^:]*|[A-Za-z]:[/\\][^:]*`, `begin with "/" and contain no ":", or be a path of Windows`, `以 "/" 开头，不含 ":"，或为 Windows 路径`, "/data")
}

func medium() schema.Limit {
	return pattern(`Memory|HugePages(-[0-9]+[KMG]i)?`, `be "Memory", "HugePages" or one such as "HugePages-2Mi"`, `为 "Memory"、"HugePages" 或 "HugePages-2Mi" 等`, "Memory")
}
