package table

import "github.com/workloadlang/wl/lang/schema"

// Section 4.5, DNS.
func dns() *schema.Block {
	return group("dns", "{pod}", "How the Pods resolve names.", "DNS 配置。", section("4.5"),
		attr("policy", String, "{pod}.dnsPolicy", `DNS policy: which name servers are used; "None" uses only those given here.`, `DNS 策略；"None" 只使用此处的配置。`,
			limited(oneOf("Default", "ClusterFirst", "ClusterFirstWithHostNet", "None"))),
		attr("nameservers", StringList, "{pod}.dnsConfig.nameservers", "Addresses of name servers.", "域名服务器。", limited(ipAddress()), sized(atMost(3))),
		attr("searches", StringList, "{pod}.dnsConfig.searches", "Domains in which short names are searched.", "搜索域。", limited(searchDomain()),
			documentedSize(atMost(6)), sized(atMost(32))),
		attr("options", StringMap, "{pod}.dnsConfig.options", `Options of the resolver; "" for those without a value.`, `解析选项；没有值的选项为 ""。`, keys(optionName()), by(CompileDNSOptions)),
		many("host_alias", "{pod}.hostAliases", "Host aliases: names of an address in the Pods' hosts file.", "主机别名：写入 Pod 的 hosts 文件。",
			label(attr("ip", String, "ip", "The address.", "IP 地址。", limited(ipAddress()))),
			attr("hostnames", StringList, "hostnames", "The names.", "主机名。", required, limited(objectName()), sized(atLeast(1)))))
}

// network is what concerns the Pods' network as a whole.
func network() *schema.Block {
	return group("network", "{pod}", "The Pods' network.", "Pod 网络。",
		attr("host_network", Bool, "{pod}.hostNetwork", "Whether they use the node's network instead of their own.", "是否使用节点的网络。"))
}

func optionName() schema.Limit {
	return pattern(`\S+`, "be the name of an option, without spaces", "为不含空格的选项名称")
}

// searchDomain may begin with an underscore or end in a dot, unlike names of
// objects.
func searchDomain() schema.Limit {
	return pattern(`\.|[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*\.?`,
		`be a domain such as "shop.svc.cluster.local"`, `为域名，例如 "shop.svc.cluster.local"`, "shop.svc.cluster.local")
}
