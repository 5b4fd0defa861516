package table

import "github.com/workloadlang/wl/lang/schema"

func claimTemplate() *schema.Block {
	return single("claim_template", "{object}.spec.volumeClaimTemplates", "A claim template: a PersistentVolumeClaim is created for each Pod of a StatefulSet and kept for it.", "数据卷声明模板：为有状态工作负载的每个 Pod 创建并保留。",
		append(templateRows(), only(schema.StatefulSet), blockWrites("metadata.name"), instead("a volume_claim block beside the workload and persistent_volume_claim = { claim_name = volume_claim.<name>.name } here",
			"在工作负载之外写 volume_claim 块，并在此处写 persistent_volume_claim = { claim_name = volume_claim.<名称>.name }"))...)
}

// ephemeral is a claim that lives as long as its Pod.
func ephemeral() *schema.Block {
	return single("ephemeral", "ephemeral.volumeClaimTemplate", "A PersistentVolumeClaim that is created for each Pod and deleted with it.", "为每个 Pod 创建并随之删除的数据卷声明。",
		append(templateRows(), typed("ClaimTemplate"))...)
}

func templateRows() []row {
	return append(claimRows(), claimLabels(),
		attr("annotations", StringMap, "metadata.annotations", "Annotations of the claims.", "声明的注解。", public, keys(annotationKey(), notOwn())))
}

// claimRows are what every claim has.
func claimRows() []row {
	return []row{
		attr("storage_class", String, "spec.storageClassName", `StorageClass; the cluster's default where unset, and none where "": an existing volume is needed then.`,
			`存储类；未设置时为集群默认值；为 "" 时不使用存储类，须有现成的数据卷。`, limited(className()), example(`"fast"`)),
		attr("size", Quantity, "spec.resources.requests.storage", "Requested size.", "容量。", required, limited(storageQuantity())),
		attr("size_limit", Quantity, "spec.resources.limits.storage", "Maximum size.", "容量上限。", limited(storageQuantity())),
		attr("access_modes", StringList, "spec.accessModes", "Access modes.", "访问模式。", byDefault([]any{"ReadWriteOnce"}), sized(atLeast(1)),
			limited(oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"))),
		attr("volume_mode", String, "spec.volumeMode", "Whether it is mounted, or used as a block device.", "挂载文件系统（Filesystem），或作为块设备（Block）使用。", limited(oneOf("Filesystem", "Block"))),
		attr("volume_name", String, "spec.volumeName", "An existing PersistentVolume that is bound.", "要绑定的已有数据卷（PersistentVolume）。", limited(objectName())),
		attr("volume_attributes_class", String, "spec.volumeAttributesClassName", "VolumeAttributesClass.", "数据卷属性类。", limited(className()), example(`"gold"`)),
		single("selector", "spec.selector", "Labels of the existing volumes, one of which is bound.", "可绑定的已有数据卷须具有的标签。", selectorRows("PersistentVolume", "数据卷")...),
		fields("data_source", "spec.dataSource", "What the volume is filled with: a claim or a VolumeSnapshot of the same namespace.", "数据卷的初始内容：同一命名空间中的声明或 VolumeSnapshot。", append(sourceRows(), typed("DataSource"))...),
		fields("data_source_ref", "spec.dataSourceRef", "What the volume is filled with: any object for which the cluster has a populator.", "数据卷的初始内容：集群能够处理的任意对象。", append(sourceRows(), typed("DataSource"),
			attr("namespace", String, "namespace", "The object's namespace; the claim's where unset.", "对象的命名空间；未设置时与声明相同。", limited(dnsLabel())))...),
	}
}

func sourceRows() []row {
	return []row{
		attr("api_group", String, "apiGroup", "The object's API group; the core group where unset.", "对象的 API 组；未设置时为核心组。", limited(objectName()), example(`"snapshot.storage.k8s.io"`)),
		attr("kind", String, "kind", "The object's kind.", "对象的类型。", required, limited(pattern(`[A-Za-z][A-Za-z0-9]*`, "be a kind", "为对象类型", "VolumeSnapshot"))),
		attr("name", String, "name", "The object's name.", "对象名称。", required, limited(objectName())),
	}
}

func claimLabels() *schema.Attribute {
	return attr("labels", StringMap, "metadata.labels", "Labels of the claims.", "声明的标签。", public, keys(labelKey(), notOwn()), limited(labelValue()))
}

// className is the name of a class, or says that there is none.
func className() schema.Limit {
	l := objectName()
	holds := l.Holds
	l.English += ", or be empty"
	l.Chinese += "，或为空"
	l.Holds = func(v any) bool { return v == "" || holds(v) }
	return l
}
