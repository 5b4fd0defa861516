package table

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// quota is what a container, or a Pod as a whole, is guaranteed of a resource, and
// the most of it that it can use.
func quota(name, english, chinese, most, mostChinese string, l schema.Limit) *schema.Block {
	return quotaOf("", name, name, english, chinese, most, mostChinese, l)
}

func quotaOf(base, name, resource, english, chinese, most, mostChinese string, l schema.Limit, options ...option) *schema.Block {
	options = append(options, limited(l))
	return fields(name, "", english, chinese, typed("Quota"),
		attr("request", Quantity, base+"resources.requests["+resource+"]", "Guaranteed amount.", "申请：保证获得的最小资源量。", options...),
		attr("limit", Quantity, base+"resources.limits["+resource+"]", most, mostChinese, options...))
}

func ephemeralStorage() *schema.Block {
	return quotaOf("", "ephemeral_storage", "ephemeral-storage", "Quota of the node's disk: the container's own files, its logs and empty_dir volumes.", "临时存储配额：容器自身的文件、日志和 empty_dir 数据卷占用的节点磁盘。",
		"Maximum amount; a Pod that exceeds it is evicted.", "限制：最大使用量，超出后 Pod 会被驱逐。", memoryQuantity())
}

// extendedResources are those that a node advertises by a domain's name.
func extendedResources() *schema.Attribute {
	return attr("extended_resources", QuantityMap, "resources.limits", `Extended resources, such as { "example.com/fpga" = 1 }: the limit, which is also the request.`,
		`扩展资源，例如 { "example.com/fpga" = 1 }：限制量，同时也是申请量。`, keys(extendedResource()), limited(wholeQuantity()), by(CompileDevices))
}

// hugePages are those of a container, or of a Pod as a whole.
func hugePages(base string, options ...option) *schema.Attribute {
	return attr("huge_pages", QuantityMap, base+"resources.limits", `Huge pages by their size, such as { "2Mi" = "64Mi" }: the limit, which is also the request.`,
		`按页大小指定的大页内存，例如 { "2Mi" = "64Mi" }：限制量，同时也是申请量。`, append(options, keys(pageSize()), limited(memoryQuantity()), by(CompileHugePages))...)
}

// resourceClaimUse is a container's use of a claim of its Pod.
func resourceClaimUse() *schema.Block {
	return many("resource_claim", "resources.claims", "A resource claim of the workload that the container uses.", "容器使用的工作负载资源声明。", typed("ResourceClaimUse"),
		label(attr("name", String, "name", "The claim's name in the workload.", "工作负载中的资源声明名称。", limited(dnsLabel()))),
		attr("request", String, "request", "One of the claim's requests; all of them where unset.", "声明中的一个请求；未设置时为全部请求。", limited(dnsLabel())))
}

// resourceClaim is a claim to devices that the containers of a Pod use.
func resourceClaim() *schema.Block {
	return many("resource_claim", "{pod}.resourceClaims", "A claim to devices that containers can use (dynamic resource allocation).", "容器可以使用的设备声明（动态资源分配）。", section("2.1"),
		label(attr("name", String, "name", "Its name in the workload.", "在工作负载中的名称。", limited(dnsLabel()))),
		attr("resource_claim_name", String, "resourceClaimName", "An existing ResourceClaim, which all Pods share.", "已有的资源声明（ResourceClaim），由所有 Pod 共用。", limited(objectName())),
		attr("resource_claim_template_name", String, "resourceClaimTemplateName", "A ResourceClaimTemplate, of which each Pod gets a claim of its own.", "资源声明模板（ResourceClaimTemplate），为每个 Pod 创建各自的声明。", limited(objectName())))
}

func resizePolicy() *schema.Attribute {
	return attr("resize_policy", StringMap, "resizePolicy", `Whether the container is restarted when its quota is changed in place, by resource: { cpu = "NotRequired", memory = "RestartContainer" }.`,
		`原地修改配额时是否重启容器，按资源指定：{ cpu = "NotRequired", memory = "RestartContainer" }。`, keys(oneOf("cpu", "memory")), limited(oneOf("NotRequired", "RestartContainer")),
		example(`{ memory = "RestartContainer" }`), by(CompileResizePolicy))
}

func extendedResource() schema.Limit {
	return schema.Limit{
		Examples: []any{"example.com/fpga"},
		English:  `be the name of a resource with its domain, such as "example.com/fpga", other than kubernetes.io`,
		Chinese:  `为带域名的资源名称，例如 "example.com/fpga"，且域名不是 kubernetes.io`,
		Holds: func(v any) bool {
			s, _ := v.(string)
			domain, _, ok := strings.Cut(s, "/")
			return ok && domain != "kubernetes.io" && !strings.HasSuffix(domain, ".kubernetes.io") && !strings.HasPrefix(s, "requests.") &&
				len(validation.IsQualifiedName("requests."+s)) == 0
		},
	}
}

func pageSize() schema.Limit {
	return schema.Limit{Examples: []any{"2Mi"}, English: `be the size of a page, such as "2Mi" or "1Gi"`, Chinese: `为页大小，例如 "2Mi" 或 "1Gi"`, Holds: func(v any) bool {
		s, _ := v.(string)
		q, err := object.ParseQuantity(s)
		return err == nil && q.Sign() > 0 && q.String() == s
	}}
}

func wholeQuantity() schema.Limit {
	return schema.Limit{Examples: []any{int64(1)}, English: "be a whole number, 0 or more", Chinese: "为不小于 0 的整数", Holds: func(v any) bool {
		q, err := object.ParseQuantity(fmt.Sprint(v))
		return err == nil && q.Sign() >= 0 && resource.NewQuantity(q.Value(), q.Format).Cmp(q) == 0
	}}
}
