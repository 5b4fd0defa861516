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
		attr("service_account", String, "{pod}.serviceAccountName", "Service account of the Pods.", "Pod 使用的服务账号。", limited(objectName())),
		automountToken(),
		raw(),
		container(),
		initContainer(),
		volume(),
		resourceClaim(),
		schedule(),
		service(),
		group("advanced", "", "Advanced configuration.", "高级配置。", section("4"),
			attr("pod_management_policy", String, "spec.podManagementPolicy", "Whether Pods start and stop one after the other or all at once.", "容器管理策略：按序或并行启动和停止 Pod。",
				in(schema.StatefulSet), inSection("4.2"), byDefault("OrderedReady"), limited(oneOf("OrderedReady", "Parallel"))),
			upgrade(), scheduling(), metadata(), dns(), network(), podSecurity(), pod(), job(), autoscale(), disruptionBudget()),
	)
}

// raw is for the fields that have no row.
func raw() *schema.Attribute {
	return attr("raw", Any, "", "Fields of the Kubernetes object that the language does not have: { spec = {…} } is merged over the object of the block. Maps are merged; lists whose items have keys are merged by key, such as containers by name; everything else is replaced, and null removes a field.",
		"语言中没有的 Kubernetes 对象字段：{ spec = {…} } 覆盖在块生成的对象之上。映射逐字段合并，有键的列表按键合并（例如容器按名称），其余均被替换，null 去除字段。", by(CompileRaw))
}
