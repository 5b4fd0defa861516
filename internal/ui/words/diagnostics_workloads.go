package words

// diagnosticsOfWorkloads are about workloads: their number of Pods, upgrades,
// schedules, scheduling and the cluster's version.
func diagnosticsOfWorkloads() map[string]string {
	return map[string]string{
		"data is plain text, which wl encodes: what reads %q of %s gets the base64 that %s makes. Remove the call, unless that is wanted.":                                              "data 为明文，由 wl 编码：读取 %[2]s 的 %[1]q 时得到的是 %[3]s 生成的 base64。如非有意，请去掉该函数调用。",
		" Pods are made by a controller, which replaces them when they fail. Write \"Deployment\", or \"Job\" for a program that completes; an object block can have a Pod of its own.": "Pod 由控制器创建，故障时由其替换。请写 \"Deployment\"，运行后结束的程序写 \"Job\"；单独的 Pod 可以写在 object 块中。",
		" A Deployment makes and replaces ReplicaSets. Write \"Deployment\".":                                                                                                           "ReplicaSet 由 Deployment 创建和替换。请写 \"Deployment\"。",
		"The name of a %s must have at most %d characters, or its Pods cannot be created; %q has %d. Shorten it.":                                                                       "%s 的名称最多 %d 个字符，否则无法创建其 Pod；%q 有 %d 个。请缩短。",

		// The number of Pods.
		"%s sets the number of Pods, which %s at %s decides on: as soon as it scales, the plan shows a conflict. Remove the number here.": "%s 设置了 Pod 数，而它由 %s（%s）决定：后者一旦伸缩，计划就会显示冲突。请移除这里的数量。",
		"%s has autoscale, which sets the number of Pods. Remove replicas or autoscale.":                                                  "%s 有 autoscale，由它设置 Pod 数。请移除 replicas 或 autoscale。",
		"max_replicas (%s) must not be less than min_replicas (%s). Raise the first or lower the second.":                                 "max_replicas（%s）不能小于 min_replicas（%s）。请提高前者或降低后者。",
		"%s requests no %s, so its utilization is not known and nothing is scaled. Add %s = { request = … } to it.":                       "%s 没有申请 %s，因此使用率未知，不会伸缩。请为其添加 %s = { request = … }。",
		"disruption_budget needs either min_available or max_unavailable. Write one of them.":                                             "disruption_budget 需要 min_available 或 max_unavailable。请写其中一个。",
		"max_unavailable is 0, so no Pod can be evicted and nodes with its Pods cannot be drained. Raise it.":                             "max_unavailable 为 0，因此不能驱逐任何 Pod，有其 Pod 的节点无法排空。请调高。",
		"min_available allows no eviction of the %s Pods of %s, so their nodes cannot be drained. Lower it, or raise the number of Pods.": "min_available 不允许驱逐 %[2]s 的 %[1]s 个 Pod，因此其节点无法排空。请调低，或增加 Pod 数。",

		// Upgrades.
		"min_ready_seconds (%s) must be less than progress_deadline_seconds (%s), or no upgrade can succeed. Lower the first or raise the second.": "min_ready_seconds（%s）须小于 progress_deadline_seconds（%s），否则升级无法成功。请降低前者或提高后者。",
		"600 where unset": "未设置时为 600",
		`A Deployment has no strategy "OnDelete"; StatefulSets and DaemonSets do. Write "RollingUpdate" or "Recreate".`:                                           `Deployment 没有升级方式 "OnDelete"，StatefulSet 和 DaemonSet 才有。请写 "RollingUpdate" 或 "Recreate"。`,
		`%s is only for rolling upgrades, but the strategy is %s. Remove it, or write strategy = "RollingUpdate".`:                                                `%s 仅适用于滚动升级，而升级方式为 %s。请将其移除，或写 strategy = "RollingUpdate"。`,
		"max_unavailable of a StatefulSet must be 1 or more, or no Pod can be replaced. Raise it.":                                                                "StatefulSet 的 max_unavailable 须不小于 1，否则无法替换任何 Pod。请调高。",
		"max_unavailable and max_surge are both 0, so no Pod can be replaced. Raise one of them.":                                                                 "max_unavailable 和 max_surge 都为 0，因此无法替换任何 Pod。请调高其中一个。",
		"During an upgrade all %s Pods of %s can be unavailable at once. Set max_unavailable below the number of replicas.":                                       "升级期间，%[2]s 的全部 %[1]s 个 Pod 可能同时不可用。请将 max_unavailable 设为小于实例数。",
		"The Pods of a Job with numbers are named by it: %q must have at most 63 characters of a-z, 0-9 and -, and has %d. Shorten the name, and leave dots out.": "带编号的任务，其 Pod 以任务名称命名：%q 最多 63 个字符，且只能含 a-z、0-9 和 -，现有 %d 个字符。请缩短名称，且不要使用点号。",
		"max_surge of a DaemonSet must be at most 100%%; this is %s. Lower it.":                                                                                   "DaemonSet 的 max_surge 不得超过 100%%，现为 %s。请减小。",
		"A DaemonSet with max_surge needs max_unavailable = 0. Add it, or remove max_surge.":                                                                      "DaemonSet 使用 max_surge 时须设置 max_unavailable = 0。请添加，或移除 max_surge。",
		"max_unavailable is 0 and there is no max_surge, so no Pod can be replaced. Raise it, or add max_surge.":                                                  "max_unavailable 为 0 且没有 max_surge，因此无法替换任何 Pod。请调高，或添加 max_surge。",

		// Jobs.
		`With run = "always", the Job is deleted to run again, and lifecycle has prevent_destroy = true. Remove one of them.`:                                          `run = "always" 时会删除 Job 以重新执行，而 lifecycle 设置了 prevent_destroy = true。请移除其中之一。`,
		"replicas of a Job and job.completions set the same field. Keep one of them.":                                                                                  "Job 的 replicas 与 job.completions 设置同一个字段。请只保留其中一个。",
		`parallelism (%s) must be at most the number of Pods in total (%s). Change it, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits.`: `parallelism（%s）不能超过 Pod 总数（%s）。请修改，或在 stack 块中设置 limits = "kubernetes"，改用 Kubernetes 自身的限制。`,
		`%s has no schedule. Add schedule { schedule = "*/5 * * * *" }.`:                                                                                               `%s 没有 schedule。请添加 schedule { schedule = "*/5 * * * *" }。`,
		"The date of %s does not exist. Correct it.":                                                                                                                   "%s 的日期不存在。请改正。",

		// Scheduling.
		"The Pods of a DaemonSet are not evicted from a failed node, so toleration_seconds has no effect. Remove it.": "DaemonSet 的 Pod 不会从故障节点上驱逐，因此 toleration_seconds 没有作用。请将其移除。",
		`A toleration with operator = "Exists" matches every value. Remove value, or write operator = "Equal".`:       `operator = "Exists" 的容忍匹配任何值。请移除 value，或写 operator = "Equal"。`,
		`A toleration without a key matches every taint and needs operator = "Exists". Write that, or set a key.`:     `没有 key 的容忍匹配任何污点，须有 operator = "Exists"。请写上它，或设置 key。`,
		`toleration_seconds is only for taints that evict Pods. Write effect = "NoExecute", or remove it.`:            `toleration_seconds 仅适用于会驱逐 Pod 的污点。请写 effect = "NoExecute"，或将其移除。`,
		"%s with operator = %q needs values. Add values = [\"…\"].":                                                   "%s 的 operator = %q 需要 values。请添加 values = [\"…\"]。",
		"%s with operator = %q takes no values. Remove values, or write operator = \"In\".":                           "%s 的 operator = %q 不能有 values。请移除 values，或写 operator = \"In\"。",
		"%s with operator = %q takes one whole number. Write values = [\"1\"].":                                       "%s 的 operator = %q 只能有一个整数。请写成 values = [\"1\"]。",
		"Two topology_spread blocks are for %s and %s. Remove one of them.":                                           "有两个 topology_spread 块针对 %s 和 %s。请移除其中一个。",

		// The cluster's version.
		"wl knows the fields of Kubernetes 1.%d to 1.%d. What %s has or lacks beyond these is not checked here; the server checks it at plan time.":               "wl 了解 Kubernetes 1.%d 至 1.%d 的字段。%s 与之不同之处不在此检查，由服务器在计划时检查。",
		"%s (%s): Kubernetes drops %s unless its feature gate %s is turned on, which is on by default %s, and %s. Remove the field, or turn the gate on.":         "%[1]s（%[2]s）：除非打开特性门控 %[4]s，Kubernetes 会丢弃 %[3]s。该门控默认打开的版本：%[5]s；而%[6]s。请移除该字段，或打开该门控。",
		"%s (%s): Kubernetes refuses %s = %v unless its feature gate %s is turned on, which is on by default %s, and %s. Set another value, or turn the gate on.": "%[1]s（%[2]s）：除非打开特性门控 %[5]s，Kubernetes 会拒绝 %[3]s = %[4]v。该门控默认打开的版本：%[6]s；而%[7]s。请设置其他值，或打开该门控。",
		"%s (%s): %s = %v needs Kubernetes 1.%d, and %s. Set another value, or correct the version.":                                                              "%[1]s（%[2]s）：%[3]s = %[4]v 需要 Kubernetes 1.%[5]d，而%[6]s。请设置其他值，或改正版本。",
		"%s (%s): Kubernetes has no %s from 1.%d on, and %s. Remove the field, or correct the version.":                                                           "%[1]s（%[2]s）：Kubernetes 自 1.%[4]d 起没有 %[3]s，而%[5]s。请移除该字段，或改正版本。",
		"%s (%s): %s needs Kubernetes 1.%d, and %s. Remove the field, or correct the version.":                                                                    "%[1]s（%[2]s）：%[3]s 需要 Kubernetes 1.%[4]d，而%[5]s。请移除该字段，或改正版本。",
		"the cluster %q has %s by its kubernetes_version":                                                                                                         "集群 %q 的 kubernetes_version 为 %s",
		"%s was asked for": "要求的版本为 %s",
		"in no version":    "无",
		"from %s on":       "%s 及以后",
		"from %s until %s": "自 %s 至 %s 之前",
		"%s, and %s":       "%s，以及 %s",

		"During an upgrade all Pods of %s can be unavailable at once. Set max_unavailable below 100%%.": "升级期间，%s 的全部 Pod 可能同时不可用。请将 max_unavailable 设为小于 100%%。",
	}
}
