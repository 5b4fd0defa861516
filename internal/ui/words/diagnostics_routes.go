package words

// diagnosticsOfRoutes are about the block route.
func diagnosticsOfRoutes() map[string]string {
	return map[string]string{
		`A Service is in the core group, and parent_ref means %s where group is unset. Add group = "".`:                                                             `Service 属于核心组，而未设置 group 时 parent_ref 指 %s。请添加 group = ""。`,
		"A backend that is not a Service needs a name. Add name = ….":                                                                                               "不是 Service 的后端须有名称。请添加 name = …。",
		"Only a port of the workload's own services can be given by its name; this is %s. Write its number.":                                                        "只有工作负载自身服务的端口可以用名称给出；此处为 %s。请写端口号。",
		"%s has the same at %s. Change one of the two, or remove it.":                                                                                               "%s 在 %s 处已有相同的内容。请更改其中一个，或将其移除。",
		"The rule redirects its requests, so that none reach a backend. Remove backend_ref, or request_redirect.":                                                   "该规则重定向其请求，因此没有请求到达后端。请移除 backend_ref 或 request_redirect。",
		`%s must begin with "/". Add it, or write type = "RegularExpression".`:                                                                                      `%s 须以 "/" 开头。请添加，或写 type = "RegularExpression"。`,
		`%s is more than a path. Remove what begins with "?" or "#"; parameters are matched by query_param.`:                                                        `%s 不只是路径。请移除 "?" 或 "#" 及其后的内容；参数请用 query_param 匹配。`,
		"The header %q is already matched at %s. Remove one of the two.":                                                                                            "请求头 %q 已在 %s 处匹配。请移除其中一个。",
		"%s is already set at %s, and a rule has one of it. Keep one.":                                                                                              "%s 已在 %s 处设置，而一条规则只能有一个。请只保留其中一个。",
		"A request is either redirected or sent on with another address. Remove url_rewrite, or request_redirect.":                                                  "请求只能被重定向，或以其他地址转发。请移除 url_rewrite 或 request_redirect。",
		"The filter does nothing. Add one of %s.":                                                                                                                   "该 filter 没有任何处理。请添加其中之一：%s。",
		"The filter has %s, but only one of them is allowed. Write a filter block for each.":                                                                        "该 filter 有 %s，而只允许其中一个。请分别写成 filter 块。",
		"path needs either replace_full_path or replace_prefix_match. Write one of them.":                                                                           "path 须有 replace_full_path 或 replace_prefix_match 之一。请写其中一个。",
		"replace_prefix_match needs one match in the rule, of the beginning of a path. Write match { path = { value = \"/api\" } } once, or use replace_full_path.": "replace_prefix_match 要求规则中只有一个 match，且匹配路径的前缀。请只写一次 match { path = { value = \"/api\" } }，或使用 replace_full_path。",
		"request_mirror has no backend_ref. Add backend_ref = { name = … }.":                                                                                        "request_mirror 没有 backend_ref。请添加 backend_ref = { name = … }。",
		"The share is either a fraction or a percent. Remove one of the two.":                                                                                       "份额只能是 fraction 或 percent 之一。请移除其中一个。",
		"The numerator must not be above the denominator. Lower the first or raise the second.":                                                                     "numerator 不能大于 denominator。请调低前者或调高后者。",
		"backend_request (%s) must be at most as long as request (%s). Lower the first or raise the second.":                                                        "backend_request（%s）不能长于 request（%s）。请调低前者或调高后者。",
	}
}
