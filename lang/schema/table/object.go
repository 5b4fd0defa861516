package table

import "github.com/workloadlang/wl/lang/schema"

// anyObject carries what the language has no block for.
func anyObject() *schema.Block {
	return many("object", "", "Any other Kubernetes object, with Kubernetes' own field names. It is planned, applied and recorded like every other object.",
		"其他任意 Kubernetes 对象，按 Kubernetes 的写法书写，与其他对象一样经过计划、执行和状态管理。", emits("object"),
		label(attr("label", String, "", "The object's name unless the manifest has one.", "对象的名称，除非清单中已有名称。")),
		clusters(),
		objectLifecycle(),
		attr("manifest", Any, "", `The object: apiVersion, kind, metadata and the rest; see yamldecode and manifests. Fields that are null are omitted.`,
			`对象清单：apiVersion、kind、metadata 等，参见 yamldecode 和 manifests。值为 null 的字段视为未设置。`, required),
		attr("scope", String, "", `Scope of a custom kind whose definition is not in the stack: "Namespaced" or "Cluster".`,
			`自定义类型（其定义不在栈中）的作用域："Namespaced" 或 "Cluster"。`, byDefault("Namespaced"), limited(oneOf("Namespaced", "Cluster"))),
	)
}
