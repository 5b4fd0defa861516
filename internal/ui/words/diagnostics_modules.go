package words

// diagnosticsOfModules are about modules, and about references to what they declare.
func diagnosticsOfModules() map[string]string {
	return map[string]string{
		"The variable %q cannot be set, because module blocks have an argument of that name. Rename it.": "无法给变量 %q 赋值，因为 module 块有同名的参数。请改名。",
		"%s has no %s, which the module %s declares at %s without a default. Add %s = …%s":               "%s 没有 %s，而模块 %s 在 %s 声明了它，且没有默认值。请添加 %s = …%s",
		"The module %s has no variable %q.%s":                                                            "模块 %s 没有变量 %q。%s",
		"module.%s has no output %q.%s":                                                                  "module.%s 没有输出 %q。%s",
		" It has none: remove it.":                                                                       "它一个也没有：请将其移除。",
		" It has %s.":                                                                                    "它有 %s。",
		"Module calls may be nested at most %d levels deep, and %s is nested deeper. Call some of the modules from the stack itself.":                                                                     "模块调用最多嵌套 %d 层，而 %s 嵌套得更深。请让栈自身调用其中一些模块。",
		`source must be a constant string, because modules are read before anything is evaluated. Write the path of a directory, such as "./modules/web".`:                                                `source 须为常量字符串，因为模块在求值之前读取。请写目录的路径，例如 "./modules/web"。`,
		`%q is not the path of a local module, and only local modules are supported. Copy the module into the stack's directory, and write its path relative to this file, beginning with "./" or "../".`: `%q 不是本地模块的路径，而只支持本地模块。请把模块复制到栈的目录中，并写相对于本文件的路径，以 "./" 或 "../" 开头。`,
		"%s: a module cannot call itself. Remove one of these calls.":                                                                                                                                     "%s：模块不能调用自身。请移除其中一个调用。",
		"With this block, there are more than %d blocks and locals to evaluate for one cluster, including all repetitions. Split the stack into several.":                                                 "算上这个块，一个集群要求值的块和 locals 超过 %d 个（包括所有重复）。请将栈拆分为多个。",
		"target is the cluster of the objects, but the stack, its clusters and its variables are the same for all clusters. Use a variable instead.":                                                      "target 是对象所在的集群，而栈、其集群及其变量对所有集群都相同。请改用变量。",
		"clusters must be a list of references to clusters of the stack. Write [cluster.<name>, …].":                                                                                                      "clusters 须为对栈中集群的引用列表。请写成 [cluster.<名称>, …]。",
		"depends_on lists blocks that make objects, and modules. Write [workload.<name>, …].":                                                                                                             "depends_on 列出创建对象的块和模块。请写成 [workload.<名称>, …]。",

		"%s has a value only in a block with %s. Add that argument, or remove the reference.%s": "%s 只在有 %s 的块中才有值。请添加该参数，或移除该引用。%s",
		"%s must be followed by a name, as in %s.example.%s%s":                                  "%s 之后必须有名称，例如 %s.example。%s%s",
		" There are %s.": "可用的有 %s。",
		"Nothing is called %q.%s%s References begin with %s.":                                 "没有名为 %q 的内容。%s%s引用以 %s 开头。",
		"Nothing is called %q.%s For a string, write %q in quotes; references begin with %s.": "没有名为 %q 的内容。%s如果是字符串，请写成带引号的 %q；引用以 %s 开头。",
		"Nothing is called %q.%s For a string, put it in quotes; references begin with %s.":   "没有名为 %q 的内容。%s如果是字符串，请加引号；引用以 %s 开头。",
		"There is no %s.%s Declare it with %s, or correct the name.":                          "没有 %s。%s请用 %s 声明，或改正名称。",
		"%s. Remove the cycle: set one of them to a value without a reference.":               "%s。请消除循环：把其中一个设为不含引用的值。",
		"A chain of references may have at most %d links. Shorten the chain of locals.":       "引用链最多 %d 环。请缩短 locals 的引用链。",
	}
}
