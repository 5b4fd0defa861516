package words

// diagnosticsOfSyntax are about files, blocks and arguments as they are written.
func diagnosticsOfSyntax() map[string]string {
	return map[string]string{
		// Files.
		"The directory %s has no file that ends in .wl.hcl or .wl.hcl.json. Name a directory that has one.":                      "目录 %s 中没有以 .wl.hcl 或 .wl.hcl.json 结尾的文件。请指定一个有这种文件的目录。",
		"%s is %s, and only regular files can be read. Put a file in its place, or remove it.":                                   "%s 是%s，而只能读取普通文件。请换成文件，或将其移除。",
		"%s, and such links are not followed. Replace it by a copy of the file.":                                                 "%s，不会跟随这种链接。请换成该文件的副本。",
		"Reading %s failed: %s. Check the path and its permissions.":                                                             "读取 %s 失败：%s。请检查路径及其权限。",
		"%s is larger than %d MiB, the limit for one file. Split it into several files.":                                         "%s 超过 %d MiB，即单个文件的上限。请拆分为多个文件。",
		"The files of %s are together larger than %d MiB, the limit for one stack. Split it into several stacks.":                "%s 的文件总共超过 %d MiB，即单个栈的上限。请拆分为多个栈。",
		"Blocks, brackets and templates may be nested at most %d levels deep. Move inner parts to locals.":                       "块、括号和模板最多嵌套 %d 层。请把内层移到 locals 中。",
		"A string or template in the configuration may have at most %d lines. Move it to a file and read it with file().":        "配置中的字符串或模板最多 %d 行。请移到文件中，用 file() 读取。",
		"One expression may have at most %d operators. Move parts of it to locals.":                                              "一个表达式最多有 %d 个运算符。请把一部分移到 locals 中。",
		"This number is out of range: %s. Use another number, or write it as a string in quotes.":                                "该数字超出范围：%s。请改用其他数字，或写成带引号的字符串。",
		"it may have at most 1000 digits before the decimal point, and 1000 zeros after it":                                      "小数点前最多 1000 位数字，小数点后最多 1000 个零",
		"%s To keep %s literally, as in a shell script, write %s%s.":                                                             "%s如需原样保留 %s（例如在 shell 脚本中），请写成 %s%s。",
		" To keep ${%s} literally, as in a shell script, write $${%s}.":                                                          "如需原样保留 ${%s}（例如在 shell 脚本中），请写成 $${%s}。",
		" A string within the expression must be in quotes. To keep ${ or %{ literally, as in a shell script, write $${ or %%{.": "表达式中的字符串须加引号。如需原样保留 ${ 或 %{（例如在 shell 脚本中），请写成 $${ 或 %%{。",
		"The configuration was not compiled completely: %s Run the command again.":                                               "配置没有编译完：%s请重新执行该命令。",
		"%s has been evaluated for %s and has not finished. Nest fewer loops, or loop over smaller collections.":                 "%s 已求值 %s，仍未完成。请减少循环的嵌套，或对更小的集合进行循环。",
		"Evaluating %s takes more than %d MiB of memory. Nest fewer loops, or loop over smaller collections.":                    "对 %s 求值需要超过 %d MiB 的内存。请减少循环的嵌套，或对更小的集合进行循环。",
		"%s uses a value that is not known, for an unknown reason. This is a bug in wl: report it with the configuration.":       "%s 用到了一个未知的值，原因不明。这是 wl 的缺陷：请连同配置一起报告。",

		// What is missing, and what is written twice.
		"%s has no %s. Add %s = …: %s":                                                           "%s 没有 %s。请添加 %s = …：%s",
		"%s has no %s block. Add %s.":                                                            "%s 没有 %s 块。请添加 %s。",
		"The configuration has no %s block. Add %s to one of its files.":                         "配置中没有 %s 块。请在其中一个文件里添加 %s。",
		"%s is another name of %s, which is already declared at %s. Keep one of the two blocks.": "%s 是 %s 的另一名称，后者已在 %s 处声明。请只保留其中一个块。",
		"%s is allowed only once and is already declared at %s. Merge the two.":                  "%s 只能写一次，已在 %s 声明。请将二者合并。",
		"%s is already declared at %s. Rename or remove one of the two.":                         "%s 已在 %s 声明。请将其中一个改名或移除。",
		"local.%s is already declared at %s. Rename or remove one of the two.":                   "local.%s 已在 %s 声明。请将其中一个改名或移除。",
		"%s must be in the stack, not in a module. Move it to the stack's own files.":            "%s 必须写在栈中，不能写在模块中。请移到栈自身的文件里。",
		"%s at %s and %s here both create %s. Rename one of them, or give it another namespace.": "%s（位于 %s）和此处的 %s 都创建 %s。请将其中一个改名，或使用另一个命名空间。",

		// What is not known.
		"%s is a block. Write %s, without an equals sign.":      "%s 是块。请写成 %s，不带等号。",
		"%s is an argument with an object as value. Write %s.":  "%s 是以对象为值的参数。请写成 %s。",
		"%s is an argument. Write %s = …, with an equals sign.": "%s 是参数。请写成 %s = …，带等号。",
		"%s has no argument %q.%s":                              "%s没有参数 %q。%s",
		"%s has no blocks %q.%s":                                "%s没有 %q 块。%s",
		"%s has no repeatable blocks %q.%s":                     "%s没有可重复的 %q 块。%s",
		"wl has no postcondition: apply waits for the cluster to report the object ready. Write a precondition, or a check block at the top level, which only warns.": "wl 没有 postcondition：apply 会等到集群报告对象就绪。请改写为 precondition，或在顶层写只给出警告的 check 块。",
		" Remove it.":                            "请将其移除。",
		" It takes %s.":                          "它可以有 %s。",
		" It is called %s here: write %s.":       "在此处写作 %[1]s：请写 %[2]s。",
		" It is called %s here: write %s in %s.": "在 wl 中写作 %[1]s：请在%[3]s中写 %[2]s。",
		" Move it to %s: %s.":                    "请将它移到%[1]s中：%[2]s。",
		"the block %s":                           "块 %s",
		"A file":                                 "文件",
		"A %s block":                             "%s 块",
		"An %s block":                            "%s 块",
		" It is allowed there only once: write %s.":                           "它在那里只能写一次：请写成 %s。",
		" A dynamic block can make %s.":                                       "dynamic 块可以生成 %s。",
		"A block %s has one label. Write %s.":                                 "%s 块有一个标签。请写成 %s。",
		"A block %s has no label. Write %s.":                                  "%s 块没有标签。请写成 %s。",
		"A %s block has one label. Write labels = [<expression>].":            "%s 块有一个标签。请写成 labels = [<表达式>]。",
		"iterator must be a single name. Write iterator = item, for example.": "iterator 必须是单个名称。例如写成 iterator = item。",
	}
}
