package words

// validatorMessages are what is wrong with the objects of a kind that the stack defines.
func validatorMessages() map[string]string {
	return map[string]string{
		"is required":                           "必填",
		"must be of type %s":                    "类型须为%s",
		"must be of type %s: %q":                "类型须为%s：%q",
		"should be at least %d chars long":      "须至少 %d 个字符",
		"should be at most %d chars long":       "须最多 %d 个字符",
		"should be greater than %v":             "须大于 %v",
		"should be greater than or equal to %v": "须大于或等于 %v",
		"should be less than %v":                "须小于 %v",
		"should be less than or equal to %v":    "须小于或等于 %v",
		"should be a multiple of %v":            "须为 %v 的倍数",
		"should be one of %v":                   "须为 %v 之一",
		"should have at least %d items":         "须至少有 %d 项",
		"should have at most %d items":          "须最多有 %d 项",
		"should have at least %d properties":    "须至少有 %d 个属性",
		"should have at most %d properties":     "须最多有 %d 个属性",
		"should match '%s'":                     "须匹配 '%v'",
		"shouldn't contain duplicates":          "不能有重复项",
		"is a forbidden property":               "是不允许的属性",
	}
}

// diagnosticsOfSchema are about what Kubernetes' own schema has.
func diagnosticsOfSchema() map[string]string {
	return map[string]string{
		"%s (%s): %s: %s Correct the value.":                                                 "%s（%s）：%s：%s请改正该值。",
		"%s (%s): %s is required. Set it.":                                                   "%s（%s）：%s 是必填字段，请设置。",
		"%s has no kind %s that wl knows. %s Unless the server has it, the plan refuses %s.": "%s 没有 wl 认识的类型 %s。%s除非服务器有该类型，否则 plan 会拒绝 %s。",
		"Did you mean %q?": "是否想写 %q？",
		"Did you mean the kind %q of apiVersion = %q?": "是否想写 apiVersion = %[2]q 的类型 %[1]q？",
		"%s is of a built-in kind, or an API version of one, that wl does not check offline: the server checks it at plan time.":                               "%s 属于 wl 不离线检查的内置类型或其 API 版本：由服务器在 plan 时检查。",
		"%s is of a kind that wl does not know offline: the server checks it at plan time. Add its CustomResourceDefinition to the stack to check it offline.": "%s 的类型 wl 离线时不认识：由服务器在 plan 时检查。如需离线检查，请把其 CustomResourceDefinition 加入栈中。",

		"it must %s; this is %q": "须%s；此处为 %q",
		"the name of a CronJob has at most %d characters; this has %d":     "CronJob 的名称最多 %d 个字符，此处有 %d 个",
		"its key must %s; this is %q":                                      "其键须%s；此处为 %q",
		"a map is given, but %s is expected":                               "给出的是映射，应为%s",
		"a list is given, but %s is expected":                              "给出的是列表，应为%s",
		"%s is given, but %s is expected":                                  "给出的是%s，应为%s",
		"%v is given, but a whole number is expected":                      "给出的是 %v，应为整数",
		"null is given; omit the field instead":                            "给出的是 null；请省略该字段",
		"%s is given, but a quantity is expected, such as 500m, 2 or 10Gi": "给出的是%s，应为数量，例如 500m、2 或 10Gi",
		"%q is not a quantity, such as 500m, 2 or 10Gi%s":                  "%q 不是数量（例如 500m、2 或 10Gi）%s",
		"a map":                             "映射",
		"a list":                            "列表",
		"nothing":                           "空",
		"a number":                          "数字",
		"true or false":                     "true 或 false",
		"a string":                          "字符串",
		"a boolean":                         "布尔值",
		"Kubernetes has no field %q here%s": "Kubernetes 在此处没有字段 %q%s",
		"it has the same %s as item %d of the list, and the key must be unique":                                                "它的 %s 与列表第 %d 项相同，而键不能重复",
		"its key %s is empty, and every apply would add the item again; omit it, and it is %q":                                 "它的键 %s 为空，每次 apply 都会再添加该项；请省略它，其值即为 %q",
		"it has no %s, by which the server tells the items of the list apart: it could not apply anything to the object again": "它没有 %s，而服务器用它区分列表的各项：此后将无法再对该对象执行 apply",
		"its CustomResourceDefinition does not serve version %q; it serves %s":                                                 "其 CustomResourceDefinition 不提供版本 %q，只提供 %s",
		"its CustomResourceDefinition serves no version":                                                                       "其 CustomResourceDefinition 不提供任何版本",
		"the schema of its CustomResourceDefinition cannot be read: %v":                                                        "无法读取其 CustomResourceDefinition 的模式：%v",
		"its CustomResourceDefinition has no field %q here%s":                                                                  "其 CustomResourceDefinition 在此处没有字段 %q%s",

		// Paths.
		"%s; did you mean %q?":           "%s；是否想写 %q？",
		"a field's name is missing":      "缺少字段名",
		"it is not the path of a field":  "它不是字段的路径",
		"%s has no fields of its own":    "%s 没有自己的字段",
		"Kubernetes has no field %q%s%s": "Kubernetes %[2]s没有字段 %[1]q%[3]s",
		" at the object's root":          "在对象的顶层",
		" in %s":                         "在 %s 中",
		"wl does not know how the server merges the lists of this kind, and takes each as one value; name %s itself": "wl 不知道服务器如何合并该类型的列表，因此把每个列表视为一个值；请写 %s 本身",
		"the server treats %s as one value; name %s itself":                                                          "服务器将 %s 视为一个值；请写 %s 本身",
		"%s is a list; name an item of it, such as %s":                                                               "%s 是列表；请写其中一项，例如 %s",
		"an item of %s is named by its %s, such as %s":                                                               "%s 的项用其 %s 标识，例如 %s",
		"an item of %s is named by its %s alone, such as %s":                                                         "%s 的项只用其 %s 标识，例如 %s",
	}
}
