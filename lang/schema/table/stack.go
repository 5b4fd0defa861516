package table

import "github.com/workloadlang/wl/lang/schema"

// The blocks around the workloads: the stack, its clusters, and values.

func stack() *schema.Block {
	return single("stack", "", "The unit that is planned and applied: everything that the files of one directory describe.",
		"栈：一个目录中的文件所描述的全部内容，是计划与执行的单位。", blockOption(mandatory), blockOption(ofStack),
		label(attr("name", String, "", "The stack's name; its objects are labelled with it.", "栈的名称，其对象都带有该名称。", limited(stackName()))),
		attr("namespace", String, "", "Default namespace of the stack's objects.", "未指定命名空间的工作负载所在的命名空间。",
			byDefault("default"), limited(dnsLabel())),
		attr("limits", String, "", `Which limits apply: "documented" (the form's), or "kubernetes" (Kubernetes' own).`,
			`采用哪种限制："documented"（文档中的限制）或 "kubernetes"（Kubernetes 自身的限制）。`,
			byDefault("documented"), limited(oneOf("documented", "kubernetes"))),
		attr("log_collector_image", String, "", "Image of the containers that collect log files; it must have sh and tail.", "采集日志文件的容器的镜像，须含有 sh 和 tail。",
			byDefault("busybox:1.37.0"), limited(imageReference())),
		single("drift", "", "What counts as drift, and what apply does with fields that were added by hand.", "哪些更改视为漂移，以及如何处理他人添加的内容。",
			attr("managers", StringList, "", "Field managers whose changes are drift (manual changes); kubectl (as kubectl rollout undo is), kubectl-edit, -set, -patch, -label, -annotate, -replace and -rollout where unset. Fields that other field managers own are conflicts.",
				"其更改视为漂移的字段管理者（即人工操作）；未设置时为 kubectl（kubectl rollout undo 即以此为名）、kubectl-edit、-set、-patch、-label、-annotate、-replace 和 -rollout。其他管理者持有的字段视为冲突。", example(`["kubectl-edit"]`)),
			attr("additions", String, "", `What apply does with fields that these managers have added and the configuration does not set: "keep" (they are shown in the plan and kept), or "remove" (they are removed).`,
				`如何处理这些管理者添加、而配置中没有设置的字段："keep"（计划中列出，予以保留）或 "remove"（执行时移除）。`, byDefault("keep"), limited(oneOf("keep", "remove")))),
		lint("stack"),
		single("state", "", "Where the stack keeps its state.", "栈的状态保存在哪里。",
			attr("backend", String, "", `Where the state is kept: "cluster" (in Secrets of the cluster itself), or "file" (in a file of the machine that runs wl, one for each cluster).`,
				`状态保存在哪里："cluster"（集群自身的 Secret 中）或 "file"（运行 wl 的机器上的文件中，每个集群一个）。`,
				byDefault("cluster"), limited(oneOf("cluster", "file"))),
			attr("path", String, "", `Directory of the state's files, relative to the stack's own. Required with backend = "file".`,
				`状态文件所在的目录，相对于栈的目录。backend = "file" 时必须设置。`),
			attr("namespace", String, "", "Namespace of the state, by which the stack is told from others of its name; the stack's where unset.", "状态所在的命名空间，用于区分同名的栈；未设置时与栈相同。",
				limited(dnsLabel())),
			attr("keep", Int, "", "Number of revisions that are kept, the current one included. The last good one is always kept.",
				"保留的修订数，含当前修订。最近一个成功的修订始终保留。", byDefault(int64(10)), limited(between(1, 100)))),
		formerRollout(),
	)
}

