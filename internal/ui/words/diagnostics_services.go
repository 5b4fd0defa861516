package words

// diagnosticsOfServices are about services and DNS.
func diagnosticsOfServices() map[string]string {
	return map[string]string{
		"%s has %d ports, so each needs a name, and this one has none. Write port \"<name>\" { … }.":                     "%s 有 %d 个端口，因此每个都须有名称，而这个没有。请写成 port \"<名称>\" { … }。",
		"No container of %s has a port %s.%s Add such a port to a container, or name another.":                           "%s 的容器都没有端口 %s。%s请为容器添加该端口，或改用其他端口。",
		`external_traffic_policy needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`:  `external_traffic_policy 需要 type = "NodePort" 或 "LoadBalancer"；此处为 %s。请将其移除，或更改类型。`,
		`node_port needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`:                `node_port 需要 type = "NodePort" 或 "LoadBalancer"；此处为 %s。请将其移除，或更改类型。`,
		`load_balancer_class needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`:                    `load_balancer_class 需要 type = "LoadBalancer"；此处为 %s。请将其移除，或更改类型。`,
		`load_balancer needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`:                          `load_balancer 需要 type = "LoadBalancer"；此处为 %s。请将其移除，或更改类型。`,
		"load_balancer_class and load_balancer both name the implementation. Keep one of them.":                          "load_balancer_class 和 load_balancer 都指定了实现。请只保留其中一个。",
		`%s is only for MetalLB, but the type is %s. Remove it, or write type = "metallb".`:                              `%s 仅适用于 MetalLB，而类型为 %s。请将其移除，或写 type = "metallb"。`,
		`A headless service has no cluster IP, so its type must be "ClusterIP"; this is %s. Remove one of the two.`:      `无头服务没有集群 IP，因此其类型须为 "ClusterIP"；此处为 %s。请移除其中一个。`,
		"Kubernetes ignores session affinity on a headless service. Remove it.":                                          "Kubernetes 忽略无头服务的会话保持。请将其移除。",
		"%s has no headless service, so its Pods have no DNS names. Add service \"…\" { headless = true … }.":            "%s 没有无头服务，因此其 Pod 没有 DNS 名称。请添加 service \"…\" { headless = true … }。",
		"%s has %d services that could give its Pods their names, %s among them. Write governing = true in one of them.": "%s 有 %d 个服务可为其 Pod 提供名称，%s 是其中之一。请在其中一个里写 governing = true。",
		`policy = "None" uses only the name servers given here, and none is given. Add nameservers = ["…"].`:             `policy = "None" 只使用此处给出的域名服务器，而没有给出。请添加 nameservers = ["…"]。`,
	}
}
