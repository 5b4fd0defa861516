package words

// besidePhrases are those of what goes with workloads, and of what is the cluster's.
func besidePhrases() map[string]string {
	return map[string]string{
		"all Pods":                      "全部 Pod",
		"Pods %s":                       "Pod %s",
		"ingress":                       "入站",
		"egress":                        "出站",
		"%s: none":                      "%s：全部拒绝",
		"anywhere":                      "不限",
		"%s except %s":                  "%s（%s 除外）",
		"%s of namespaces %s":           "命名空间 %[2]s 的 %[1]s",
		"%s of all namespaces":          "所有命名空间的 %s",
		"scopes %s":                     "范围 %s",
		"default limit":                 "默认限制",
		"default request":               "默认申请",
		"min":                           "最小",
		"max":                           "最大",
		"max ratio of limit to request": "限制与申请之比最大",
		"its token is not mounted":      "不挂载其令牌",
		"pull secrets %s":               "镜像拉取凭证 %s",
		"%d rule":                       "%d 条规则",
		"%s without subjects":           "%s，没有主体",
		"%s for %s":                     "%s 授予 %s",
		"reclaim policy %s":             "回收策略 %s",
		"for the claim %s":              "为声明 %s 保留",
		"provisioner %s":                "供应者 %s",
		"the default class":             "默认存储类",
		"claims can be expanded":        "声明可以扩容",
	}
}
