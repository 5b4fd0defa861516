package words

// diagnosticPhrases are parts of what diagnostics say.
func diagnosticPhrases() map[string]string {
	return map[string]string{
		"%s":       "%s",
		"%s.":      "%s。",
		"%s: %s":   "%s：%s",
		": %s":     "：%s",
		".":        "。",
		" (%s)":    "（%s）",
		"%s%s":     "%s%s",
		"%v":       "%v",
		"%q":       "%q",
		"%s[%q]":   "%s[%q]",
		"%s[%d]":   "%s[%d]",
		"%s of %s": "%[2]s 的 %[1]s",

		", ":          "、",
		" and ":       " 和 ",
		" or ":        " 或 ",
		" needs ":     " 依赖 ",
		" calls ":     " 调用 ",
		" refers to ": " 引用 ",

		" Did you mean %q?":  "是否想写 %q？",
		" Correct the name.": "请更正名称。",
		"; did you mean %q?": "；是否想写 %q？",
		"not known":          "未知",

		"a directory":     "目录",
		"a named pipe":    "命名管道",
		"a socket":        "套接字",
		"a device":        "设备",
		"a special file":  "特殊文件",
		"a symbolic link": "符号链接",
		"the stack":       "栈",

		"port %d/%s":         "端口 %d/%s",
		"port name %q":       "端口名称 %q",
		"host port %s/%s":    "节点端口 %s/%s",
		"service port %d/%s": "服务端口 %d/%s",
		"node port %d/%s":    "节点端口 %d/%s",
	}
}
