package words

// runPhrases are those of runs over several clusters.
func runPhrases() map[string]string {
	return map[string]string{
		"The stack %q has had no run over its clusters.": "栈 %q 还没有跨集群发布。",
		"Run %[2]s is done: %[1]d cluster is healthy.":   "发布 %[2]s 已完成：%[1]d 个集群健康。",
		"%s Left behind until a later apply: %s.":        "%s 留待以后执行：%s。",

		"Run":                                         "发布",
		" of the stack %q: ":                          "（栈 %q）：",
		"begun %s by %s":                              "%s 由 %s 开始",
		", ended %s":                                  "，%s 结束",
		"supersedes the run %s":                       "取代发布 %s",
		"windows ignored by %s: %s":                   "%s 忽略了窗口：%s",
		"%s outside of the run by %s: %s":             "%[2]s 在发布之外执行了 %[1]s：%[3]s",
		"The wave %s is approved of by %s.":           "批次 %s 已由 %s 批准。",
		"The wave %s is approved of by %d of %d: %s.": "批次 %[1]s 已有 %[2]d/%[3]d 人批准：%[4]s。",
		"Nothing further is begun. Correct the configuration and run wl apply, which begins a new run; to return a cluster to its last good revision, run wl rollback --cluster NAME.": "不再开始新的操作。请修正配置后运行 wl apply，它会开始新的发布；要让某个集群回到上一个成功的修订，请运行 wl rollback --cluster 名称。",

		"wl apply continues the run.":      "wl apply 会继续该发布。",
		"wl apply continues the rollback.": "wl apply 会继续回滚。",
		"Earlier runs":                     "此前的发布",
		"superseded by the run %s":         "已被发布 %s 取代",
		"%s in the wave %s":                "%s（在批次 %s 中）",

		"Run %s: %s": "发布 %s：%s",
		"Gate":       "阶段",
		"State":      "状态",

		"GATE":  "阶段",
		"STATE": "状态",
		"SINCE": "已持续",

		"halted":      "已停止",
		"rolled back": "已回滚",
		"aborted":     "已中止",
		"superseded":  "已被取代",
		"under way":   "进行中",
		"pending":     "未开始",
		"checking":    "检查中",
		"soaking":     "观察中",
		"passed":      "已通过",
		"healthy":     "健康",
		"skipped":     "已跳过",
	}
}
