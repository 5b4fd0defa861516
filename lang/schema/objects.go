package schema

// The top-level blocks that make one plain object each.

func namespace() *Block {
	return many("namespace", "", "A namespace of the cluster.", "集群的命名空间。", emits("Namespace"),
		label(attr("label", String, "", "The namespace's name unless name is set.", "命名空间的名称，除非设置了 name。")),
		attr("name", String, "metadata.name", "The namespace's name; the label where unset.", "命名空间的名称；未设置时为标签。", public, limited(dnsLabel())),
		clusters(),
		attr("labels", StringMap, "metadata.labels", "Labels.", "标签。", public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("annotations", StringMap, "metadata.annotations", "Annotations.", "注解。", public, keys(annotationKey(), notOwn())),
	)
}

func configMap() *Block {
	return many("config_map", "", "A ConfigMap: configuration that containers read.", "配置项：供容器读取的配置。", emits("ConfigMap"),
		label(attr("label", String, "", "The ConfigMap's name unless name is set.", "配置项的名称，除非设置了 name。")),
		attr("name", String, "metadata.name", "The ConfigMap's name; the label where unset.", "配置项的名称；未设置时为标签。", public, limited(objectName())),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "所在的命名空间；未设置时与栈相同。", public, limited(dnsLabel())),
		clusters(),
		attr("data", StringMap, "data", "The entries: text by key.", "条目：按键保存的文本。", keys(configKey())),
		attr("binary_data", StringMap, "binaryData", "Entries of bytes, in base64 (see filebase64).", "二进制条目，使用 base64（见 filebase64）。",
			keys(configKey()), limited(base64Text())),
		attr("immutable", Bool, "immutable", "Whether it can never be changed, only replaced.", "是否不可修改，只能替换。"),
		attr("labels", StringMap, "metadata.labels", "Labels.", "标签。", public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("annotations", StringMap, "metadata.annotations", "Annotations.", "注解。", public, keys(annotationKey(), notOwn())),
	)
}
