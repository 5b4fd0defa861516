package table

import "github.com/workloadlang/wl/lang/schema"

// Section 4.4, labels and annotations.
func metadata() *schema.Block {
	return group("metadata", "", "Labels and annotations of the workload and its Pods.", "工作负载及其 Pod 的标签与注解。", section("4.4"),
		attr("labels", StringMap, "metadata.labels", "Labels of the workload.", "工作负载的标签。", public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("annotations", StringMap, "metadata.annotations", "Annotations of the workload.", "工作负载的注解。", public, keys(annotationKey(), notOwn())),
		attr("pod_labels", StringMap, "{template}.metadata.labels", "Labels of its Pods.", "Pod 的标签。", public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("pod_annotations", StringMap, "{template}.metadata.annotations", "Annotations of its Pods.", "Pod 的注解。", public, keys(annotationKey(), notOwn())),
		attr("job_labels", StringMap, "spec.jobTemplate.metadata.labels", "Labels of the Jobs of a CronJob.", "定时任务所创建任务的标签。", in(schema.CronJob), public, keys(labelKey(), notOwn()), limited(labelValue())),
		attr("job_annotations", StringMap, "spec.jobTemplate.metadata.annotations", "Annotations of the Jobs of a CronJob.", "定时任务所创建任务的注解。", in(schema.CronJob), public, keys(annotationKey(), notOwn())),
	)
}