func cluster() *schema.Block {
	return many("cluster", "", "A cluster that the stack is applied to. Without one, the current context is used.",
		"栈要部署到的集群。未声明时使用当前上下文。", blockOption(ofStack),
		label(attr("name", String, "", "The cluster's name in this stack.", "集群在本栈中的名称。", limited(identifier()))),
		attr(schema.ForEach, Expression, "", `A map or a set of strings: there is a cluster for each element, which is each.key and each.value in the block. Its name is the label, "-" and the key, which --cluster, waves and target.name show; in expressions, it is cluster.<label>["<key>"].`,
			`映射或字符串集合：每个元素对应一个集群，块内以 each.key 和 each.value 引用。集群的名称为标签、“-”和键，用于 --cluster、批次和 target.name；表达式中写作 cluster.<标签>["<键>"]。`, example(`toset(["eu", "us"])`)),
		attr("context", String, "", "Context of the kubeconfig; the current one where unset.", "kubeconfig 的上下文；未设置时为当前上下文。", example(`"prod"`)),
		attr("kubeconfig", String, "", "Path of the kubeconfig file, relative to the stack's own directory; found as by kubectl where unset.", "kubeconfig 文件路径，相对于栈自己的目录；未设置时与 kubectl 的查找方式相同。", example(`"kubeconfig.yaml"`)),
		attr("labels", StringMap, "", "Labels of the cluster, available as target.labels.", "用于区分集群的标签，即 target.labels。"),
		attr("kubernetes_version", String, "", `Kubernetes version for the offline checks, such as "1.36".`, `离线检查所依据的版本，例如 "1.36"。`,
			limited(kubernetesVersion())),
	)
}

func variable() *schema.Block {
	return many("variable", "", "An input value, set with --var, --var-file, WL_VAR_<name> or *.auto.wlvars.",
		"由外部给定的值：--var、--var-file、WL_VAR_<名称> 或 *.auto.wlvars。",
		label(attr("name", String, "", "The variable's name.", "变量名称。", limited(identifier()))),
		attr("type", Expression, "", "Type constraint: string, number, bool, list(…), set(…), map(…), object({…}), tuple([…]) or any.",
			"类型约束：string、number、bool、list(…)、set(…)、map(…)、object({…})、tuple([…]) 或 any。"),
		attr("default", Expression, "", "Default value; without it the variable is required.", "未给定时的值；没有默认值的变量必须给定。"),
		attr("description", String, "", "What the variable is for.", "变量的用途。"),
		attr("sensitive", Bool, "", "Whether its value must never be shown.", "其值是否绝不可显示。"),
		attr("nullable", Bool, "", "Whether it may be null.", "是否可以为 null。", byDefault(true)),
		many("validation", "", "A rule that the value must meet.", "值必须满足的规则。", rule()...),
	)
}

func locals() *schema.Block {
	return many("locals", "", "Names for values that are used in several places.", "为多处使用的值命名。", blockOption(free))
}

func output() *schema.Block {
	return many("output", "", "A value to show once the stack is applied.", "栈部署完成后要显示的值。",
		label(attr("name", String, "", "The output's name.", "输出名称。", limited(identifier()))),
		attr("value", Any, "", "The value.", "值。", required, nullable),
		attr("description", String, "", "What the value is for.", "值的用途。"),
		attr("sensitive", Bool, "", "Whether the value must never be shown.", "其值是否绝不可显示。"),
		precondition("A condition that must hold for the value to be shown.", "给出该值之前必须满足的条件。"),
	)
}

// clusters is the argument of every block that makes an object.
func clusters() *schema.Attribute {
	return attr("clusters", Reference, "", "Clusters that it is applied to, such as [cluster.prod-eu]; a cluster with for_each stands for all that it makes. Every cluster of the stack where unset.",
		"要部署到的集群，例如 [cluster.prod-eu]；带 for_each 的集群代表由它生成的全部集群。未设置时为栈的所有集群。", example("[cluster.prod-eu]"))
}

// kubernetesVersion is one whose servers have every kind that wl writes.
func kubernetesVersion() schema.Limit {
	return pattern(`1\.(2[3-9]|[3-9][0-9])(\.[0-9]+)?`, `be a version of Kubernetes from 1.23 on, such as "1.36"`, `为 1.23 及以上的 Kubernetes 版本号，例如 "1.36"`, "1.36")
}
