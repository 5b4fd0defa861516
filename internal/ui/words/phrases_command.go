package words

// commandPhrases are those of errors, of validate and of what is printed beside the output
// proper.
func commandPhrases() map[string]string {
	return map[string]string{
		"Error:":     "错误：",
		"Warning:":   "警告：",
		"%d error":   "%d 个错误",
		"%d warning": "%d 个警告",
		"And %d more error of %q: -v shows them.":   "另有 %d 个错误 %q：-v 显示。",
		"And %d more warning of %q: -v shows them.": "另有 %d 个警告 %q：-v 显示。",
		"The stack %s is valid: %s on %s.":          "栈 %[1]s 有效：%[3]s上有 %[2]s。",
		"the cluster's time zone":                   "集群的时区",
		"suspended; would run %s":                   "已挂起；否则%s执行",
		"Outputs:":                                  "输出：",
		"Outputs of cluster %s:":                    "集群 %s 的输出：",
		"The configuration is valid, with %d warning. To show it, run wl validate.":                                        "配置有效，有 %d 个警告。要显示警告，请运行 wl validate。",
		"Variables of the stack's objects have no value: the objects, and their prevent_destroy, are read from the state.": "栈中对象的变量没有值：从状态中读取对象及其 prevent_destroy。",
		"%d request to cluster": "%d 个请求，发往集群",
		"the stack %q has cluster blocks, each with its context: omit --context, and choose among %s with --cluster":                                                 "栈 %q 有 cluster 块，各有其上下文：请去掉 --context，用 --cluster 在 %s 中选择",
		"%s %s: no block of this address creates an object, now or at the last apply: give an address such as workload.web, as wl plan prints it beside each object": "%s %s：现在和上次 apply 时都没有该地址的块创建对象：请给出 wl plan 在每个对象旁打印的地址，例如 workload.web",
		"the plan is not saved, because it is incomplete or an object is blocked. To plan only some of the clusters, use --cluster":                                  "计划没有保存，因为它不完整，或有对象受阻。要只为部分集群制定计划，请用 --cluster",
		"the plan in %s was not applied again: it was applied already":                                                                                               "%s 中的计划没有再次应用：它已应用过",
		"the plan in %s was not applied: something else was applied since, and nothing is left to do":                                                                "%s 中的计划没有执行：此后应用过别的内容，已没有需要做的事",
		"the plan in %s was not applied: a new plan differs from the reviewed one":                                                                                   "%s 中的计划没有执行：新计划与审阅过的不同",
		"Saved as %s. To apply exactly this plan, run: %s":                                                                                                           "已保存为 %s。要原样执行该计划，请运行：%s",
		"the plan in %s was not applied: planning again failed":                                                                                                      "%s 中的计划没有执行：重新制定计划失败",
		"%[1]s %[2]s: no block of this address creates an object. Did you mean %[1]s %[3]s?":                                                                         "%[1]s %[2]s：没有该地址的块创建对象。您是指 %[1]s %[3]s 吗？",
		"%s: the state is there already.":  "%s：状态已在那里。",
		"%[2]s: moved, with %[1]d object.": "%[2]s：已迁移，共 %[1]d 个对象。",
		"Now name it so in the configuration: stack %q, with its state in the namespace %s.":                   "请在配置中相应更改：stack %q，其状态位于命名空间 %s。",
		"Move the state of the stack %s from its file into the cluster?":                                       "将栈 %s 的状态从文件迁移到集群中？",
		"Move the state of the stack %s from the cluster into a file?":                                         "将栈 %s 的状态从集群迁移到文件中？",
		"The state is in the cluster now: the block state must have neither backend nor path.":                 "状态现已在集群中：state 块中不得再有 backend 和 path。",
		"The state is in a file now: the block state must have backend = \"file\", and its directory as path.": "状态现已在文件中：state 块必须设置 backend = \"file\"，并以其目录为 path。",
		"Move the stack %s, state in the namespace %s, to the stack %s, state in the namespace %s?":            "将栈 %s（状态位于命名空间 %s）迁移为栈 %s（状态位于命名空间 %s）？",
		"Nothing was moved.": "没有迁移任何内容。",
		"%s: not moved yet.": "%s：尚未迁移。",
		"The move is not done. Leave the configuration as it is, and run the same command again when what is in the way is corrected: it continues.": "迁移尚未完成。请保持配置不变，排除障碍后再次运行同一命令：它会继续。",
		"--force %s: the path must be that of a field of a %s, as printed in plans: %s":                                                              "--force %s：路径须为 %s 的字段路径，写法与计划中相同：%s",
	}
}
