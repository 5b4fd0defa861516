package table

import "github.com/workloadlang/wl/lang/schema"

// persistentVolume is storage that is there already, for one claim.
func persistentVolume() *schema.Block {
	return many("persistent_volume", "", "A PersistentVolume: storage that is there already, for one claim to use.", "持久卷（PersistentVolume）：已有的存储，供一个声明使用。",
		append(append(clusterObjectRows("PersistentVolume", "持久卷", objectName()), volumeSources()...), emits("PersistentVolume"),
			attr("size", Quantity, "spec.capacity.storage", "Its size.", "容量。", required, limited(storageQuantity()), writes("spec.capacity")),
			attr("access_modes", StringList, "spec.accessModes", "Access modes.", "访问模式。", byDefault([]any{"ReadWriteOnce"}), sized(atLeast(1)),
				limited(oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"))),
			attr("storage_class", String, "spec.storageClassName", "StorageClass that claims ask for; none where unset.", "声明所请求的存储类；未设置时没有。", limited(className()), example(`"fast"`)),
			attr("volume_mode", String, "spec.volumeMode", "Whether it has files or is a device.", "文件系统或块设备。", limited(oneOf("Filesystem", "Block"))),
			attr("reclaim_policy", String, "spec.persistentVolumeReclaimPolicy", `What becomes of it, and of its data, when its claim is deleted; "Retain" keeps it.`, `声明删除后的处理方式；"Retain" 保留数据。`, limited(oneOf("Retain", "Delete", "Recycle"))),
			attr("mount_options", StringList, "spec.mountOptions", "Options with which it is mounted.", "挂载选项。", example(`["nfsvers=4.1"]`)),
			attr("volume_attributes_class", String, "spec.volumeAttributesClassName", "VolumeAttributesClass of the driver.", "驱动的卷属性类。", limited(objectName()), example(`"gold"`)),
			fields("claim", "spec.claimRef", "The claim that it is kept for.", "为其保留的声明。", typed("ClaimReference"), compiledBy(CompileClaimReference), blockWrites("apiVersion", "kind"),
				attr("namespace", String, "namespace", "Its namespace.", "声明所在的命名空间。", required, limited(dnsLabel())),
				attr("name", String, "name", "Its name.", "声明的名称。", required, limited(objectName()))),
			group("node_affinity", "spec.nodeAffinity", "Nodes that reach it. They are immutable.", "能够访问它的节点，之后不可更改。", typed("VolumeNodes"),
				many("required", "required.nodeSelectorTerms", "A condition that a node must meet; one of several such blocks is enough.", "节点必须满足的条件；多个块满足其一即可。", typed("VolumeNodeTerm"),
					match("matchExpressions", oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")), matchField("matchFields"))))...)
}

// volumeSources are what a volume can be; there is one of them.
func volumeSources() []row {
	secret := func(name, field, english, chinese string) *schema.Block {
		return fields(name, field, english, chinese, typed("SecretReference"),
			attr("namespace", String, "namespace", "Its namespace.", "所在的命名空间。", required, limited(dnsLabel())),
			attr("name", String, "name", "Its name.", "名称。", required, limited(objectName())))
	}
	return []row{
		fields("csi", "spec.csi", "A volume of a CSI driver.", "CSI 驱动的数据卷。", typed("DriverVolume"),
			attr("driver", String, "driver", "The driver's name.", "驱动名称。", required, limited(driverName())),
			attr("volume_handle", String, "volumeHandle", "The volume's name with the driver.", "数据卷在驱动中的名称。", required, example(`"vol-1"`)),
			attr("volume_attributes", StringMap, "volumeAttributes", "What the driver is told of it.", "传给驱动的属性。"),
			fileSystem(), readOnlyVolume(),
			secret("controller_publish_secret", "controllerPublishSecretRef", "Secret for attaching it.", "挂接时使用的保密字典。"), secret("node_stage_secret", "nodeStageSecretRef", "Secret for staging it on a node.", "在节点上准备时使用的保密字典。"),
			secret("node_publish_secret", "nodePublishSecretRef", "Secret for mounting it.", "挂载时使用的保密字典。"), secret("controller_expand_secret", "controllerExpandSecretRef", "Secret for expanding it.", "扩容时使用的保密字典。"),
			secret("node_expand_secret", "nodeExpandSecretRef", "Secret for expanding it on a node.", "在节点上扩容时使用的保密字典。")),
		fields("nfs", "spec.nfs", "A directory of an NFS server.", "NFS 服务器上的目录。", typed("NFSVolume"),
			attr("server", String, "server", "The server.", "服务器。", required, example(`"nfs.example.com"`)),
			attr("path", String, "path", "The directory.", "目录。", required, limited(hostPath())), readOnlyVolume()),
		fields("local", "spec.local", "A directory or device of one node, which node_affinity names.", "某个节点上的目录或设备，节点由 node_affinity 指定。", typed("LocalVolume"),
			attr("path", String, "path", "The path on the node.", "节点路径。", required, limited(hostPath())), fileSystem()),
		fields("host_path", "spec.hostPath", "A directory of whichever node a Pod is on, for clusters of one node.", "Pod 所在节点上的目录，用于单节点集群。", typed("HostPathVolume"),
			attr("path", String, "path", "The path on the node.", "节点路径。", required, limited(hostPath())),
			attr("type", String, "type", "What must exist at the path, or is created.", "路径的类型：须已存在，或在不存在时创建。",
				limited(oneOf("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")))),
		fields("iscsi", "spec.iscsi", "A disk of an iSCSI target.", "iSCSI 目标的磁盘。", typed("ISCSIVolume"),
			attr("target_portal", String, "targetPortal", "The portal: address and port.", "门户：地址和端口。", required, example(`"10.0.0.10:3260"`)),
			attr("iqn", String, "iqn", "The target's qualified name.", "目标的 IQN。", required, example(`"iqn.2001-04.com.example:storage"`)),
			attr("lun", Int, "lun", "Number of the disk.", "磁盘编号。", required, limited(between(0, 255))),
			attr("portals", StringList, "portals", "Further portals.", "其他门户。", example(`["10.0.0.11:3260"]`)),
			attr("initiator_name", String, "initiatorName", "Qualified name of the initiator.", "发起端的 IQN。", example(`"iqn.2001-04.com.example:client"`)),
			attr("iscsi_interface", String, "iscsiInterface", "Interface that is used.", "所用的接口。", example(`"default"`)),
			attr("chap_auth_discovery", Bool, "chapAuthDiscovery", "Whether discovery needs CHAP.", "发现时是否使用 CHAP 认证。"),
			attr("chap_auth_session", Bool, "chapAuthSession", "Whether sessions need CHAP.", "会话是否使用 CHAP 认证。"),
			fileSystem(), readOnlyVolume(), secret("secret", "secretRef", "Secret for CHAP.", "CHAP 认证的保密字典。")),
		fields("fc", "spec.fc", "A disk of Fibre Channel.", "光纤通道的磁盘。", typed("FCVolume"),
			attr("target_wwns", StringList, "targetWWNs", "Names of the targets, with lun.", "目标的 WWN，与 lun 一起使用。", example(`["50060e801049cfd1"]`)),
			attr("lun", Int, "lun", "Number of the disk.", "磁盘编号。", limited(between(0, 255))),
			attr("wwids", StringList, "wwids", "World-wide identifiers, instead of targets and lun.", "WWID，代替 WWN 和 lun。", example(`["3600508b400105e210000900000490000"]`)),
			fileSystem(), readOnlyVolume()),
	}
}

// storageClass is a kind of storage that claims ask for.
func storageClass() *schema.Block {
	return many("storage_class", "", "A StorageClass: a kind of storage that claims ask for.", "存储类（StorageClass）：声明所请求的存储类型。",
		append(clusterObjectRows("StorageClass", "存储类", objectName()), emits("StorageClass"),
			attr("default", Bool, "metadata.annotations[storageclass.kubernetes.io/is-default-class]", "Whether claims that name no class get this one.", "没有指定存储类的声明是否使用它。"),
			attr("provisioner", String, "provisioner", "What makes the volumes. It is immutable.", "创建数据卷的组件，之后不可更改。", public, required, limited(labelKey()), example(`"csi.example.com"`)),
			attr("parameters", StringMap, "parameters", "What it is told. They are immutable.", "传给它的参数，之后不可更改。", keys(notEmpty()), example(`{ type = "ssd" }`)),
			attr("reclaim_policy", String, "reclaimPolicy", "What becomes of a volume when its claim is deleted. It is immutable.", "声明删除后数据卷的处理方式，之后不可更改。", limited(oneOf("Delete", "Retain"))),
			attr("volume_binding_mode", String, "volumeBindingMode", "Whether a volume is made at once, or for the node of the first Pod that uses it. It is immutable.", "立即创建数据卷，或等到首个使用它的 Pod 确定节点后创建；之后不可更改。",
				limited(oneOf("Immediate", "WaitForFirstConsumer"))),
			attr("allow_volume_expansion", Bool, "allowVolumeExpansion", "Whether claims can be expanded.", "声明能否扩容。"),
			attr("mount_options", StringList, "mountOptions", "Options with which volumes are mounted.", "数据卷的挂载选项。", example(`["noatime"]`)),
			many("allowed_topology", "allowedTopologies", "Where volumes can be made; one of several such blocks is enough.", "可创建数据卷的拓扑域；多个块满足其一即可。",
				many("match", "matchLabelExpressions", "A label of nodes; all in a block must hold.", "节点标签；同一块中须全部满足。", blockOption(mandatory), typed("TopologyMatch"),
					label(attr("key", String, "key", "The label's key.", "标签键。", limited(labelKey()))),
					attr("values", StringList, "values", "Values, of which one is enough.", "标签值，满足其一即可。", required, sized(atLeast(1)), limited(labelValue())))))...)
}
