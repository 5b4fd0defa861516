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
			attr("read_only", Bool, "readOnly", "Whether the container cannot write to it.", "是否只读。")))
}

// volume is what a Pod's containers can mount.
func volume() *schema.Block {
	return many("volume", "{pod}.volumes", "A volume that containers can mount.", "容器可以挂载的数据卷。", section("2.5"), compiledBy(CompileVolume),
		label(attr("name", String, "name", "The volume's name.", "数据卷名称。", limited(dnsLabel()))),
		projection("config_map", "name", "Files with the entries of a ConfigMap.", "配置项中的条目作为文件。", "The ConfigMap's name.", "配置项名称。"),
		projection("secret", "secretName", "Files with the entries of a Secret.", "保密字典中的条目作为文件。", "The Secret's name.", "保密字典名称。"),
		fields("empty_dir", "emptyDir", "A directory that is initially empty and is deleted with the Pod.", "临时目录，随 Pod 删除。", compiledBy(CompilePresent),
			attr("medium", String, "medium", `"Memory" keeps it in memory; the node's disk where unset.`, `"Memory" 为内存；未设置时为节点磁盘。`, limited(oneOf("Memory"))),
			attr("size_limit", Quantity, "sizeLimit", "Maximum size.", "容量上限。", limited(memoryQuantity()))),
		fields("host_path", "hostPath", "A file or directory of the node.", "节点上的文件或目录。",
			attr("path", String, "path", "The path on the node.", "节点路径。", required, limited(hostPath())),
			attr("type", String, "type", "What must exist at the path, or is created.", "路径的类型：须已存在，或在不存在时创建。",
				limited(oneOf("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")))),
		fields("persistent_volume_claim", "persistentVolumeClaim", "An existing PersistentVolumeClaim.", "已有的数据卷声明。",
			attr("claim_name", String, "claimName", "The claim's name.", "声明名称。", required, limited(objectName())),
			attr("read_only", Bool, "readOnly", "Whether no container can write to it.", "是否只读。")),
		claimTemplate())
}

func projection(name, field, english, chinese, source, sourceChinese string) *schema.Block {
	kubernetes := map[string]string{"config_map": "configMap", "secret": "secret"}[name]
	return fields(name, kubernetes, english, chinese, typed("Projection"),
		attr("name", String, field, source, sourceChinese, required, limited(objectName())),
		attr("items", StringMap, "items", "File names by key; every key is a file of its name where unset.", "按键指定文件名；未设置时每个键为同名文件。",
			keys(configKey()), limited(innerPath()), sized(atLeast(1)), by(CompileItems)),
		attr("default_mode", FileMode, "defaultMode", "The files' mode.", "文件权限。", limited(permissions())),
		attr("optional", Bool, "optional", "Whether containers start without it.", "不存在时容器是否仍然启动。"))
}

func claimTemplate() *schema.Block {
	return single("claim_template", "{object}.spec.volumeClaimTemplates", "A claim template: a PersistentVolumeClaim is created for each Pod of a StatefulSet and kept for it.", "数据卷声明模板：为有状态工作负载的每个 Pod 创建并保留。",
		append(claimRows(), claimLabels(), only(schema.StatefulSet), instead("a volume_claim block beside the workload and persistent_volume_claim = { claim_name = volume_claim.<name>.name } here",
			"在工作负载之外写 volume_claim 块，并在此处写 persistent_volume_claim = { claim_name = volume_claim.<名称>.name }"))...)
}

// claimRows are what every claim has.
func claimRows() []row {
	return []row{
		attr("storage_class", String, "spec.storageClassName", "StorageClass; the cluster's default where unset.", "存储类；未设置时为集群默认值。", limited(objectName())),
		attr("size", Quantity, "spec.resources.requests.storage", "Requested size.", "容量。", required, limited(storageQuantity())),
		attr("access_modes", StringList, "spec.accessModes", "Access modes.", "访问模式。", byDefault([]any{"ReadWriteOnce"}), sized(atLeast(1)),
			limited(oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"))),
	}
}

func claimLabels() *schema.Attribute {
	return attr("labels", StringMap, "metadata.labels", "Labels of the claims.", "声明的标签。", public, keys(labelKey(), notOwn()), limited(labelValue()))
}

// permissions are those of a file, without the bits above them.
func permissions() schema.Limit {
	l := between(0, 0o777)
	l.English, l.Chinese = `be between "0000" and "0777"`, `在 "0000" 到 "0777" 之间`
	l.Written = func(v any) any { return fmt.Sprintf("%04o", v) }
	return l
}

func mountPath() schema.Limit {
	return pattern(`/[^:]*`, `begin with "/" and contain no ":"`, `以 "/" 开头，不含 ":"`, "/data")
}
