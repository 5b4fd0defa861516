package table

import "github.com/workloadlang/wl/lang/schema"

// Section 4.1, upgrade.
func upgrade() *schema.Block {
	return group("upgrade", "", "How Pods are replaced when the workload changes.", "升级策略：工作负载变更时如何替换 Pod。", section("4.1"),
		attr("strategy", String, "spec.updateStrategy.type", "Strategy: rolling, or recreate (old Pods are terminated first: the workload goes down); with OnDelete, Pods are replaced when they are deleted.",
			"升级方式：滚动升级，或重建升级（先删除旧实例，业务会中断）；OnDelete 由删除 Pod 触发。",
			in(longRunning), at(schema.Deployment, "spec.strategy.type"), byDefault("RollingUpdate"), limited(oneOf("RollingUpdate", "Recreate", "OnDelete")), by(CompileStrategy)),
		attr("max_unavailable", IntOrPercent, "spec.updateStrategy.rollingUpdate.maxUnavailable", "Maximum number of unavailable Pods during an upgrade.", "最大无效实例数。",
			in(longRunning), at(schema.Deployment, "spec.strategy.rollingUpdate.maxUnavailable"), byDefaultIn(schema.Deployment, "25%"), limited(atLeast(0), atMostPercent(100)), by(CompileRolling)),
		attr("max_surge", IntOrPercent, "spec.updateStrategy.rollingUpdate.maxSurge", "Surge: maximum number of Pods above the desired number during an upgrade; of a DaemonSet, at most 100%.", "允许超出期望实例数；DaemonSet 不超过 100%。",
			in(schema.Deployment|schema.DaemonSet), at(schema.Deployment, "spec.strategy.rollingUpdate.maxSurge"), byDefaultIn(schema.Deployment, "25%"), limited(atLeast(0)), by(CompileRolling)),
		attr("partition", Int, "spec.updateStrategy.rollingUpdate.partition", "Pods with a lower ordinal keep the old version.", "序号小于该值的 Pod 保持旧版本。",
			in(schema.StatefulSet), byDefault(int64(0)), limited(atLeast(0)), by(CompileRolling)),
		attr("revision_history_limit", Int, "spec.revisionHistoryLimit", "Revisions kept for a rollback.", "最大保留版本数。",
			in(longRunning), byDefault(int64(10)), limited(atLeast(0))),
		attr("min_ready_seconds", Int, "spec.minReadySeconds", "How long a Pod must be ready to be available.", "最短就绪时间（秒）。", in(longRunning), limited(atLeast(0))),
		attr("progress_deadline_seconds", Int, "spec.progressDeadlineSeconds", "Progress deadline of an upgrade; after it the upgrade has failed.", "升级最大持续时间（秒），超过即为失败。",
			in(longRunning), at(schema.StatefulSet|schema.DaemonSet, "metadata.annotations[wl/progress-deadline-seconds]"), byDefaultIn(schema.Deployment, int64(600)), limited(atLeast(1))),
		attr("paused", Bool, "spec.paused", "Whether rollouts are paused: changes of the Pods wait until it is false.", "是否暂停升级：恢复之前，Pod 的变更不生效。", in(schema.Deployment)),
		attr("termination_grace_period_seconds", Int, "{pod}.terminationGracePeriodSeconds", "Termination grace period of a Pod.", "缩容时间窗（秒）。",
			byDefault(int64(30)), example("60"), documented(between(0, 9999)), limited(atLeastOf64(0))),
	)
}
