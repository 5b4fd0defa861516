package words

// diagnosticsOfVariables are about the values that variables are given, and about
// rules.
func diagnosticsOfVariables() map[string]string {
	return map[string]string{
		"var.%s must be %s: %s. Give a value of that type.":                                                                                              "var.%s 须为 %s：%s。请给出该类型的值。",
		"var.%s must be %s, and the given value, which is sensitive, is not. Give a value of that type.":                                                 "var.%s 须为 %s，而给出的值（敏感值）不是。请给出该类型的值。",
		"var.%s must not be null. Give it a value.":                                                                                                      "var.%s 不能为 null。请为其赋值。",
		"The argument of --var is not of the form name=value. Write --var name=value.":                                                                   "--var 的参数不是 name=value 的形式。请写成 --var name=value。",
		"--var %q: the name has a space beside it. Write --var %s=…, without a space before the equals sign.":                                            "--var %q：名称旁有空格。请写 --var %s=…，等号前不要有空格。",
		"--var %s: the stack declares no such variable.%s Declare it with variable %q {}, or remove the flag.":                                           "--var %s：栈没有声明该变量。%s请用 variable %q {} 声明，或去掉该选项。",
		"The stack declares no variable %q.%s Remove the line, or declare it with variable %q {}.":                                                       "栈没有声明变量 %q。%s请移除该行，或用 variable %q {} 声明。",
		"The variable %q has no default, and no value is set. It is set in %s: give the file with --var-file %s.":                                        "变量 %q 没有默认值，也没有赋值。文件 %s 中有它的值：请用 --var-file %s 指定该文件。",
		"The variable %q has no default, and no value is set. Set it with --var %s=…, in a file *.auto.wlvars, or in the environment as %s%s.":           "变量 %q 没有默认值，也没有赋值。请用 --var %s=… 设置，或写在 *.auto.wlvars 文件中，或设置环境变量 %s%s。",
		"%s is not an expression, which the type of var.%s requires: %s Write it as in a file, for example '[\"a\", \"b\"]', '{ a = 1 }' or '\"text\"'.": "%s 不是表达式，而 var.%s 的类型要求表达式：%s请按文件中的写法书写，例如 '[\"a\", \"b\"]'、'{ a = 1 }' 或 '\"text\"'。",
		"%s is not UTF-8, as every text must be. Give the value in UTF-8, or in base64 for binary_data.":                                                 "%s 不是 UTF-8，而所有文本都须为 UTF-8。请以 UTF-8 给出，或以 base64 给出并用于 binary_data。",
		"The value of a sensitive variable must be a constant; it is not shown. Write a constant; strings are in quotes.":                                "敏感变量的值须为常量；其值不显示。请写常量，字符串须加引号。",
		"The value of a variable cannot refer to %s. Write a constant; strings are in quotes.":                                                           "变量的值不能引用 %s。请写常量，字符串须加引号。",
		"The value of a variable must be a constant, without loops. List its elements, or compute them in locals.":                                       "变量的值须为常量，不能有循环。请逐个列出元素，或在 locals 中计算。",
		"The value of a variable must be a constant, without functions: %s":                                                                              "变量的值须为常量，不能有函数：%s",
		"var.%s: %s This is the rule at %s.":                                                      "var.%s：%s（规则位于 %s）",
		"condition must be true or false. Compare something, as in var.name != \"\".":             "condition 须为 true 或 false。请写成比较，例如 var.name != \"\"。",
		"The value of var.%s cannot be evaluated. %s Correct it.":                                 "无法对 var.%s 的值求值。%s请更正。",
		"The value of var.%s, which is sensitive and not shown, cannot be evaluated. Correct it.": "无法对 var.%s 的值（敏感值，不显示）求值。请更正。",
		"a tuple of %d elements is required, but the value has %d":                                "须为 %d 个元素的元组，而该值有 %d 个",
		"the value breaks a rule.":                                                                "值不符合规则。",
		"the value breaks a rule; the rule's message is sensitive and not shown.":                 "值不符合规则；规则的提示含敏感值，因此不显示。",
		"The value of %s is sensitive. Add sensitive = true to hide it, or remove the output.":    "%s 的值是敏感值。请添加 sensitive = true 将其隐藏，或移除该输出。",
	}
}
