package table

import (
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// automountToken stands beside the service account.
func automountToken() *schema.Attribute {
	return attr("automount_service_account_token", Bool, "{pod}.automountServiceAccountToken", "Whether the Pods get a token of their service account; as the account says where unset.", "是否将服务账号的令牌挂载到 Pod；未设置时以服务账号为准。")
}

// pod is what concerns a Pod as a whole and stands in no other section.
func pod() *schema.Block {
	return group("pod", "{pod}", "The Pods as a whole.", "Pod 整体的设置。", section("4.2"),
		attr("os", String, "{pod}.os.name", "Operating system of the nodes that they need.", "所需节点的操作系统。", limited(oneOf("linux", "windows"))),
		attr("runtime_class", String, "{pod}.runtimeClassName", "RuntimeClass: what runs their containers; the node's default where unset.", "运行时类：由什么运行容器；未设置时为节点的默认运行时。", limited(objectName()), example(`"gvisor"`)),
		attr("readiness_gates", StringList, "{pod}.readinessGates", "Conditions that something else sets, and that must be true for a Pod to be ready.", "就绪门控：由其他组件设置、Pod 就绪前须为 True 的状况。", limited(labelKey()), by(CompileConditionTypes), writes("{pod}.readinessGates.conditionType")),
		attr("active_deadline_seconds", Int, "{pod}.activeDeadlineSeconds", "Active deadline of a Pod: time after which it is stopped and has failed.", "Pod 的最长运行时间（秒），超过即停止并视为失败。", in(schema.Job|schema.CronJob), limited(atLeast(1)), example("600")),
		quotaOf("{pod}.", "cpu", "cpu", "CPU quota of a Pod as a whole, in cores.", "整个 Pod 的 CPU 配额，单位为核。", "Maximum amount of all containers together.", "限制：所有容器合计的最大使用量。", cpuQuantity()),
		quotaOf("{pod}.", "memory", "memory", "Memory quota of a Pod as a whole, in bytes.", "整个 Pod 的内存配额，单位为字节。", "Maximum amount of all containers together.", "限制：所有容器合计的最大使用量。", memoryQuantity()),
		hugePages("{pod}."),
		attr("overhead", QuantityMap, "{pod}.overhead", `What a Pod needs beside its containers, by resource; the RuntimeClass sets it, and must say the same: { memory = "120Mi" }.`,
			`容器之外的开销，按资源指定；由运行时类设置，此处须与其相同：{ memory = "120Mi" }。`, keys(overheadResource())),
		many("eviction_responder", "{pod}.evictionResponders", "What answers requests to evict a Pod.", "响应 Pod 驱逐请求的组件。",
			label(attr("name", String, "name", "The responder's name.", "名称。", limited(responderName()))),
			attr("priority", Int, "priority", "Its rank among the responders; higher ones come first.", "优先级，数值高的在先。", required, limited(between(1000, 100_000)))))
}

func overheadResource() schema.Limit {
	return pattern(`cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i`, `be a resource: cpu, memory, ephemeral-storage or one such as hugepages-2Mi`, `为资源名称：cpu、memory、ephemeral-storage 或 hugepages-2Mi 等`, "memory")
}

// responderName is a label key with a domain, which is not one of Kubernetes' own.
func responderName() schema.Limit {
	plain := labelKey().Holds
	return schema.Limit{
		Examples: []any{"example.com/drainer"},
		English:  `be a name with its domain, such as "example.com/drainer", other than k8s.io and kubernetes.io`,
		Chinese:  `为带域名的名称，例如 "example.com/drainer"，且域名不是 k8s.io 和 kubernetes.io`,
		Holds: func(v any) bool {
			s, _ := v.(string)
			domain, _, ok := strings.Cut("."+s, "/")
			return ok && plain(v) && !strings.HasSuffix(domain, ".k8s.io") && !strings.HasSuffix(domain, ".kubernetes.io")
		},
	}
}
