package table

import "github.com/workloadlang/wl/lang/schema"

// route leads traffic of a gateway to the workload.
func route() *schema.Block {
	return many("route", "", "An HTTPRoute of the Gateway API: HTTP requests that reach a gateway, led to the workload's services. The cluster needs the Gateway API's definitions.",
		"HTTP 路由（Gateway API 的 HTTPRoute）：将到达网关的 HTTP 请求引向工作负载的服务。集群须安装 Gateway API 的定义。",
		append(besideRows("HTTPRoute", " HTTP 路由", objectName()), section("3"), emits("HTTPRoute"), blockOption(nested), compiledBy(CompileRoute),
			many("parent_ref", "spec.parentRefs", "A gateway that the route is attached to.", "路由所属的网关。", blockOption(mandatory),
				attr("name", String, "name", "The gateway's name.", "网关的名称。", required, limited(objectName()), example(`"public"`)),
				attr("namespace", String, "namespace", "The gateway's namespace; the route's where unset.", "网关所在的命名空间；未设置时与路由相同。", limited(dnsLabel())),
				attr("section_name", String, "sectionName", "The gateway's listener; all that allow the route where unset.", "网关的监听器；未设置时为允许该路由的全部监听器。", limited(objectName())),
				attr("port", Int, "port", "The port of the listeners; any where unset.", "监听器的端口；未设置时不限。", limited(port())),
				attr("group", String, "group", `API group of what it is attached to, where that is no gateway; "" for a Service, gateway.networking.k8s.io where unset.`, `所属对象不是网关时的 API 组；Service 为 ""，未设置时为 gateway.networking.k8s.io。`, limited(apiGroup()), example(`"example.com"`)),
				attr("kind", String, "kind", "Kind of what it is attached to, where that is no gateway.", "所属对象不是网关时的类型。", limited(kindName()), example(`"ListenerSet"`))),
			attr("hostnames", StringList, "spec.hostnames", "Hosts, or all below a domain: \"*.example.com\"; those of the gateway where unset.", "域名，或某域名之下的所有域名（\"*.example.com\"）；未设置时与网关相同。", public, sized(between(1, 16)), limited(wildcardHost())),
			routeRule())...)
}

func routeRule() *schema.Block {
	return many("rule", "spec.rules", "What happens with some of the requests; without any such block, all are led to the workload.", "部分请求的去向；没有该块时全部引向工作负载。", typed("RouteRule"),
		attr("name", String, "name", "The rule's name.", "规则的名称。", limited(objectName()), example(`"api"`)),
		many("match", "matches", "Requests that the rule is for: all of a block must hold of a request, and any of the blocks; all requests where there is no such block.",
			"规则适用的请求：同一块中的条件须全部满足，满足任一块即可；没有该块时为全部请求。", typed("RouteMatch"),
			fields("path", "path", "The path.", "路径。", typed("RoutePath"),
				attr("type", String, "type", "Whether it is the beginning of the path, the whole of it, or a regular expression; PathPrefix where unset.", "为路径的前缀、全部或正则表达式；未设置时为 PathPrefix。",
					limited(oneOf("PathPrefix", "Exact", "RegularExpression"))),
				attr("value", String, "value", "What the path is compared with.", "与路径比较的值。", required, limited(characters(1024)), example(`"/api"`))),
			matched("header", "headers", "A header.", "请求头。", 4096),
			matched("query_param", "queryParams", "A parameter of the query.", "查询参数。", 1024),
			attr("method", String, "method", "The HTTP method.", "HTTP 方法。", limited(oneOf(methods()...)))),
		routeFilter(),
		many("backend_ref", "backendRefs", "Where requests go; the workload's only service where there is no such block.", "请求的去向；没有该块时为工作负载唯一的服务。",
			append(backendReference(),
				attr("weight", Int, "weight", "Share of the requests, among those of all backends of the rule; 1 where unset.", "在该规则的所有去向中所占的份额；未设置时为 1。", limited(between(0, 1000000))),
				routeFilter())...),
		fields("timeouts", "timeouts", "How long requests may take.", "请求的超时时间。",
			attr("request", String, "request", "From the request to the end of the response; 0s is without limit.", "从收到请求到响应结束的时间；0s 表示不限。", limited(duration())),
			attr("backend_request", String, "backendRequest", "Of a single request to a backend.", "对后端的单次请求的时间。", limited(duration()))))
}

