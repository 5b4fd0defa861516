package table

import "github.com/workloadlang/wl/lang/schema"

// Section 4.3, scheduling.
func scheduling() *schema.Block {
	return group("scheduling", "{pod}", "Which nodes the Pods run on.", "调度策略：Pod 运行在哪些节点上。", section("4.3"),
		attr("toleration_seconds", Int, "{pod}.tolerations", "Time before Pods are evicted from a failed node; 300 by the server's default where unset.",
			"容忍时间（秒）：节点故障后 Pod 迁移前的等待时间；未设置时服务器默认为 300。", limited(atLeastOf64(0)), by(CompileTolerationSeconds), example("300")),
		attr("node_selector", StringMap, "{pod}.nodeSelector", "Labels that a node must have.", "节点必须具有的标签。", keys(labelKey()), limited(labelValue())),
		attr("priority_class", String, "{pod}.priorityClassName", "PriorityClass of the Pods.", "优先级类。", limited(objectName()), example(`"high"`)),
		attr("preemption_policy", String, "{pod}.preemptionPolicy", "Whether Pods of lower priority are evicted for them; as in the PriorityClass where unset.", "是否抢占优先级较低的 Pod；未设置时与优先级类相同。",
			limited(oneOf("PreemptLowerPriority", "Never"))),
		attr("scheduler_name", String, "{pod}.schedulerName", "The scheduler; the cluster's own where unset.", "调度器；未设置时为集群自带的调度器。", limited(objectName())),
		attr("scheduling_gates", StringList, "{pod}.schedulingGates", "Gates that keep the Pods from being scheduled until something has removed all of them.", "调度门控：全部移除之前，Pod 不会被调度。", public, limited(labelKey()), by(CompileNames), writes("{pod}.schedulingGates.name")),
		attr("node_name", String, "{pod}.nodeName", "The node that they run on, without a scheduler.", "不经过调度器，直接指定运行的节点。", limited(objectName()), example(`"node-1"`)),
		fields("scheduling_group", "{pod}.schedulingGroup", "The group that the Pods are scheduled together with.", "一起调度的 Pod 组。",
			attr("pod_group_name", String, "podGroupName", "The PodGroup's name.", "PodGroup 的名称。", required, limited(objectName()))),
		many("toleration", "{pod}.tolerations", "A taint of nodes that the Pods tolerate.", "容忍的节点污点。",
			attr("key", String, "key", `The taint's key; every taint where unset, with operator = "Exists".`, `污点键；未设置且 operator = "Exists" 时为所有污点。`, limited(labelKey())),
			attr("operator", String, "operator", "Whether the taint's value must be equal, or any value matches. A value that is a number can be compared (Lt, Gt) where the cluster has the feature gate TaintTolerationComparisonOperators.",
				"操作符：污点值须相等（Equal）或为任意值（Exists）；集群启用特性门控 TaintTolerationComparisonOperators 时可比较数值（Lt、Gt）。", byDefault("Equal"), limited(oneOf("Equal", "Exists", "Lt", "Gt"))),
			attr("value", String, "value", "The taint's value.", "污点值。", limited(labelValue())),
			attr("effect", String, "effect", "The taint's effect; all of them where unset.", "污点效果；未设置时为所有效果。", limited(oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"))),
			attr("toleration_seconds", Int, "tolerationSeconds", `How long the taint is tolerated, for effect = "NoExecute"; forever where unset.`, `effect = "NoExecute" 时的容忍时间（秒）；未设置时为永久。`, limited(atLeastOf64(0)), example("300"))),
		nodeAffinity(),
		podAffinity("workload_affinity", "podAffinity", "Workloads that the Pods run near.", "工作负载亲和性：与哪些工作负载靠近运行。"),
		podAffinity("workload_anti_affinity", "podAntiAffinity", "Workloads that the Pods run away from.", "工作负载反亲和性：与哪些工作负载分开运行。"),
		topologySpread())
}

// The two lists of every affinity.
const (
	requiredTerms  = "requiredDuringSchedulingIgnoredDuringExecution"
	preferredTerms = "preferredDuringSchedulingIgnoredDuringExecution"
)

func nodeAffinity() *schema.Block {
	operators := oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")
	return group("node_affinity", "{pod}.affinity.nodeAffinity", "Nodes that the Pods run on.", "节点亲和性。",
		many("required", requiredTerms+".nodeSelectorTerms", "A condition that a node must meet; one of several such blocks is enough.", "必须满足的条件；多个块满足其一即可。",
			typed("NodeTerm"), match("matchExpressions", operators), matchField("matchFields")),
		many("prefer", preferredTerms, "A condition that preferred nodes meet.", "尽量满足的条件。",
			typed("NodeTerm"), weight(), match("preference.matchExpressions", operators), matchField("preference.matchFields")))
}

func podAffinity(name, kubernetes, english, chinese string) *schema.Block {
	return group(name, "{pod}.affinity."+kubernetes, english, chinese, typed("WorkloadAffinity"),
		many("required", requiredTerms, "A rule that must be met.", "必须满足的条件。", affinityTerm("")...),
		many("prefer", preferredTerms, "A rule that is preferred.", "尽量满足的条件。", append(affinityTerm("podAffinityTerm."), weight())...))
}

func affinityTerm(path string) []row {
	return []row{
		typed("WorkloadTerm"),
		topologyKey(path + "topologyKey"),
		attr("namespaces", StringList, path+"namespaces", "Namespaces of those workloads; the workload's own where unset.", "这些工作负载的命名空间；未设置时与工作负载相同。", limited(dnsLabel())),
		single("namespace_selector", path+"namespaceSelector", "Labels of the namespaces of those workloads; all namespaces where it is empty.", "这些工作负载的命名空间须具有的标签；为空时为所有命名空间。", selectorRows("namespace", "命名空间")...),
		matchLabels(path+"labelSelector", "Labels of those workloads' Pods.", "这些工作负载的 Pod 须具有的标签。"),
		match(path+"labelSelector.matchExpressions", labelOperators()),
		attr("match_label_keys", StringList, path+"matchLabelKeys", "Labels that those Pods must have with the same value as the Pods themselves, such as pod-template-hash.", "这些 Pod 的值须与自身相同的标签，例如 pod-template-hash。", limited(labelKey())),
		attr("mismatch_label_keys", StringList, path+"mismatchLabelKeys", "Labels that those Pods must have with another value than the Pods themselves.", "这些 Pod 的值须与自身不同的标签。", limited(labelKey())),
	}
}

func topologySpread() *schema.Block {
	return many("topology_spread", "{pod}.topologySpreadConstraints", "How evenly the Pods are spread over a topology.", "Pod 在拓扑域间的分布。", compiledBy(CompileTopologySpread),
		topologyKey("topologyKey"),
		attr("max_skew", Int, "maxSkew", "Maximum skew: how many more Pods one domain can have than another.", "各拓扑域 Pod 数的最大差值。", byDefault(int64(1)), limited(atLeast(1))),
		attr("when_unsatisfiable", String, "whenUnsatisfiable", "What happens when the spread is not possible.", "无法满足时的处理方式。", public, byDefault("DoNotSchedule"), limited(oneOf("DoNotSchedule", "ScheduleAnyway"))),
		attr("min_domains", Int, "minDomains", "Minimum number of domains: while there are fewer that match, the least of them counts as empty.", "最少的拓扑域数量；不足时，视为存在没有 Pod 的拓扑域。", limited(atLeast(1))),
		attr("node_affinity_policy", String, "nodeAffinityPolicy", "Whether only nodes that the Pods could run on by affinity and selector count; Honor where unset.", "是否只计入符合节点亲和性和选择器的节点；未设置时为 Honor。", limited(oneOf("Honor", "Ignore"))),
		attr("node_taints_policy", String, "nodeTaintsPolicy", "Whether only nodes whose taints the Pods tolerate count; Ignore where unset.", "是否只计入污点可被容忍的节点；未设置时为 Ignore。", limited(oneOf("Honor", "Ignore"))),
		attr("match_label_keys", StringList, "matchLabelKeys", "Labels that the counted Pods must have with the same value as the Pods themselves, such as pod-template-hash.", "所计 Pod 的值须与自身相同的标签，例如 pod-template-hash。", limited(labelKey())),
		matchLabels("labelSelector", "Labels of the Pods that are counted; those of the workload where neither this nor match is set.", "所计 Pod 的标签；match_labels 与 match 均未设置时，为工作负载自身的 Pod。"),
		match("labelSelector.matchExpressions", labelOperators()))
}

// matchField is a condition on a field of a node, of which there is one.
func matchField(path string) *schema.Block {
	return many("match_field", path, "A condition on a field of the node; all in a block must hold.", "节点字段条件；同一块中的条件须全部满足。", typed("MatchField"), blockOption(sameLabels),
		label(attr("field", String, "key", "The field.", "字段。", limited(oneOf("metadata.name")))),
		attr("operator", String, "operator", "How it is compared.", "操作符。", byDefault("In"), limited(oneOf("In", "NotIn"))),
		attr("values", StringList, "values", "The one value it is compared with.", "用于比较的一个值。", required, limited(objectName()), sized(exactly(1))))
}

func topologyKey(path string) *schema.Attribute {
	return attr("topology_key", String, path, "Topology key: the node label whose values are the domains.", "拓扑域：区分节点所属域的标签。", public, required, limited(labelKey()))
}

func weight() *schema.Attribute {
	return attr("weight", Int, "weight", "Weight of the rule among the preferred ones.", "权重。", required, limited(between(1, 100)))
}
