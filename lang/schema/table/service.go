package table

import "github.com/workloadlang/wl/lang/schema"

// Section 3, services.
func service() *schema.Block {
	return many("service", "", "A Service: a stable address for the workload's Pods.", "服务：工作负载 Pod 的稳定访问地址。", section("3"),
		emits("Service"), blockOption(nested), compiledBy(CompileService),
		label(attr("label", String, "", "The service's name unless name is set.", "服务的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The service's name; the label where unset.", "服务名称；未设置时取块标签。",
			public, documented(documentedName()), limited(dnsLabel())),
		attr("type", String, "spec.type", "Access type: inside the cluster, on a port of every node, or by a load balancer.", "访问类型：集群内、节点端口或负载均衡。",
			byDefault("ClusterIP"), limited(oneOf("ClusterIP", "NodePort", "LoadBalancer"))),
		attr("headless", Bool, "spec.clusterIP", "Whether it is headless: its name resolves to each Pod instead of one address.", "无头服务：名称直接解析到各个 Pod。", by(CompileHeadless)),
		attr("governing", Bool, "", "Whether it gives the StatefulSet's Pods their DNS names; the only headless service does where unset.",
			"是否为有状态工作负载的 Pod 提供名称；未设置时为其唯一的无头服务。", in(schema.StatefulSet)),
		attr("selector", StringMap, "spec.selector", "Selector: labels of its Pods; the workload's own where unset.", "标签选择器；未设置时为工作负载自身的标签。",
			public, keys(labelKey()), limited(labelValue())),
		many("port", "spec.ports", "A port of the service.", "服务的端口。", typed("ServicePort"), blockOption(mandatory), compiledBy(CompileServicePort),
			optionalLabel(attr("name", String, "name", "The port's name; it may be left out of a service's only port (in JSON, it is empty then).", "端口名称；仅有一个端口时可以省略（JSON 中写为空字符串）。", limited(dnsLabel()))),
			attr("port", Int, "port", "The service's port.", "服务端口。", public, required, limited(port())),
			attr("target_port", PortRef, "targetPort", "The container's port, by number or name; the same number where unset.", "容器端口（号或名称）；未设置时与服务端口相同。",
				limited(port(), portName())),
			attr("protocol", String, "protocol", "Protocol.", "协议。", public, byDefault("TCP"), limited(oneOf("TCP", "UDP", "SCTP"))),
			attr("node_port", Int, "nodePort", "Port on every node; chosen by the cluster where unset.", "节点端口；未设置时由集群选择。", limited(port()))),
		attr("session_affinity", String, "", `Session affinity: "None" or "ClientIP".`, `会话保持："None" 或 "ClientIP"。`,
			limited(oneOf("None", "ClientIP")), by(CompileSessionAffinity)),
		single("session_affinity", "spec.sessionAffinityConfig.clientIP", "Session affinity: a client always reaches the same Pod.", "会话保持：同一客户端保持访问同一 Pod。", compiledBy(CompileSessionAffinity),
			attr("timeout_seconds", Int, "timeoutSeconds", "Timeout of the affinity.", "最长保持时间（秒）。", byDefault(int64(30)), limited(between(1, 86400)))),
		attr("external_traffic_policy", String, "spec.externalTrafficPolicy", "Whether outside traffic may cross nodes (Cluster) or keeps its source address (Local).",
			"外部流量策略：可跨节点（Cluster）或保留源地址（Local）。", limited(oneOf("Cluster", "Local"))),
		attr("load_balancer_class", String, "spec.loadBalancerClass", "Implementation of the load balancer.", "负载均衡的实现。", limited(labelKey())),
		single("load_balancer", "", "The load balancer of a service of that type.", "负载均衡：为 LoadBalancer 类型的服务提供地址。", compiledBy(CompileLoadBalancer),
			attr("type", String, "", `Its type: "metallb", or another implementation's class.`, `类型："metallb" 或其他实现的类。`, required, limited(labelKey())),
			attr("address_pool", String, "metadata.annotations[metallb.io/address-pool]", "Pool that MetalLB takes the address from.", "MetalLB 的地址池。"),
			attr("addresses", StringList, "metadata.annotations[metallb.io/loadBalancerIPs]", "Addresses that MetalLB gives it.", "MetalLB 分配的地址。", limited(ipAddress()), by(CompileAddresses))),
		serviceLifecycle(),
		attr("labels", StringMap, "metadata.labels", "Labels.", "标签。", public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("annotations", StringMap, "metadata.annotations", "Annotations.", "注解。", public, keys(annotationKey(), notOwn())),
		raw(),
	)
}
