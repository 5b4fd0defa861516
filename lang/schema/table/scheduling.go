package table

import "github.com/workloadlang/wl/lang/schema"

// Section 4.3, scheduling.
func scheduling() *schema.Block {
	return group("scheduling", "{pod}", "Which nodes the Pods run on.", "调度策略：Pod 运行在哪些节点上。", section("4.3"),
		attr("toleration_seconds", Int, "{pod}.tolerations", "Time before Pods are evicted from a failed node; 300 by the server's default where unset.",
			"容忍时间（秒）：节点故障后 Pod 迁移前的等待时间；未设置时服务器默认为 300。", limited(atLeast(0)), by(CompileTolerationSeconds)),
		attr("node_selector", StringMap, "{pod}.nodeSelector", "Labels that a node must have.", "节点必须具有的标签。", keys(labelKey()), limited(labelValue())),
		attr("priority_class", String, "{pod}.priorityClassName", "PriorityClass of the Pods.", "优先级类。", limited(objectName())),
		many("toleration", "{pod}.tolerations", "A taint of nodes that the Pods tolerate.", "容忍的节点污点。",
			attr("key", String, "key", `The taint's key; every taint where unset, with operator = "Exists".`, `污点键；未设置且 operator = "Exists" 时为所有污点。`, limited(labelKey())),
			attr("operator", String, "operator", "Whether the taint's value must be equal, or any value matches.", "操作符：污点值须相等（Equal）或为任意值（Exists）。", byDefault("Equal"), limited(oneOf("Equal", "Exists"))),
			attr("value", String, "value", "The taint's value.", "污点值。", limited(labelValue())),
			attr("effect", String, "effect", "The taint's effect; all of them where unset.", "污点效果；未设置时为所有效果。", limited(oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"))),
			attr("toleration_seconds", Int, "tolerationSeconds", `How long the taint is tolerated, for effect = "NoExecute"; forever where unset.`, `effect = "NoExecute" 时的容忍时间（秒）；未设置时为永久。`, limited(atLeast(0)))),
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
			typed("NodeTerm"), match("matchExpressions", operators)),
		many("prefer", preferredTerms, "A condition that preferred nodes meet.", "尽量满足的条件。",
			typed("NodeTerm"), weight(), match("preference.matchExpressions", operators)))
}

func podAffinity(name, kubernetes, english, chinese string) *schema.Block {
	operators := oneOf("In", "NotIn", "Exists", "DoesNotExist")
	return group(name, "{pod}.affinity."+kubernetes, english, chinese, typed("WorkloadAffinity"),
		many("required", requiredTerms, "A rule that must be met.", "必须满足的条件。", affinityTerm("", operators)...),
		many("prefer", preferredTerms, "A rule that is preferred.", "尽量满足的条件。", append(affinityTerm("podAffinityTerm.", operators), weight())...))
}

func affinityTerm(path string, operators schema.Limit) []row {
	return []row{
		typed("WorkloadTerm"),
		topologyKey(path + "topologyKey"),
		attr("namespaces", StringList, path+"namespaces", "Namespaces of those workloads; the workload's own where unset.", "这些工作负载的命名空间；未设置时与工作负载相同。", limited(dnsLabel())),
		match(path+"labelSelector.matchExpressions", operators),
	}
}

func topologySpread() *schema.Block {
	return many("topology_spread", "{pod}.topologySpreadConstraints", "How evenly the Pods are spread over a topology.", "Pod 在拓扑域间的分布。", compiledBy(CompileTopologySpread),
		topologyKey("topologyKey"),
		attr("max_skew", Int, "maxSkew", "Maximum skew: how many more Pods one domain can have than another.", "各拓扑域 Pod 数的最大差值。", byDefault(int64(1)), limited(atLeast(1))),
		attr("when_unsatisfiable", String, "whenUnsatisfiable", "What happens when the spread is not possible.", "无法满足时的处理方式。", public, byDefault("DoNotSchedule"), limited(oneOf("DoNotSchedule", "ScheduleAnyway"))))
}

func topologyKey(path string) *schema.Attribute {
	return attr("topology_key", String, path, "Topology key: the node label whose values are the domains.", "拓扑域：区分节点所属域的标签。", public, required, limited(labelKey()))
}

func weight() *schema.Attribute {
	return attr("weight", Int, "weight", "Weight of the rule among the preferred ones.", "权重。", required, limited(between(1, 100)))
}

// match is one condition of a selector; all of a selector must hold.
func match(path string, operators schema.Limit) *schema.Block {
	return many("match", path, "A condition on a label; all in a block must hold.", "标签条件；同一块中的条件须全部满足。", blockOption(mandatory),
		label(attr("key", String, "key", "The label's key.", "标签键。", limited(labelKey()))),
		attr("operator", String, "operator", "How it is compared.", "操作符。", byDefault("In"), limited(operators)),
		attr("values", StringList, "values", "The values it is compared with.", "标签值。", limited(labelValue())))
}
