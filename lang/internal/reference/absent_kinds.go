package main

import (
	"slices"
	"strings"
)

// absencesOfKinds are those of the kinds' own specifications.
func absencesOfKinds() []absence {
	return slices.Concat(
		set("HorizontalPodAutoscaler", "A metric of this kind has no such target.", "此类指标没有这种目标。",
			"spec.metrics.resource.target.value", "spec.metrics.containerResource.target.value", "spec.metrics.pods.target.value", "spec.metrics.pods.target.averageUtilization",
			"spec.metrics.object.target.averageUtilization", "spec.metrics.external.target.averageUtilization"),
		set("Service", "Deprecated: what gives the address takes it from annotations, or has a class.", "已弃用：由负载均衡的实现通过注解或类指定地址。", "spec.loadBalancerIP"),
		set("Job", "Alpha, and off by default in every version.", "Alpha 功能，在所有版本中默认关闭。", "spec.scheduling"),
		set("CronJob", "Alpha, and off by default in every version.", "Alpha 功能，在所有版本中默认关闭。", "spec.jobTemplate.spec.scheduling"),
		set("CronJob", "The server selects the Pods of each run.", "每次运行的 Pod 由服务器选择。", "spec.jobTemplate.spec.selector", "spec.jobTemplate.spec.manualSelector"),
		set("Service", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
		set("PersistentVolume", "It belongs to the cluster.", "属于集群，没有命名空间。", "metadata.namespace"),
		set("PersistentVolume", "Names the claim; the server sets the rest.", "以名称指定声明，其余由服务器设置。", "spec.claimRef.fieldPath", "spec.claimRef.resourceVersion", "spec.claimRef.uid"),
		set("PersistentVolume", "Deprecated: drivers (csi) are in its place.", "已弃用：改用 csi 驱动。", specFields(deprecatedVolumes())...),
		set("StorageClass", "It belongs to the cluster.", "属于集群，没有命名空间。", "metadata.namespace"),
		set("NetworkPolicy", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
		set("ServiceAccount", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
		set("ServiceAccount", "Names a Secret of its namespace; nothing else is used.", "以名称指定同一命名空间的 Secret，其余不使用。",
			"secrets.apiVersion", "secrets.fieldPath", "secrets.kind", "secrets.namespace", "secrets.resourceVersion", "secrets.uid"),
		set("Role", "Only in a ClusterRole.", "仅适用于 ClusterRole。", "rules.nonResourceURLs"),
		set("ClusterRole", "It belongs to the cluster.", "属于集群，没有命名空间。", "metadata.namespace"),
		set("ClusterRoleBinding", "It belongs to the cluster.", "属于集群，没有命名空间。", "metadata.namespace"),
		set("Ingress", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
		set("HorizontalPodAutoscaler", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
		set("PodDisruptionBudget", "That of the workload.", "与工作负载相同。", "metadata.namespace"),
	)
}

// specFields are the volumes of a Pod, as a PersistentVolume has them.
func specFields(volumes []string) []string {
	var all []string
	for _, v := range volumes {
		if name := strings.TrimPrefix(v, "{pod}.volumes."); name != "gitRepo" {
			all = append(all, "spec."+name)
		}
	}
	return all
}
