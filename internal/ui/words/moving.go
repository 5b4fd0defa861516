package words

import "github.com/workloadlang/wl/internal/move"

// moving is why a stack was not moved.
func moving() []row {
	return []row{
		{move.NoState,
			sentence{text: `there is no stack {{.stack}} with its state in the namespace {{.namespace}}: nothing was moved. Check --stack and --namespace, and the cluster`},
			sentence{text: `命名空间 {{.namespace}} 中没有栈 {{.stack}} 的状态：没有迁移任何内容。请检查 --stack、--namespace 以及集群`}},
		{move.MovesElsewhere,
			sentence{text: `the stack {{.stack}} is being moved to the stack {{.to_stack}} with its state in the namespace {{.to_namespace}}: finish that first, with --to-stack {{.to_stack}} --to-namespace {{.to_namespace}}`},
			sentence{text: `栈 {{.stack}} 正在迁移为栈 {{.to_stack}}（状态位于命名空间 {{.to_namespace}}）：请先以 --to-stack {{.to_stack}} --to-namespace {{.to_namespace}} 完成`}},
		{move.PlaceTaken,
			sentence{text: `there is another stack {{.to_stack}} with its state in the namespace {{.to_namespace}}: choose another name or namespace, or destroy that stack first`},
			sentence{text: `命名空间 {{.to_namespace}} 中已有另一个栈 {{.to_stack}} 的状态：请换一个名称或命名空间，或先销毁那个栈`}},
		{move.PlaceBegun,
			sentence{text: `since this move was begun, the stack {{.to_stack}} has got a state of its own in the namespace {{.to_namespace}}, of the same objects. Do not destroy it: that would delete them. Delete that state alone, with kubectl` + onCluster + ` delete secret {{.secret}} --namespace {{.to_namespace}}, and run the same command again: it continues`},
			sentence{text: `这次迁移开始之后，命名空间 {{.to_namespace}} 中的栈 {{.to_stack}} 有了自己的状态，其中是同一些对象。请勿销毁它，否则会删除这些对象。请只删除该状态：kubectl` + onCluster + ` delete secret {{.secret}} --namespace {{.to_namespace}}，然后再次运行同一命令，它会继续`}},
		{move.NamespaceMissing,
			sentence{text: `the namespace {{.namespace}} does not exist: create it first, with kubectl` + onCluster + ` create namespace {{.namespace}}`},
			sentence{text: `命名空间 {{.namespace}} 不存在：请先创建：kubectl` + onCluster + ` create namespace {{.namespace}}`}},
		{move.Unfinished,
			sentence{text: `the stack {{.stack}} is not moved yet: {{if .error}}{{.error}}{{else}}interrupted{{end}}. Run the same command again: it continues`},
			sentence{text: `栈 {{.stack}} 尚未迁移完成：{{if .error}}{{.error}}{{else}}已中断{{end}}。请再次运行同一命令，它会继续`}},
	}
}
