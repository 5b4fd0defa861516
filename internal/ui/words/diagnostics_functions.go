package words

// ownFunctions are what the language's own functions say, which HCL makes sentences
// of.
func ownFunctions() map[string]string {
	return map[string]string{
		"cannot convert this sensitive %s to %s":                            "无法将该敏感的%s转换为%s",
		"must be a string or a collection":                                  "须为字符串或集合",
		"all arguments must have the same type":                             "所有参数的类型须相同",
		"all arguments are null or empty":                                   "所有参数都为 null 或空",
		"must be a list":                                                    "须为列表",
		"the list does not contain the value":                               "列表中没有该值",
		"must be a map or an object":                                        "须为映射或对象",
		"is one argument too many: lookup takes a map, a key and a default": "多了一个参数：lookup 的参数为映射、键和默认值",
		"the map lacks the key; give a default as the third argument":       "映射没有该键；请用第三个参数给出默认值",
		"the map has no key %q; give a default as the third argument":       "映射没有键 %q；请用第三个参数给出默认值",
		"must be a list or set of at most one element":                      "须为最多有一个元素的列表或集合",
		"must be a list of at least one number":                             "须为至少有一个数字的列表",
		"must not contain null":                                             "不能含有 null",
		"%d values for %d keys: the numbers must be equal":                  "%[2]d 个键有 %[1]d 个值：个数须相等",
		"the keys and the keys to search for have types that cannot be compared. Convert them to one type": "键与要查找的键类型不可比较。请转换为同一类型",
		"has null for %q; it must be a list":              "其 %q 为 null，须为列表",
		"has null in the list of %q; it must be a string": "其 %q 的列表中有 null，须为字符串",
		"is not base64": "不是 base64",
		"is not a known encoding, such as UTF-16LE":            "不是已知的编码，例如 UTF-16LE",
		"contains bytes that are not UTF-8; keep it in base64": "含有非 UTF-8 的字节；请保留为 base64",

		"cannot read %s: there is no such file; paths are relative to the module's directory": "无法读取 %s：没有该文件；路径相对于模块的目录",
		"cannot read %s: it is %s, and only regular files can be read":                        "无法读取 %s：它是%s，而只能读取普通文件",
		"cannot read %s: %s": "无法读取 %s：%s",
		"it is no directory": "它不是目录",
		"more than %d symbolic links to directories are in it. Name a directory that has fewer": "其中指向目录的符号链接超过 %d 个。请指定链接较少的目录",
		"cannot list the files of %s: %s": "无法列出 %s 中的文件：%s",
		"it is a text with line breaks, not the name of a file. Pass the name itself, or remove the line break at its end with chomp()": "它是含有换行的文本，而非文件名。请传入文件名本身，或用 chomp() 去掉末尾的换行",
		"it is a long text, not the name of a file. Pass the name itself":                                                               "它是一段长文本，而非文件名。请传入文件名本身",
		"it is a text, not the name of an environment variable. Pass the name itself":                                                   "它是一段文本，而非环境变量名。请传入变量名本身",
		"%s is an absolute path; name a file within the stack's directory":                                                              "%s 是绝对路径；请写栈目录中的文件",
		"%s is outside the stack's directory; move the file into it":                                                                    "%s 在栈目录之外；请将文件移入其中",
		"%s is not UTF-8; read it with filebase64":                                                                                      "%s 不是 UTF-8；请用 filebase64 读取",
		"is not a valid pattern: a bracket is not closed. Close it, or escape it with a backslash":                                      "不是有效的模式：括号没有结束。请补上，或用反斜杠转义",
		"must be an object with the template's variables":                                                                               "须为对象，其属性为模板的变量",
		"a template cannot call %s. Render the text outside the template, and pass it as one of its variables":                          "模板不能调用 %s。请在模板之外渲染该文本，再作为变量传入",
		"%s uses the variable %q, which is not passed; the call passes %s. Pass it, or write $${%s} for the literal text ${%s}":         "%s 使用了变量 %q，而没有传入；调用传入的有 %s。请传入；如需原样保留 ${%[5]s}，请写成 $${%[4]s}",

		"the result has %s bytes; at most %d are allowed. Pass less": "结果有 %s 字节，最多允许 %d 字节。请减少传入的内容",
		"has %s; a width may be at most %d. Make it smaller":         "含有 %s；宽度最多为 %d。请缩小",
		"must be 0 or more": "须不小于 0",
		"the result has %.0f elements; at most %d are allowed. Pass smaller sets": "结果有 %.0f 个元素，最多允许 %d 个。请传入更小的集合",
		"is nested more than %d levels deep. Make it flatter":                     "嵌套超过 %d 层。请减少层数",
		"has characters that %s does not have. Choose another encoding":           "含有 %s 没有的字符。请改用其他编码",
		"has bytes that %s does not define. Correct the encoding":                 "含有 %s 未定义的字节。请更正编码",
		"must be more than 0":                                         "须大于 0",
		"must be more than 0 and not 1":                               "须大于 0 且不等于 1",
		"the result is or contains a number that is out of range: %s": "结果是或含有超出范围的数字：%s",
		"is far longer than any number in range: %s":                  "远长于范围内的任何数字：%s",

		"must be a whole number of at most 64 bits":     "须为最多 64 位的整数",
		"is not a network in the form 10.0.0.0/16":      "不是形如 10.0.0.0/16 的网段",
		"is an IPv6 network, which has no netmask":      "是 IPv6 网段，没有子网掩码",
		"the network %s has no host %d":                 "网段 %s 没有主机 %d",
		"%d bits are too few for the subnet %d":         "%d 位不够表示子网 %d",
		"the network %s is too small for these subnets": "网段 %s 太小，容不下这些子网",
		"the network %s cannot be extended by %d bits":  "网段 %s 不能扩展 %d 位",

		"is not a regular expression: %s": "不是正则表达式：%s",
		"the environment variable %s is not set; set it, or write a fallback: try(env(%q), …)":                "环境变量 %s 未设置；请设置，或写后备值：try(env(%q), …)",
		"the environment variable %s is not UTF-8. Set it in UTF-8, or in base64 for binary_data":             "环境变量 %s 不是 UTF-8。请以 UTF-8 设置，或以 base64 设置并用于 binary_data",
		"wl does not have this function: %s":                                                                  "wl 没有该函数：%s",
		"compiling the same files must give the same objects; pass the value in a variable":                   "编译相同的文件须得到相同的对象；请用变量传入该值",
		"paths are relative to the module's directory, on every machine; use path.module":                     "在任何机器上，路径都相对于模块的目录；请用 path.module",
		"a private key must not be in a configuration; pass the decrypted value in a sensitive variable":      "配置中不能有私钥；请用敏感变量传入解密后的值",
		"lists are written in brackets; write [a, b], or tolist() to convert a set":                           "列表写在方括号中；请写 [a, b]，或用 tolist() 转换集合",
		"maps are written in braces; write { a = b }, or tomap() to convert an object":                        "映射写在花括号中；请写 { a = b }，或用 tomap() 转换对象",
		`is not a time in the form "2006-01-02T15:04:05Z"`:                                                    `不是形如 "2006-01-02T15:04:05Z" 的时间`,
		`must be "dns", "url", "oid", "x500" or a UUID`:                                                       `须为 "dns"、"url"、"oid"、"x500" 或 UUID`,
		"%s is not UTF-8. Save it as UTF-8":                                                                   "%s 不是 UTF-8。请保存为 UTF-8",
		"cannot list %s. Check its permissions":                                                               "无法列出 %s。请检查其权限",
		"the directory %s has no file whose name ends in .yaml, .yml or .json. Name a directory that has one": "目录 %s 中没有以 .yaml、.yml 或 .json 结尾的文件。请指定一个有这种文件的目录",
		"stopped": "已停止",
	}
}

