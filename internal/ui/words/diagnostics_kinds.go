package words

// diagnosticsOfKinds are about selectors, Jobs and autoscaling.
func diagnosticsOfKinds() map[string]string {
	return map[string]string{
		"manual_selector needs a selector. Add selector { match_labels = {…} } to %s.":                                                                            "manual_selector 需要选择器。请在 %s 中添加 selector { match_labels = {…} }。",
		"The server selects the Pods of a Job itself. Remove selector, or write manual_selector = true in the block job.":                                         "任务的 Pod 由服务器自行选择。请移除 selector，或在 job 块中写 manual_selector = true。",
		"selector selects no Pods. Add match_labels = {…} or match \"…\" {…}, or remove the block.":                                                               "selector 没有选择任何 Pod。请添加 match_labels = {…} 或 match \"…\" {…}，或移除该块。",
		"The Pods of %s have the label %s = %q, but its selector needs %q. Write the same in both.":                                                               "%s 的 Pod 的标签 %s = %q，而其选择器需要 %q。请使两处相同。",
		"The labels of the Pods of %s do not meet this condition of its selector. Add a label in pod_labels, or correct the condition.":                           "%s 的 Pod 的标签不满足其选择器的该条件。请在 pod_labels 中添加标签，或更正条件。",
		`%s is only for Pods with numbers. Write completion_mode = "Indexed", or remove it.`:                                                                      `%s 仅适用于有编号的 Pod。请写 completion_mode = "Indexed"，或将其移除。`,
		"max_failed_indexes needs backoff_limit_per_index. Add it, or remove max_failed_indexes.":                                                                 "max_failed_indexes 需要 backoff_limit_per_index。请添加，或移除 max_failed_indexes。",
		"max_failed_indexes (%s) must be at most the number of Pods in total (%s). Lower it.":                                                                     "max_failed_indexes（%s）不能超过 Pod 总数（%s）。请将其调低。",
		"parallelism of a Job with numbers must be at most %d. Lower it.":                                                                                         "有编号的任务的 parallelism 不能超过 %d。请将其调低。",
		"With more than %d Pods in total, backoff_limit_per_index needs max_failed_indexes and parallelism of at most %d. Set both, or lower the number of Pods.": "Pod 总数超过 %d 时，backoff_limit_per_index 要求 max_failed_indexes 和 parallelism 不超过 %d。请设置这两项，或减少 Pod 数。",
		`With pod_failure_policy, restart_policy must be "Never". Change it, or remove pod_failure_policy.`:                                                       `使用 pod_failure_policy 时 restart_policy 须为 "Never"。请更改，或移除 pod_failure_policy。`,
		`With pod_failure_policy, pod_replacement_policy must be "Failed". Change it, or remove pod_failure_policy.`:                                              `使用 pod_failure_policy 时 pod_replacement_policy 须为 "Failed"。请更改，或移除 pod_failure_policy。`,
		"A rule of pod_failure_policy needs either on_exit_codes or on_pod_condition. Write one of them.":                                                         "pod_failure_policy 的规则须有 on_exit_codes 或 on_pod_condition 之一。请写其中一个。",
		`action = "FailIndex" needs backoff_limit_per_index. Add it to the block job, or choose another action.`:                                                  `action = "FailIndex" 需要 backoff_limit_per_index。请在 job 块中添加，或改用其他处理方式。`,
		"There are %d %s blocks, but at most %d are allowed. Remove some.":                                                                                        "有 %d 个 %s 块，而最多允许 %d 个。请移除一些。",
		`0 is no failure. Remove it, or write operator = "NotIn".`:                                                                                                `0 不是失败。请将其移除，或写 operator = "NotIn"。`,
		"The exit codes must be in ascending order, each of them once. Sort them.":                                                                                "退出码须按升序排列且不重复。请排序。",
		"%s has no container %s.%s Name one of its containers.":                                                                                                   "%s 没有容器 %s。%s请指定其中的容器。",
		"A rule of success_policy needs succeeded_indexes or succeeded_count. Write one of them, or both.":                                                        "success_policy 的规则须有 succeeded_indexes 或 succeeded_count。请写其中一个或两个。",
		"succeeded_indexes (%s) must be numbers below %d, the number of Pods in total, in ascending order and each of them once. Correct it.":                     "succeeded_indexes（%s）须为小于 Pod 总数 %d 的编号，按升序排列且不重复。请更正。",
		"succeeded_count (%s) must be at most the %d numbers that count. Lower it.":                                                                               "succeeded_count（%s）不能超过计入的 %d 个编号。请将其调低。",
		"min_replicas can be 0 only with an object or external metric, since Pods that are not there have no load. Raise it, or add such a metric.":               "只有使用 object 或 external 指标时 min_replicas 才可为 0，因为不存在的 Pod 没有负载。请将其调高，或添加此类指标。",
		`With select_policy = "Disabled", nothing is scaled in this direction, and the policies have no effect. Remove them.`:                                     `select_policy = "Disabled" 时该方向不伸缩，其中的策略不起作用。请将其移除。`,
		"%s has %d targets, but needs exactly one of %s. Write one of them.":                                                                                      "%s 有 %d 个目标，而须有且仅有 %s 之一。请写其中一个。",
		"autoscale has no target utilization. Add cpu_utilization = 80, for example, or memory_utilization, or a block of another metric.":                        "autoscale 没有目标使用率。请添加例如 cpu_utilization = 80、memory_utilization，或其他指标的块。",
	}
}
