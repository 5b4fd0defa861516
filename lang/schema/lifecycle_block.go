package schema

// objectLifecycle is in every block that makes objects: how they are treated,
// whatever is in them.
func objectLifecycle() *Block {
	return single("lifecycle", "", "How the block's objects are treated, whatever is in them. In a workload it counts for its services and the like as well, except for ignore_fields.",
		"对象的处理方式。工作负载中的设置同样适用于其服务等对象（ignore_fields 除外）。",
		append(lifecycleRows(), precondition("What must be true before the object is made or changed.", "创建或更改该对象之前必须满足的条件。"))...)
}

// serviceLifecycle adds to the workload's.
func serviceLifecycle() *Block {
	return single("lifecycle", "", "How the service is treated, where that is not said by the workload's own block lifecycle.", "服务的处理方式；未设置的项以工作负载的 lifecycle 为准。", lifecycleRows()...)
}

func lifecycleRows() []row {
	return []row{
		typed("Lifecycle"),
		attr("prevent_destroy", Bool, "", "Whether the objects can be neither deleted nor made anew. It counts until it has been set to false and applied, also when the block is removed.",
			"是否禁止删除和重建对象。即使删除了该块也仍然有效，直到设为 false 并完成执行（apply）。"),
		attr("adopt", Bool, "", "Whether objects of the same name that exist already, and that the stack has not made, are taken over.", "是否接管已存在的、不是由本栈创建的同名对象。"),
		attr("ignore_fields", StringList, "", `Fields that are left to others once the object exists, as Kubernetes paths: "spec.replicas", "metadata.annotations[example.com/note]", "spec.template.spec.containers[name=nginx].image".`,
			`对象创建后交由其他管理者维护的字段，使用 Kubernetes 路径："spec.replicas"、"metadata.annotations[example.com/note]"、"spec.template.spec.containers[name=nginx].image"。`, public),
	}
}

// precondition is a rule that the configuration must keep to.
func precondition(english, chinese string) *Block {
	return many("precondition", "", english, chinese, rule()...)
}

// check is a rule whose breach is a warning.
func check() *Block {
	return many("check", "", "What should be true. Where it is not, there is a warning, and everything goes on.",
		"应当满足的条件。不满足时只给出警告，其余照常进行。",
		label(attr("name", String, "", "The check's name.", "检查的名称。", limited(identifier()))),
		many("assert", "", "One thing that should be true.", "应当满足的一个条件。", append(rule(), blockOption(mandatory))...),
	)
}

// rule is a condition and what to say where it is false.
func rule() []row {
	return []row{
		typed("Rule"),
		attr("condition", Expression, "", "Must be true for the rule to be kept.", "为 true 时即为满足。", required),
		attr("error_message", Expression, "", "What is told where it is false.", "条件不满足时的提示。", required),
	}
}
