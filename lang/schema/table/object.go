package table

import "github.com/workloadlang/wl/lang/schema"

// anyObject carries what the language has no block for.
func anyObject() *schema.Block {
	return many("object", "", "Any other Kubernetes object, with Kubernetes' own field names. It is planned, applied and recorded like every other object.",
		"其他任意 Kubernetes 对象，按 Kubernetes 的写法书写，与其他对象一样经过计划、执行和状态管理。", emits("object"),
		label(attr("label", String, "", "The object's name unless the manifest has one.", "对象的名称，除非清单中已有名称。")),
		clusters(),
		objectLifecycle(),
		attr("manifest", Any, "", `The object: apiVersion, kind, metadata and the rest; see yamldecode and manifests. Fields that are null are omitted, but for those that a definition in the stack requires and that may be null, and those that it preserves as unknown fields (x-kubernetes-preserve-unknown-fields), where null is a value. Where the definition is not in the stack, no null is kept.`,
			`对象清单：apiVersion、kind、metadata 等，参见 yamldecode 和 manifests。值为 null 的字段视为未设置，但以下字段除外：栈中的定义要求设置且允许为 null 的字段，以及栈中的定义保留的未知字段（x-kubernetes-preserve-unknown-fields），其中 null 是一个值。定义不在栈中时，不保留任何 null。`, required),
		attr("scope", String, "", `Scope of a custom kind whose definition is not in the stack: "Namespaced" or "Cluster".`,
			`自定义类型（其定义不在栈中）的作用域："Namespaced" 或 "Cluster"。`, byDefault("Namespaced"), limited(oneOf("Namespaced", "Cluster"))),
		readiness(),
	)
}

// readiness is what kubectl wait knows, conditions and fields: an apply judges live objects by
// it, which has no language.
func readiness() *schema.Block {
	return single("ready", "", "When the object is ready, for an apply that waits for it, instead of its condition Ready: when everything here holds of what its controller has observed.",
		"对象何时视为就绪，供执行（apply）等待时判断，取代其 Ready 条件：控制器处理最新变更后，此处各项须全部满足。",
		typed("Readiness"),
		attr("condition", String, "", `A type among status.conditions that must be "True", as in kubectl wait --for=condition.`,
			`status.conditions 中须为 "True" 的条件类型，同 kubectl wait --for=condition。`, public, example(`"Available"`)),
		attr("fields", Any, "", `Fields and the values they must have, as Kubernetes paths: { "status.phase" = "Ready" }.`,
			`须具有给定值的字段，使用 Kubernetes 路径：{ "status.phase" = "Ready" }。`, public, example(`{ "status.phase" = "Ready" }`)),
	)
}
