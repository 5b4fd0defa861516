package words

// diagnosticsOfServices are about services and DNS.
func diagnosticsOfServices() map[string]string {
	return map[string]string{
		"%s has %d ports, so each needs a name, and this one has none. Write port \"<name>\" { … }.":                                                    "%s 有 %d 个端口，因此每个都须有名称，而这个没有。请写成 port \"<名称>\" { … }。",
		"No container of %s has a port %s.%s Add such a port to a container, or name another.":                                                          "%s 的容器都没有端口 %s。%s请为容器添加该端口，或改用其他端口。",
		"%s needs type = %s; this is %s. Remove it, or change the type.":                                                                                "%s 需要 type = %s；此处为 %s。请将其移除，或更改类型。",
		"%s has no port block. Add port \"name\" { … }; only a headless service and one of type \"ExternalName\" can be without.":                       "%s 没有 port 块。请添加 port \"名称\" { … }；只有无头服务和 \"ExternalName\" 类型的服务可以没有。",
		"%s stands for a name outside the cluster, and has none. Add external_name = \"…\", or change the type.":                                        "%s 代表集群外部的域名，而没有给出。请添加 external_name = \"…\"，或更改类型。",
		`health_check_node_port needs external_traffic_policy = "Local". Add that, or remove health_check_node_port.`:                                   `health_check_node_port 需要 external_traffic_policy = "Local"。请添加，或移除 health_check_node_port。`,
		"The first of cluster_ips must be cluster_ip. Keep one of the two arguments.":                                                                   "cluster_ips 的第一个须与 cluster_ip 相同。请只保留其中一个参数。",
		"A headless service has no address inside the cluster. Remove headless, or the address.":                                                        "无头服务没有集群内的地址。请移除 headless 或该地址。",
		"Both of cluster_ips are %s addresses, but there can be one of each IP family. Remove one of them.":                                             "cluster_ips 的两个都是 %s 地址，而每个 IP 协议族只能有一个。请移除其中一个。",
		"ip_families has %q twice. Remove one.":                                                                                                         "ip_families 中有两个 %q。请移除一个。",
		"Address %d of the service is an %s address, but ip_families has %s there. Change one of the two.":                                              "服务的第 %d 个地址是 %s 地址，而 ip_families 的该处为 %s。请更改其中一个。",
		`ip_family_policy = "SingleStack" allows one IP family, and the service has two. Write "PreferDualStack" or "RequireDualStack", or remove one.`: `ip_family_policy = "SingleStack" 只允许一个 IP 协议族，而服务有两个。请写 "PreferDualStack" 或 "RequireDualStack"，或移除一个。`,
		"%s has service_name, which names another governing service than %s. Remove one of the two.":                                                    "%s 的 service_name 指定了 %s 之外的治理服务。请移除其中一个。",
		"load_balancer_class and load_balancer both name the implementation. Keep one of them.":                                                         "load_balancer_class 和 load_balancer 都指定了实现。请只保留其中一个。",
		`%s is only for MetalLB, but the type is %s. Remove it, or write type = "metallb".`:                                                             `%s 仅适用于 MetalLB，而类型为 %s。请将其移除，或写 type = "metallb"。`,
		`A headless service has no cluster IP, so its type must be "ClusterIP"; this is %s. Remove one of the two.`:                                     `无头服务没有集群 IP，因此其类型须为 "ClusterIP"；此处为 %s。请移除其中一个。`,
		"Kubernetes ignores session affinity on a headless service. Remove it.":                                                                         "Kubernetes 忽略无头服务的会话保持。请将其移除。",
		"%s has no headless service, so its Pods have no DNS names. Add service \"…\" { headless = true }.":                                             "%s 没有无头服务，因此其 Pod 没有 DNS 名称。请添加 service \"…\" { headless = true }。",
		"%s has %d services that could give its Pods their names, %s among them. Write governing = true in one of them.":                                "%s 有 %d 个服务可为其 Pod 提供名称，%s 是其中之一。请在其中一个里写 governing = true。",
		`policy = "None" uses only the name servers given here, and none is given. Add nameservers = ["…"].`:                                            `policy = "None" 只使用此处给出的域名服务器，而没有给出。请添加 nameservers = ["…"]。`,
	}
}
