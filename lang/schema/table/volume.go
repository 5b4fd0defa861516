package table

import (
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// volume is what a Pod's containers can mount.
func volume() *schema.Block {
	return many("volume", "{pod}.volumes", "A volume that containers can mount.", "容器可以挂载的数据卷。", section("2.5"), compiledBy(CompileVolume),
		label(attr("name", String, "name", "The volume's name.", "数据卷名称。", limited(dnsLabel()))),
		projection("config_map", "name", "Files with the entries of a ConfigMap.", "配置项中的条目作为文件。", "The ConfigMap's name.", "配置项名称。"),
		projection("secret", "secretName", "Files with the entries of a Secret.", "保密字典中的条目作为文件。", "The Secret's name.", "保密字典名称。"),
		fields("empty_dir", "emptyDir", "A directory that is initially empty and is deleted with the Pod.", "临时目录，随 Pod 删除。", compiledBy(CompilePresent),
			attr("medium", String, "medium", `"Memory" or huge pages keep it in memory; the node's disk where unset.`, `"Memory" 或大页（HugePages）为内存；未设置时为节点磁盘。`, limited(medium())),
			attr("size_limit", Quantity, "sizeLimit", "Maximum size.", "容量上限。", limited(memoryQuantity())),
			attr("mode", FileMode, "mode", "The directory's mode.", "目录权限。", limited(emptyDirPermissions()))),
		fields("host_path", "hostPath", "A file or directory of the node.", "节点上的文件或目录。",
			attr("path", String, "path", "The path on the node.", "节点路径。", required, limited(hostPath())),
			attr("type", String, "type", "What must exist at the path, or is created.", "路径的类型：须已存在，或在不存在时创建。",
				limited(oneOf("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")))),
		fields("persistent_volume_claim", "persistentVolumeClaim", "An existing PersistentVolumeClaim.", "已有的数据卷声明。",
			attr("claim_name", String, "claimName", "The claim's name.", "声明名称。", required, limited(objectName())),
			attr("read_only", Bool, "readOnly", "Whether no container can write to it.", "是否只读。")),
		claimTemplate(),
		ephemeral(),
		projected(),
		downwardAPI(),
		fields("csi", "csi", "A volume that a CSI driver makes for the Pod and deletes with it.", "由 CSI 驱动为 Pod 创建并随之删除的数据卷。",
			attr("driver", String, "driver", "The driver's name.", "驱动名称。", required, limited(driverName())),
			readOnlyVolume(), fileSystem(),
			attr("volume_attributes", StringMap, "volumeAttributes", "What the driver needs to know of it.", "传给驱动的属性。", openKeys),
			attr("node_publish_secret", String, "nodePublishSecretRef.name", "Secret that the driver reads when it mounts the volume.", "驱动挂载数据卷时读取的保密字典。", limited(objectName()))),
		fields("image", "image", "The files of an image, read-only.", "镜像中的文件，只读。",
			attr("reference", String, "reference", "The image, with its tag or digest.", "镜像，带标签或摘要。", required, limited(imageReference())),
			attr("pull_policy", String, "pullPolicy", `When the image is pulled; "Always" for the tag latest and "IfNotPresent" otherwise where unset.`,
				`何时拉取镜像；未设置时，latest 标签为 "Always"，否则为 "IfNotPresent"。`, limited(oneOf("Always", "IfNotPresent", "Never")))),
		fields("nfs", "nfs", "A directory that an NFS server exports.", "NFS 服务器导出的目录。",
			attr("server", String, "server", "Name or address of the server.", "服务器名称或地址。", required, limited(notEmpty())),
			attr("path", String, "path", "The exported path.", "导出的路径。", required, limited(pattern(`/.*`, `begin with "/"`, `以 "/" 开头`, "/export/data"))),
			readOnlyVolume()),
		iscsi(),
		fields("fc", "fc", "A disk of a Fibre Channel network.", "光纤通道（Fibre Channel）磁盘。",
			attr("target_wwns", StringList, "targetWWNs", "World wide names of the target, with lun.", "目标的 WWN，与 lun 一起使用。", limited(notEmpty()), sized(atLeast(1)), example(`["50060e801049cfd1"]`)),
			attr("lun", Int, "lun", "Logical unit of the target.", "目标的逻辑单元号。", limited(between(0, 255))),
			attr("wwids", StringList, "wwids", "World wide identifiers of the disk, instead of target_wwns.", "磁盘的 WWID，取代 target_wwns。", limited(notEmpty()), sized(atLeast(1)), example(`["3600508b400105e210000900000490000"]`)),
			readOnlyVolume(), fileSystem()))
}

func iscsi() *schema.Block {
	name := `iqn\.\d{4}-\d{2}\.[[:alnum:].-]+:[^,;*&$|\s]+|eui\.[[:alnum:]]{16}|naa\.[[:alnum:]]{32}`
	limit := func() schema.Limit {
		return pattern(name, `be an iSCSI name, such as "iqn.2001-04.com.example:storage"`, `为 iSCSI 名称，例如 "iqn.2001-04.com.example:storage"`, "iqn.2001-04.com.example:storage")
	}
	return fields("iscsi", "iscsi", "A disk of an iSCSI target.", "iSCSI 磁盘。",
		attr("target_portal", String, "targetPortal", "Address of the target, with its port where that is not 3260.", "目标地址；端口不是 3260 时须写明端口。", required, limited(notEmpty()), example(`"10.0.0.10:3260"`)),
		attr("portals", StringList, "portals", "Further addresses of the target.", "目标的其他地址。", limited(notEmpty()), example(`["10.0.0.11:3260"]`)),
		attr("iqn", String, "iqn", "Name of the target.", "目标名称。", required, limited(limit())),
		attr("lun", Int, "lun", "Logical unit of the target.", "目标的逻辑单元号。", required, limited(between(0, 255))),
		attr("iscsi_interface", String, "iscsiInterface", "Interface of the initiator; default where unset.", "发起端接口；未设置时为 default。", limited(notEmpty()), example(`"default"`)),
		attr("initiator_name", String, "initiatorName", "Name of the initiator.", "发起端名称。", limited(limit())),
		attr("chap_auth_discovery", Bool, "chapAuthDiscovery", "Whether discovery uses CHAP authentication.", "发现过程是否使用 CHAP 认证。"),
		attr("chap_auth_session", Bool, "chapAuthSession", "Whether the session uses CHAP authentication.", "会话是否使用 CHAP 认证。"),
		attr("secret", String, "secretRef.name", "Secret with the CHAP credentials.", "保存 CHAP 凭据的保密字典。", limited(objectName())),
		readOnlyVolume(), fileSystem())
}

func readOnlyVolume() *schema.Attribute {
	return attr("read_only", Bool, "readOnly", "Whether no container can write to it.", "是否只读。")
}

func fileSystem() *schema.Attribute {
	return attr("fs_type", String, "fsType", `Filesystem of the volume, such as "ext4".`, `数据卷的文件系统，例如 "ext4"。`, limited(notEmpty()), example(`"ext4"`))
}

// driverName is the name of a CSI driver, in which case does not matter.
func driverName() schema.Limit {
	l := objectName()
	holds := l.Holds
	l.English, l.Chinese, l.Examples = "be the name of a driver: at most 63 characters of letters, 0-9, - and .", "为驱动名称：不超过 63 个字符，只含英文字母、数字、中划线（-）和点（.）", []any{"csi.example.com"}
	l.Holds = func(v any) bool { s, ok := v.(string); return !ok || holds(strings.ToLower(s)) && len(s) <= 63 }
	return l
}
