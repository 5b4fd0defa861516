package table

// readings are the names that people bring along from manifests, charts and Terraform
// for what a row is, where these are not Kubernetes' name of the row's own field. They
// are no part of the language: whoever writes one is told the row.
func readings() map[string][]string {
	return map[string][]string{
		"stack":                                   {"terraform", "project", "release", "chart"},
		"cluster":                                 {"provider", "context", "kubeconfig"},
		"object":                                  {"manifest", "kubernetes_manifest", "kubectl_manifest", "custom_resource"},
		"config_map":                              {"configmap", "kubernetes_config_map"},
		"volume_claim":                            {"pvc", "persistent_volume_claim"},
		"workload":                                {"deployment", "statefulset", "stateful_set", "daemonset", "daemon_set", "job", "cronjob", "cron_job", "pod", "app", "kubernetes_deployment"},
		"workload.container":                      {"containers"},
		"workload.container.port":                 {"ports", "expose"},
		"workload.container.port.container_port":  {"port"},
		"workload.container.environment":          {"env", "envs", "env_vars", "environment_variables", "env_from"},
		"workload.container.cpu":                  {"resources", "requests", "limits", "resource", "cpu_limit", "cpu_request"},
		"workload.container.memory":               {"mem", "memory_limit", "memory_request"},
		"workload.container.health_check":         {"readiness_probe", "liveness_probe", "startup_probe", "probe", "probes", "healthcheck"},
		"workload.container.storage":              {"volume_mounts", "volume_mount", "mounts", "mount"},
		"workload.container.security":             {"security_context"},
		"workload.container.lifecycle":            {"hooks"},
		"workload.container.pull_policy":          {"image_pull_policy"},
		"workload.container.command":              {"entrypoint", "cmd"},
		"workload.init_container":                 {"init_containers"},
		"workload.volume":                         {"volumes"},
		"workload.service_account":                {"service_account_name"},
		"workload.image_pull_secrets":             {"pull_secrets", "registry_secret"},
		"workload.replicas":                       {"instances", "scale"},
		"workload.advanced.metadata":              {"labels", "annotations"},
		"workload.advanced.upgrade":               {"update_strategy", "rolling_update", "rollout"},
		"workload.advanced.scheduling":            {"affinity", "tolerations", "node_affinity"},
		"workload.advanced.autoscale":             {"hpa", "autoscaling", "horizontal_pod_autoscaler"},
		"workload.advanced.disruption_budget":     {"pdb", "pod_disruption_budget"},
		"workload.service":                        {"services"},
		"workload.route":                          {"http_route", "httproute"},
		"workload.route.parent_ref":               {"gateway", "parent_refs", "parents"},
		"workload.route.hostnames":                {"host", "hosts"},
		"workload.route.rule.backend_ref":         {"backend", "backends"},
		"workload.service.port":                   {"ports"},
		"workload.volume.claim_template":          {"volume_claim_template", "volume_claim_templates"},
		"workload.advanced.dns":                   {"dns_config"},
		"workload.volume.config_map":              {"configmap"},
		"workload.volume.persistent_volume_claim": {"pvc", "claim"},
	}
}
