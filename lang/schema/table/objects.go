package table

import "github.com/workloadlang/wl/lang/schema"

// The top-level blocks that make one plain object each.

func namespace() *schema.Block {
	return many("namespace", "", "A namespace of the cluster.", "集群的命名空间。", emits("Namespace"),
		label(attr("label", String, "", "The namespace's name unless name is set.", "命名空间的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The namespace's name; the label where unset.", "命名空间的名称；未设置时取块标签。", public, limited(dnsLabel())),
		clusters(),
		objectLifecycle(),
		objectLabels(), objectAnnotations(),
		raw(),
	)
}

func secret() *schema.Block {
	return many("secret", "", "A Secret: confidential data that containers read.", "保密字典：供容器读取的敏感数据。", emits("Secret"),
		label(attr("label", String, "", "The Secret's name unless name is set.", "保密字典的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The Secret's name; the label where unset.", "保密字典的名称；未设置时取块标签。", public, limited(objectName())),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "所在的命名空间；未设置时与栈相同。", public, limited(dnsLabel())),
		clusters(),
		objectLifecycle(),
		attr("type", String, "type", `Its type, such as "kubernetes.io/tls".`, `用途，例如 "kubernetes.io/tls"。`, public, byDefault("Opaque"), limited(notEmpty())),
		attr("data", StringMap, "data", "The entries: plain text by key. The values are never shown; the keys are.", "条目：按键保存的明文。明文绝不显示，键会显示。", openKeys, keys(configKey()), by(CompileSecretData)),
		attr("immutable", Bool, "immutable", "Whether it is immutable: it can only be replaced.", "是否不可修改，只能替换。"),
		objectLabels(), objectAnnotations(),
	)
}

func volumeClaim() *schema.Block {
	return many("volume_claim", "", "A PersistentVolumeClaim: storage that outlives the Pods that use it.", "数据卷声明：不随 Pod 删除的存储。", append(claimRows(), emits("PersistentVolumeClaim"),
		label(attr("label", String, "", "The claim's name unless name is set.", "声明的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The claim's name; the label where unset.", "声明的名称；未设置时取块标签。", public, limited(objectName())),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "所在的命名空间；未设置时与栈相同。", public, limited(dnsLabel())),
		clusters(),
		objectLifecycle(),
		claimLabels(),
		attr("annotations", StringMap, "metadata.annotations", "Annotations.", "注解。", public, keys(annotationKey(), notOwn())),
		raw(),
	)...)
}

func configMap() *schema.Block {
	return many("config_map", "", "A ConfigMap: configuration that containers read.", "配置项：供容器读取的配置。", emits("ConfigMap"),
		label(attr("label", String, "", "The ConfigMap's name unless name is set.", "配置项的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The ConfigMap's name; the label where unset.", "配置项的名称；未设置时取块标签。", public, limited(objectName())),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "所在的命名空间；未设置时与栈相同。", public, limited(dnsLabel())),
		clusters(),
		objectLifecycle(),
		attr("data", StringMap, "data", "The entries: text by key.", "条目：按键保存的文本。", keys(configKey())),
		attr("binary_data", StringMap, "binaryData", "Entries of bytes, in base64 (see filebase64).", "二进制条目，使用 base64（见 filebase64）。",
			keys(configKey()), limited(base64Text())),
		attr("immutable", Bool, "immutable", "Whether it is immutable: it can only be replaced.", "是否不可修改，只能替换。"),
		objectLabels(), objectAnnotations(),
	)
}
