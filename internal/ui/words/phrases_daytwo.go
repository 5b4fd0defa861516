package words

// dayTwoPhrases are those of the verbs that look after what is there.
func dayTwoPhrases() map[string]string {
	return map[string]string{
		"no workload of the stack is called %s.": "栈没有名为 %s 的工作负载。",
		"the state has no object %s.":            "状态中没有对象 %s。",
		" Did you mean %s?":                      "是否想写 %s？",
		" It has: %s":                            "现有：%s",
		" It has none":                           "一个也没有",

		"Waiting for %s":                     "正在等待 %s",
		"Restarting %s":                      "正在重启 %s",
		"%[2]d of %[1]d workload rolled out": "%[2]d/%[1]d 个工作负载已部署完成",
		"Ready after %s:":                    "已就绪，用时 %s：",
		"Restarted in %s:":                   "重启完成，用时 %s：",
		"To be restarted, as their update strategies say:":        "将按各自的升级策略重启：",
		"%d of %d Pods: the partition keeps the first %d from it": "%d 个（共 %d 个 Pod）：分区使前 %d 个不重启",
		"Restart them?":          "重启它们？",
		"Nothing was restarted.": "没有重启任何对象。",

		"missing": "缺少",
		"present": "已存在",

		"LAST SEEN":        "最后出现",
		"TYPE":             "类型",
		"REASON":           "原因",
		"MESSAGE":          "消息",
		"(%d times in %s)": "（%[2]s 内 %[1]d 次）",
		"No events. A cluster keeps them for an hour, unless it is configured otherwise.": "没有事件。集群默认保留事件一小时。",

		"ADDRESS":                        "地址",
		"PHASE":                          "阶段",
		"intended":                       "待写入",
		"applied":                        "已写入",
		"ready":                          "就绪",
		"stalled":                        "停滞",
		"%s, phase: %s":                  "%s，阶段：%s",
		", protected by prevent_destroy": "，受 prevent_destroy 保护",
		"Cluster %s, UID %s":             "集群 %s，UID %s",
		"It does not exist in the cluster. wl plan shows what apply would change.": "集群中不存在。wl plan 显示 apply 会改变什么。",
		"The stack has no outputs.": "栈没有输出。",
	}
}