// yamlMessages are about YAML and the manifests in it.
func yamlMessages() map[string]string {
	return map[string]string{
		"%s:%d: %s":      "%s:%d：%s",
		"on line %d, %s": "第 %d 行：%s",
		"%s %d documents, and yamldecode reads one. Use manifests(path) for a file of Kubernetes objects, or yamldecodeall(text) for any others": "%s %d 个文档，而 yamldecode 只读一个。Kubernetes 对象的文件请用 manifests(path)，其他请用 yamldecodeall(text)",
		"the text has": "文本中有",
		"%s has":       "%s 有",
		"it is larger than %d MiB, the limit for YAML. Split it":                                                                                            "它超过 %d MiB，即 YAML 的上限。请拆分",
		"it can have more than %d values, the limit for YAML. Split it":                                                                                     "它可能有超过 %d 个值，即 YAML 的上限。请拆分",
		"values are nested more than %d levels deep. Make it flatter":                                                                                       "值的嵌套超过 %d 层。请减少层数",
		"the aliases of the document expand to too much. Write the values out":                                                                              "文档的别名展开后过大。请直接写出值",
		"a number is infinite or not a number, which JSON does not have. Put it in quotes":                                                                  "有一个数字为无穷或非数字，JSON 中没有。请加引号",
		"a value with the tag !!binary has bytes that are not UTF-8. Keep it in base64, without the tag":                                                    "标签为 !!binary 的值含有非 UTF-8 的字节。请保留为 base64，不加标签",
		"a value has the type %T, which JSON does not have. Put it in quotes":                                                                               "有一个值的类型为 %T，JSON 中没有。请加引号",
		"the key %q is there twice, written in two ways. Remove one of them":                                                                                "键 %q 出现两次，写法不同。请移除其中一个",
		"a key with the tag !!binary has bytes that are not UTF-8. Write a string":                                                                          "标签为 !!binary 的键含有非 UTF-8 的字节。请写字符串",
		"a key is null. Put it in quotes, or write a key":                                                                                                   "有一个键为 null。请加引号，或写一个键",
		"a key is not a string, a number or a boolean. Put it in quotes":                                                                                    "有一个键不是字符串、数字或布尔值。请加引号",
		"this is not a Kubernetes object: an object is a mapping with apiVersion, kind and metadata. Correct it, or read the file with yamldecode(file(…))": "这不是 Kubernetes 对象：对象是含有 apiVersion、kind 和 metadata 的映射。请改正，或用 yamldecode(file(…)) 读取该文件",
		"this is a kustomization file, not an object. Write the output of kubectl kustomize to a file, and read that":                                       "这是 kustomization 文件，不是对象。请把 kubectl kustomize 的输出写到文件中，读取该文件",
		"this object has no %s. Add it, or read the file with yamldecode(file(…)) if it contains something else":                                            "该对象没有 %s。请添加；如果文件是其他内容，请用 yamldecode(file(…)) 读取",
		"the metadata.name of this %s is not a string. Put it in quotes":                                                                                    "该 %s 的 metadata.name 不是字符串。请加引号",
		"this object has generateName, with which every apply creates another object. Set metadata.name instead":                                            "该对象使用 generateName，每次 apply 都会创建另一个对象。请改设 metadata.name",
		"this %s has no metadata.name. Add it":                                                                                                              "该 %s 没有 metadata.name。请添加",
		"%s is there twice: it is also at %s:%d. Remove one of them, or give it another name or namespace":                                                  "%s 出现两次：也在 %s:%d。请移除其中一个，或改用另一个名称或命名空间",
		"a key is a mapping or a list. Put a string with braces in quotes":                                                                                  "有一个键是映射或列表。含花括号的字符串请加引号",
		"%s. The text has {{ }}, as Helm templates do: use the output of helm template":                                                                     "%s。文本中有 {{ }}，如同 Helm 模板：请使用 helm template 的输出",
		"the key %s is there twice. Remove one of them":                                                                                                     "键 %s 出现两次。请移除其中一个",
		"a value does not have the type of its tag. Correct one of the two":                                                                                 "有一个值的类型与其标签不符。请改正其中之一",
		"control characters are not allowed. Write them as escape sequences in double quotes":                                                               "不允许控制字符。请在双引号中写成转义序列",
		"an alias names no anchor. Define the anchor in the same document, or put a string that begins with * in quotes":                                    "别名引用了不存在的锚点。请在同一文档中定义锚点；以 * 开头的字符串请加引号",

		// The decoder's own.
		"did not find expected key":                              "没有找到应有的键",
		"did not find expected ',' or ']'":                       "没有找到应有的 ',' 或 ']'",
		"did not find expected ',' or '}'":                       "没有找到应有的 ',' 或 '}'",
		"did not find expected '-' indicator":                    "没有找到应有的 '-'",
		"did not find expected <document start>":                 "没有找到文档的开头",
		"did not find expected node content":                     "没有找到应有的内容",
		"did not find expected alphabetic or numeric character":  "没有找到应有的字母或数字",
		"mapping values are not allowed in this context":         "此处不允许映射的值",
		"block sequence entries are not allowed in this context": "此处不允许列表项",
		"could not find expected ':'":                            "没有找到应有的 ':'",
		"found character that cannot start any token":            "遇到不能作开头的字符",
		"found a tab character that violates indentation":        "缩进中有制表符",
		"found unexpected end of stream":                         "文本意外结束",
		"found unknown escape character":                         "遇到未知的转义字符",
		"found undefined tag handle":                             "遇到未定义的标签",
	}
}

// systemMessages are what the operating system says, and what says where files lie. What
// it says that is a fact as well stands there.
func systemMessages() map[string]string {
	said := map[string]string{
		"file does not exist":       "文件不存在",
		"invalid argument":          "参数无效",
		"context canceled":          "操作已取消",
		"context deadline exceeded": "已超时",
		"interrupt signal received": "收到中断信号",
		"%s is a symbolic link to outside the stack's directory": "%s 是指向栈目录之外的符号链接",
		"%s is outside the stack's directory":                    "%s 在栈目录之外",
		"cannot find %s: %s":                                     "找不到 %s：%s",
		"cannot find the stack's directory: %s":                  "找不到栈的目录：%s",
	}
	for _, r := range refusedBySystem() {
		said[r.en.text] = r.zh.text
	}
	return said
}
