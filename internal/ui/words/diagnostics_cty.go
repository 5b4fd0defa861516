package words

import "maps"

// libraryMessages are the messages that are finished texts.
func libraryMessages() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]string{
		hclSummaries(), hclEvaluation(), hclSyntax(), hclJSON(), ctyMessages(), ctyTypes(), standardFunctions(), ownFunctions(), yamlMessages(), systemMessages(), validatorMessages(),
	} {
		maps.Copy(all, some)
	}
	return all
}

// ctyMessages are about conversions of types.
func ctyMessages() map[string]string {
	return map[string]string{
		"%s required, but have %s": "须为%s，却是%s",
		"%s required":              "须为%s",
		"a bool is required":       "须为布尔值",
		"a bool is required; to convert from string, use lowercase %q": "须为布尔值；由字符串转换时请用小写的 %q",
		"a number is required":                                 "须为数字",
		"a string is required":                                 "须为字符串",
		"all elements must be %s":                              "所有元素须为%s",
		"all list elements must have the same type":            "列表的所有元素类型须相同",
		"all map elements must have the same type":             "映射的所有元素类型须相同",
		"all set elements must have the same type":             "集合的所有元素类型须相同",
		"attribute %q is required":                             "须有属性 %q",
		"attribute %q: %s":                                     "属性 %q：%s",
		"attributes %q and %q are required":                    "须有属性 %q 和 %q",
		"attributes %s are required":                           "须有属性 %v",
		"attribute types must all match for conversion to map": "转换为映射时，各属性的类型须相同",
		"cannot find a common base type for all elements":      "各元素没有共同的类型",
		"element %d: %s":                                       "元素 %d：%s",
		"element %q: %s":                                       "元素 %q：%s",
		"element types must all match for conversion to list":  "转换为列表时，各元素的类型须相同",
		"element types must all match for conversion to map":   "转换为映射时，各元素的类型须相同",
		"element types must all match for conversion to set":   "转换为集合时，各元素的类型须相同",
		"incorrect %s: %s":                                     "%s不正确：%s",
		"incorrect list element type: %s":                      "列表元素的类型不正确：%s",
		"incorrect map element type: %s":                       "映射元素的类型不正确：%s",
		"incorrect set element type: %s":                       "集合元素的类型不正确：%s",
		"incorrect object attributes":                          "对象的属性不正确",
		"map has no element for required attribute %q":         "映射没有必需的属性 %q",
		"argument must not be null":                            "参数不能为 null",
		"must not be null":                                     "不能为 null",
	}
}

// ctyTypes are the names of types.
func ctyTypes() map[string]string {
	return map[string]string{
		"string":                  "字符串",
		"number":                  "数字",
		"bool":                    "布尔值",
		"dynamic":                 "任意类型",
		"object":                  "对象",
		"tuple":                   "元组",
		"list":                    "列表",
		"map":                     "映射",
		"set":                     "集合",
		"list of %s":              "%s列表",
		"map of %s":               "%s映射",
		"set of %s":               "%s集合",
		"integer":                 "整数",
		"boolean":                 "布尔值",
		"array":                   "列表",
		"any type":                "任意类型",
		"list of any single type": "同一类型的列表",
		"map of any single type":  "同一类型的映射",
		"set of any single type":  "同一类型的集合",
	}
}

// standardFunctions are what cty's functions say.
func standardFunctions() map[string]string {
	return map[string]string{
		"CSV parse error on line %d: %s":                                     "CSV 第 %d 行解析出错：%s",
		"a JSON document cannot begin with the character %q":                 "JSON 文档不能以字符 %q 开头",
		"all elements must be of the same type":                              "所有元素类型须相同",
		"argument must be list, tuple, or set":                               "参数须为列表、元组或集合",
		"arguments must be maps or objects, got %s":                          "参数须为映射或对象，却是 %s",
		"at least one argument is required":                                  "至少须有一个参数",
		"at least one list is required":                                      "至少须有一个列表",
		"can only flatten lists, sets and tuples":                            "只能展平列表、集合和元组",
		"can only reverse list or tuple values, not %s":                      "只能反转列表或元组，不能反转%s",
		"can't divide zero by zero or infinity by infinity":                  "不能以零除零，或以无穷除无穷",
		"cannot convert %s to %s":                                            "无法将%s转换为%s",
		"cannot convert %q to %s":                                            "无法将 %q 转换为%s",
		"cannot parse %q as a base %s integer":                               "无法将 %q 解析为 %s 进制的整数",
		"cannot use element function with an empty list":                     "element 函数不能用于空列表",
		"coalescelist arguments must be lists or tuples":                     "coalescelist 的参数须为列表或元组",
		"division by zero":                                                   "除数为零",
		"duplicate column name %q":                                           "列名 %q 重复",
		"end index must not be greater than the length of the list":          "结束下标不能超过列表的长度",
		"extraneous characters beginning at offset %d":                       "从第 %d 个字节起有多余字符",
		"first argument must be a string, not %s":                            "第一个参数须为字符串，不能为%s",
		"given list element %s is null; a null string cannot be sorted":      "列表的元素 %s 为 null，无法排序",
		"invalid date format verb %q":                                        "日期格式 %q 无效",
		"invalid format string starting at offset %d":                        "格式字符串从第 %d 个字节起无效",
		"invalid regexp pattern: %s in %s":                                   "正则表达式无效：%[2]s 中 %[1]s",
		"missing header line":                                                "缺少表头行",
		"no conversion available":                                            "无法转换",
		"no non-null arguments":                                              "参数都为 null",
		"not a valid RFC3339 timestamp%s":                                    "不是有效的 RFC3339 时间%s",
		"not a valid RFC3339 timestamp: %s":                                  "不是有效的 RFC3339 时间：%s",
		"not enough arguments for %q at %d: need index %d but have %d total": "第 %[2]d 个字节处的 %[1]q 缺少参数：需要第 %[3]d 个，而总共有 %[4]d 个",
		"pattern did not match any part of the given string":                 "给出的字符串中没有与模式匹配的部分",
		"start index must not be greater than end index":                     "开始下标不能大于结束下标",
		"start index must not be greater than the length of the list":        "开始下标不能超过列表的长度",
		"step must not be zero":                                              "步长不能为零",
		"the size argument must be positive":                                 "大小须为正数",
		"too many arguments; no verbs in format string":                      "参数过多；格式字符串中没有占位符",
		"too many arguments; only %d used by format string":                  "参数过多；格式字符串只用到 %d 个",
		"unsupported value for %q at %d: %s":                                 "第 %[2]d 个字节处的 %[1]q 不支持该值：%[3]s",
		"unsupported value for %q at %d: an integer is required":             "第 %[2]d 个字节处的 %[1]q 不支持该值：须为整数",
		"unsupported value for %q at %d: null value cannot be formatted":     "第 %[2]d 个字节处的 %[1]q 不支持该值：null 不能格式化",
		"more than 1024 values were generated; either decrease the difference between start and end or use a smaller step": "生成的值超过 1024 个；请缩小起止之差，或增大步长",
		"no expression succeeded:%s": "没有一个表达式成功：%s",
	}
}
