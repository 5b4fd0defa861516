package table

import (
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// treatment is a row that stands for several.
type treatment []row

// Into implements schema.Row.
func (t treatment) Into(b *schema.Block) {
	for _, r := range t {
		r.Into(b)
	}
}

// objectLifecycle is in every block that makes objects: how they are treated, and what
// is not to be said of them, whatever is in them.
func objectLifecycle() treatment {
	return treatment{lint("block"), lifecycleOfObjects()}
}

// lint is which warnings are not wanted.
func lint(of string) *schema.Block {
	chinese := map[string]string{"block": "块", "stack": "栈"}[of]
	return single("lint", "", "Which warnings about the "+of+" are not shown.", "不显示关于该"+chinese+"的哪些警告。",
		attr("ignore", StringList, "", "Names of warnings, which stand behind each of them.", "警告的名称，写在每条警告之后。", public, required, limited(oneOf(diag.WarningNames()...))))
}

func lifecycleOfObjects() *schema.Block {
	return single("lifecycle", "", "How wl treats the block's objects. In a workload it also applies to its services and other objects, except for ignore_fields and force_fields.",
		"对象的处理方式。工作负载中的设置同样适用于其服务等对象（ignore_fields 和 force_fields 除外）。",
		append(lifecycleRows(), precondition("A condition that must hold before the object is created or changed.", "创建或更改该对象之前必须满足的条件。"))...)
}

// besideLifecycle adds to the workload's.
func besideLifecycle() *schema.Block {
	return single("lifecycle", "", "How wl treats the object; what is not set here is as in the workload's lifecycle block.", "该对象的处理方式；未设置的项以工作负载的 lifecycle 为准。", lifecycleRows()...)
}

func lifecycleRows() []row {
	return []row{
		typed("Lifecycle"),
		attr("prevent_destroy", Bool, "", "Whether the objects are protected against deletion and replacement. The protection stays until it has been set to false and applied, even if the block is removed.",
			"是否禁止删除和重建对象。即使删除了该块也仍然有效，直到设为 false 并完成执行（apply）。"),
		attr("destroy", Bool, "", "Whether the objects are deleted when they are no longer in the configuration, and by wl destroy. With false they are released instead: they stay in the cluster as they are, and wl stops managing them. It counts as it was applied last, also when the block is removed.",
			"对象不在配置中、或执行 wl destroy 时，是否删除对象。为 false 时改为释放：对象原样留在集群中，wl 不再管理它们。以最近一次执行（apply）时的设置为准，删除该块后也有效。"),
		attr("adopt", Bool, "", "Whether existing objects of the same name that the stack has not created are adopted.", "是否接管已存在的、不是由本栈创建的同名对象。"),
		attr("wait", Bool, "", "Whether an apply waits until the objects are rolled out or ready, and fails where they are not; true where unset. With false, what depends on them is begun as soon as they are written.",
			"执行（apply）是否等待对象部署完成或就绪，并在未就绪时报错；未设置时为 true。设为 false 时，依赖它们的对象在它们写入后即开始处理。"),
		attr("ignore_fields", StringList, "", `Fields that are left to other field managers once the object exists, as Kubernetes paths: "spec.replicas", "metadata.annotations[example.com/note]", "spec.template.spec.containers[name=nginx].image".`,
			`对象创建后交由其他管理者维护的字段，使用 Kubernetes 路径："spec.replicas"、"metadata.annotations[example.com/note]"、"spec.template.spec.containers[name=nginx].image"。`, public,
			calledElsewhere("ignore_changes"), example(`["metadata.annotations[example.com/note]"]`)),
		attr("force_fields", StringList, "", "Fields of which the stack takes ownership from other field managers, with all that is in them, as Kubernetes paths: a conflict about them does not block the plan.",
			"栈从其他字段管理者取得所有权的字段（包括其中的内容），使用 Kubernetes 路径：这些字段的冲突不会使计划受阻。", public, example(`["metadata.labels[example.com/team]"]`)),
	}
}

// removed names blocks whose objects are released, although they are no longer there.
func removed() *schema.Block {
	return many("removed", "", "A block that was removed from the configuration and whose objects are released instead of deleted: they stay in the cluster as they are, and wl stops managing them. It can be removed once it is applied.",
		"已从配置中移除、其对象应释放而不是删除的块：对象原样留在集群中，wl 不再管理它们。执行（apply）之后可删除本块。",
		attr("from", Reference, "", `The block's address, such as workload.web, workload.web["a"], module.shop.workload.web or workload.web.service["web"].`,
			`块的地址，例如 workload.web、workload.web["a"]、module.shop.workload.web 或 workload.web.service["web"]。`, required, example("workload.web")),
		single("lifecycle", "", "How the objects are treated; it must be written.", "对象的处理方式；必须填写。", typed("RemovedLifecycle"),
			attr("destroy", Bool, "", "Must be false: what no block creates is deleted anyway.", "必须为 false：没有块创建的对象本来就会删除。", required, example("false"))),
	)
}

// precondition is a rule that the configuration must keep to.
func precondition(english, chinese string) *schema.Block {
	return many("precondition", "", english, chinese, rule()...)
}

// check is a rule whose breach is a warning.
func check() *schema.Block {
	return many("check", "", "A condition that should hold. If it does not, wl warns and continues.",
		"应当满足的条件。不满足时只给出警告，其余照常进行。",
		label(attr("name", String, "", "The check's name.", "检查的名称。", limited(identifier()))),
		many("assert", "", "One condition that should hold.", "应当满足的一个条件。", append(rule(), blockOption(mandatory))...),
	)
}

// rule is a condition and what to say where it is false.
func rule() []row {
	return []row{
		typed("Rule"),
		attr("condition", Expression, "", "Must be true for the rule to hold.", "为 true 时即为满足。", required),
		attr("error_message", Expression, "", "The message where it is false.", "条件不满足时的提示。", required),
	}
}
