package table

import (
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// resourceQuota is how much the objects of a namespace may have together.
func resourceQuota() *schema.Block {
	scopes := oneOf("Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity", "VolumeAttributesClass")
	return many("quota", "", "A ResourceQuota: how much the objects of a namespace may have together.", "资源配额（ResourceQuota）：命名空间中的对象合计可使用的资源。",
		append(objectRows("ResourceQuota", "资源配额"), typed("ResourceQuota"), emits("ResourceQuota"),
			attr("hard", QuantityMap, "spec.hard", `The limits, by resource: { "limits.cpu" = "20", "pods" = 100 }.`, `各资源的上限：{ "limits.cpu" = "20", "pods" = 100 }。`, required, sized(atLeast(1)), keys(quotaResource()), limited(shareQuantity()), example(`{ pods = "100" }`)),
			attr("scopes", StringList, "spec.scopes", "Which Pods count: those in all of these scopes; all where unset. They are immutable.", "计入哪些 Pod：同时属于这些范围的；未设置时为全部。之后不可更改。", public, limited(scopes)),
			many("scope_selector", "spec.scopeSelector.matchExpressions", "A scope that the objects must be in to count, with a condition.", "计入的对象须满足的范围条件。", blockOption(sameLabels),
				label(attr("name", String, "scopeName", "The scope.", "范围。", limited(scopes))),
				attr("operator", String, "operator", "How its value is compared.", "操作符。", byDefault("Exists"), limited(oneOf("In", "NotIn", "Exists", "DoesNotExist"))),
				attr("values", StringList, "values", "The values it is compared with.", "值。", limited(objectName()), example(`["high"]`))))...)
}

// limitRange is how much each object of a namespace may have.
func limitRange() *schema.Block {
	amounts := func(name, field, english, chinese string) *schema.Attribute {
		return attr(name, QuantityMap, field, english, chinese, keys(labelKey()), limited(shareQuantity()), example(`{ cpu = "1" }`))
	}
	return many("limit_range", "", "A LimitRange: how much each container, Pod or claim of a namespace may have, and has by default.", "资源限制范围（LimitRange）：命名空间中每个容器、Pod 或声明的资源上下限与默认值。",
		append(objectRows("LimitRange", "资源限制范围"), emits("LimitRange"),
			many("limit", "spec.limits", "Limits for one kind of thing.", "一类对象的限制。", blockOption(mandatory),
				label(attr("type", String, "type", "What they are for.", "限制的对象。", limited(limitedKind()))),
				amounts("max", "max", "Maximum amounts.", "最大值。"), amounts("min", "min", "Minimum amounts.", "最小值。"),
				amounts("default", "default", "Limits of containers that have none.", "没有设置限制的容器的限制。"),
				amounts("default_request", "defaultRequest", "Requests of containers that have none.", "没有设置申请的容器的申请。"),
				amounts("max_limit_request_ratio", "maxLimitRequestRatio", "How many times a request its limit may be.", "限制与申请之比的最大值。")))...)
}

// limitedKind is what a LimitRange can be for: what Kubernetes knows, or another's kind.
func limitedKind() schema.Limit {
	l := oneOf("Container", "Pod", "PersistentVolumeClaim")
	known, qualified := l.Holds, labelKey().Holds
	l.English += `, or another with its domain, such as "example.com/Image"`
	l.Chinese += `，或带域名的其他类型，例如 "example.com/Image"`
	l.Holds = func(v any) bool {
		s, ok := v.(string)
		return !ok || known(v) || strings.Contains(s, "/") && qualified(v)
	}
	return l
}

// quotaResource is what a quota can count.
func quotaResource() schema.Limit {
	return pattern(`[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?`, `be a resource such as "requests.cpu", "pods" or "count/jobs.batch"`, `为资源，例如 "requests.cpu"、"pods" 或 "count/jobs.batch"`, "requests.cpu")
}
