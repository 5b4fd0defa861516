package words

// diagnosticsOfRollouts are about the block rollout.
func diagnosticsOfRollouts() map[string]string {
	return map[string]string{
		"home must be a cluster of the stack, and %q is not one. Write cluster.<name>.":                                                                                      "home 须为栈的集群，而 %q 不是。请写成 cluster.<名称>。",
		"%s must be a reference to a cluster of the stack. Write cluster.<name>.":                                                                                            "%s 须为对栈中集群的引用。请写成 cluster.<名称>。",
		"clusters must be clusters of the stack, and %q is not one. Write [cluster.<name>, …].":                                                                              "clusters 须为栈的集群，而 %q 不是。请写成 [cluster.<名称>, …]。",
		`%s has no effect, because the rollout has no waves. Add wave "all" { select = {} }, which has all clusters.`:                                                        `%s 不起作用，因为 rollout 没有批次。请添加 wave "all" { select = {} }，它包含全部集群。`,
		"on_failure is set in the rollout block, too. Remove it here.":                                                                                                       "rollout 块中也设置了 on_failure。请移除此处的设置。",
		"rollout is a top-level block now. Write rollout { on_failure = %q } outside the stack block.":                                                                       "rollout 现在是顶层的块。请在 stack 块之外写 rollout { on_failure = %q }。",
		"A window either denies or allows. Remove one of the two, or write a window for each.":                                                                               "一个时间窗口或者禁止，或者允许。请移除其中之一，或分别写成两个 window。",
		`window has neither deny nor allow. Add one of them: a cron expression that says when it opens, such as deny = "0 18 * * 5".`:                                        `window 既没有 deny 也没有 allow。请添加其中之一，即表示何时打开的 Cron 表达式，例如 deny = "0 18 * * 5"。`,
		`The state of the stack is in files of one machine, and a rollout in waves is kept in a cluster. Remove backend = "file" from the state block, or remove the waves.`: `栈的状态保存在一台机器的文件中，而分批发布的过程保存在集群中。请从 state 块中移除 backend = "file"，或移除批次。`,
		"The stack declares no clusters, so a wave cannot have one. Add a cluster block, or remove the waves.":                                                               "栈没有声明集群，因此批次中不可能有集群。请添加 cluster 块，或移除批次。",
		"Every cluster must be in exactly one wave. In none: %s. Add them to a wave.":                                                                                        "每个集群须恰好属于一个批次。不属于任何批次的有：%s。请将其加入一个批次。",
		"%s has no clusters and is skipped. Add a cluster, or remove the wave.":                                                                                              "%s 没有集群，因此跳过。请添加集群，或移除该批次。",
		"%s is in the waves %q and %q, and must be in exactly one. Remove it from one of them.":                                                                              "%s 同时属于批次 %q 和 %q，而每个集群须恰好属于一个批次。请将其从其中一个移除。",
		"%s has both clusters and select. Keep one of them.":                                                                                                                 "%s 同时有 clusters 和 select。请只保留其中一个。",
		"%s has neither clusters nor select. Add clusters = [cluster.<name>, …], or select = { … }, which are labels of clusters.":                                           "%s 既没有 clusters 也没有 select。请添加 clusters = [cluster.<名称>, …]，或 select = { … }（集群的标签）。",
		"workload must be the address of a Job of the stack, such as workload.smoke or module.shop.workload.smoke.%s":                                                        "workload 须为栈中任务的地址，例如 workload.smoke 或 module.shop.workload.smoke。%s",
		" Write it without quotes.": "请不加引号书写。",
		"The check %q at %s runs %s, too, and its Job has one name in a run. Remove one of the two checks, or name another Job.":                                     "检查 %q（%s）也执行 %s，而一次发布中该任务只有一个名称。请移除其中一个检查，或使用其他任务。",
		`%s is not a Job, and a check runs one. Name a workload with kind = "Job".`:                                                                                  `%s 不是任务，而检查须执行任务。请使用 kind = "Job" 的工作负载。`,
		"There is no %s on %s, which is in the wave %q. Declare the Job for all clusters of the wave, or name another.":                                              "%[2]s 属于批次 %[3]q，但其上没有 %[1]s。请为批次的全部集群声明该任务，或使用其他任务。",
		"%s is run by checks, for which the Job is deleted to run again, and lifecycle has prevent_destroy = true. Remove it.":                                       "%s 由检查执行，重新执行时会删除该任务，而 lifecycle 设置了 prevent_destroy = true。请将其移除。",
		"%s depends on %s, which checks run after everything else. Remove the dependency or the reference, or the check.":                                            "%s 依赖 %s，而后者由检查在其他一切完成之后执行。请移除该依赖或引用，或移除检查。",
		"bearer_token must be the same for all clusters of a wave. Use one token for all of them, or write a wave for each.":                                         "批次中全部集群的 bearer_token 须相同。请使用同一个令牌，或为每个集群各写一个批次。",
		"bearer_token is sent as the credentials, and address has others. Remove user and password from the address, or remove bearer_token.":                        "bearer_token 会作为凭据发送，而 address 中已有其他凭据。请从 address 中移除用户名和密码，或移除 bearer_token。",
		"address begins with http://, so that whoever is on the way can read the credentials. Use https://, or reach the server through an address of this machine.": "address 以 http:// 开头，途中的任何人都能读到凭据。请用 https://，或通过本机地址访问服务器。",
		"address must be the same for all clusters of a wave. Ask one Prometheus of all of them, or write a wave for each.":                                          "批次中全部集群的 address 须相同。请向同一个 Prometheus 查询，或为每个集群各写一个批次。",
		"the condition is neither true nor false": "条件的结果既不是 true 也不是 false",
		"the result is no number":                 "结果不是数值",
		"%s must be true or false. Compare the result with a number, as in result < 0.01.": "%s 须为 true 或 false。请将 result 与数值比较，例如 result < 0.01。",
	}
}
