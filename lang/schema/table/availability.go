package table

import (
	"fmt"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// The objects beside a workload that keep its number of Pods: by load, and
// while nodes are drained.

const scaled = schema.Deployment | schema.StatefulSet

func autoscale() *schema.Block {
	rows := []row{
		emits("HorizontalPodAutoscaler"), blockOption(nested), only(scaled), compiledBy(CompileAutoscale),
		blockWrites("spec.scaleTargetRef.apiVersion", "spec.scaleTargetRef.kind", "spec.scaleTargetRef.name"),
		attr("min_replicas", Int, "spec.minReplicas", "Minimum number of Pods; 0 only with an object or external metric.", "最少 Pod 数；只有使用 object 或 external 指标时才可为 0。", byDefault(int64(1)), limited(atLeast(0)), example("2")),
		attr("max_replicas", Int, "spec.maxReplicas", "Maximum number of Pods.", "最多 Pod 数。", required, limited(atLeast(1)), example("5")),
		attr("cpu_utilization", Int, "spec.metrics", "Target CPU utilization, in percent of the requests.", "平均 CPU 使用率，占申请量的百分比。", limited(atLeast(1)), by(CompileMetric), writes(resourceTarget...), example("80")),
		attr("memory_utilization", Int, "spec.metrics", "Target memory utilization, in percent of the requests.", "平均内存使用率，占申请量的百分比。", limited(atLeast(1)), by(CompileMetric), writes(resourceTarget...), example("80")),
	}
	rows = append(rows, metricSources()...)
	rows = append(rows, group("behavior", "spec.behavior", "How fast the number of Pods follows.", "伸缩行为：Pod 数变化的快慢。",
		scaling("scale_up", "scaleUp", "How Pods are added.", "扩容方式。"), scaling("scale_down", "scaleDown", "How Pods are removed.", "缩容方式。")))
	return single("autoscale", "", "Autoscaling: the number of Pods follows their load, instead of replicas.", "弹性伸缩：Pod 数随负载变化，取代 replicas。",
		append(rows, besideMetadata("HorizontalPodAutoscaler")...)...)
}

// resourceTarget are the fields of a metric that the short forms write.
var resourceTarget = []string{"spec.metrics.type", "spec.metrics.resource.name", "spec.metrics.resource.target.type", "spec.metrics.resource.target.averageUtilization"}

// metricSources are the kinds of metric that an autoscaler can go by.
func metricSources() []row {
	utilization := func(source string) *schema.Attribute {
		return attr("average_utilization", Int, source+".target.averageUtilization", "Target: average utilization, in percent of the requests.", "目标：平均使用率，占申请量的百分比。", limited(atLeast(1)), example("80"))
	}
	average := func(source string, options ...option) *schema.Attribute {
		return attr("average_value", Quantity, source+".target.averageValue", "Target: average value of each Pod.", "目标：每个 Pod 的平均值。", append(options, limited(positiveQuantity()), example(`"100"`))...)
	}
	value := func(source string) *schema.Attribute {
		return attr("value", Quantity, source+".target.value", "Target: value as a whole.", "目标：总值。", limited(positiveQuantity()), example(`"100"`))
	}
	source := func(name, field, english, chinese string, labelPath string, of *schema.Attribute, rows ...row) row {
		of.Places = append(of.Places, schema.Place{Kinds: schema.AllKinds, Path: schema.ParsePath(field + "." + labelPath)})
		return many(name, "spec.metrics", english, chinese, append(rows, label(of), blockOption(sameLabels), compiledBy(CompileMetricSource), blockWrites("type", field+".target.type"))...)
	}
	ofResource := func() *schema.Attribute {
		return attr("name", String, "", "The resource.", "资源。", limited(labelKey()))
	}
	metric := func() *schema.Attribute {
		return attr("name", String, "", "The metric's name.", "指标名称。", limited(pathSegment()))
	}
	described := fields("described_object", "object.describedObject", "The object that the metric is of.", "指标所属的对象。", blockOption(mandatory),
		attr("api_version", String, "apiVersion", "Its API version.", "API 版本。", required, limited(pattern(`[^/]+/[^/]+|v[0-9]+`, `be an API version such as "networking.k8s.io/v1"`, `为 API 版本，例如 "networking.k8s.io/v1"`, "networking.k8s.io/v1"))),
		attr("kind", String, "kind", "Its kind.", "类型。", required, limited(pathSegment()), example(`"Ingress"`)),
		attr("name", String, "name", "Its name.", "名称。", required, limited(pathSegment()), example(`"shop"`)))
	return []row{
		source("resource", "resource", "A resource that all containers of a Pod request.", "Pod 所有容器的资源指标。", "name", ofResource(), typed("ResourceMetric"), utilization("resource"), average("resource")),
		source("container_resource", "containerResource", "A resource that one container requests.", "单个容器的资源指标。", "name", ofResource(),
			attr("container", String, "containerResource.container", "The container.", "容器名称。", required, limited(dnsLabel())), utilization("containerResource"), average("containerResource")),
		source("pods", "pods", "A metric that each Pod has.", "各个 Pod 的自定义指标。", "metric.name", metric(), typed("PodsMetric"), average("pods", required), metricSelector("pods")),
		source("object", "object", "A metric of another object.", "其他对象的指标。", "metric.name", metric(), typed("ObjectMetric"), described, value("object"), average("object"), metricSelector("object")),
		source("external", "external", "A metric of something outside the cluster.", "集群之外的指标。", "metric.name", metric(), typed("ExternalMetric"), value("external"), average("external"), metricSelector("external")),
	}
}

func metricSelector(source string) *schema.Block {
	return labelSelector("selector", source+".metric.selector", "Series of the metric that count; all where unset.", "计入的指标序列；未设置时为全部。", "series", "指标序列")
}

// scaling is how fast an autoscaler acts in one direction.
func scaling(name, field, english, chinese string) *schema.Block {
	return single(name, field, english, chinese, typed("ScalingRules"),
		attr("stabilization_window_seconds", Int, "stabilizationWindowSeconds", "Time that is looked back at, so that the number does not go up and down.", "稳定窗口（秒）：参考此前一段时间，避免数量反复变化。", limited(between(0, 3600)), example("300")),
		attr("select_policy", String, "selectPolicy", `Which of the policies counts: the one that changes most ("Max"), least ("Min"), or none ("Disabled").`, `采用哪条策略：变化最大（"Max"）、最小（"Min"）或不伸缩（"Disabled"）。`, limited(oneOf("Max", "Min", "Disabled"))),
		attr("tolerance", Quantity, "tolerance", "Deviation from the target that is tolerated, as a share of 1.", "允许偏离目标的比例，以 1 计。", limited(shareQuantity()), example(`"0.05"`)),
		many("policy", "policies", "A limit of how much is changed at once.", "单次变化量的上限。", typed("ScalingPolicy"),
			attr("type", String, "type", "Whether it counts Pods, or percent of them.", "按 Pod 数（Pods）或百分比（Percent）。", required, limited(oneOf("Pods", "Percent"))),
			attr("value", Int, "value", "How much.", "数值。", required, limited(atLeast(1))),
			attr("period_seconds", Int, "periodSeconds", "Time within which that much is changed.", "时间段（秒）。", required, limited(between(1, 1800)))))
}

func disruptionBudget() *schema.Block {
	rows := []row{
		emits("PodDisruptionBudget"), blockOption(nested), only(scaled), compiledBy(CompileBudget),
		attr("min_available", IntOrPercent, "spec.minAvailable", "Minimum number of available Pods.", "最少可用 Pod 数。", limited(atLeast(0), atMostPercent(100))),
		attr("max_unavailable", IntOrPercent, "spec.maxUnavailable", "Maximum number of unavailable Pods.", "最多不可用 Pod 数。", limited(atLeast(0), atMostPercent(100))),
		attr("unhealthy_pod_eviction_policy", String, "spec.unhealthyPodEvictionPolicy", "Whether Pods that are not ready can be evicted always, or only while enough others are healthy.",
			"未就绪的 Pod 能否随时驱逐（AlwaysAllow），或仅在健康的 Pod 足够时驱逐（IfHealthyBudget）。", limited(oneOf("IfHealthyBudget", "AlwaysAllow"))),
		labelSelector("selector", "spec.selector", "Selector of the Pods; the workload's own where unset.", "Pod 的标签选择器；未设置时为工作负载自身的标签。", "Pod", " Pod "),
	}
	return single("disruption_budget", "", "Disruption budget: how many Pods stay available while nodes are drained.", "中断预算：排空节点时须保留的 Pod 数。",
		append(rows, besideMetadata("PodDisruptionBudget")...)...)
}

// besideMetadata is what every object has of which a workload has one.
func besideMetadata(kind string) []row {
	return []row{
		attr("name", String, "metadata.name", "The "+kind+"'s name; the workload's where unset.", "名称；未设置时与工作负载相同。", public, limited(objectName())),
		objectLabels(), objectAnnotations(),
	}
}

func positiveQuantity() schema.Limit { return quantityFrom(1, "be above 0", "大于 0") }

func shareQuantity() schema.Limit { return quantityFrom(0, "be 0 or more", "不小于 0") }

func quantityFrom(least int, english, chinese string) schema.Limit {
	return schema.Limit{English: english, Chinese: chinese, Holds: func(v any) bool {
		q, err := object.ParseQuantity(fmt.Sprint(v))
		return err == nil && q.Sign() >= least
	}}
}
