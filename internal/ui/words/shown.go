package words

import "github.com/workloadlang/wl/internal/ui/view"

// shownWarnings are what is shown of a plan as a warning, and stands in it in another
// form.
func shownWarnings() []row {
	return []row{
		{view.FieldDropped,
			sentence{"Set, but this server drops it", `{{if .last}}The server accepts the object without the field: a feature gate is disabled, its version does not have the field, or admission removes it. It has no effect. Remove it from the configuration, or enable it in the cluster.{{end}}`},
			sentence{"已设置，但服务器丢弃了它", `{{if .last}}服务器接受了该对象，但没有保留该字段：特性开关未启用、版本没有该字段，或准入移除了它。它不起作用。请从配置中移除，或在集群中启用。{{end}}`}},
		{view.FormerState,
			sentence{`A stack {{.stack}} has its state in the namespace {{.namespace}}`, `This stack has no state here yet. If it is the same stack and only its namespace, or that of its state, has changed, apply does not touch the objects that it has created so far, and wl stops managing them. To move the stack instead, write state { namespace = {{q .namespace}} } in the stack block: the plan then creates what is new and deletes what is no longer in the configuration. Keep the block of the namespace {{.namespace}}, if there is one, as long as it holds the state. {{if .here}}To have its state here, run: wl state mv --stack {{.stack}} --namespace {{.namespace}}` + onCluster + ` --to-namespace {{.here}}. {{end}}If it is another stack of the same name, there is nothing to do.`},
			sentence{`栈 {{.stack}} 的状态位于命名空间 {{.namespace}}`, `本栈在这里还没有状态。如果是同一个栈，只是它或其状态的命名空间变了，apply 不会触动它此前创建的对象，wl 也不再管理它们。要迁移该栈，请在 stack 块中写 state { namespace = {{q .namespace}} }：计划会创建新增的对象，删除配置中已没有的对象；只要命名空间 {{.namespace}} 保存着状态，就要在配置中保留它。{{if .here}}要把状态移到这里，请运行：wl state mv --stack {{.stack}} --namespace {{.namespace}}` + onCluster + ` --to-namespace {{.here}}。{{end}}如果是另一个同名的栈，则无需处理。`}},
		{view.FormerStateUnseen,
			sentence{`Other namespaces could not be searched for a former state of the stack {{.stack}}`, `{{stop .said}} The stack has no state here yet. If its namespace, or that of its state, has changed, write state { namespace = … } with the former namespace in the stack block: otherwise apply creates every object a second time. If the stack is new, there is nothing to do.`},
			sentence{`无法在其他命名空间中查找栈 {{.stack}} 以前的状态`, `{{stop .said}}本栈在这里还没有状态。如果它或其状态的命名空间变了，请在 stack 块中写 state { namespace = … }，填以前的命名空间：否则 apply 会再创建一份全部对象。如果是新的栈，则无需处理。`}},
	}
}
