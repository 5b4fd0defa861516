package table

import "github.com/workloadlang/wl/lang/schema"

// The objects beside a workload that keep its number of Pods: by load, and
// while nodes are drained.

const scaled = schema.Deployment | schema.StatefulSet

func autoscale() *schema.Block {
	return single("autoscale", "", "Autoscaling: the number of Pods follows their load, instead of replicas.", "弹性伸缩：Pod 数随负载变化，取代 replicas。",
		emits("HorizontalPodAutoscaler"), blockOption(nested), only(scaled), compiledBy(CompileAutoscale),
		attr("min_replicas", Int, "spec.minReplicas", "Minimum number of Pods.", "最少 Pod 数。", byDefault(int64(1)), limited(atLeast(1))),
		attr("max_replicas", Int, "spec.maxReplicas", "Maximum number of Pods.", "最多 Pod 数。", required, limited(atLeast(1))),
		attr("cpu_utilization", Int, "spec.metrics", "Target CPU utilization, in percent of the requests.", "平均 CPU 使用率，占申请量的百分比。", limited(atLeast(1)), by(CompileMetric)),
		attr("memory_utilization", Int, "spec.metrics", "Target memory utilization, in percent of the requests.", "平均内存使用率，占申请量的百分比。", limited(atLeast(1)), by(CompileMetric)))
}

func disruptionBudget() *schema.Block {
	return single("disruption_budget", "", "Disruption budget: how many Pods stay available while nodes are drained.", "中断预算：排空节点时须保留的 Pod 数。",
		emits("PodDisruptionBudget"), blockOption(nested), only(scaled), compiledBy(CompileBudget),
		attr("min_available", IntOrPercent, "spec.minAvailable", "Minimum number of available Pods.", "最少可用 Pod 数。", limited(atLeast(0), atMostPercent(100))),
		attr("max_unavailable", IntOrPercent, "spec.maxUnavailable", "Maximum number of unavailable Pods.", "最多不可用 Pod 数。", limited(atLeast(0), atMostPercent(100))))
}
