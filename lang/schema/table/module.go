package table

import "github.com/workloadlang/wl/lang/schema"

// moduleCall is a block that stands for the content of another directory.
func moduleCall() *schema.Block {
	return many("module", "", "A module: the files of another directory of the stack, whose variables are set here by name. "+
		"From outside it can refer only to the stack's clusters and the target; paths in it are relative to its own directory.",
		"模块：栈内另一个目录中的文件；其变量在此按名称赋值。模块之外的内容，模块内只能引用栈的集群和 target；其中的路径相对于模块自身的目录。", blockOption(free), blockOption(repeated),
		label(attr("name", String, "", "The module's name; its outputs are module.<name>.<output>.", "模块名称；其输出为 module.<名称>.<输出>。", limited(identifier()))),
		attr("source", Expression, "", `The module's directory, from this file's: a path that begins with "./" or "../".`,
			`模块所在的目录，相对于当前文件的目录，以 "./" 或 "../" 开头。`, required),
		attr("clusters", Reference, "", "Clusters that its objects are applied to; clusters of its blocks restrict them further.",
			"其中的内容要部署到的集群；其中各块的 clusters 在此范围内进一步限定。"),
	)
}
