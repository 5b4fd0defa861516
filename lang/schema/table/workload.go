package table

import "github.com/workloadlang/wl/lang/schema"

// Section 1, basic information, and what is written directly in a workload.
func workload() *schema.Block {
	return many("workload", "", "A workload: a program that runs in Pods.", "工作负载：在 Pod 中运行的程序。", emits("workload"), section("1"),
		label(attr("label", String, "", "The workload's name unless name is set.", "工作负载的名称，设置了 name 时除外。")),
		attr("kind", String, "", "Kind of workload.", "负载类型。", public, required, limited(oneOf(schema.KindNames()...))),
		attr("name", String, "metadata.name", "The workload's name; the label where unset. It is immutable.", "负载名称；未设置时取块标签。之后不可更改。",
			public, documented(documentedName()), limited(objectName())),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "命名空间；未设置时与栈相同。", public, limited(dnsLabel())),
		clusters(),
		objectLifecycle(),
		attr("replicas", Int, "spec.replicas", "Number of Pods; in a Job, of those that must succeed.", "实例数；任务中为须成功的 Pod 数。",
			in(schema.Deployment|schema.StatefulSet|schema.Job), at(schema.Job, "spec.completions"), byDefaultIn(schema.Deployment|schema.StatefulSet, int64(2)), byDefaultIn(schema.Job, int64(1)), limited(atLeast(0)), by(CompileReplicas)),
		attr("description", String, "metadata.annotations[kubernetes.io/description]", "What the workload is for.", "工作负载的描述信息。",
			documented(characters(512))),
		attr("image_pull_secrets", StringList, "{pod}.imagePullSecrets", "Secrets for pulling images from a private registry.", "镜像仓库密钥。", public, inSection("2.1"),
			limited(objectName()), by(CompileNames), writes("{pod}.imagePullSecrets.name")),
		attr("service_account", String, "{pod}.serviceAccountName", "Service account of the Pods, where it is not the block service_account.", "Pod 使用的服务账号，不由 service_account 块创建时设置。", limited(objectName())),
		automountToken(),
		attr("service_name", String, "spec.serviceName", "Governing service of a StatefulSet, where it is none of the services here.", "有状态工作负载的治理服务；不是此处的服务时设置。", in(schema.StatefulSet), limited(dnsLabel())),
		ownSelector(),
		raw(),
		container(),
		initContainer(),
		volume(),
		resourceClaim(),
		schedule(),
		service(), ingress(), route(), serviceAccount(), besideNetworkPolicy(),
		group("advanced", "", "Advanced configuration.", "高级配置。", section("4"),
			attr("pod_management_policy", String, "spec.podManagementPolicy", "Whether Pods start and stop one after the other or all at once.", "容器管理策略：按序或并行启动和停止 Pod。",
				in(schema.StatefulSet), inSection("4.2"), byDefault("OrderedReady"), limited(oneOf("OrderedReady", "Parallel"))),
			fields("ordinals", "spec.ordinals", "Numbers of the Pods of a StatefulSet.", "有状态工作负载的 Pod 序号。", only(schema.StatefulSet), section("4.2"),
				attr("start", Int, "start", "Ordinal of the first Pod; 0 where unset.", "首个 Pod 的序号；未设置时为 0。", limited(atLeast(0)))),
			claimRetention(),
			upgrade(), scheduling(), metadata(), dns(), network(), podSecurity(), pod(), job(), autoscale(), disruptionBudget()),
	)
}

// claimRetention is what becomes of the claims that claim_template has made.
func claimRetention() *schema.Block {
	return fields("persistent_volume_claim_retention_policy", "spec.persistentVolumeClaimRetentionPolicy",
		"What becomes of the claims of claim_template when their Pods go for good; they are kept where unset.", "claim_template 创建的声明在其 Pod 不再需要后的处理方式；未设置时保留。",
		only(schema.StatefulSet), section("4.2"), typed("ClaimRetention"),
		attr("when_deleted", String, "whenDeleted", `When the StatefulSet is deleted: "Delete" deletes the claims and their data.`, `删除工作负载时："Delete" 删除声明及其数据。`, limited(oneOf("Retain", "Delete"))),
		attr("when_scaled", String, "whenScaled", `When replicas are reduced: "Delete" deletes the claims of the Pods that go, and their data.`, `减少实例数时："Delete" 删除相应 Pod 的声明及其数据。`, limited(oneOf("Retain", "Delete"))))
}

// raw is for the fields that have no row.
func raw() *schema.Attribute {
	return attr("raw", Any, "", "Fields of the Kubernetes object that the language does not have: { spec = {…} } is merged over the object of the block. Maps are merged; lists whose items have keys are merged by key, such as containers by name; everything else is replaced, and null removes a field.",
		"语言中没有的 Kubernetes 对象字段：{ spec = {…} } 覆盖在块生成的对象之上。映射逐字段合并，有键的列表按键合并（例如容器按名称），其余均被替换，null 去除字段。", by(CompileRaw))
}
