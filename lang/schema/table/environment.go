package table

import "github.com/workloadlang/wl/lang/schema"

// Section 2.4, environment variables: the seven ways.
func environment() *schema.Block {
	return group("environment", "", "Environment variables.", "环境变量。", section("2.4"),
		attr("variables", StringMap, "env", "Variables with a plain value.", "键值对。", keys(environmentName()), by(CompileNamedValues), example(`{ LOG_LEVEL = "info" }`)),
		many("field", "env", "A variable with the value of a field of the Pod.", "取自 Pod 字段的变量。", variableName(),
			attr("path", String, "valueFrom.fieldRef.fieldPath", `The field, such as "metadata.name".`, `字段，例如 "metadata.name"。`, required, limited(podField()))),
		many("resource", "env", "A variable with the value of a container's quota.", "取自容器资源配额的变量。", variableName(),
			attr("resource", String, "valueFrom.resourceFieldRef.resource", `The quota, such as "limits.memory".`, `资源配额，例如 "limits.memory"。`, required, limited(containerResource())),
			attr("container", String, "valueFrom.resourceFieldRef.containerName", "The container; this one where unset.", "容器；未设置时为当前容器。", limited(dnsLabel())),
			attr("divisor", Quantity, "valueFrom.resourceFieldRef.divisor", `The unit of the value, such as "1Mi".`, `计量单位，例如 "1Mi"。`, example(`"1m"`))),
		many("config_map_key", "env", "A variable with the value of one key of a ConfigMap.", "取自配置项中一个键的变量。", variableName(),
			attr("config_map", String, "valueFrom.configMapKeyRef.name", "The ConfigMap's name.", "配置项名称。", required, limited(objectName())),
			attr("key", String, "valueFrom.configMapKeyRef.key", "The key.", "键。", required, limited(configKey())),
			attr("optional", Bool, "valueFrom.configMapKeyRef.optional", "Whether containers start without it.", "不存在时容器是否仍然启动。")),
		many("secret_key", "env", "A variable with the value of one key of a Secret.", "取自保密字典中一个键的变量。", variableName(),
			attr("secret", String, "valueFrom.secretKeyRef.name", "The Secret's name.", "保密字典名称。", required, limited(objectName())),
			attr("key", String, "valueFrom.secretKeyRef.key", "The key.", "键。", required, limited(configKey())),
			attr("optional", Bool, "valueFrom.secretKeyRef.optional", "Whether containers start without it.", "不存在时容器是否仍然启动。")),
		many("file_key", "env", "A variable with the value of one key of a file that an init container has written.", "取自初始化容器所写文件中一个键的变量。", variableName(),
			attr("volume", String, "valueFrom.fileKeyRef.volumeName", "The volume with the file, an empty_dir.", "文件所在的数据卷，须为 empty_dir。", required, limited(dnsLabel())),
			attr("path", String, "valueFrom.fileKeyRef.path", "The file, within the volume.", "数据卷中的文件路径。", required, limited(innerPath())),
			attr("key", String, "valueFrom.fileKeyRef.key", "The key in the file.", "文件中的键。", required, limited(environmentName())),
			attr("optional", Bool, "valueFrom.fileKeyRef.optional", "Whether containers start without it.", "不存在时容器是否仍然启动。")),
		imported("import_config_map", "configMapRef", "All keys of a ConfigMap as variables.", "以配置项的所有键作为变量。", "The ConfigMap's name.", "配置项名称。"),
		imported("import_secret", "secretRef", "All keys of a Secret as variables.", "以保密字典的所有键作为变量。", "The Secret's name.", "保密字典名称。"),
	)
}

func variableName() blockOption {
	return label(attr("name", String, "name", "The variable's name.", "变量名称。", limited(environmentName())))
}

func imported(name, ref, english, chinese, source, sourceChinese string) *schema.Block {
	return many(name, "envFrom", english, chinese, blockOption(sameLabels),
		label(attr("name", String, ref+".name", source, sourceChinese, limited(objectName()))),
		attr("prefix", String, "prefix", "Prefix of the variables' names.", "变量名称的前缀。", limited(environmentName())),
		attr("optional", Bool, ref+".optional", "Whether containers start without it.", "不存在时容器是否仍然启动。"))
}

func podField() schema.Limit {
	return pattern(`metadata\.(name|namespace|uid|(labels|annotations)\['[^']+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?)`,
		"be metadata.name, metadata.namespace, metadata.uid, metadata.labels['…'], metadata.annotations['…'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or status.podIPs",
		"为 metadata.name、metadata.namespace、metadata.uid、metadata.labels['…']、metadata.annotations['…']、spec.nodeName、spec.serviceAccountName、status.hostIP、status.hostIPs、status.podIP 或 status.podIPs", "metadata.name")
}

func containerResource() schema.Limit {
	l := oneOf("limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage")
	other, plain := pattern(`(limits|requests)\.hugepages-[0-9]+[KMG]i`, "", ""), l.Holds
	l.English += `, or be of huge pages, such as "limits.hugepages-2Mi"`
	l.Chinese += `，或为大页内存，例如 "limits.hugepages-2Mi"`
	l.Holds = func(v any) bool { return plain(v) || other.Holds(v) }
	return l
}
