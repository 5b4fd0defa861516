package table

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/lang/schema"
)

// ingress leads traffic from outside the cluster to the workload.
func ingress() *schema.Block {
	return many("ingress", "", "An Ingress: HTTP traffic from outside the cluster, led to the workload's services by host and path.", "路由（Ingress）：按域名和路径将集群外的 HTTP 流量引向工作负载的服务。",
		append(besideRows("Ingress", "路由", objectName()), section("3"), emits("Ingress"), blockOption(nested), compiledBy(CompileIngress),
			attr("ingress_class", String, "spec.ingressClassName", "IngressClass; where unset, the one that is the cluster's default when the ingress is created.", "路由类（IngressClass）；未设置时为创建时的集群默认值。", limited(objectName()), example(`"nginx"`)),
			many("rule", "spec.rules", "What happens with requests to a host.", "某一域名的请求的去向。", typed("IngressRule"),
				attr("host", String, "host", "The host, or all below a domain: \"*.example.com\"; any where unset.", "域名，或某域名之下的所有域名（\"*.example.com\"）；未设置时为任意域名。", public, limited(wildcardHost())),
				ingressPath()),
			single("default_backend", "spec.defaultBackend", "Where requests go that no rule is for.", "没有规则匹配的请求的去向。", append(backendRows(""), compiledBy(CompileIngressBackend))...),
			many("tls", "spec.tls", "Hosts that are served by TLS.", "使用 TLS 的域名。",
				attr("hosts", StringList, "hosts", "The hosts, as the certificate has them.", "证书中的域名。", public, limited(wildcardHost())),
				attr("secret_name", String, "secretName", "Secret with the certificate and its key; the controller's own where unset.", "存放证书和私钥的保密字典；未设置时使用控制器自己的证书。", limited(objectName()))))...)
}

func ingressPath() *schema.Block {
	return many("path", "http.paths", "Requests of a path; all of the host where there is no such block and no default_backend.", "某一路径的请求；没有该块和 default_backend 时为该域名的全部请求。",
		append(backendRows("backend."), typed("IngressPath"), blockOption(sameLabels), compiledBy(CompileIngressBackend),
			label(attr("path", String, "path", "The path.", "路径。", limited(urlPath()))),
			attr("path_type", String, "pathType", "Whether it is the whole path, its beginning, or what the controller takes it for.", "路径须完全相同、为前缀，或由控制器解释。",
				byDefault("Prefix"), limited(oneOf("Exact", "Prefix", "ImplementationSpecific"))))...)
}

// backendRows are where requests go.
func backendRows(path string) []row {
	return []row{
		attr("service", String, path+"service.name", "Name of the service; the workload's only one where unset.", "服务名称；未设置时为工作负载唯一的服务。", limited(dnsLabel())),
		attr("port", PortRef, "", "The service's port, by number or name; its only one where unset.", "服务端口（号或名称）；未设置时为其唯一的端口。", limited(port(), dnsLabel()),
			by(CompileByBlock), writes(path+"service.port.number", path+"service.port.name")),
		fields("resource", path+"resource", "Another object that serves the requests, instead of a service.", "代替服务处理请求的其他对象。", typed("BackendResource"),
			attr("api_group", String, "apiGroup", "Its API group.", "API 组。", limited(objectName()), example(`"k8s.example.com"`)),
			attr("kind", String, "kind", "Its kind.", "类型。", required, limited(pathSegment()), example(`"StorageBucket"`)),
			attr("name", String, "name", "Its name.", "名称。", required, limited(pathSegment()), example(`"static"`))),
	}
}

// wildcardHost is a name of DNS, or all names below one.
func wildcardHost() schema.Limit {
	return format(func(s string) []string {
		if strings.HasPrefix(s, "*.") {
			return validation.IsWildcardDNS1123Subdomain(s)
		}
		return append(validation.IsDNS1123Subdomain(s), addressIn(s)...)
	}, `be a DNS name such as "shop.example.com" or "*.example.com"`, `为域名，例如 "shop.example.com" 或 "*.example.com"`, "shop.example.com")
}

func addressIn(s string) []string {
	if ipAddress().Holds(s) {
		return []string{"is an address"}
	}
	return nil
}

func urlPath() schema.Limit {
	return pattern(`(/.*)?`, `begin with "/"`, `以 "/" 开头`, "/api")
}
