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
		attr("options", StringMap, "{pod}.dnsConfig.options", `Options of the resolver; "" for those without a value.`, `解析选项；没有值的选项为 ""。`, keys(optionName()), by(CompileDNSOptions), example(`{ ndots = "2" }`)),
		many("host_alias", "{pod}.hostAliases", "Host aliases: names of an address in the Pods' hosts file.", "主机别名：写入 Pod 的 hosts 文件。",
			label(attr("ip", String, "ip", "The address.", "IP 地址。", limited(ipAddress()))),
			attr("hostnames", StringList, "hostnames", "The names.", "主机名。", required, limited(objectName()), sized(atLeast(1)))))
}

// network is what concerns the Pods' network as a whole.
func network() *schema.Block {
	return group("network", "{pod}", "The Pods' network.", "Pod 网络。",
		attr("host_network", Bool, "{pod}.hostNetwork", "Whether they use the node's network instead of their own.", "是否使用节点的网络。"),
		attr("hostname", String, "{pod}.hostname", "Their hostname; the Pod's name where unset.", "主机名；未设置时为 Pod 的名称。", limited(dnsLabel())),
		attr("subdomain", String, "{pod}.subdomain", "Subdomain: with a headless service of that name, they get the name hostname.subdomain.", "子域：与同名的无头服务一起，使 Pod 获得名称 hostname.subdomain。", limited(dnsLabel())),
		attr("hostname_override", String, "{pod}.hostnameOverride", "Their hostname whatever their name in DNS is.", "主机名，与 DNS 中的名称无关。", limited(objectName(), characters(64))),
		attr("set_hostname_as_fqdn", Bool, "{pod}.setHostnameAsFQDN", "Whether their hostname is their full name in DNS.", "主机名是否为 DNS 中的完整名称。"),
		attr("enable_service_links", Bool, "{pod}.enableServiceLinks", "Whether they get environment variables for the services of the namespace; true where unset.", "是否将命名空间中的服务写入环境变量；未设置时为 true。"))
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
