package table

import "github.com/workloadlang/wl/lang/schema"

// besideNetworkPolicy is of the Pods of the workload around it.
func besideNetworkPolicy() *schema.Block {
	return many("network_policy", "", "A NetworkPolicy: which traffic the workload's Pods allow.", "网络策略（NetworkPolicy）：工作负载的 Pod 允许的流量。",
		append(append(besideRows("NetworkPolicy", "网络策略", objectName()), policyRows("Pods that it is for; the workload's own where unset.", "适用的 Pod；未设置时为工作负载自身的 Pod。")...), section("3"), emits("NetworkPolicy"), blockOption(nested))...)
}

// networkPolicy is of any Pods of a namespace.
func networkPolicy() *schema.Block {
	return many("network_policy", "", "A NetworkPolicy: which traffic Pods of a namespace allow.", "网络策略（NetworkPolicy）：命名空间中的 Pod 允许的流量。",
		append(append(objectRows("NetworkPolicy", "网络策略"), policyRows("Pods that it is for; all of the namespace where unset.", "适用的 Pod；未设置时为命名空间中的全部 Pod。")...), emits("NetworkPolicy"))...)
}

func policyRows(selected, selectedChinese string) []row {
	return []row{
		compiledBy(CompileNetworkPolicy),
		labelSelector("pod_selector", "spec.podSelector", selected, selectedChinese, "Pod", " Pod "),
		attr("policy_types", StringList, "spec.policyTypes", `Whether it restricts what reaches the Pods ("Ingress"), what they reach ("Egress"), or both; "Ingress" where unset, and "Egress" as well with a block egress, or where other field managers have it restrict that.`,
			`限制进入 Pod 的流量（"Ingress"）、Pod 发出的流量（"Egress"）或两者；未设置时为 "Ingress"，有 egress 块时还有 "Egress"，其他字段管理者已加上该限制时也是如此。`, sized(between(1, 2)), limited(oneOf("Ingress", "Egress"))),
		many("ingress", "spec.ingress", "Traffic that may reach the Pods; without any such block, none.", "允许进入 Pod 的流量；没有该块时全部拒绝。", typed("IngressTraffic"),
			many("from", "from", "Where it may come from; anywhere where there is no such block.", "允许的来源；没有该块时不限。", peerRows()...), policyPort()),
		many("egress", "spec.egress", "Traffic that the Pods may send; with policy_types \"Egress\" and without any such block, none.", "允许 Pod 发出的流量；policy_types 含 \"Egress\" 而没有该块时全部拒绝。", typed("EgressTraffic"),
			many("to", "to", "Where it may go; anywhere where there is no such block.", "允许的去向；没有该块时不限。", peerRows()...), policyPort()),
	}
}

// peerRows are the other end of traffic.
func peerRows() []row {
	return []row{
		typed("Peer"),
		labelSelector("pod_selector", "podSelector", "Pods, of the same namespace or of those that namespace_selector selects; an empty block is all of them.", "Pod，属于同一命名空间或 namespace_selector 所选的命名空间；空块表示全部。", "Pod", " Pod "),
		labelSelector("namespace_selector", "namespaceSelector", "Namespaces; an empty block is all of them.", "命名空间；空块表示全部。", "namespace", "命名空间"),
		fields("ip_block", "ipBlock", "Addresses, instead of Pods.", "IP 地址段，代替 Pod。",
			attr("cidr", String, "cidr", "The range of addresses.", "地址段。", required, limited(cidr())),
			attr("except", StringList, "except", "Ranges within it that are left out.", "其中排除的地址段。", limited(cidr()), example(`["10.1.0.0/16"]`))),
	}
}

func policyPort() *schema.Block {
	return many("port", "ports", "A port of the Pods that are reached; all where there is no such block.", "目标 Pod 的端口；没有该块时不限。", typed("PolicyPort"),
		attr("port", PortRef, "port", "The port, by number or name; all where unset.", "端口（号或名称）；未设置时为全部。", limited(port(), portName())),
		attr("end_port", Int, "endPort", "The last port of a range that begins with port.", "端口段的末尾，以 port 为起始。", limited(port()), example("8090")),
		attr("protocol", String, "protocol", "Protocol.", "协议。", byDefault("TCP"), limited(oneOf("TCP", "UDP", "SCTP"))))
}
