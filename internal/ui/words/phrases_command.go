package words

// commandPhrases are those of errors, of validate and of what comes beside the output
// proper.
func commandPhrases() map[string]string {
	return map[string]string{
		"Error:":     "错误：",
		"Warning:":   "警告：",
		"%d error":   "%d 个错误",
		"%d warning": "%d 个警告",
		"And %d more error of %q: -v shows them.":   "另有 %d 个错误 %q：-v 显示。",
		"And %d more warning of %q: -v shows them.": "另有 %d 个警告 %q：-v 显示。",
		"The stack %s is valid: %s on %s.":          "栈 %[1]s 有效：%[3]s上有%[2]s。",
		"the cluster's time zone":                   "集群的时区",
		"suspended; would run %s":                   "已挂起；否则%s执行",
		"Outputs:":                                  "输出：",
		"Outputs of cluster %s:":                    "集群 %s 的输出：",
		"The configuration is valid, with %d warning. To show them, run wl validate.":                                      "配置有效，有 %d 个警告。要显示警告，请运行 wl validate。",
		"Variables of the stack's objects have no value: the objects, and their prevent_destroy, are read from the state.": "栈中对象的变量没有值：从状态中读取对象及其 prevent_destroy。",
		"%d request to cluster": "%d 个请求，发往集群",
		"the stack %q has cluster blocks, each with its context: omit --context, and choose among %s with --cluster":                                                       "栈 %q 有 cluster 块，各有其上下文：请去掉 --context，用 --cluster 在 %s 中选择",
		"--target %s: no block of this address creates an object, now or at the last apply: give an address such as workload.web, as wl plan prints it beside each object": "--target %s：现在和上次 apply 时都没有该地址的块创建对象：请给出 wl plan 在每个对象旁打印的地址，例如 workload.web",
		"the stack %q has no cluster %q: it has %s": "栈 %q 没有集群 %q：它有 %s",
		"the plan is not saved, because it is incomplete or an object is blocked. To plan only some of the clusters, use --cluster": "计划没有保存，因为它不完整，或有对象受阻。要只为部分集群制定计划，请用 --cluster",
		"the plan in %s was not applied: a new plan differs from the reviewed one":                                                  "%s 中的计划没有执行：新计划与审阅过的不同",
		"the plan in %s was not applied: planning again failed":                                                                     "%s 中的计划没有执行：重新制定计划失败",
		"long flags have two dashes: write -%s":                                                                                     "长选项以两个短横线开头：请写 -%s",
		"--target %s: no block of this address creates an object. Did you mean --target %s?":                                        "--target %s：没有该地址的块创建对象。您是指 --target %s 吗？",
		"there is no command %q, and none is needed: write a file such as main.wl.hcl, and run wl plan":                             "没有命令 %q，也不需要：写一个文件（例如 main.wl.hcl），然后运行 wl plan",
		"there is no command %q: run wl %s":                                                                                         "没有命令 %q：请运行 wl %s",
		"unknown flag %s: write --%s":                                                                                               "未知选项 %s：请写 --%s",
	}
}