// matched is a named value of requests.
func matched(name, path, english, chinese string, longest int) *schema.Block {
	return many(name, path, english, chinese, typed("RouteValue"),
		label(attr("name", String, "name", "Its name.", "名称。", limited(token()))),
		attr("value", String, "value", "The value that it must have.", "须具有的值。", required, limited(notEmpty(), characters(longest))),
		attr("type", String, "type", "Whether the value is the whole of it or a regular expression; Exact where unset.", "值须完全相同，或为正则表达式；未设置时为 Exact。", limited(oneOf("Exact", "RegularExpression"))))
}

func methods() []string {
	return []string{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"}
}

// backendReference is what serves requests.
func backendReference() []row {
	return []row{
		compiledBy(CompileRouteBackend), blockWrites("name"),
		attr("name", String, "name", "Name of the service; the workload's only one where unset.", "服务名称；未设置时为工作负载唯一的服务。", limited(objectName())),
		attr("port", PortRef, "", "The service's port, by number or, of the workload's own services, by name; its only one where unset.", "服务端口的端口号；工作负载自身的服务也可用端口名称；未设置时为其唯一的端口。",
			limited(port(), dnsLabel()), by(CompileByBlock), writes("port")),
		attr("namespace", String, "namespace", "Namespace of the service, which must allow it by a ReferenceGrant; the route's where unset.", "服务所在的命名空间，须以 ReferenceGrant 允许；未设置时与路由相同。", limited(dnsLabel())),
		attr("group", String, "group", "API group, where it is no service.", "不是服务时的 API 组。", limited(apiGroup())),
		attr("kind", String, "kind", "Kind, where it is no service.", "不是服务时的类型。", limited(kindName()), example(`"ServiceImport"`)),
	}
}

// routeFilter is done to requests or responses on their way.
func routeFilter() *schema.Block {
	return many("filter", "filters", "What is done to requests or responses on their way: one of these in a block.", "对途中的请求或响应的处理：每块一种。", typed("RouteFilter"), compiledBy(CompileRouteFilter), blockWrites("type"),
		headerModifier("request_header_modifier", "requestHeaderModifier", "Headers of the request are changed.", "修改请求头。"),
		headerModifier("response_header_modifier", "responseHeaderModifier", "Headers of the response are changed.", "修改响应头。"),
		fields("request_redirect", "requestRedirect", "The client is sent elsewhere.", "将客户端重定向到别处。", compiledBy(CompilePresent),
			attr("scheme", String, "scheme", "The scheme of the new address.", "新地址的协议。", limited(oneOf("http", "https"))),
			attr("hostname", String, "hostname", "The host of the new address.", "新地址的域名。", limited(objectName()), example(`"www.example.com"`)),
			pathModifier(),
			attr("port", Int, "port", "The port of the new address.", "新地址的端口。", limited(port())),
			attr("status_code", Int, "statusCode", "Status of the response; 302 where unset.", "响应的状态码；未设置时为 302。", limited(redirectStatus()))),
		fields("url_rewrite", "urlRewrite", "The request is sent on with another address.", "以其他地址转发请求。", compiledBy(CompilePresent),
			attr("hostname", String, "hostname", "The host that the backend is told.", "发往后端的域名。", limited(objectName()), example(`"app.internal"`)),
			pathModifier()),
		fields("request_mirror", "requestMirror", "The request is also sent to another backend, whose response is ignored.", "同时将请求发往另一后端，忽略其响应。", compiledBy(CompilePresent),
			fields("backend_ref", "backendRef", "The other backend.", "另一后端。", backendReference()...),
			attr("percent", Int, "percent", "Share of the requests; all where unset.", "镜像的请求所占的百分比；未设置时为全部。", limited(between(0, 100)), example("10")),
			fields("fraction", "fraction", "Share of the requests, instead of percent.", "镜像的请求所占的份额，代替 percent。",
				attr("numerator", Int, "numerator", "Of so many.", "分子。", required, limited(atLeast(0))),
				attr("denominator", Int, "denominator", "In so many; 100 where unset.", "分母；未设置时为 100。", limited(atLeast(1))))),
		cors(),
		fields("extension_ref", "extensionRef", "A filter of the gateway's own, in an object of the route's namespace.", "网关自有的过滤器，为路由所在命名空间中的对象。",
			attr("group", String, "group", "Its API group.", "API 组。", required, limited(apiGroup()), example(`"example.com"`)),
			attr("kind", String, "kind", "Its kind.", "类型。", required, limited(kindName()), example(`"RateLimit"`)),
			attr("name", String, "name", "Its name.", "名称。", required, limited(objectName()))))
}

func headerModifier(name, path, english, chinese string) *schema.Block {
	return fields(name, path, english, chinese, typed("HeaderModifier"), compiledBy(CompilePresent),
		attr("set", StringMap, "set", "Headers that get a value.", "设置的请求头或响应头。", keys(token()), limited(notEmpty(), characters(4096)), sized(between(1, 16)), by(CompileNamedValues)),
		attr("add", StringMap, "add", "Values that headers get in addition.", "追加的请求头或响应头。", keys(token()), limited(notEmpty(), characters(4096)), sized(between(1, 16)), by(CompileNamedValues)),
		attr("remove", StringList, "remove", "Headers that are taken away.", "去除的请求头或响应头。", limited(token()), sized(between(1, 16))))
}

func pathModifier() *schema.Block {
	return fields("path", "path", "The new path.", "新路径。", typed("PathModifier"), compiledBy(CompilePathModifier), blockWrites("type"),
		attr("replace_full_path", String, "replaceFullPath", "Instead of the whole path.", "替换整个路径。", limited(characters(1024)), example(`"/"`)),
		attr("replace_prefix_match", String, "replacePrefixMatch", "Instead of the beginning that the rule's match names.", "替换规则的 match 中的前缀。", limited(characters(1024)), example(`"/v2"`)))
}

// cors is which other sites' scripts may read responses.
func cors() *schema.Block {
	return fields("cors", "cors", "Which other sites' scripts may send requests and read responses (CORS).", "允许哪些其他网站的脚本发送请求和读取响应（CORS）。", compiledBy(CompilePresent),
		attr("allow_origins", StringList, "allowOrigins", `The sites: "https://example.com"; "*" is any.`, `网站，例如 "https://example.com"；"*" 表示任意。`, sized(between(1, 64)), limited(origin())),
		attr("allow_methods", StringList, "allowMethods", `HTTP methods; "*" is any.`, `HTTP 方法；"*" 表示任意。`, sized(between(1, 9)), limited(oneOf(append(methods(), "*")...))),
		attr("allow_headers", StringList, "allowHeaders", `Headers of requests; "*" is any.`, `请求头；"*" 表示任意。`, sized(between(1, 64)), limited(token())),
		attr("expose_headers", StringList, "exposeHeaders", `Headers of responses that scripts may read; "*" is any.`, `脚本可读取的响应头；"*" 表示任意。`, sized(between(1, 64)), limited(token())),
		attr("allow_credentials", Bool, "allowCredentials", "Whether requests may have credentials, such as cookies.", "请求是否可带凭据，例如 Cookie。"),
		attr("max_age", Int, "maxAge", "How many seconds browsers keep the answer; 5 where unset.", "浏览器缓存结果的秒数；未设置时为 5。", limited(atLeast(1)), example("600")))
}

func kindName() schema.Limit {
	return pattern(`[a-zA-Z]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?`, `be the name of a kind, such as "Service"`, `为类型名称，例如 "Service"`, "Gateway")
}

// token is the name of a header or of a parameter, with all that HTTP allows in it.
func token() schema.Limit {
	return pattern("[A-Za-z0-9!#$%&'*+\\-.^_`|~]{1,256}", "have 1 to 256 of the characters of HTTP's names: letters, digits and !#$%&'*+-.^_`|~", "为 1 到 256 个 HTTP 名称允许的字符：字母、数字和 !#$%&'*+-.^_`|~", "X-Version")
}

// duration is a time as the Gateway API writes it.
func duration() schema.Limit {
	return pattern(`([0-9]{1,5}(h|m|s|ms)){1,4}`, `be a time in hours, minutes, seconds or milliseconds, such as "10s" or "1m30s"`, `为以时、分、秒或毫秒表示的时间，例如 "10s" 或 "1m30s"`, "10s")
}

func origin() schema.Limit {
	return pattern(`\*|https?://((\*\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:[0-9]{1,5})?`, `be a site such as "https://example.com" or "https://*.example.com", or "*"`, `为网站，例如 "https://example.com" 或 "https://*.example.com"，或 "*"`, "https://example.com")
}

func redirectStatus() schema.Limit {
	l := schema.Limit{English: "be 301, 302, 303, 307 or 308", Chinese: "为 301、302、303、307 或 308", Examples: []any{int64(301)}}
	l.Holds = func(v any) bool {
		return v == int64(301) || v == int64(302) || v == int64(303) || v == int64(307) || v == int64(308)
	}
	return l
}
