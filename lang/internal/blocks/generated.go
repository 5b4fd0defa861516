// Code generated from the table of fields by "make docs". DO NOT EDIT.

// Package blocks has a Go type for every block of the language, whose methods are
// the block's arguments and the blocks within it:
//
//	workload.Advanced().Upgrade().MaxSurge().Range()
//
// A block that is not there is the zero value of its type; everything can be asked
// of it, and answers that it is not there. A row of the table that is renamed takes
// its method with it, so that code that knows the old name does not compile.
package blocks

import "github.com/workloadlang/wl/lang/internal/decode"

// Advanced is a block advanced.
type Advanced struct{ *decode.Block }

// Autoscale returns the block autoscale.
func (b Advanced) Autoscale() Autoscale { return Autoscale{b.Child("autoscale")} }

// DNS returns the block dns.
func (b Advanced) DNS() DNS { return DNS{b.Child("dns")} }

// DisruptionBudget returns the block disruption_budget.
func (b Advanced) DisruptionBudget() DisruptionBudget {
	return DisruptionBudget{b.Child("disruption_budget")}
}

// Job returns the block job.
func (b Advanced) Job() Job { return Job{b.Child("job")} }

// Metadata returns the block metadata.
func (b Advanced) Metadata() Metadata { return Metadata{b.Child("metadata")} }

// Network returns the block network.
func (b Advanced) Network() Network { return Network{b.Child("network")} }

// Ordinals returns the block ordinals.
func (b Advanced) Ordinals() Ordinals { return Ordinals{b.Child("ordinals")} }

// PersistentVolumeClaimRetentionPolicy returns the block persistent_volume_claim_retention_policy.
func (b Advanced) PersistentVolumeClaimRetentionPolicy() ClaimRetention {
	return ClaimRetention{b.Child("persistent_volume_claim_retention_policy")}
}

// Pod returns the block pod.
func (b Advanced) Pod() Pod { return Pod{b.Child("pod")} }

// PodManagementPolicy returns the argument pod_management_policy.
func (b Advanced) PodManagementPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "pod_management_policy")
}

// Scheduling returns the block scheduling.
func (b Advanced) Scheduling() Scheduling { return Scheduling{b.Child("scheduling")} }

// Security returns the block security.
func (b Advanced) Security() PodSecurity { return PodSecurity{b.Child("security")} }

// Upgrade returns the block upgrade.
func (b Advanced) Upgrade() Upgrade { return Upgrade{b.Child("upgrade")} }

// AllowedTopology is a block allowed_topology.
type AllowedTopology struct{ *decode.Block }

// Matches returns the blocks match, in the order of the source.
func (b AllowedTopology) Matches() []TopologyMatch { return list[TopologyMatch](b.Block, "match") }

// Analysis is a block analysis.
type Analysis struct{ *decode.Block }

// Count returns the argument count.
func (b Analysis) Count() decode.Argument[int64] { return decode.Read[int64](b.Block, "count") }

// ErrorLimit returns the argument error_limit.
func (b Analysis) ErrorLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "error_limit")
}

// Failure returns the argument failure.
func (b Analysis) Failure() decode.Argument[any] { return decode.Read[any](b.Block, "failure") }

// FailureLimit returns the argument failure_limit.
func (b Analysis) FailureLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "failure_limit")
}

// Interval returns the argument interval.
func (b Analysis) Interval() decode.Argument[string] { return decode.Read[string](b.Block, "interval") }

// Prometheus returns the block prometheus.
func (b Analysis) Prometheus() Prometheus { return Prometheus{b.Child("prometheus")} }

// Success returns the argument success.
func (b Analysis) Success() decode.Argument[any] { return decode.Read[any](b.Block, "success") }

// AppArmorProfile is a block app_armor_profile.
type AppArmorProfile struct{ *decode.Block }

// LocalhostProfile returns the argument localhost_profile.
func (b AppArmorProfile) LocalhostProfile() decode.Argument[string] {
	return decode.Read[string](b.Block, "localhost_profile")
}

// Type returns the argument type.
func (b AppArmorProfile) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Approval is a block approval.
type Approval struct{ *decode.Block }

// Groups returns the argument groups.
func (b Approval) Groups() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "groups") }

// NotInitiator returns the argument not_initiator.
func (b Approval) NotInitiator() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "not_initiator")
}

// Quorum returns the argument quorum.
func (b Approval) Quorum() decode.Argument[int64] { return decode.Read[int64](b.Block, "quorum") }

// Autoscale is a block autoscale.
type Autoscale struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Autoscale) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Behavior returns the block behavior.
func (b Autoscale) Behavior() Behavior { return Behavior{b.Child("behavior")} }

// CPUUtilization returns the argument cpu_utilization.
func (b Autoscale) CPUUtilization() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "cpu_utilization")
}

// ContainerResources returns the blocks container_resource, in the order of the source.
func (b Autoscale) ContainerResources() []ContainerResource {
	return list[ContainerResource](b.Block, "container_resource")
}

// Externals returns the blocks external, in the order of the source.
func (b Autoscale) Externals() []ExternalMetric { return list[ExternalMetric](b.Block, "external") }

// Labels returns the argument labels.
func (b Autoscale) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// MaxReplicas returns the argument max_replicas.
func (b Autoscale) MaxReplicas() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "max_replicas")
}

// MemoryUtilization returns the argument memory_utilization.
func (b Autoscale) MemoryUtilization() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "memory_utilization")
}

// MinReplicas returns the argument min_replicas.
func (b Autoscale) MinReplicas() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "min_replicas")
}

// Name returns the argument name.
func (b Autoscale) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Objects returns the blocks object, in the order of the source.
func (b Autoscale) Objects() []ObjectMetric { return list[ObjectMetric](b.Block, "object") }

// Podses returns the blocks pods, in the order of the source.
func (b Autoscale) Podses() []PodsMetric { return list[PodsMetric](b.Block, "pods") }

// Resources returns the blocks resource, in the order of the source.
func (b Autoscale) Resources() []ResourceMetric { return list[ResourceMetric](b.Block, "resource") }

// BackendRef is a block backend_ref.
type BackendRef struct{ *decode.Block }

// Filters returns the blocks filter, in the order of the source.
func (b BackendRef) Filters() []RouteFilter { return list[RouteFilter](b.Block, "filter") }

// Group returns the argument group.
func (b BackendRef) Group() decode.Argument[string] { return decode.Read[string](b.Block, "group") }

// Kind returns the argument kind.
func (b BackendRef) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b BackendRef) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b BackendRef) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Port returns the argument port.
func (b BackendRef) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// Weight returns the argument weight.
func (b BackendRef) Weight() decode.Argument[int64] { return decode.Read[int64](b.Block, "weight") }

// BackendResource is a block resource.
type BackendResource struct{ *decode.Block }

// APIGroup returns the argument api_group.
func (b BackendResource) APIGroup() decode.Argument[string] {
	return decode.Read[string](b.Block, "api_group")
}

// Kind returns the argument kind.
func (b BackendResource) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b BackendResource) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Behavior is a block behavior.
type Behavior struct{ *decode.Block }

// ScaleDown returns the block scale_down.
func (b Behavior) ScaleDown() ScalingRules { return ScalingRules{b.Child("scale_down")} }

// ScaleUp returns the block scale_up.
func (b Behavior) ScaleUp() ScalingRules { return ScalingRules{b.Child("scale_up")} }

// CORS is a block cors.
type CORS struct{ *decode.Block }

// AllowCredentials returns the argument allow_credentials.
func (b CORS) AllowCredentials() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "allow_credentials")
}

// AllowHeaders returns the argument allow_headers.
func (b CORS) AllowHeaders() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "allow_headers")
}

// AllowMethods returns the argument allow_methods.
func (b CORS) AllowMethods() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "allow_methods")
}

// AllowOrigins returns the argument allow_origins.
func (b CORS) AllowOrigins() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "allow_origins")
}

// ExposeHeaders returns the argument expose_headers.
func (b CORS) ExposeHeaders() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "expose_headers")
}

// MaxAge returns the argument max_age.
func (b CORS) MaxAge() decode.Argument[int64] { return decode.Read[int64](b.Block, "max_age") }

// CSI is a block csi.
type CSI struct{ *decode.Block }

// Driver returns the argument driver.
func (b CSI) Driver() decode.Argument[string] { return decode.Read[string](b.Block, "driver") }

// FsType returns the argument fs_type.
func (b CSI) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// NodePublishSecret returns the argument node_publish_secret.
func (b CSI) NodePublishSecret() decode.Argument[string] {
	return decode.Read[string](b.Block, "node_publish_secret")
}

// ReadOnly returns the argument read_only.
func (b CSI) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// VolumeAttributes returns the argument volume_attributes.
func (b CSI) VolumeAttributes() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "volume_attributes")
}

// Capabilities is a block capabilities.
type Capabilities struct{ *decode.Block }

// Add returns the argument add.
func (b Capabilities) Add() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "add") }

// Drop returns the argument drop.
func (b Capabilities) Drop() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "drop") }

// Check is a block check.
type Check struct{ *decode.Block }

// Asserts returns the blocks assert, in the order of the source.
func (b Check) Asserts() []Rule { return list[Rule](b.Block, "assert") }

// ClaimReference is a block claim.
type ClaimReference struct{ *decode.Block }

// Name returns the argument name.
func (b ClaimReference) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b ClaimReference) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// ClaimRetention is a block persistent_volume_claim_retention_policy.
type ClaimRetention struct{ *decode.Block }

// WhenDeleted returns the argument when_deleted.
func (b ClaimRetention) WhenDeleted() decode.Argument[string] {
	return decode.Read[string](b.Block, "when_deleted")
}

// WhenScaled returns the argument when_scaled.
func (b ClaimRetention) WhenScaled() decode.Argument[string] {
	return decode.Read[string](b.Block, "when_scaled")
}

// ClaimTemplate is a block claim_template, ephemeral.
type ClaimTemplate struct{ *decode.Block }

// AccessModes returns the argument access_modes.
func (b ClaimTemplate) AccessModes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "access_modes")
}

// Annotations returns the argument annotations.
func (b ClaimTemplate) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// DataSource returns the block data_source.
func (b ClaimTemplate) DataSource() DataSource { return DataSource{b.Child("data_source")} }

// DataSourceRef returns the block data_source_ref.
func (b ClaimTemplate) DataSourceRef() DataSource { return DataSource{b.Child("data_source_ref")} }

// Labels returns the argument labels.
func (b ClaimTemplate) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Selector returns the block selector.
func (b ClaimTemplate) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// Size returns the argument size.
func (b ClaimTemplate) Size() decode.Argument[string] { return decode.Read[string](b.Block, "size") }

// SizeLimit returns the argument size_limit.
func (b ClaimTemplate) SizeLimit() decode.Argument[string] {
	return decode.Read[string](b.Block, "size_limit")
}

// StorageClass returns the argument storage_class.
func (b ClaimTemplate) StorageClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "storage_class")
}

// VolumeAttributesClass returns the argument volume_attributes_class.
func (b ClaimTemplate) VolumeAttributesClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_attributes_class")
}

// VolumeMode returns the argument volume_mode.
func (b ClaimTemplate) VolumeMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_mode")
}

// VolumeName returns the argument volume_name.
func (b ClaimTemplate) VolumeName() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_name")
}

// Cluster is a block cluster.
type Cluster struct{ *decode.Block }

// Context returns the argument context.
func (b Cluster) Context() decode.Argument[string] { return decode.Read[string](b.Block, "context") }

// ForEach returns the argument for_each.
func (b Cluster) ForEach() decode.Argument[any] { return decode.Read[any](b.Block, "for_each") }

// Kubeconfig returns the argument kubeconfig.
func (b Cluster) Kubeconfig() decode.Argument[string] {
	return decode.Read[string](b.Block, "kubeconfig")
}

// KubernetesVersion returns the argument kubernetes_version.
func (b Cluster) KubernetesVersion() decode.Argument[string] {
	return decode.Read[string](b.Block, "kubernetes_version")
}

// Labels returns the argument labels.
func (b Cluster) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// ClusterRole is a block cluster_role.
type ClusterRole struct{ *decode.Block }

// Aggregates returns the blocks aggregate, in the order of the source.
func (b ClusterRole) Aggregates() []LabelSelector { return list[LabelSelector](b.Block, "aggregate") }

// Annotations returns the argument annotations.
func (b ClusterRole) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// BindingName returns the argument binding_name.
func (b ClusterRole) BindingName() decode.Argument[string] {
	return decode.Read[string](b.Block, "binding_name")
}

// Labels returns the argument labels.
func (b ClusterRole) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b ClusterRole) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Name returns the argument name.
func (b ClusterRole) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Raw returns the argument raw.
func (b ClusterRole) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Rules returns the blocks rule, in the order of the source.
func (b ClusterRole) Rules() []RoleRule { return list[RoleRule](b.Block, "rule") }

// ClusterRoleBinding is a block cluster_role_binding.
type ClusterRoleBinding struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b ClusterRoleBinding) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// ClusterRole returns the argument cluster_role.
func (b ClusterRoleBinding) ClusterRole() decode.Argument[string] {
	return decode.Read[string](b.Block, "cluster_role")
}

// Clusters returns the argument clusters.
func (b ClusterRoleBinding) Clusters() decode.Argument[any] {
	return decode.Read[any](b.Block, "clusters")
}

// Labels returns the argument labels.
func (b ClusterRoleBinding) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b ClusterRoleBinding) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b ClusterRoleBinding) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b ClusterRoleBinding) Name() decode.Argument[string] {
	return decode.Read[string](b.Block, "name")
}

// Raw returns the argument raw.
func (b ClusterRoleBinding) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Subjects returns the blocks subject, in the order of the source.
func (b ClusterRoleBinding) Subjects() []Subject { return list[Subject](b.Block, "subject") }

// ClusterTrustBundle is a block cluster_trust_bundle.
type ClusterTrustBundle struct{ *decode.Block }

// MatchLabels returns the argument match_labels.
func (b ClusterTrustBundle) MatchLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "match_labels")
}

// Matches returns the blocks match, in the order of the source.
func (b ClusterTrustBundle) Matches() []Match { return list[Match](b.Block, "match") }

// Name returns the argument name.
func (b ClusterTrustBundle) Name() decode.Argument[string] {
	return decode.Read[string](b.Block, "name")
}

// Optional returns the argument optional.
func (b ClusterTrustBundle) Optional() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "optional")
}

// Path returns the argument path.
func (b ClusterTrustBundle) Path() decode.Argument[string] {
	return decode.Read[string](b.Block, "path")
}

// SignerName returns the argument signer_name.
func (b ClusterTrustBundle) SignerName() decode.Argument[string] {
	return decode.Read[string](b.Block, "signer_name")
}

// User returns the argument user.
func (b ClusterTrustBundle) User() decode.Argument[int64] { return decode.Read[int64](b.Block, "user") }

// ConfigMap is a block config_map.
type ConfigMap struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b ConfigMap) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// BinaryData returns the argument binary_data.
func (b ConfigMap) BinaryData() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "binary_data")
}

// Clusters returns the argument clusters.
func (b ConfigMap) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Data returns the argument data.
func (b ConfigMap) Data() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "data")
}

// Immutable returns the argument immutable.
func (b ConfigMap) Immutable() decode.Argument[bool] { return decode.Read[bool](b.Block, "immutable") }

// Labels returns the argument labels.
func (b ConfigMap) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b ConfigMap) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b ConfigMap) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b ConfigMap) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b ConfigMap) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// ConfigMapKey is a block config_map_key.
type ConfigMapKey struct{ *decode.Block }

// ConfigMap returns the argument config_map.
func (b ConfigMapKey) ConfigMap() decode.Argument[string] {
	return decode.Read[string](b.Block, "config_map")
}

// Key returns the argument key.
func (b ConfigMapKey) Key() decode.Argument[string] { return decode.Read[string](b.Block, "key") }

// Optional returns the argument optional.
func (b ConfigMapKey) Optional() decode.Argument[bool] { return decode.Read[bool](b.Block, "optional") }

// Container is a block container, init_container.
type Container struct{ *decode.Block }

// Args returns the argument args.
func (b Container) Args() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "args") }

// CPU returns the block cpu.
func (b Container) CPU() Quota { return Quota{b.Child("cpu")} }

// Command returns the argument command.
func (b Container) Command() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "command") }

// Environment returns the block environment.
func (b Container) Environment() Environment { return Environment{b.Child("environment")} }

// EphemeralStorage returns the block ephemeral_storage.
func (b Container) EphemeralStorage() Quota { return Quota{b.Child("ephemeral_storage")} }

// ExtendedResources returns the argument extended_resources.
func (b Container) ExtendedResources() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "extended_resources")
}

// GPU returns the block gpu.
func (b Container) GPU() GPU { return GPU{b.Child("gpu")} }

// HealthCheck returns the block health_check.
func (b Container) HealthCheck() HealthCheck { return HealthCheck{b.Child("health_check")} }

// HugePages returns the argument huge_pages.
func (b Container) HugePages() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "huge_pages")
}

// Image returns the argument image.
func (b Container) Image() decode.Argument[string] { return decode.Read[string](b.Block, "image") }

// Lifecycle returns the block lifecycle.
func (b Container) Lifecycle() Hooks { return Hooks{b.Child("lifecycle")} }

// Log returns the block log.
func (b Container) Log() Log { return Log{b.Child("log")} }

// Memory returns the block memory.
func (b Container) Memory() Quota { return Quota{b.Child("memory")} }

// Ports returns the blocks port, in the order of the source.
func (b Container) Ports() []ContainerPort { return list[ContainerPort](b.Block, "port") }

// Privileged returns the argument privileged.
func (b Container) Privileged() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "privileged")
}

// PullPolicy returns the argument pull_policy.
func (b Container) PullPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "pull_policy")
}

// ResizePolicy returns the argument resize_policy.
func (b Container) ResizePolicy() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "resize_policy")
}

// ResourceClaims returns the blocks resource_claim, in the order of the source.
func (b Container) ResourceClaims() []ResourceClaimUse {
	return list[ResourceClaimUse](b.Block, "resource_claim")
}

// RestartPolicy returns the argument restart_policy.
func (b Container) RestartPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "restart_policy")
}

// RestartPolicyRules returns the blocks restart_policy_rule, in the order of the source.
func (b Container) RestartPolicyRules() []RestartPolicyRule {
	return list[RestartPolicyRule](b.Block, "restart_policy_rule")
}

// Security returns the block security.
func (b Container) Security() Security { return Security{b.Child("security")} }

// Stdin returns the argument stdin.
func (b Container) Stdin() decode.Argument[bool] { return decode.Read[bool](b.Block, "stdin") }

// StdinOnce returns the argument stdin_once.
func (b Container) StdinOnce() decode.Argument[bool] { return decode.Read[bool](b.Block, "stdin_once") }

// Storage returns the block storage.
func (b Container) Storage() Storage { return Storage{b.Child("storage")} }

// TTY returns the argument tty.
func (b Container) TTY() decode.Argument[bool] { return decode.Read[bool](b.Block, "tty") }

// TerminationMessagePath returns the argument termination_message_path.
func (b Container) TerminationMessagePath() decode.Argument[string] {
	return decode.Read[string](b.Block, "termination_message_path")
}

// TerminationMessagePolicy returns the argument termination_message_policy.
func (b Container) TerminationMessagePolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "termination_message_policy")
}

// WorkingDir returns the argument working_dir.
func (b Container) WorkingDir() decode.Argument[string] {
	return decode.Read[string](b.Block, "working_dir")
}

// ContainerPort is a block port.
type ContainerPort struct{ *decode.Block }

// ContainerPort returns the argument container_port.
func (b ContainerPort) ContainerPort() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "container_port")
}

// HostIP returns the argument host_ip.
func (b ContainerPort) HostIP() decode.Argument[string] {
	return decode.Read[string](b.Block, "host_ip")
}

// HostPort returns the argument host_port.
func (b ContainerPort) HostPort() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "host_port")
}

// Protocol returns the argument protocol.
func (b ContainerPort) Protocol() decode.Argument[string] {
	return decode.Read[string](b.Block, "protocol")
}

// ContainerResource is a block container_resource.
type ContainerResource struct{ *decode.Block }

// AverageUtilization returns the argument average_utilization.
func (b ContainerResource) AverageUtilization() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "average_utilization")
}

// AverageValue returns the argument average_value.
func (b ContainerResource) AverageValue() decode.Argument[string] {
	return decode.Read[string](b.Block, "average_value")
}

// Container returns the argument container.
func (b ContainerResource) Container() decode.Argument[string] {
	return decode.Read[string](b.Block, "container")
}

// DNS is a block dns.
type DNS struct{ *decode.Block }

// HostAliases returns the blocks host_alias, in the order of the source.
func (b DNS) HostAliases() []HostAlias { return list[HostAlias](b.Block, "host_alias") }

// Nameservers returns the argument nameservers.
func (b DNS) Nameservers() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "nameservers") }

// Options returns the argument options.
func (b DNS) Options() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "options")
}

// Policy returns the argument policy.
func (b DNS) Policy() decode.Argument[string] { return decode.Read[string](b.Block, "policy") }

// Searches returns the argument searches.
func (b DNS) Searches() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "searches") }

// DataSource is a block data_source, data_source_ref.
type DataSource struct{ *decode.Block }

// APIGroup returns the argument api_group.
func (b DataSource) APIGroup() decode.Argument[string] {
	return decode.Read[string](b.Block, "api_group")
}

// Kind returns the argument kind.
func (b DataSource) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b DataSource) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b DataSource) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// DefaultBackend is a block default_backend.
type DefaultBackend struct{ *decode.Block }

// Port returns the argument port.
func (b DefaultBackend) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// Resource returns the block resource.
func (b DefaultBackend) Resource() BackendResource { return BackendResource{b.Child("resource")} }

// Service returns the argument service.
func (b DefaultBackend) Service() decode.Argument[string] {
	return decode.Read[string](b.Block, "service")
}

// DescribedObject is a block described_object.
type DescribedObject struct{ *decode.Block }

// APIVersion returns the argument api_version.
func (b DescribedObject) APIVersion() decode.Argument[string] {
	return decode.Read[string](b.Block, "api_version")
}

// Kind returns the argument kind.
func (b DescribedObject) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b DescribedObject) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Device is a block device.
type Device struct{ *decode.Block }

// Volume returns the argument volume.
func (b Device) Volume() decode.Argument[string] { return decode.Read[string](b.Block, "volume") }

// DisruptionBudget is a block disruption_budget.
type DisruptionBudget struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b DisruptionBudget) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Labels returns the argument labels.
func (b DisruptionBudget) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// MaxUnavailable returns the argument max_unavailable.
func (b DisruptionBudget) MaxUnavailable() decode.Argument[any] {
	return decode.Read[any](b.Block, "max_unavailable")
}

// MinAvailable returns the argument min_available.
func (b DisruptionBudget) MinAvailable() decode.Argument[any] {
	return decode.Read[any](b.Block, "min_available")
}

// Name returns the argument name.
func (b DisruptionBudget) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Selector returns the block selector.
func (b DisruptionBudget) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// UnhealthyPodEvictionPolicy returns the argument unhealthy_pod_eviction_policy.
func (b DisruptionBudget) UnhealthyPodEvictionPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "unhealthy_pod_eviction_policy")
}

// DownwardAPI is a block downward_api.
type DownwardAPI struct{ *decode.Block }

// DefaultMode returns the argument default_mode.
func (b DownwardAPI) DefaultMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "default_mode")
}

// DefaultUser returns the argument default_user.
func (b DownwardAPI) DefaultUser() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "default_user")
}

// Fields returns the blocks field, in the order of the source.
func (b DownwardAPI) Fields() []FieldFile { return list[FieldFile](b.Block, "field") }

// Resources returns the blocks resource, in the order of the source.
func (b DownwardAPI) Resources() []ResourceFile { return list[ResourceFile](b.Block, "resource") }

// Drift is a block drift.
type Drift struct{ *decode.Block }

// Additions returns the argument additions.
func (b Drift) Additions() decode.Argument[string] { return decode.Read[string](b.Block, "additions") }

// Managers returns the argument managers.
func (b Drift) Managers() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "managers") }

// DriverVolume is a block csi.
type DriverVolume struct{ *decode.Block }

// ControllerExpandSecret returns the block controller_expand_secret.
func (b DriverVolume) ControllerExpandSecret() SecretReference {
	return SecretReference{b.Child("controller_expand_secret")}
}

// ControllerPublishSecret returns the block controller_publish_secret.
func (b DriverVolume) ControllerPublishSecret() SecretReference {
	return SecretReference{b.Child("controller_publish_secret")}
}

// Driver returns the argument driver.
func (b DriverVolume) Driver() decode.Argument[string] { return decode.Read[string](b.Block, "driver") }

// FsType returns the argument fs_type.
func (b DriverVolume) FsType() decode.Argument[string] {
	return decode.Read[string](b.Block, "fs_type")
}

// NodeExpandSecret returns the block node_expand_secret.
func (b DriverVolume) NodeExpandSecret() SecretReference {
	return SecretReference{b.Child("node_expand_secret")}
}

// NodePublishSecret returns the block node_publish_secret.
func (b DriverVolume) NodePublishSecret() SecretReference {
	return SecretReference{b.Child("node_publish_secret")}
}

// NodeStageSecret returns the block node_stage_secret.
func (b DriverVolume) NodeStageSecret() SecretReference {
	return SecretReference{b.Child("node_stage_secret")}
}

// ReadOnly returns the argument read_only.
func (b DriverVolume) ReadOnly() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "read_only")
}

// VolumeAttributes returns the argument volume_attributes.
func (b DriverVolume) VolumeAttributes() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "volume_attributes")
}

// VolumeHandle returns the argument volume_handle.
func (b DriverVolume) VolumeHandle() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_handle")
}

// EgressTraffic is a block egress.
type EgressTraffic struct{ *decode.Block }

// Ports returns the blocks port, in the order of the source.
func (b EgressTraffic) Ports() []PolicyPort { return list[PolicyPort](b.Block, "port") }

// Tos returns the blocks to, in the order of the source.
func (b EgressTraffic) Tos() []Peer { return list[Peer](b.Block, "to") }

// EmptyDir is a block empty_dir.
type EmptyDir struct{ *decode.Block }

// Medium returns the argument medium.
func (b EmptyDir) Medium() decode.Argument[string] { return decode.Read[string](b.Block, "medium") }

// Mode returns the argument mode.
func (b EmptyDir) Mode() decode.Argument[string] { return decode.Read[string](b.Block, "mode") }

// SizeLimit returns the argument size_limit.
func (b EmptyDir) SizeLimit() decode.Argument[string] {
	return decode.Read[string](b.Block, "size_limit")
}

// Environment is a block environment.
type Environment struct{ *decode.Block }

// ConfigMapKeies returns the blocks config_map_key, in the order of the source.
func (b Environment) ConfigMapKeies() []ConfigMapKey {
	return list[ConfigMapKey](b.Block, "config_map_key")
}

// Fields returns the blocks field, in the order of the source.
func (b Environment) Fields() []Field { return list[Field](b.Block, "field") }

// FileKeies returns the blocks file_key, in the order of the source.
func (b Environment) FileKeies() []FileKey { return list[FileKey](b.Block, "file_key") }

// ImportConfigMaps returns the blocks import_config_map, in the order of the source.
func (b Environment) ImportConfigMaps() []ImportConfigMap {
	return list[ImportConfigMap](b.Block, "import_config_map")
}

// ImportSecrets returns the blocks import_secret, in the order of the source.
func (b Environment) ImportSecrets() []ImportSecret {
	return list[ImportSecret](b.Block, "import_secret")
}

// Resources returns the blocks resource, in the order of the source.
func (b Environment) Resources() []Resource { return list[Resource](b.Block, "resource") }

// SecretKeies returns the blocks secret_key, in the order of the source.
func (b Environment) SecretKeies() []SecretKey { return list[SecretKey](b.Block, "secret_key") }

// Variables returns the argument variables.
func (b Environment) Variables() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "variables")
}

// EvictionResponder is a block eviction_responder.
type EvictionResponder struct{ *decode.Block }

// Priority returns the argument priority.
func (b EvictionResponder) Priority() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "priority")
}

// ExtensionRef is a block extension_ref.
type ExtensionRef struct{ *decode.Block }

// Group returns the argument group.
func (b ExtensionRef) Group() decode.Argument[string] { return decode.Read[string](b.Block, "group") }

// Kind returns the argument kind.
func (b ExtensionRef) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b ExtensionRef) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// ExternalMetric is a block external.
type ExternalMetric struct{ *decode.Block }

// AverageValue returns the argument average_value.
func (b ExternalMetric) AverageValue() decode.Argument[string] {
	return decode.Read[string](b.Block, "average_value")
}

// Selector returns the block selector.
func (b ExternalMetric) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// Value returns the argument value.
func (b ExternalMetric) Value() decode.Argument[string] { return decode.Read[string](b.Block, "value") }

// FC is a block fc.
type FC struct{ *decode.Block }

// FsType returns the argument fs_type.
func (b FC) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// Lun returns the argument lun.
func (b FC) Lun() decode.Argument[int64] { return decode.Read[int64](b.Block, "lun") }

// ReadOnly returns the argument read_only.
func (b FC) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// TargetWwns returns the argument target_wwns.
func (b FC) TargetWwns() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "target_wwns") }

// Wwids returns the argument wwids.
func (b FC) Wwids() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "wwids") }

// FCVolume is a block fc.
type FCVolume struct{ *decode.Block }

// FsType returns the argument fs_type.
func (b FCVolume) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// Lun returns the argument lun.
func (b FCVolume) Lun() decode.Argument[int64] { return decode.Read[int64](b.Block, "lun") }

// ReadOnly returns the argument read_only.
func (b FCVolume) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// TargetWwns returns the argument target_wwns.
func (b FCVolume) TargetWwns() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "target_wwns")
}

// Wwids returns the argument wwids.
func (b FCVolume) Wwids() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "wwids") }

// FailureRule is a block rule.
type FailureRule struct{ *decode.Block }

// Action returns the argument action.
func (b FailureRule) Action() decode.Argument[string] { return decode.Read[string](b.Block, "action") }

// OnExitCodes returns the block on_exit_codes.
func (b FailureRule) OnExitCodes() OnExitCodes { return OnExitCodes{b.Child("on_exit_codes")} }

// OnPodConditions returns the blocks on_pod_condition, in the order of the source.
func (b FailureRule) OnPodConditions() []OnPodCondition {
	return list[OnPodCondition](b.Block, "on_pod_condition")
}

// Field is a block field.
type Field struct{ *decode.Block }

// Path returns the argument path.
func (b Field) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// FieldFile is a block field.
type FieldFile struct{ *decode.Block }

// Mode returns the argument mode.
func (b FieldFile) Mode() decode.Argument[string] { return decode.Read[string](b.Block, "mode") }

// Path returns the argument path.
func (b FieldFile) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// User returns the argument user.
func (b FieldFile) User() decode.Argument[int64] { return decode.Read[int64](b.Block, "user") }

// File is a block file.
type File struct{ *decode.Block }

// FileKey is a block file_key.
type FileKey struct{ *decode.Block }

// Key returns the argument key.
func (b FileKey) Key() decode.Argument[string] { return decode.Read[string](b.Block, "key") }

// Optional returns the argument optional.
func (b FileKey) Optional() decode.Argument[bool] { return decode.Read[bool](b.Block, "optional") }

// Path returns the argument path.
func (b FileKey) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Volume returns the argument volume.
func (b FileKey) Volume() decode.Argument[string] { return decode.Read[string](b.Block, "volume") }

// FormerRollout is a block rollout.
type FormerRollout struct{ *decode.Block }

// OnFailure returns the argument on_failure.
func (b FormerRollout) OnFailure() decode.Argument[string] {
	return decode.Read[string](b.Block, "on_failure")
}

// Fraction is a block fraction.
type Fraction struct{ *decode.Block }

// Denominator returns the argument denominator.
func (b Fraction) Denominator() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "denominator")
}

// Numerator returns the argument numerator.
func (b Fraction) Numerator() decode.Argument[int64] { return decode.Read[int64](b.Block, "numerator") }

// GPU is a block gpu.
type GPU struct{ *decode.Block }

// Count returns the argument count.
func (b GPU) Count() decode.Argument[int64] { return decode.Read[int64](b.Block, "count") }

// MIG returns the block mig.
func (b GPU) MIG() MIG { return MIG{b.Child("mig")} }

// VGPU returns the block vgpu.
func (b GPU) VGPU() VGPU { return VGPU{b.Child("vgpu")} }

// GRPC is a block grpc.
type GRPC struct{ *decode.Block }

// Mode returns the argument mode.
func (b GRPC) Mode() decode.Argument[string] { return decode.Read[string](b.Block, "mode") }

// Port returns the argument port.
func (b GRPC) Port() decode.Argument[int64] { return decode.Read[int64](b.Block, "port") }

// Service returns the argument service.
func (b GRPC) Service() decode.Argument[string] { return decode.Read[string](b.Block, "service") }

// HTTPGet is a block http_get.
type HTTPGet struct{ *decode.Block }

// Headers returns the argument headers.
func (b HTTPGet) Headers() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "headers")
}

// Host returns the argument host.
func (b HTTPGet) Host() decode.Argument[string] { return decode.Read[string](b.Block, "host") }

// Path returns the argument path.
func (b HTTPGet) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Port returns the argument port.
func (b HTTPGet) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// Protocol returns the argument protocol.
func (b HTTPGet) Protocol() decode.Argument[string] { return decode.Read[string](b.Block, "protocol") }

// Scheme returns the argument scheme.
func (b HTTPGet) Scheme() decode.Argument[string] { return decode.Read[string](b.Block, "scheme") }

// HeaderModifier is a block request_header_modifier, response_header_modifier.
type HeaderModifier struct{ *decode.Block }

// Add returns the argument add.
func (b HeaderModifier) Add() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "add")
}

// Remove returns the argument remove.
func (b HeaderModifier) Remove() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "remove") }

// Set returns the argument set.
func (b HeaderModifier) Set() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "set")
}

// HealthCheck is a block health_check.
type HealthCheck struct{ *decode.Block }

// Liveness returns the block liveness.
func (b HealthCheck) Liveness() Probe { return Probe{b.Child("liveness")} }

// Readiness returns the block readiness.
func (b HealthCheck) Readiness() Probe { return Probe{b.Child("readiness")} }

// Startup returns the block startup.
func (b HealthCheck) Startup() Probe { return Probe{b.Child("startup")} }

// Hook is a block post_start, pre_stop.
type Hook struct{ *decode.Block }

// Exec returns the argument exec.
func (b Hook) Exec() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "exec") }

// HTTPGet returns the block http_get.
func (b Hook) HTTPGet() HTTPGet { return HTTPGet{b.Child("http_get")} }

// Sleep returns the block sleep.
func (b Hook) Sleep() Sleep { return Sleep{b.Child("sleep")} }

// Hooks is a block lifecycle.
type Hooks struct{ *decode.Block }

// PostStart returns the block post_start.
func (b Hooks) PostStart() Hook { return Hook{b.Child("post_start")} }

// PreStop returns the block pre_stop.
func (b Hooks) PreStop() Hook { return Hook{b.Child("pre_stop")} }

// Start returns the block start.
func (b Hooks) Start() Start { return Start{b.Child("start")} }

// StopSignal returns the argument stop_signal.
func (b Hooks) StopSignal() decode.Argument[string] {
	return decode.Read[string](b.Block, "stop_signal")
}

// HostAlias is a block host_alias.
type HostAlias struct{ *decode.Block }

// Hostnames returns the argument hostnames.
func (b HostAlias) Hostnames() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "hostnames")
}

// HostPath is a block host_path.
type HostPath struct{ *decode.Block }

// Path returns the argument path.
func (b HostPath) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Type returns the argument type.
func (b HostPath) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// HostPathVolume is a block host_path.
type HostPathVolume struct{ *decode.Block }

// Path returns the argument path.
func (b HostPathVolume) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Type returns the argument type.
func (b HostPathVolume) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// IPBlock is a block ip_block.
type IPBlock struct{ *decode.Block }

// Cidr returns the argument cidr.
func (b IPBlock) Cidr() decode.Argument[string] { return decode.Read[string](b.Block, "cidr") }

// Except returns the argument except.
func (b IPBlock) Except() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "except") }

// ISCSI is a block iscsi.
type ISCSI struct{ *decode.Block }

// ChapAuthDiscovery returns the argument chap_auth_discovery.
func (b ISCSI) ChapAuthDiscovery() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "chap_auth_discovery")
}

// ChapAuthSession returns the argument chap_auth_session.
func (b ISCSI) ChapAuthSession() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "chap_auth_session")
}

// FsType returns the argument fs_type.
func (b ISCSI) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// IQN returns the argument iqn.
func (b ISCSI) IQN() decode.Argument[string] { return decode.Read[string](b.Block, "iqn") }

// ISCSIInterface returns the argument iscsi_interface.
func (b ISCSI) ISCSIInterface() decode.Argument[string] {
	return decode.Read[string](b.Block, "iscsi_interface")
}

// InitiatorName returns the argument initiator_name.
func (b ISCSI) InitiatorName() decode.Argument[string] {
	return decode.Read[string](b.Block, "initiator_name")
}

// Lun returns the argument lun.
func (b ISCSI) Lun() decode.Argument[int64] { return decode.Read[int64](b.Block, "lun") }

// Portals returns the argument portals.
func (b ISCSI) Portals() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "portals") }

// ReadOnly returns the argument read_only.
func (b ISCSI) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// Secret returns the argument secret.
func (b ISCSI) Secret() decode.Argument[string] { return decode.Read[string](b.Block, "secret") }

// TargetPortal returns the argument target_portal.
func (b ISCSI) TargetPortal() decode.Argument[string] {
	return decode.Read[string](b.Block, "target_portal")
}

// ISCSIVolume is a block iscsi.
type ISCSIVolume struct{ *decode.Block }

// ChapAuthDiscovery returns the argument chap_auth_discovery.
func (b ISCSIVolume) ChapAuthDiscovery() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "chap_auth_discovery")
}

// ChapAuthSession returns the argument chap_auth_session.
func (b ISCSIVolume) ChapAuthSession() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "chap_auth_session")
}

// FsType returns the argument fs_type.
func (b ISCSIVolume) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// IQN returns the argument iqn.
func (b ISCSIVolume) IQN() decode.Argument[string] { return decode.Read[string](b.Block, "iqn") }

// ISCSIInterface returns the argument iscsi_interface.
func (b ISCSIVolume) ISCSIInterface() decode.Argument[string] {
	return decode.Read[string](b.Block, "iscsi_interface")
}

// InitiatorName returns the argument initiator_name.
func (b ISCSIVolume) InitiatorName() decode.Argument[string] {
	return decode.Read[string](b.Block, "initiator_name")
}

// Lun returns the argument lun.
func (b ISCSIVolume) Lun() decode.Argument[int64] { return decode.Read[int64](b.Block, "lun") }

// Portals returns the argument portals.
func (b ISCSIVolume) Portals() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "portals") }

// ReadOnly returns the argument read_only.
func (b ISCSIVolume) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// Secret returns the block secret.
func (b ISCSIVolume) Secret() SecretReference { return SecretReference{b.Child("secret")} }

// TargetPortal returns the argument target_portal.
func (b ISCSIVolume) TargetPortal() decode.Argument[string] {
	return decode.Read[string](b.Block, "target_portal")
}

// Image is a block image.
type Image struct{ *decode.Block }

// PullPolicy returns the argument pull_policy.
func (b Image) PullPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "pull_policy")
}

// Reference returns the argument reference.
func (b Image) Reference() decode.Argument[string] { return decode.Read[string](b.Block, "reference") }

// ImportConfigMap is a block import_config_map.
type ImportConfigMap struct{ *decode.Block }

// Optional returns the argument optional.
func (b ImportConfigMap) Optional() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "optional")
}

// Prefix returns the argument prefix.
func (b ImportConfigMap) Prefix() decode.Argument[string] {
	return decode.Read[string](b.Block, "prefix")
}

// ImportSecret is a block import_secret.
type ImportSecret struct{ *decode.Block }

// Optional returns the argument optional.
func (b ImportSecret) Optional() decode.Argument[bool] { return decode.Read[bool](b.Block, "optional") }

// Prefix returns the argument prefix.
func (b ImportSecret) Prefix() decode.Argument[string] { return decode.Read[string](b.Block, "prefix") }

// Ingress is a block ingress.
type Ingress struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Ingress) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// DefaultBackend returns the block default_backend.
func (b Ingress) DefaultBackend() DefaultBackend { return DefaultBackend{b.Child("default_backend")} }

// IngressClass returns the argument ingress_class.
func (b Ingress) IngressClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "ingress_class")
}

// Labels returns the argument labels.
func (b Ingress) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Ingress) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Name returns the argument name.
func (b Ingress) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Raw returns the argument raw.
func (b Ingress) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Rules returns the blocks rule, in the order of the source.
func (b Ingress) Rules() []IngressRule { return list[IngressRule](b.Block, "rule") }

// TLSes returns the blocks tls, in the order of the source.
func (b Ingress) TLSes() []TLS { return list[TLS](b.Block, "tls") }

// IngressPath is a block path.
type IngressPath struct{ *decode.Block }

// PathType returns the argument path_type.
func (b IngressPath) PathType() decode.Argument[string] {
	return decode.Read[string](b.Block, "path_type")
}

// Port returns the argument port.
func (b IngressPath) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// Resource returns the block resource.
func (b IngressPath) Resource() BackendResource { return BackendResource{b.Child("resource")} }

// Service returns the argument service.
func (b IngressPath) Service() decode.Argument[string] {
	return decode.Read[string](b.Block, "service")
}

// IngressRule is a block rule.
type IngressRule struct{ *decode.Block }

// Host returns the argument host.
func (b IngressRule) Host() decode.Argument[string] { return decode.Read[string](b.Block, "host") }

// Paths returns the blocks path, in the order of the source.
func (b IngressRule) Paths() []IngressPath { return list[IngressPath](b.Block, "path") }

// IngressTraffic is a block ingress.
type IngressTraffic struct{ *decode.Block }

// Froms returns the blocks from, in the order of the source.
func (b IngressTraffic) Froms() []Peer { return list[Peer](b.Block, "from") }

// Ports returns the blocks port, in the order of the source.
func (b IngressTraffic) Ports() []PolicyPort { return list[PolicyPort](b.Block, "port") }

// Job is a block job.
type Job struct{ *decode.Block }

// ActiveDeadlineSeconds returns the argument active_deadline_seconds.
func (b Job) ActiveDeadlineSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "active_deadline_seconds")
}

// BackoffLimit returns the argument backoff_limit.
func (b Job) BackoffLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "backoff_limit")
}

// BackoffLimitPerIndex returns the argument backoff_limit_per_index.
func (b Job) BackoffLimitPerIndex() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "backoff_limit_per_index")
}

// CompletionMode returns the argument completion_mode.
func (b Job) CompletionMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "completion_mode")
}

// Completions returns the argument completions.
func (b Job) Completions() decode.Argument[int64] { return decode.Read[int64](b.Block, "completions") }

// ManagedBy returns the argument managed_by.
func (b Job) ManagedBy() decode.Argument[string] { return decode.Read[string](b.Block, "managed_by") }

// ManualSelector returns the argument manual_selector.
func (b Job) ManualSelector() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "manual_selector")
}

// MaxFailedIndexes returns the argument max_failed_indexes.
func (b Job) MaxFailedIndexes() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "max_failed_indexes")
}

// Parallelism returns the argument parallelism.
func (b Job) Parallelism() decode.Argument[int64] { return decode.Read[int64](b.Block, "parallelism") }

// PodFailurePolicy returns the block pod_failure_policy.
func (b Job) PodFailurePolicy() PodFailurePolicy {
	return PodFailurePolicy{b.Child("pod_failure_policy")}
}

// PodReplacementPolicy returns the argument pod_replacement_policy.
func (b Job) PodReplacementPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "pod_replacement_policy")
}

// RestartPolicy returns the argument restart_policy.
func (b Job) RestartPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "restart_policy")
}

// Run returns the argument run.
func (b Job) Run() decode.Argument[string] { return decode.Read[string](b.Block, "run") }

// SuccessPolicy returns the block success_policy.
func (b Job) SuccessPolicy() SuccessPolicy { return SuccessPolicy{b.Child("success_policy")} }

// Suspend returns the argument suspend.
func (b Job) Suspend() decode.Argument[bool] { return decode.Read[bool](b.Block, "suspend") }

// TTLSecondsAfterFinished returns the argument ttl_seconds_after_finished.
func (b Job) TTLSecondsAfterFinished() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "ttl_seconds_after_finished")
}

// LabelSelector is a block aggregate, namespace_selector, pod_selector, selector.
type LabelSelector struct{ *decode.Block }

// MatchLabels returns the argument match_labels.
func (b LabelSelector) MatchLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "match_labels")
}

// Matches returns the blocks match, in the order of the source.
func (b LabelSelector) Matches() []Match { return list[Match](b.Block, "match") }

// Lifecycle is a block lifecycle.
type Lifecycle struct{ *decode.Block }

// Adopt returns the argument adopt.
func (b Lifecycle) Adopt() decode.Argument[bool] { return decode.Read[bool](b.Block, "adopt") }

// Destroy returns the argument destroy.
func (b Lifecycle) Destroy() decode.Argument[bool] { return decode.Read[bool](b.Block, "destroy") }

// ForceFields returns the argument force_fields.
func (b Lifecycle) ForceFields() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "force_fields")
}

// IgnoreFields returns the argument ignore_fields.
func (b Lifecycle) IgnoreFields() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "ignore_fields")
}

// Preconditions returns the blocks precondition, in the order of the source.
func (b Lifecycle) Preconditions() []Rule { return list[Rule](b.Block, "precondition") }

// PreventDestroy returns the argument prevent_destroy.
func (b Lifecycle) PreventDestroy() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "prevent_destroy")
}

// Wait returns the argument wait.
func (b Lifecycle) Wait() decode.Argument[bool] { return decode.Read[bool](b.Block, "wait") }

// Limit is a block limit.
type Limit struct{ *decode.Block }

// Default returns the argument default.
func (b Limit) Default() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "default")
}

// DefaultRequest returns the argument default_request.
func (b Limit) DefaultRequest() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "default_request")
}

// Max returns the argument max.
func (b Limit) Max() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "max")
}

// MaxLimitRequestRatio returns the argument max_limit_request_ratio.
func (b Limit) MaxLimitRequestRatio() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "max_limit_request_ratio")
}

// Min returns the argument min.
func (b Limit) Min() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "min")
}

// LimitRange is a block limit_range.
type LimitRange struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b LimitRange) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b LimitRange) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Labels returns the argument labels.
func (b LimitRange) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b LimitRange) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Limits returns the blocks limit, in the order of the source.
func (b LimitRange) Limits() []Limit { return list[Limit](b.Block, "limit") }

// Lint returns the block lint.
func (b LimitRange) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b LimitRange) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b LimitRange) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Raw returns the argument raw.
func (b LimitRange) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Lint is a block lint.
type Lint struct{ *decode.Block }

// Ignore returns the argument ignore.
func (b Lint) Ignore() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "ignore") }

// LoadBalancer is a block load_balancer.
type LoadBalancer struct{ *decode.Block }

// AddressPool returns the argument address_pool.
func (b LoadBalancer) AddressPool() decode.Argument[string] {
	return decode.Read[string](b.Block, "address_pool")
}

// Addresses returns the argument addresses.
func (b LoadBalancer) Addresses() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "addresses")
}

// Type returns the argument type.
func (b LoadBalancer) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// LocalVolume is a block local.
type LocalVolume struct{ *decode.Block }

// FsType returns the argument fs_type.
func (b LocalVolume) FsType() decode.Argument[string] { return decode.Read[string](b.Block, "fs_type") }

// Path returns the argument path.
func (b LocalVolume) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Locals is a block locals.
type Locals struct{ *decode.Block }

// Log is a block log.
type Log struct{ *decode.Block }

// Collector returns the argument collector.
func (b Log) Collector() decode.Argument[string] { return decode.Read[string](b.Block, "collector") }

// Files returns the blocks file, in the order of the source.
func (b Log) Files() []File { return list[File](b.Block, "file") }

// Stdout returns the argument stdout.
func (b Log) Stdout() decode.Argument[bool] { return decode.Read[bool](b.Block, "stdout") }

// MIG is a block mig.
type MIG struct{ *decode.Block }

// Count returns the argument count.
func (b MIG) Count() decode.Argument[int64] { return decode.Read[int64](b.Block, "count") }

// Profile returns the argument profile.
func (b MIG) Profile() decode.Argument[string] { return decode.Read[string](b.Block, "profile") }

// Match is a block match.
type Match struct{ *decode.Block }

// Operator returns the argument operator.
func (b Match) Operator() decode.Argument[string] { return decode.Read[string](b.Block, "operator") }

// Values returns the argument values.
func (b Match) Values() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "values") }

// MatchField is a block match_field.
type MatchField struct{ *decode.Block }

// Operator returns the argument operator.
func (b MatchField) Operator() decode.Argument[string] {
	return decode.Read[string](b.Block, "operator")
}

// Values returns the argument values.
func (b MatchField) Values() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "values") }

// Metadata is a block metadata.
type Metadata struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Metadata) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// JobAnnotations returns the argument job_annotations.
func (b Metadata) JobAnnotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "job_annotations")
}

// JobLabels returns the argument job_labels.
func (b Metadata) JobLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "job_labels")
}

// Labels returns the argument labels.
func (b Metadata) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// PodAnnotations returns the argument pod_annotations.
func (b Metadata) PodAnnotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "pod_annotations")
}

// PodLabels returns the argument pod_labels.
func (b Metadata) PodLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "pod_labels")
}

// Module is a block module.
type Module struct{ *decode.Block }

// Clusters returns the argument clusters.
func (b Module) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Source returns the argument source.
func (b Module) Source() decode.Argument[any] { return decode.Read[any](b.Block, "source") }

// Mount is a block mount.
type Mount struct{ *decode.Block }

// BindMountOptions returns the argument bind_mount_options.
func (b Mount) BindMountOptions() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "bind_mount_options")
}

// MountPropagation returns the argument mount_propagation.
func (b Mount) MountPropagation() decode.Argument[string] {
	return decode.Read[string](b.Block, "mount_propagation")
}

// ReadOnly returns the argument read_only.
func (b Mount) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// RecursiveReadOnly returns the argument recursive_read_only.
func (b Mount) RecursiveReadOnly() decode.Argument[string] {
	return decode.Read[string](b.Block, "recursive_read_only")
}

// SubPath returns the argument sub_path.
func (b Mount) SubPath() decode.Argument[string] { return decode.Read[string](b.Block, "sub_path") }

// SubPathExpr returns the argument sub_path_expr.
func (b Mount) SubPathExpr() decode.Argument[string] {
	return decode.Read[string](b.Block, "sub_path_expr")
}

// Volume returns the argument volume.
func (b Mount) Volume() decode.Argument[string] { return decode.Read[string](b.Block, "volume") }

// NFS is a block nfs.
type NFS struct{ *decode.Block }

// Path returns the argument path.
func (b NFS) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// ReadOnly returns the argument read_only.
func (b NFS) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// Server returns the argument server.
func (b NFS) Server() decode.Argument[string] { return decode.Read[string](b.Block, "server") }

// NFSVolume is a block nfs.
type NFSVolume struct{ *decode.Block }

// Path returns the argument path.
func (b NFSVolume) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// ReadOnly returns the argument read_only.
func (b NFSVolume) ReadOnly() decode.Argument[bool] { return decode.Read[bool](b.Block, "read_only") }

// Server returns the argument server.
func (b NFSVolume) Server() decode.Argument[string] { return decode.Read[string](b.Block, "server") }

// Namespace is a block namespace.
type Namespace struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Namespace) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b Namespace) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Labels returns the argument labels.
func (b Namespace) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Namespace) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b Namespace) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b Namespace) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Raw returns the argument raw.
func (b Namespace) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Network is a block network.
type Network struct{ *decode.Block }

// EnableServiceLinks returns the argument enable_service_links.
func (b Network) EnableServiceLinks() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "enable_service_links")
}

// HostNetwork returns the argument host_network.
func (b Network) HostNetwork() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "host_network")
}

// Hostname returns the argument hostname.
func (b Network) Hostname() decode.Argument[string] { return decode.Read[string](b.Block, "hostname") }

// HostnameOverride returns the argument hostname_override.
func (b Network) HostnameOverride() decode.Argument[string] {
	return decode.Read[string](b.Block, "hostname_override")
}

// SetHostnameAsFQDN returns the argument set_hostname_as_fqdn.
func (b Network) SetHostnameAsFQDN() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "set_hostname_as_fqdn")
}

// Subdomain returns the argument subdomain.
func (b Network) Subdomain() decode.Argument[string] {
	return decode.Read[string](b.Block, "subdomain")
}

// NetworkPolicy is a block network_policy.
type NetworkPolicy struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b NetworkPolicy) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b NetworkPolicy) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Egresses returns the blocks egress, in the order of the source.
func (b NetworkPolicy) Egresses() []EgressTraffic { return list[EgressTraffic](b.Block, "egress") }

// Ingresses returns the blocks ingress, in the order of the source.
func (b NetworkPolicy) Ingresses() []IngressTraffic { return list[IngressTraffic](b.Block, "ingress") }

// Labels returns the argument labels.
func (b NetworkPolicy) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b NetworkPolicy) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b NetworkPolicy) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b NetworkPolicy) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b NetworkPolicy) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// PodSelector returns the block pod_selector.
func (b NetworkPolicy) PodSelector() LabelSelector { return LabelSelector{b.Child("pod_selector")} }

// PolicyTypes returns the argument policy_types.
func (b NetworkPolicy) PolicyTypes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "policy_types")
}

// Raw returns the argument raw.
func (b NetworkPolicy) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// NodeAffinity is a block node_affinity.
type NodeAffinity struct{ *decode.Block }

// Prefers returns the blocks prefer, in the order of the source.
func (b NodeAffinity) Prefers() []NodeTerm { return list[NodeTerm](b.Block, "prefer") }

// Requireds returns the blocks required, in the order of the source.
func (b NodeAffinity) Requireds() []NodeTerm { return list[NodeTerm](b.Block, "required") }

// NodeTerm is a block prefer, required.
type NodeTerm struct{ *decode.Block }

// MatchFields returns the blocks match_field, in the order of the source.
func (b NodeTerm) MatchFields() []MatchField { return list[MatchField](b.Block, "match_field") }

// Matches returns the blocks match, in the order of the source.
func (b NodeTerm) Matches() []Match { return list[Match](b.Block, "match") }

// Weight returns the argument weight.
func (b NodeTerm) Weight() decode.Argument[int64] { return decode.Read[int64](b.Block, "weight") }

// Notify is a block notify.
type Notify struct{ *decode.Block }

// On returns the argument on.
func (b Notify) On() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "on") }

// URL returns the argument url.
func (b Notify) URL() decode.Argument[string] { return decode.Read[string](b.Block, "url") }

// Object is a block object.
type Object struct{ *decode.Block }

// Clusters returns the argument clusters.
func (b Object) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Lifecycle returns the block lifecycle.
func (b Object) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b Object) Lint() Lint { return Lint{b.Child("lint")} }

// Manifest returns the argument manifest.
func (b Object) Manifest() decode.Argument[any] { return decode.Read[any](b.Block, "manifest") }

// Ready returns the block ready.
func (b Object) Ready() Readiness { return Readiness{b.Child("ready")} }

// Scope returns the argument scope.
func (b Object) Scope() decode.Argument[string] { return decode.Read[string](b.Block, "scope") }

// ObjectMetric is a block object.
type ObjectMetric struct{ *decode.Block }

// AverageValue returns the argument average_value.
func (b ObjectMetric) AverageValue() decode.Argument[string] {
	return decode.Read[string](b.Block, "average_value")
}

// DescribedObject returns the block described_object.
func (b ObjectMetric) DescribedObject() DescribedObject {
	return DescribedObject{b.Child("described_object")}
}

// Selector returns the block selector.
func (b ObjectMetric) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// Value returns the argument value.
func (b ObjectMetric) Value() decode.Argument[string] { return decode.Read[string](b.Block, "value") }

// Objects is a block cluster_role_binding, config_map, limit_range, namespace, network_policy, object, persistent_volume, quota, role_binding, secret, storage_class, volume_claim, workload.
type Objects struct{ *decode.Block }

// AccessModes returns the argument access_modes.
func (b Objects) AccessModes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "access_modes")
}

// AllowVolumeExpansion returns the argument allow_volume_expansion.
func (b Objects) AllowVolumeExpansion() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "allow_volume_expansion")
}

// Annotations returns the argument annotations.
func (b Objects) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// AutomountServiceAccountToken returns the argument automount_service_account_token.
func (b Objects) AutomountServiceAccountToken() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "automount_service_account_token")
}

// BinaryData returns the argument binary_data.
func (b Objects) BinaryData() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "binary_data")
}

// ClusterRole returns the argument cluster_role.
func (b Objects) ClusterRole() decode.Argument[string] {
	return decode.Read[string](b.Block, "cluster_role")
}

// Clusters returns the argument clusters.
func (b Objects) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Data returns the argument data.
func (b Objects) Data() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "data")
}

// Default returns the argument default.
func (b Objects) Default() decode.Argument[bool] { return decode.Read[bool](b.Block, "default") }

// Description returns the argument description.
func (b Objects) Description() decode.Argument[string] {
	return decode.Read[string](b.Block, "description")
}

// Hard returns the argument hard.
func (b Objects) Hard() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "hard")
}

// ImagePullSecrets returns the argument image_pull_secrets.
func (b Objects) ImagePullSecrets() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "image_pull_secrets")
}

// Immutable returns the argument immutable.
func (b Objects) Immutable() decode.Argument[bool] { return decode.Read[bool](b.Block, "immutable") }

// Kind returns the argument kind.
func (b Objects) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Labels returns the argument labels.
func (b Objects) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Objects) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b Objects) Lint() Lint { return Lint{b.Child("lint")} }

// Manifest returns the argument manifest.
func (b Objects) Manifest() decode.Argument[any] { return decode.Read[any](b.Block, "manifest") }

// MountOptions returns the argument mount_options.
func (b Objects) MountOptions() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "mount_options")
}

// Name returns the argument name.
func (b Objects) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Objects) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Parameters returns the argument parameters.
func (b Objects) Parameters() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "parameters")
}

// PolicyTypes returns the argument policy_types.
func (b Objects) PolicyTypes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "policy_types")
}

// Provisioner returns the argument provisioner.
func (b Objects) Provisioner() decode.Argument[string] {
	return decode.Read[string](b.Block, "provisioner")
}

// Raw returns the argument raw.
func (b Objects) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// ReclaimPolicy returns the argument reclaim_policy.
func (b Objects) ReclaimPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "reclaim_policy")
}

// Replicas returns the argument replicas.
func (b Objects) Replicas() decode.Argument[int64] { return decode.Read[int64](b.Block, "replicas") }

// Role returns the argument role.
func (b Objects) Role() decode.Argument[string] { return decode.Read[string](b.Block, "role") }

// Scope returns the argument scope.
func (b Objects) Scope() decode.Argument[string] { return decode.Read[string](b.Block, "scope") }

// Scopes returns the argument scopes.
func (b Objects) Scopes() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "scopes") }

// ServiceAccount returns the argument service_account.
func (b Objects) ServiceAccount() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_account")
}

// ServiceName returns the argument service_name.
func (b Objects) ServiceName() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_name")
}

// Size returns the argument size.
func (b Objects) Size() decode.Argument[string] { return decode.Read[string](b.Block, "size") }

// SizeLimit returns the argument size_limit.
func (b Objects) SizeLimit() decode.Argument[string] {
	return decode.Read[string](b.Block, "size_limit")
}

// StorageClass returns the argument storage_class.
func (b Objects) StorageClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "storage_class")
}

// Type returns the argument type.
func (b Objects) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// VolumeAttributesClass returns the argument volume_attributes_class.
func (b Objects) VolumeAttributesClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_attributes_class")
}

// VolumeBindingMode returns the argument volume_binding_mode.
func (b Objects) VolumeBindingMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_binding_mode")
}

// VolumeMode returns the argument volume_mode.
func (b Objects) VolumeMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_mode")
}

// VolumeName returns the argument volume_name.
func (b Objects) VolumeName() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_name")
}

// OnExitCodes is a block on_exit_codes.
type OnExitCodes struct{ *decode.Block }

// ContainerName returns the argument container_name.
func (b OnExitCodes) ContainerName() decode.Argument[string] {
	return decode.Read[string](b.Block, "container_name")
}

// Operator returns the argument operator.
func (b OnExitCodes) Operator() decode.Argument[string] {
	return decode.Read[string](b.Block, "operator")
}

// Values returns the argument values.
func (b OnExitCodes) Values() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "values") }

// OnPodCondition is a block on_pod_condition.
type OnPodCondition struct{ *decode.Block }

// Status returns the argument status.
func (b OnPodCondition) Status() decode.Argument[string] {
	return decode.Read[string](b.Block, "status")
}

// Ordinals is a block ordinals.
type Ordinals struct{ *decode.Block }

// Start returns the argument start.
func (b Ordinals) Start() decode.Argument[int64] { return decode.Read[int64](b.Block, "start") }

// Output is a block output.
type Output struct{ *decode.Block }

// Description returns the argument description.
func (b Output) Description() decode.Argument[string] {
	return decode.Read[string](b.Block, "description")
}

// Preconditions returns the blocks precondition, in the order of the source.
func (b Output) Preconditions() []Rule { return list[Rule](b.Block, "precondition") }

// Sensitive returns the argument sensitive.
func (b Output) Sensitive() decode.Argument[bool] { return decode.Read[bool](b.Block, "sensitive") }

// Value returns the argument value.
func (b Output) Value() decode.Argument[any] { return decode.Read[any](b.Block, "value") }

// ParentRef is a block parent_ref.
type ParentRef struct{ *decode.Block }

// Group returns the argument group.
func (b ParentRef) Group() decode.Argument[string] { return decode.Read[string](b.Block, "group") }

// Kind returns the argument kind.
func (b ParentRef) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b ParentRef) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b ParentRef) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Port returns the argument port.
func (b ParentRef) Port() decode.Argument[int64] { return decode.Read[int64](b.Block, "port") }

// SectionName returns the argument section_name.
func (b ParentRef) SectionName() decode.Argument[string] {
	return decode.Read[string](b.Block, "section_name")
}

// PathModifier is a block path.
type PathModifier struct{ *decode.Block }

// ReplaceFullPath returns the argument replace_full_path.
func (b PathModifier) ReplaceFullPath() decode.Argument[string] {
	return decode.Read[string](b.Block, "replace_full_path")
}

// ReplacePrefixMatch returns the argument replace_prefix_match.
func (b PathModifier) ReplacePrefixMatch() decode.Argument[string] {
	return decode.Read[string](b.Block, "replace_prefix_match")
}

// Peer is a block from, to.
type Peer struct{ *decode.Block }

// IPBlock returns the block ip_block.
func (b Peer) IPBlock() IPBlock { return IPBlock{b.Child("ip_block")} }

// NamespaceSelector returns the block namespace_selector.
func (b Peer) NamespaceSelector() LabelSelector { return LabelSelector{b.Child("namespace_selector")} }

// PodSelector returns the block pod_selector.
func (b Peer) PodSelector() LabelSelector { return LabelSelector{b.Child("pod_selector")} }

// PersistentVolume is a block persistent_volume.
type PersistentVolume struct{ *decode.Block }

// AccessModes returns the argument access_modes.
func (b PersistentVolume) AccessModes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "access_modes")
}

// Annotations returns the argument annotations.
func (b PersistentVolume) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// CSI returns the block csi.
func (b PersistentVolume) CSI() DriverVolume { return DriverVolume{b.Child("csi")} }

// Claim returns the block claim.
func (b PersistentVolume) Claim() ClaimReference { return ClaimReference{b.Child("claim")} }

// Clusters returns the argument clusters.
func (b PersistentVolume) Clusters() decode.Argument[any] {
	return decode.Read[any](b.Block, "clusters")
}

// FC returns the block fc.
func (b PersistentVolume) FC() FCVolume { return FCVolume{b.Child("fc")} }

// HostPath returns the block host_path.
func (b PersistentVolume) HostPath() HostPathVolume { return HostPathVolume{b.Child("host_path")} }

// ISCSI returns the block iscsi.
func (b PersistentVolume) ISCSI() ISCSIVolume { return ISCSIVolume{b.Child("iscsi")} }

// Labels returns the argument labels.
func (b PersistentVolume) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b PersistentVolume) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b PersistentVolume) Lint() Lint { return Lint{b.Child("lint")} }

// Local returns the block local.
func (b PersistentVolume) Local() LocalVolume { return LocalVolume{b.Child("local")} }

// MountOptions returns the argument mount_options.
func (b PersistentVolume) MountOptions() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "mount_options")
}

// NFS returns the block nfs.
func (b PersistentVolume) NFS() NFSVolume { return NFSVolume{b.Child("nfs")} }

// Name returns the argument name.
func (b PersistentVolume) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// NodeAffinity returns the block node_affinity.
func (b PersistentVolume) NodeAffinity() VolumeNodes { return VolumeNodes{b.Child("node_affinity")} }

// Raw returns the argument raw.
func (b PersistentVolume) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// ReclaimPolicy returns the argument reclaim_policy.
func (b PersistentVolume) ReclaimPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "reclaim_policy")
}

// Size returns the argument size.
func (b PersistentVolume) Size() decode.Argument[string] { return decode.Read[string](b.Block, "size") }

// StorageClass returns the argument storage_class.
func (b PersistentVolume) StorageClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "storage_class")
}

// VolumeAttributesClass returns the argument volume_attributes_class.
func (b PersistentVolume) VolumeAttributesClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_attributes_class")
}

// VolumeMode returns the argument volume_mode.
func (b PersistentVolume) VolumeMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_mode")
}

// PersistentVolumeClaim is a block persistent_volume_claim.
type PersistentVolumeClaim struct{ *decode.Block }

// ClaimName returns the argument claim_name.
func (b PersistentVolumeClaim) ClaimName() decode.Argument[string] {
	return decode.Read[string](b.Block, "claim_name")
}

// ReadOnly returns the argument read_only.
func (b PersistentVolumeClaim) ReadOnly() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "read_only")
}

// Pod is a block pod.
type Pod struct{ *decode.Block }

// ActiveDeadlineSeconds returns the argument active_deadline_seconds.
func (b Pod) ActiveDeadlineSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "active_deadline_seconds")
}

// CPU returns the block cpu.
func (b Pod) CPU() Quota { return Quota{b.Child("cpu")} }

// EvictionResponders returns the blocks eviction_responder, in the order of the source.
func (b Pod) EvictionResponders() []EvictionResponder {
	return list[EvictionResponder](b.Block, "eviction_responder")
}

// HugePages returns the argument huge_pages.
func (b Pod) HugePages() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "huge_pages")
}

// Memory returns the block memory.
func (b Pod) Memory() Quota { return Quota{b.Child("memory")} }

// OS returns the argument os.
func (b Pod) OS() decode.Argument[string] { return decode.Read[string](b.Block, "os") }

// Overhead returns the argument overhead.
func (b Pod) Overhead() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "overhead")
}

// ReadinessGates returns the argument readiness_gates.
func (b Pod) ReadinessGates() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "readiness_gates")
}

// RuntimeClass returns the argument runtime_class.
func (b Pod) RuntimeClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "runtime_class")
}

// PodCertificate is a block pod_certificate.
type PodCertificate struct{ *decode.Block }

// CertificateChainPath returns the argument certificate_chain_path.
func (b PodCertificate) CertificateChainPath() decode.Argument[string] {
	return decode.Read[string](b.Block, "certificate_chain_path")
}

// CredentialBundlePath returns the argument credential_bundle_path.
func (b PodCertificate) CredentialBundlePath() decode.Argument[string] {
	return decode.Read[string](b.Block, "credential_bundle_path")
}

// KeyPath returns the argument key_path.
func (b PodCertificate) KeyPath() decode.Argument[string] {
	return decode.Read[string](b.Block, "key_path")
}

// KeyType returns the argument key_type.
func (b PodCertificate) KeyType() decode.Argument[string] {
	return decode.Read[string](b.Block, "key_type")
}

// MaxExpirationSeconds returns the argument max_expiration_seconds.
func (b PodCertificate) MaxExpirationSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "max_expiration_seconds")
}

// SignerName returns the argument signer_name.
func (b PodCertificate) SignerName() decode.Argument[string] {
	return decode.Read[string](b.Block, "signer_name")
}

// User returns the argument user.
func (b PodCertificate) User() decode.Argument[int64] { return decode.Read[int64](b.Block, "user") }

// UserAnnotations returns the argument user_annotations.
func (b PodCertificate) UserAnnotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "user_annotations")
}

// PodFailurePolicy is a block pod_failure_policy.
type PodFailurePolicy struct{ *decode.Block }

// Rules returns the blocks rule, in the order of the source.
func (b PodFailurePolicy) Rules() []FailureRule { return list[FailureRule](b.Block, "rule") }

// PodSecurity is a block security.
type PodSecurity struct{ *decode.Block }

// AppArmorProfile returns the block app_armor_profile.
func (b PodSecurity) AppArmorProfile() AppArmorProfile {
	return AppArmorProfile{b.Child("app_armor_profile")}
}

// FsGroup returns the argument fs_group.
func (b PodSecurity) FsGroup() decode.Argument[int64] { return decode.Read[int64](b.Block, "fs_group") }

// FsGroupChangePolicy returns the argument fs_group_change_policy.
func (b PodSecurity) FsGroupChangePolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "fs_group_change_policy")
}

// HostIPC returns the argument host_ipc.
func (b PodSecurity) HostIPC() decode.Argument[bool] { return decode.Read[bool](b.Block, "host_ipc") }

// HostPID returns the argument host_pid.
func (b PodSecurity) HostPID() decode.Argument[bool] { return decode.Read[bool](b.Block, "host_pid") }

// HostUsers returns the argument host_users.
func (b PodSecurity) HostUsers() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "host_users")
}

// RunAsGroup returns the argument run_as_group.
func (b PodSecurity) RunAsGroup() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "run_as_group")
}

// RunAsNonRoot returns the argument run_as_non_root.
func (b PodSecurity) RunAsNonRoot() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "run_as_non_root")
}

// RunAsUser returns the argument run_as_user.
func (b PodSecurity) RunAsUser() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "run_as_user")
}

// SELinuxChangePolicy returns the argument se_linux_change_policy.
func (b PodSecurity) SELinuxChangePolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "se_linux_change_policy")
}

// SELinuxOptions returns the block se_linux_options.
func (b PodSecurity) SELinuxOptions() SELinuxOptions {
	return SELinuxOptions{b.Child("se_linux_options")}
}

// SeccompProfile returns the block seccomp_profile.
func (b PodSecurity) SeccompProfile() SeccompProfile {
	return SeccompProfile{b.Child("seccomp_profile")}
}

// ShareProcessNamespace returns the argument share_process_namespace.
func (b PodSecurity) ShareProcessNamespace() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "share_process_namespace")
}

// SupplementalGroups returns the argument supplemental_groups.
func (b PodSecurity) SupplementalGroups() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "supplemental_groups")
}

// SupplementalGroupsPolicy returns the argument supplemental_groups_policy.
func (b PodSecurity) SupplementalGroupsPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "supplemental_groups_policy")
}

// Sysctls returns the argument sysctls.
func (b PodSecurity) Sysctls() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "sysctls")
}

// WindowsOptions returns the block windows_options.
func (b PodSecurity) WindowsOptions() WindowsOptions {
	return WindowsOptions{b.Child("windows_options")}
}

// PodsMetric is a block pods.
type PodsMetric struct{ *decode.Block }

// AverageValue returns the argument average_value.
func (b PodsMetric) AverageValue() decode.Argument[string] {
	return decode.Read[string](b.Block, "average_value")
}

// Selector returns the block selector.
func (b PodsMetric) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// PolicyPort is a block port.
type PolicyPort struct{ *decode.Block }

// EndPort returns the argument end_port.
func (b PolicyPort) EndPort() decode.Argument[int64] { return decode.Read[int64](b.Block, "end_port") }

// Port returns the argument port.
func (b PolicyPort) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// Protocol returns the argument protocol.
func (b PolicyPort) Protocol() decode.Argument[string] {
	return decode.Read[string](b.Block, "protocol")
}

// Probe is a block liveness, readiness, startup.
type Probe struct{ *decode.Block }

// Exec returns the argument exec.
func (b Probe) Exec() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "exec") }

// FailureThreshold returns the argument failure_threshold.
func (b Probe) FailureThreshold() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "failure_threshold")
}

// GRPC returns the block grpc.
func (b Probe) GRPC() GRPC { return GRPC{b.Child("grpc")} }

// HTTPGet returns the block http_get.
func (b Probe) HTTPGet() HTTPGet { return HTTPGet{b.Child("http_get")} }

// InitialDelaySeconds returns the argument initial_delay_seconds.
func (b Probe) InitialDelaySeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "initial_delay_seconds")
}

// PeriodSeconds returns the argument period_seconds.
func (b Probe) PeriodSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "period_seconds")
}

// SuccessThreshold returns the argument success_threshold.
func (b Probe) SuccessThreshold() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "success_threshold")
}

// TCPSocket returns the block tcp_socket.
func (b Probe) TCPSocket() TCPSocket { return TCPSocket{b.Child("tcp_socket")} }

// TerminationGracePeriodSeconds returns the argument termination_grace_period_seconds.
func (b Probe) TerminationGracePeriodSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "termination_grace_period_seconds")
}

// TimeoutSeconds returns the argument timeout_seconds.
func (b Probe) TimeoutSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "timeout_seconds")
}

// Projected is a block projected.
type Projected struct{ *decode.Block }

// ClusterTrustBundles returns the blocks cluster_trust_bundle, in the order of the source.
func (b Projected) ClusterTrustBundles() []ClusterTrustBundle {
	return list[ClusterTrustBundle](b.Block, "cluster_trust_bundle")
}

// ConfigMaps returns the blocks config_map, in the order of the source.
func (b Projected) ConfigMaps() []Projection { return list[Projection](b.Block, "config_map") }

// DefaultMode returns the argument default_mode.
func (b Projected) DefaultMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "default_mode")
}

// DefaultUser returns the argument default_user.
func (b Projected) DefaultUser() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "default_user")
}

// DownwardAPIs returns the blocks downward_api, in the order of the source.
func (b Projected) DownwardAPIs() []DownwardAPI { return list[DownwardAPI](b.Block, "downward_api") }

// PodCertificates returns the blocks pod_certificate, in the order of the source.
func (b Projected) PodCertificates() []PodCertificate {
	return list[PodCertificate](b.Block, "pod_certificate")
}

// Secrets returns the blocks secret, in the order of the source.
func (b Projected) Secrets() []Projection { return list[Projection](b.Block, "secret") }

// ServiceAccountTokens returns the blocks service_account_token, in the order of the source.
func (b Projected) ServiceAccountTokens() []ServiceAccountToken {
	return list[ServiceAccountToken](b.Block, "service_account_token")
}

// Projection is a block config_map, secret.
type Projection struct{ *decode.Block }

// DefaultMode returns the argument default_mode.
func (b Projection) DefaultMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "default_mode")
}

// DefaultUser returns the argument default_user.
func (b Projection) DefaultUser() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "default_user")
}

// ItemModes returns the argument item_modes.
func (b Projection) ItemModes() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "item_modes")
}

// ItemUsers returns the argument item_users.
func (b Projection) ItemUsers() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "item_users")
}

// Items returns the argument items.
func (b Projection) Items() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "items")
}

// Name returns the argument name.
func (b Projection) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Optional returns the argument optional.
func (b Projection) Optional() decode.Argument[bool] { return decode.Read[bool](b.Block, "optional") }

// Prometheus is a block prometheus.
type Prometheus struct{ *decode.Block }

// Address returns the argument address.
func (b Prometheus) Address() decode.Argument[string] { return decode.Read[string](b.Block, "address") }

// BearerToken returns the argument bearer_token.
func (b Prometheus) BearerToken() decode.Argument[string] {
	return decode.Read[string](b.Block, "bearer_token")
}

// Query returns the argument query.
func (b Prometheus) Query() decode.Argument[string] { return decode.Read[string](b.Block, "query") }

// Quota is a block cpu, ephemeral_storage, memory.
type Quota struct{ *decode.Block }

// Limit returns the argument limit.
func (b Quota) Limit() decode.Argument[string] { return decode.Read[string](b.Block, "limit") }

// Request returns the argument request.
func (b Quota) Request() decode.Argument[string] { return decode.Read[string](b.Block, "request") }

// Readiness is a block ready.
type Readiness struct{ *decode.Block }

// Condition returns the argument condition.
func (b Readiness) Condition() decode.Argument[string] {
	return decode.Read[string](b.Block, "condition")
}

// Fields returns the argument fields.
func (b Readiness) Fields() decode.Argument[any] { return decode.Read[any](b.Block, "fields") }

// Removed is a block removed.
type Removed struct{ *decode.Block }

// From returns the argument from.
func (b Removed) From() decode.Argument[any] { return decode.Read[any](b.Block, "from") }

// Lifecycle returns the block lifecycle.
func (b Removed) Lifecycle() RemovedLifecycle { return RemovedLifecycle{b.Child("lifecycle")} }

// RemovedLifecycle is a block lifecycle.
type RemovedLifecycle struct{ *decode.Block }

// Destroy returns the argument destroy.
func (b RemovedLifecycle) Destroy() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "destroy")
}

// RequestMirror is a block request_mirror.
type RequestMirror struct{ *decode.Block }

// BackendRef returns the block backend_ref.
func (b RequestMirror) BackendRef() BackendRef { return BackendRef{b.Child("backend_ref")} }

// Fraction returns the block fraction.
func (b RequestMirror) Fraction() Fraction { return Fraction{b.Child("fraction")} }

// Percent returns the argument percent.
func (b RequestMirror) Percent() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "percent")
}

// RequestRedirect is a block request_redirect.
type RequestRedirect struct{ *decode.Block }

// Hostname returns the argument hostname.
func (b RequestRedirect) Hostname() decode.Argument[string] {
	return decode.Read[string](b.Block, "hostname")
}

// Path returns the block path.
func (b RequestRedirect) Path() PathModifier { return PathModifier{b.Child("path")} }

// Port returns the argument port.
func (b RequestRedirect) Port() decode.Argument[int64] { return decode.Read[int64](b.Block, "port") }

// Scheme returns the argument scheme.
func (b RequestRedirect) Scheme() decode.Argument[string] {
	return decode.Read[string](b.Block, "scheme")
}

// StatusCode returns the argument status_code.
func (b RequestRedirect) StatusCode() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "status_code")
}

// Resource is a block resource.
type Resource struct{ *decode.Block }

// Container returns the argument container.
func (b Resource) Container() decode.Argument[string] {
	return decode.Read[string](b.Block, "container")
}

// Divisor returns the argument divisor.
func (b Resource) Divisor() decode.Argument[string] { return decode.Read[string](b.Block, "divisor") }

// Resource returns the argument resource.
func (b Resource) Resource() decode.Argument[string] { return decode.Read[string](b.Block, "resource") }

// ResourceClaim is a block resource_claim.
type ResourceClaim struct{ *decode.Block }

// ResourceClaimName returns the argument resource_claim_name.
func (b ResourceClaim) ResourceClaimName() decode.Argument[string] {
	return decode.Read[string](b.Block, "resource_claim_name")
}

// ResourceClaimTemplateName returns the argument resource_claim_template_name.
func (b ResourceClaim) ResourceClaimTemplateName() decode.Argument[string] {
	return decode.Read[string](b.Block, "resource_claim_template_name")
}

// ResourceClaimUse is a block resource_claim.
type ResourceClaimUse struct{ *decode.Block }

// Request returns the argument request.
func (b ResourceClaimUse) Request() decode.Argument[string] {
	return decode.Read[string](b.Block, "request")
}

// ResourceFile is a block resource.
type ResourceFile struct{ *decode.Block }

// Container returns the argument container.
func (b ResourceFile) Container() decode.Argument[string] {
	return decode.Read[string](b.Block, "container")
}

// Divisor returns the argument divisor.
func (b ResourceFile) Divisor() decode.Argument[string] {
	return decode.Read[string](b.Block, "divisor")
}

// Mode returns the argument mode.
func (b ResourceFile) Mode() decode.Argument[string] { return decode.Read[string](b.Block, "mode") }

// Resource returns the argument resource.
func (b ResourceFile) Resource() decode.Argument[string] {
	return decode.Read[string](b.Block, "resource")
}

// User returns the argument user.
func (b ResourceFile) User() decode.Argument[int64] { return decode.Read[int64](b.Block, "user") }

// ResourceMetric is a block resource.
type ResourceMetric struct{ *decode.Block }

// AverageUtilization returns the argument average_utilization.
func (b ResourceMetric) AverageUtilization() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "average_utilization")
}

// AverageValue returns the argument average_value.
func (b ResourceMetric) AverageValue() decode.Argument[string] {
	return decode.Read[string](b.Block, "average_value")
}

// ResourceQuota is a block quota.
type ResourceQuota struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b ResourceQuota) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b ResourceQuota) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Hard returns the argument hard.
func (b ResourceQuota) Hard() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "hard")
}

// Labels returns the argument labels.
func (b ResourceQuota) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b ResourceQuota) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b ResourceQuota) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b ResourceQuota) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b ResourceQuota) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Raw returns the argument raw.
func (b ResourceQuota) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// ScopeSelectors returns the blocks scope_selector, in the order of the source.
func (b ResourceQuota) ScopeSelectors() []ScopeSelector {
	return list[ScopeSelector](b.Block, "scope_selector")
}

// Scopes returns the argument scopes.
func (b ResourceQuota) Scopes() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "scopes") }

// RestartPolicyRule is a block restart_policy_rule.
type RestartPolicyRule struct{ *decode.Block }

// Action returns the argument action.
func (b RestartPolicyRule) Action() decode.Argument[string] {
	return decode.Read[string](b.Block, "action")
}

// ExitCodes returns the argument exit_codes.
func (b RestartPolicyRule) ExitCodes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "exit_codes")
}

// Operator returns the argument operator.
func (b RestartPolicyRule) Operator() decode.Argument[string] {
	return decode.Read[string](b.Block, "operator")
}

// Role is a block role.
type Role struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Role) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// BindingName returns the argument binding_name.
func (b Role) BindingName() decode.Argument[string] {
	return decode.Read[string](b.Block, "binding_name")
}

// Labels returns the argument labels.
func (b Role) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Role) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Name returns the argument name.
func (b Role) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Role) Namespace() decode.Argument[string] { return decode.Read[string](b.Block, "namespace") }

// Raw returns the argument raw.
func (b Role) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Rules returns the blocks rule, in the order of the source.
func (b Role) Rules() []RoleRule { return list[RoleRule](b.Block, "rule") }

// RoleBinding is a block role_binding.
type RoleBinding struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b RoleBinding) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// ClusterRole returns the argument cluster_role.
func (b RoleBinding) ClusterRole() decode.Argument[string] {
	return decode.Read[string](b.Block, "cluster_role")
}

// Clusters returns the argument clusters.
func (b RoleBinding) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Labels returns the argument labels.
func (b RoleBinding) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b RoleBinding) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b RoleBinding) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b RoleBinding) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b RoleBinding) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Raw returns the argument raw.
func (b RoleBinding) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Role returns the argument role.
func (b RoleBinding) Role() decode.Argument[string] { return decode.Read[string](b.Block, "role") }

// Subjects returns the blocks subject, in the order of the source.
func (b RoleBinding) Subjects() []Subject { return list[Subject](b.Block, "subject") }

// RoleRule is a block rule.
type RoleRule struct{ *decode.Block }

// APIGroups returns the argument api_groups.
func (b RoleRule) APIGroups() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "api_groups")
}

// NonResourceURLs returns the argument non_resource_urls.
func (b RoleRule) NonResourceURLs() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "non_resource_urls")
}

// ResourceNames returns the argument resource_names.
func (b RoleRule) ResourceNames() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "resource_names")
}

// Resources returns the argument resources.
func (b RoleRule) Resources() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "resources") }

// Verbs returns the argument verbs.
func (b RoleRule) Verbs() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "verbs") }

// Rollout is a block rollout.
type Rollout struct{ *decode.Block }

// Home returns the argument home.
func (b Rollout) Home() decode.Argument[any] { return decode.Read[any](b.Block, "home") }

// Notifies returns the blocks notify, in the order of the source.
func (b Rollout) Notifies() []Notify { return list[Notify](b.Block, "notify") }

// OnFailure returns the argument on_failure.
func (b Rollout) OnFailure() decode.Argument[string] {
	return decode.Read[string](b.Block, "on_failure")
}

// Waves returns the blocks wave, in the order of the source.
func (b Rollout) Waves() []Wave { return list[Wave](b.Block, "wave") }

// Windows returns the blocks window, in the order of the source.
func (b Rollout) Windows() []Window { return list[Window](b.Block, "window") }

// Route is a block route.
type Route struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Route) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Hostnames returns the argument hostnames.
func (b Route) Hostnames() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "hostnames") }

// Labels returns the argument labels.
func (b Route) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Route) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Name returns the argument name.
func (b Route) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// ParentRefs returns the blocks parent_ref, in the order of the source.
func (b Route) ParentRefs() []ParentRef { return list[ParentRef](b.Block, "parent_ref") }

// Raw returns the argument raw.
func (b Route) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Rules returns the blocks rule, in the order of the source.
func (b Route) Rules() []RouteRule { return list[RouteRule](b.Block, "rule") }

// RouteFilter is a block filter.
type RouteFilter struct{ *decode.Block }

// CORS returns the block cors.
func (b RouteFilter) CORS() CORS { return CORS{b.Child("cors")} }

// ExtensionRef returns the block extension_ref.
func (b RouteFilter) ExtensionRef() ExtensionRef { return ExtensionRef{b.Child("extension_ref")} }

// RequestHeaderModifier returns the block request_header_modifier.
func (b RouteFilter) RequestHeaderModifier() HeaderModifier {
	return HeaderModifier{b.Child("request_header_modifier")}
}

// RequestMirror returns the block request_mirror.
func (b RouteFilter) RequestMirror() RequestMirror { return RequestMirror{b.Child("request_mirror")} }

// RequestRedirect returns the block request_redirect.
func (b RouteFilter) RequestRedirect() RequestRedirect {
	return RequestRedirect{b.Child("request_redirect")}
}

// ResponseHeaderModifier returns the block response_header_modifier.
func (b RouteFilter) ResponseHeaderModifier() HeaderModifier {
	return HeaderModifier{b.Child("response_header_modifier")}
}

// URLRewrite returns the block url_rewrite.
func (b RouteFilter) URLRewrite() URLRewrite { return URLRewrite{b.Child("url_rewrite")} }

// RouteMatch is a block match.
type RouteMatch struct{ *decode.Block }

// Headers returns the blocks header, in the order of the source.
func (b RouteMatch) Headers() []RouteValue { return list[RouteValue](b.Block, "header") }

// Method returns the argument method.
func (b RouteMatch) Method() decode.Argument[string] { return decode.Read[string](b.Block, "method") }

// Path returns the block path.
func (b RouteMatch) Path() RoutePath { return RoutePath{b.Child("path")} }

// QueryParams returns the blocks query_param, in the order of the source.
func (b RouteMatch) QueryParams() []RouteValue { return list[RouteValue](b.Block, "query_param") }

// RoutePath is a block path.
type RoutePath struct{ *decode.Block }

// Type returns the argument type.
func (b RoutePath) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Value returns the argument value.
func (b RoutePath) Value() decode.Argument[string] { return decode.Read[string](b.Block, "value") }

// RouteRule is a block rule.
type RouteRule struct{ *decode.Block }

// BackendRefs returns the blocks backend_ref, in the order of the source.
func (b RouteRule) BackendRefs() []BackendRef { return list[BackendRef](b.Block, "backend_ref") }

// Filters returns the blocks filter, in the order of the source.
func (b RouteRule) Filters() []RouteFilter { return list[RouteFilter](b.Block, "filter") }

// Matches returns the blocks match, in the order of the source.
func (b RouteRule) Matches() []RouteMatch { return list[RouteMatch](b.Block, "match") }

// Name returns the argument name.
func (b RouteRule) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Timeouts returns the block timeouts.
func (b RouteRule) Timeouts() Timeouts { return Timeouts{b.Child("timeouts")} }

// RouteValue is a block header, query_param.
type RouteValue struct{ *decode.Block }

// Type returns the argument type.
func (b RouteValue) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Value returns the argument value.
func (b RouteValue) Value() decode.Argument[string] { return decode.Read[string](b.Block, "value") }

// Rule is a block assert, precondition, validation.
type Rule struct{ *decode.Block }

// Condition returns the argument condition.
func (b Rule) Condition() decode.Argument[any] { return decode.Read[any](b.Block, "condition") }

// ErrorMessage returns the argument error_message.
func (b Rule) ErrorMessage() decode.Argument[any] { return decode.Read[any](b.Block, "error_message") }

// SELinuxOptions is a block se_linux_options.
type SELinuxOptions struct{ *decode.Block }

// Level returns the argument level.
func (b SELinuxOptions) Level() decode.Argument[string] { return decode.Read[string](b.Block, "level") }

// Role returns the argument role.
func (b SELinuxOptions) Role() decode.Argument[string] { return decode.Read[string](b.Block, "role") }

// Type returns the argument type.
func (b SELinuxOptions) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// User returns the argument user.
func (b SELinuxOptions) User() decode.Argument[string] { return decode.Read[string](b.Block, "user") }

// ScalingPolicy is a block policy.
type ScalingPolicy struct{ *decode.Block }

// PeriodSeconds returns the argument period_seconds.
func (b ScalingPolicy) PeriodSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "period_seconds")
}

// Type returns the argument type.
func (b ScalingPolicy) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Value returns the argument value.
func (b ScalingPolicy) Value() decode.Argument[int64] { return decode.Read[int64](b.Block, "value") }

// ScalingRules is a block scale_down, scale_up.
type ScalingRules struct{ *decode.Block }

// Policies returns the blocks policy, in the order of the source.
func (b ScalingRules) Policies() []ScalingPolicy { return list[ScalingPolicy](b.Block, "policy") }

// SelectPolicy returns the argument select_policy.
func (b ScalingRules) SelectPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "select_policy")
}

// StabilizationWindowSeconds returns the argument stabilization_window_seconds.
func (b ScalingRules) StabilizationWindowSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "stabilization_window_seconds")
}

// Tolerance returns the argument tolerance.
func (b ScalingRules) Tolerance() decode.Argument[string] {
	return decode.Read[string](b.Block, "tolerance")
}

// Schedule is a block schedule.
type Schedule struct{ *decode.Block }

// ConcurrencyPolicy returns the argument concurrency_policy.
func (b Schedule) ConcurrencyPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "concurrency_policy")
}

// FailedJobsHistoryLimit returns the argument failed_jobs_history_limit.
func (b Schedule) FailedJobsHistoryLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "failed_jobs_history_limit")
}

// Schedule returns the argument schedule.
func (b Schedule) Schedule() decode.Argument[string] { return decode.Read[string](b.Block, "schedule") }

// StartingDeadlineSeconds returns the argument starting_deadline_seconds.
func (b Schedule) StartingDeadlineSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "starting_deadline_seconds")
}

// SuccessfulJobsHistoryLimit returns the argument successful_jobs_history_limit.
func (b Schedule) SuccessfulJobsHistoryLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "successful_jobs_history_limit")
}

// Suspend returns the argument suspend.
func (b Schedule) Suspend() decode.Argument[bool] { return decode.Read[bool](b.Block, "suspend") }

// TimeZone returns the argument time_zone.
func (b Schedule) TimeZone() decode.Argument[string] {
	return decode.Read[string](b.Block, "time_zone")
}

// Scheduling is a block scheduling.
type Scheduling struct{ *decode.Block }

// NodeAffinity returns the block node_affinity.
func (b Scheduling) NodeAffinity() NodeAffinity { return NodeAffinity{b.Child("node_affinity")} }

// NodeName returns the argument node_name.
func (b Scheduling) NodeName() decode.Argument[string] {
	return decode.Read[string](b.Block, "node_name")
}

// NodeSelector returns the argument node_selector.
func (b Scheduling) NodeSelector() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "node_selector")
}

// PreemptionPolicy returns the argument preemption_policy.
func (b Scheduling) PreemptionPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "preemption_policy")
}

// PriorityClass returns the argument priority_class.
func (b Scheduling) PriorityClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "priority_class")
}

// SchedulerName returns the argument scheduler_name.
func (b Scheduling) SchedulerName() decode.Argument[string] {
	return decode.Read[string](b.Block, "scheduler_name")
}

// SchedulingGates returns the argument scheduling_gates.
func (b Scheduling) SchedulingGates() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "scheduling_gates")
}

// SchedulingGroup returns the block scheduling_group.
func (b Scheduling) SchedulingGroup() SchedulingGroup {
	return SchedulingGroup{b.Child("scheduling_group")}
}

// TolerationSeconds returns the argument toleration_seconds.
func (b Scheduling) TolerationSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "toleration_seconds")
}

// Tolerations returns the blocks toleration, in the order of the source.
func (b Scheduling) Tolerations() []Toleration { return list[Toleration](b.Block, "toleration") }

// TopologySpreads returns the blocks topology_spread, in the order of the source.
func (b Scheduling) TopologySpreads() []TopologySpread {
	return list[TopologySpread](b.Block, "topology_spread")
}

// WorkloadAffinity returns the block workload_affinity.
func (b Scheduling) WorkloadAffinity() WorkloadAffinity {
	return WorkloadAffinity{b.Child("workload_affinity")}
}

// WorkloadAntiAffinity returns the block workload_anti_affinity.
func (b Scheduling) WorkloadAntiAffinity() WorkloadAffinity {
	return WorkloadAffinity{b.Child("workload_anti_affinity")}
}

// SchedulingGroup is a block scheduling_group.
type SchedulingGroup struct{ *decode.Block }

// PodGroupName returns the argument pod_group_name.
func (b SchedulingGroup) PodGroupName() decode.Argument[string] {
	return decode.Read[string](b.Block, "pod_group_name")
}

// ScopeSelector is a block scope_selector.
type ScopeSelector struct{ *decode.Block }

// Operator returns the argument operator.
func (b ScopeSelector) Operator() decode.Argument[string] {
	return decode.Read[string](b.Block, "operator")
}

// Values returns the argument values.
func (b ScopeSelector) Values() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "values") }

// SeccompProfile is a block seccomp_profile.
type SeccompProfile struct{ *decode.Block }

// LocalhostProfile returns the argument localhost_profile.
func (b SeccompProfile) LocalhostProfile() decode.Argument[string] {
	return decode.Read[string](b.Block, "localhost_profile")
}

// Type returns the argument type.
func (b SeccompProfile) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Secret is a block secret.
type Secret struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b Secret) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b Secret) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Data returns the argument data.
func (b Secret) Data() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "data")
}

// Immutable returns the argument immutable.
func (b Secret) Immutable() decode.Argument[bool] { return decode.Read[bool](b.Block, "immutable") }

// Labels returns the argument labels.
func (b Secret) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Secret) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b Secret) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b Secret) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Secret) Namespace() decode.Argument[string] { return decode.Read[string](b.Block, "namespace") }

// Type returns the argument type.
func (b Secret) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// SecretKey is a block secret_key.
type SecretKey struct{ *decode.Block }

// Key returns the argument key.
func (b SecretKey) Key() decode.Argument[string] { return decode.Read[string](b.Block, "key") }

// Optional returns the argument optional.
func (b SecretKey) Optional() decode.Argument[bool] { return decode.Read[bool](b.Block, "optional") }

// Secret returns the argument secret.
func (b SecretKey) Secret() decode.Argument[string] { return decode.Read[string](b.Block, "secret") }

// SecretReference is a block controller_expand_secret, controller_publish_secret, node_expand_secret, node_publish_secret, node_stage_secret, secret.
type SecretReference struct{ *decode.Block }

// Name returns the argument name.
func (b SecretReference) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b SecretReference) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Security is a block security.
type Security struct{ *decode.Block }

// AllowPrivilegeEscalation returns the argument allow_privilege_escalation.
func (b Security) AllowPrivilegeEscalation() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "allow_privilege_escalation")
}

// AppArmorProfile returns the block app_armor_profile.
func (b Security) AppArmorProfile() AppArmorProfile {
	return AppArmorProfile{b.Child("app_armor_profile")}
}

// Capabilities returns the block capabilities.
func (b Security) Capabilities() Capabilities { return Capabilities{b.Child("capabilities")} }

// ProcMount returns the argument proc_mount.
func (b Security) ProcMount() decode.Argument[string] {
	return decode.Read[string](b.Block, "proc_mount")
}

// ReadOnlyRootFilesystem returns the argument read_only_root_filesystem.
func (b Security) ReadOnlyRootFilesystem() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "read_only_root_filesystem")
}

// RunAsGroup returns the argument run_as_group.
func (b Security) RunAsGroup() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "run_as_group")
}

// RunAsNonRoot returns the argument run_as_non_root.
func (b Security) RunAsNonRoot() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "run_as_non_root")
}

// RunAsUser returns the argument run_as_user.
func (b Security) RunAsUser() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "run_as_user")
}

// SELinuxOptions returns the block se_linux_options.
func (b Security) SELinuxOptions() SELinuxOptions { return SELinuxOptions{b.Child("se_linux_options")} }

// SeccompProfile returns the block seccomp_profile.
func (b Security) SeccompProfile() SeccompProfile { return SeccompProfile{b.Child("seccomp_profile")} }

// WindowsOptions returns the block windows_options.
func (b Security) WindowsOptions() WindowsOptions { return WindowsOptions{b.Child("windows_options")} }

// Service is a block service.
type Service struct{ *decode.Block }

// AllocateLoadBalancerNodePorts returns the argument allocate_load_balancer_node_ports.
func (b Service) AllocateLoadBalancerNodePorts() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "allocate_load_balancer_node_ports")
}

// Annotations returns the argument annotations.
func (b Service) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// ClusterIP returns the argument cluster_ip.
func (b Service) ClusterIP() decode.Argument[string] {
	return decode.Read[string](b.Block, "cluster_ip")
}

// ClusterIPs returns the argument cluster_ips.
func (b Service) ClusterIPs() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "cluster_ips")
}

// ExternalIPs returns the argument external_ips.
func (b Service) ExternalIPs() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "external_ips")
}

// ExternalName returns the argument external_name.
func (b Service) ExternalName() decode.Argument[string] {
	return decode.Read[string](b.Block, "external_name")
}

// ExternalTrafficPolicy returns the argument external_traffic_policy.
func (b Service) ExternalTrafficPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "external_traffic_policy")
}

// Governing returns the argument governing.
func (b Service) Governing() decode.Argument[bool] { return decode.Read[bool](b.Block, "governing") }

// Headless returns the argument headless.
func (b Service) Headless() decode.Argument[bool] { return decode.Read[bool](b.Block, "headless") }

// HealthCheckNodePort returns the argument health_check_node_port.
func (b Service) HealthCheckNodePort() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "health_check_node_port")
}

// IPFamilies returns the argument ip_families.
func (b Service) IPFamilies() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "ip_families")
}

// IPFamilyPolicy returns the argument ip_family_policy.
func (b Service) IPFamilyPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "ip_family_policy")
}

// InternalTrafficPolicy returns the argument internal_traffic_policy.
func (b Service) InternalTrafficPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "internal_traffic_policy")
}

// Labels returns the argument labels.
func (b Service) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b Service) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// LoadBalancer returns the block load_balancer.
func (b Service) LoadBalancer() LoadBalancer { return LoadBalancer{b.Child("load_balancer")} }

// LoadBalancerClass returns the argument load_balancer_class.
func (b Service) LoadBalancerClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "load_balancer_class")
}

// LoadBalancerSourceRanges returns the argument load_balancer_source_ranges.
func (b Service) LoadBalancerSourceRanges() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "load_balancer_source_ranges")
}

// Name returns the argument name.
func (b Service) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Ports returns the blocks port, in the order of the source.
func (b Service) Ports() []ServicePort { return list[ServicePort](b.Block, "port") }

// PublishNotReadyAddresses returns the argument publish_not_ready_addresses.
func (b Service) PublishNotReadyAddresses() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "publish_not_ready_addresses")
}

// Raw returns the argument raw.
func (b Service) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Selector returns the argument selector.
func (b Service) Selector() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "selector")
}

// SessionAffinity returns the argument session_affinity.
func (b Service) SessionAffinity() decode.Argument[string] {
	return decode.Read[string](b.Block, "session_affinity")
}

// SessionAffinityBlock returns the block session_affinity.
func (b Service) SessionAffinityBlock() SessionAffinity {
	return SessionAffinity{b.Child("session_affinity")}
}

// TrafficDistribution returns the argument traffic_distribution.
func (b Service) TrafficDistribution() decode.Argument[string] {
	return decode.Read[string](b.Block, "traffic_distribution")
}

// Type returns the argument type.
func (b Service) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// ServiceAccount is a block service_account.
type ServiceAccount struct{ *decode.Block }

// Annotations returns the argument annotations.
func (b ServiceAccount) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// AutomountServiceAccountToken returns the argument automount_service_account_token.
func (b ServiceAccount) AutomountServiceAccountToken() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "automount_service_account_token")
}

// ClusterRoles returns the blocks cluster_role, in the order of the source.
func (b ServiceAccount) ClusterRoles() []ClusterRole {
	return list[ClusterRole](b.Block, "cluster_role")
}

// ImagePullSecrets returns the argument image_pull_secrets.
func (b ServiceAccount) ImagePullSecrets() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "image_pull_secrets")
}

// Labels returns the argument labels.
func (b ServiceAccount) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b ServiceAccount) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Name returns the argument name.
func (b ServiceAccount) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Roles returns the blocks role, in the order of the source.
func (b ServiceAccount) Roles() []Role { return list[Role](b.Block, "role") }

// Secrets returns the argument secrets.
func (b ServiceAccount) Secrets() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "secrets")
}

// ServiceAccountToken is a block service_account_token.
type ServiceAccountToken struct{ *decode.Block }

// Audience returns the argument audience.
func (b ServiceAccountToken) Audience() decode.Argument[string] {
	return decode.Read[string](b.Block, "audience")
}

// ExpirationSeconds returns the argument expiration_seconds.
func (b ServiceAccountToken) ExpirationSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "expiration_seconds")
}

// Path returns the argument path.
func (b ServiceAccountToken) Path() decode.Argument[string] {
	return decode.Read[string](b.Block, "path")
}

// User returns the argument user.
func (b ServiceAccountToken) User() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "user")
}

// ServicePort is a block port.
type ServicePort struct{ *decode.Block }

// AppProtocol returns the argument app_protocol.
func (b ServicePort) AppProtocol() decode.Argument[string] {
	return decode.Read[string](b.Block, "app_protocol")
}

// NodePort returns the argument node_port.
func (b ServicePort) NodePort() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "node_port")
}

// Port returns the argument port.
func (b ServicePort) Port() decode.Argument[int64] { return decode.Read[int64](b.Block, "port") }

// Protocol returns the argument protocol.
func (b ServicePort) Protocol() decode.Argument[string] {
	return decode.Read[string](b.Block, "protocol")
}

// TargetPort returns the argument target_port.
func (b ServicePort) TargetPort() decode.Argument[any] {
	return decode.Read[any](b.Block, "target_port")
}

// SessionAffinity is a block session_affinity.
type SessionAffinity struct{ *decode.Block }

// TimeoutSeconds returns the argument timeout_seconds.
func (b SessionAffinity) TimeoutSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "timeout_seconds")
}

// Sleep is a block sleep.
type Sleep struct{ *decode.Block }

// Seconds returns the argument seconds.
func (b Sleep) Seconds() decode.Argument[int64] { return decode.Read[int64](b.Block, "seconds") }

// Stack is a block stack.
type Stack struct{ *decode.Block }

// Drift returns the block drift.
func (b Stack) Drift() Drift { return Drift{b.Child("drift")} }

// Limits returns the argument limits.
func (b Stack) Limits() decode.Argument[string] { return decode.Read[string](b.Block, "limits") }

// Lint returns the block lint.
func (b Stack) Lint() Lint { return Lint{b.Child("lint")} }

// LogCollectorImage returns the argument log_collector_image.
func (b Stack) LogCollectorImage() decode.Argument[string] {
	return decode.Read[string](b.Block, "log_collector_image")
}

// Namespace returns the argument namespace.
func (b Stack) Namespace() decode.Argument[string] { return decode.Read[string](b.Block, "namespace") }

// Rollout returns the block rollout.
func (b Stack) Rollout() FormerRollout { return FormerRollout{b.Child("rollout")} }

// State returns the block state.
func (b Stack) State() State { return State{b.Child("state")} }

// Start is a block start.
type Start struct{ *decode.Block }

// Args returns the argument args.
func (b Start) Args() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "args") }

// Command returns the argument command.
func (b Start) Command() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "command") }

// State is a block state.
type State struct{ *decode.Block }

// Backend returns the argument backend.
func (b State) Backend() decode.Argument[string] { return decode.Read[string](b.Block, "backend") }

// Keep returns the argument keep.
func (b State) Keep() decode.Argument[int64] { return decode.Read[int64](b.Block, "keep") }

// Namespace returns the argument namespace.
func (b State) Namespace() decode.Argument[string] { return decode.Read[string](b.Block, "namespace") }

// Path returns the argument path.
func (b State) Path() decode.Argument[string] { return decode.Read[string](b.Block, "path") }

// Storage is a block storage.
type Storage struct{ *decode.Block }

// Devices returns the blocks device, in the order of the source.
func (b Storage) Devices() []Device { return list[Device](b.Block, "device") }

// Mounts returns the blocks mount, in the order of the source.
func (b Storage) Mounts() []Mount { return list[Mount](b.Block, "mount") }

// StorageClass is a block storage_class.
type StorageClass struct{ *decode.Block }

// AllowVolumeExpansion returns the argument allow_volume_expansion.
func (b StorageClass) AllowVolumeExpansion() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "allow_volume_expansion")
}

// AllowedTopologies returns the blocks allowed_topology, in the order of the source.
func (b StorageClass) AllowedTopologies() []AllowedTopology {
	return list[AllowedTopology](b.Block, "allowed_topology")
}

// Annotations returns the argument annotations.
func (b StorageClass) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b StorageClass) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Default returns the argument default.
func (b StorageClass) Default() decode.Argument[bool] { return decode.Read[bool](b.Block, "default") }

// Labels returns the argument labels.
func (b StorageClass) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b StorageClass) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b StorageClass) Lint() Lint { return Lint{b.Child("lint")} }

// MountOptions returns the argument mount_options.
func (b StorageClass) MountOptions() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "mount_options")
}

// Name returns the argument name.
func (b StorageClass) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Parameters returns the argument parameters.
func (b StorageClass) Parameters() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "parameters")
}

// Provisioner returns the argument provisioner.
func (b StorageClass) Provisioner() decode.Argument[string] {
	return decode.Read[string](b.Block, "provisioner")
}

// Raw returns the argument raw.
func (b StorageClass) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// ReclaimPolicy returns the argument reclaim_policy.
func (b StorageClass) ReclaimPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "reclaim_policy")
}

// VolumeBindingMode returns the argument volume_binding_mode.
func (b StorageClass) VolumeBindingMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_binding_mode")
}

// Subject is a block subject.
type Subject struct{ *decode.Block }

// Kind returns the argument kind.
func (b Subject) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Name returns the argument name.
func (b Subject) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Subject) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// SuccessPolicy is a block success_policy.
type SuccessPolicy struct{ *decode.Block }

// Rules returns the blocks rule, in the order of the source.
func (b SuccessPolicy) Rules() []SuccessRule { return list[SuccessRule](b.Block, "rule") }

// SuccessRule is a block rule.
type SuccessRule struct{ *decode.Block }

// SucceededCount returns the argument succeeded_count.
func (b SuccessRule) SucceededCount() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "succeeded_count")
}

// SucceededIndexes returns the argument succeeded_indexes.
func (b SuccessRule) SucceededIndexes() decode.Argument[string] {
	return decode.Read[string](b.Block, "succeeded_indexes")
}

// TCPSocket is a block tcp_socket.
type TCPSocket struct{ *decode.Block }

// Host returns the argument host.
func (b TCPSocket) Host() decode.Argument[string] { return decode.Read[string](b.Block, "host") }

// Port returns the argument port.
func (b TCPSocket) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

// TLS is a block tls.
type TLS struct{ *decode.Block }

// Hosts returns the argument hosts.
func (b TLS) Hosts() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "hosts") }

// SecretName returns the argument secret_name.
func (b TLS) SecretName() decode.Argument[string] { return decode.Read[string](b.Block, "secret_name") }

// Timeouts is a block timeouts.
type Timeouts struct{ *decode.Block }

// BackendRequest returns the argument backend_request.
func (b Timeouts) BackendRequest() decode.Argument[string] {
	return decode.Read[string](b.Block, "backend_request")
}

// Request returns the argument request.
func (b Timeouts) Request() decode.Argument[string] { return decode.Read[string](b.Block, "request") }

// Toleration is a block toleration.
type Toleration struct{ *decode.Block }

// Effect returns the argument effect.
func (b Toleration) Effect() decode.Argument[string] { return decode.Read[string](b.Block, "effect") }

// Key returns the argument key.
func (b Toleration) Key() decode.Argument[string] { return decode.Read[string](b.Block, "key") }

// Operator returns the argument operator.
func (b Toleration) Operator() decode.Argument[string] {
	return decode.Read[string](b.Block, "operator")
}

// TolerationSeconds returns the argument toleration_seconds.
func (b Toleration) TolerationSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "toleration_seconds")
}

// Value returns the argument value.
func (b Toleration) Value() decode.Argument[string] { return decode.Read[string](b.Block, "value") }

// TopologyMatch is a block match.
type TopologyMatch struct{ *decode.Block }

// Values returns the argument values.
func (b TopologyMatch) Values() decode.Argument[[]any] { return decode.Read[[]any](b.Block, "values") }

// TopologySpread is a block topology_spread.
type TopologySpread struct{ *decode.Block }

// MatchLabelKeys returns the argument match_label_keys.
func (b TopologySpread) MatchLabelKeys() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "match_label_keys")
}

// MatchLabels returns the argument match_labels.
func (b TopologySpread) MatchLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "match_labels")
}

// Matches returns the blocks match, in the order of the source.
func (b TopologySpread) Matches() []Match { return list[Match](b.Block, "match") }

// MaxSkew returns the argument max_skew.
func (b TopologySpread) MaxSkew() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "max_skew")
}

// MinDomains returns the argument min_domains.
func (b TopologySpread) MinDomains() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "min_domains")
}

// NodeAffinityPolicy returns the argument node_affinity_policy.
func (b TopologySpread) NodeAffinityPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "node_affinity_policy")
}

// NodeTaintsPolicy returns the argument node_taints_policy.
func (b TopologySpread) NodeTaintsPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "node_taints_policy")
}

// TopologyKey returns the argument topology_key.
func (b TopologySpread) TopologyKey() decode.Argument[string] {
	return decode.Read[string](b.Block, "topology_key")
}

// WhenUnsatisfiable returns the argument when_unsatisfiable.
func (b TopologySpread) WhenUnsatisfiable() decode.Argument[string] {
	return decode.Read[string](b.Block, "when_unsatisfiable")
}

// URLRewrite is a block url_rewrite.
type URLRewrite struct{ *decode.Block }

// Hostname returns the argument hostname.
func (b URLRewrite) Hostname() decode.Argument[string] {
	return decode.Read[string](b.Block, "hostname")
}

// Path returns the block path.
func (b URLRewrite) Path() PathModifier { return PathModifier{b.Child("path")} }

// Upgrade is a block upgrade.
type Upgrade struct{ *decode.Block }

// MaxSurge returns the argument max_surge.
func (b Upgrade) MaxSurge() decode.Argument[any] { return decode.Read[any](b.Block, "max_surge") }

// MaxUnavailable returns the argument max_unavailable.
func (b Upgrade) MaxUnavailable() decode.Argument[any] {
	return decode.Read[any](b.Block, "max_unavailable")
}

// MinReadySeconds returns the argument min_ready_seconds.
func (b Upgrade) MinReadySeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "min_ready_seconds")
}

// Partition returns the argument partition.
func (b Upgrade) Partition() decode.Argument[int64] { return decode.Read[int64](b.Block, "partition") }

// Paused returns the argument paused.
func (b Upgrade) Paused() decode.Argument[bool] { return decode.Read[bool](b.Block, "paused") }

// ProgressDeadlineSeconds returns the argument progress_deadline_seconds.
func (b Upgrade) ProgressDeadlineSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "progress_deadline_seconds")
}

// RevisionHistoryLimit returns the argument revision_history_limit.
func (b Upgrade) RevisionHistoryLimit() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "revision_history_limit")
}

// Strategy returns the argument strategy.
func (b Upgrade) Strategy() decode.Argument[string] { return decode.Read[string](b.Block, "strategy") }

// TerminationGracePeriodSeconds returns the argument termination_grace_period_seconds.
func (b Upgrade) TerminationGracePeriodSeconds() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "termination_grace_period_seconds")
}

// VGPU is a block vgpu.
type VGPU struct{ *decode.Block }

// Cards returns the argument cards.
func (b VGPU) Cards() decode.Argument[int64] { return decode.Read[int64](b.Block, "cards") }

// Cores returns the argument cores.
func (b VGPU) Cores() decode.Argument[int64] { return decode.Read[int64](b.Block, "cores") }

// Memory returns the argument memory.
func (b VGPU) Memory() decode.Argument[int64] { return decode.Read[int64](b.Block, "memory") }

// Variable is a block variable.
type Variable struct{ *decode.Block }

// Default returns the argument default.
func (b Variable) Default() decode.Argument[any] { return decode.Read[any](b.Block, "default") }

// Description returns the argument description.
func (b Variable) Description() decode.Argument[string] {
	return decode.Read[string](b.Block, "description")
}

// Nullable returns the argument nullable.
func (b Variable) Nullable() decode.Argument[bool] { return decode.Read[bool](b.Block, "nullable") }

// Sensitive returns the argument sensitive.
func (b Variable) Sensitive() decode.Argument[bool] { return decode.Read[bool](b.Block, "sensitive") }

// Type returns the argument type.
func (b Variable) Type() decode.Argument[any] { return decode.Read[any](b.Block, "type") }

// Validations returns the blocks validation, in the order of the source.
func (b Variable) Validations() []Rule { return list[Rule](b.Block, "validation") }

// Volume is a block volume.
type Volume struct{ *decode.Block }

// CSI returns the block csi.
func (b Volume) CSI() CSI { return CSI{b.Child("csi")} }

// ClaimTemplate returns the block claim_template.
func (b Volume) ClaimTemplate() ClaimTemplate { return ClaimTemplate{b.Child("claim_template")} }

// ConfigMap returns the block config_map.
func (b Volume) ConfigMap() Projection { return Projection{b.Child("config_map")} }

// DownwardAPI returns the block downward_api.
func (b Volume) DownwardAPI() DownwardAPI { return DownwardAPI{b.Child("downward_api")} }

// EmptyDir returns the block empty_dir.
func (b Volume) EmptyDir() EmptyDir { return EmptyDir{b.Child("empty_dir")} }

// Ephemeral returns the block ephemeral.
func (b Volume) Ephemeral() ClaimTemplate { return ClaimTemplate{b.Child("ephemeral")} }

// FC returns the block fc.
func (b Volume) FC() FC { return FC{b.Child("fc")} }

// HostPath returns the block host_path.
func (b Volume) HostPath() HostPath { return HostPath{b.Child("host_path")} }

// ISCSI returns the block iscsi.
func (b Volume) ISCSI() ISCSI { return ISCSI{b.Child("iscsi")} }

// Image returns the block image.
func (b Volume) Image() Image { return Image{b.Child("image")} }

// NFS returns the block nfs.
func (b Volume) NFS() NFS { return NFS{b.Child("nfs")} }

// PersistentVolumeClaim returns the block persistent_volume_claim.
func (b Volume) PersistentVolumeClaim() PersistentVolumeClaim {
	return PersistentVolumeClaim{b.Child("persistent_volume_claim")}
}

// Projected returns the block projected.
func (b Volume) Projected() Projected { return Projected{b.Child("projected")} }

// Secret returns the block secret.
func (b Volume) Secret() Projection { return Projection{b.Child("secret")} }

// VolumeClaim is a block volume_claim.
type VolumeClaim struct{ *decode.Block }

// AccessModes returns the argument access_modes.
func (b VolumeClaim) AccessModes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "access_modes")
}

// Annotations returns the argument annotations.
func (b VolumeClaim) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// Clusters returns the argument clusters.
func (b VolumeClaim) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// DataSource returns the block data_source.
func (b VolumeClaim) DataSource() DataSource { return DataSource{b.Child("data_source")} }

// DataSourceRef returns the block data_source_ref.
func (b VolumeClaim) DataSourceRef() DataSource { return DataSource{b.Child("data_source_ref")} }

// Labels returns the argument labels.
func (b VolumeClaim) Labels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "labels")
}

// Lifecycle returns the block lifecycle.
func (b VolumeClaim) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b VolumeClaim) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b VolumeClaim) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b VolumeClaim) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Raw returns the argument raw.
func (b VolumeClaim) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Selector returns the block selector.
func (b VolumeClaim) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// Size returns the argument size.
func (b VolumeClaim) Size() decode.Argument[string] { return decode.Read[string](b.Block, "size") }

// SizeLimit returns the argument size_limit.
func (b VolumeClaim) SizeLimit() decode.Argument[string] {
	return decode.Read[string](b.Block, "size_limit")
}

// StorageClass returns the argument storage_class.
func (b VolumeClaim) StorageClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "storage_class")
}

// VolumeAttributesClass returns the argument volume_attributes_class.
func (b VolumeClaim) VolumeAttributesClass() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_attributes_class")
}

// VolumeMode returns the argument volume_mode.
func (b VolumeClaim) VolumeMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_mode")
}

// VolumeName returns the argument volume_name.
func (b VolumeClaim) VolumeName() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_name")
}

// VolumeNodeTerm is a block required.
type VolumeNodeTerm struct{ *decode.Block }

// MatchFields returns the blocks match_field, in the order of the source.
func (b VolumeNodeTerm) MatchFields() []MatchField { return list[MatchField](b.Block, "match_field") }

// Matches returns the blocks match, in the order of the source.
func (b VolumeNodeTerm) Matches() []Match { return list[Match](b.Block, "match") }

// VolumeNodes is a block node_affinity.
type VolumeNodes struct{ *decode.Block }

// Requireds returns the blocks required, in the order of the source.
func (b VolumeNodes) Requireds() []VolumeNodeTerm { return list[VolumeNodeTerm](b.Block, "required") }

// Wave is a block wave.
type Wave struct{ *decode.Block }

// Analyses returns the blocks analysis, in the order of the source.
func (b Wave) Analyses() []Analysis { return list[Analysis](b.Block, "analysis") }

// Approval returns the block approval.
func (b Wave) Approval() Approval { return Approval{b.Child("approval")} }

// Checks returns the blocks check, in the order of the source.
func (b Wave) Checks() []WaveCheck { return list[WaveCheck](b.Block, "check") }

// Clusters returns the argument clusters.
func (b Wave) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// MaxConcurrent returns the argument max_concurrent.
func (b Wave) MaxConcurrent() decode.Argument[any] {
	return decode.Read[any](b.Block, "max_concurrent")
}

// MaxFailures returns the argument max_failures.
func (b Wave) MaxFailures() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "max_failures")
}

// Select returns the argument select.
func (b Wave) Select() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "select")
}

// Soak returns the argument soak.
func (b Wave) Soak() decode.Argument[string] { return decode.Read[string](b.Block, "soak") }

// Unreachable returns the argument unreachable.
func (b Wave) Unreachable() decode.Argument[string] {
	return decode.Read[string](b.Block, "unreachable")
}

// WaveCheck is a block check.
type WaveCheck struct{ *decode.Block }

// Workload returns the argument workload.
func (b WaveCheck) Workload() decode.Argument[any] { return decode.Read[any](b.Block, "workload") }

// Window is a block window.
type Window struct{ *decode.Block }

// Allow returns the argument allow.
func (b Window) Allow() decode.Argument[string] { return decode.Read[string](b.Block, "allow") }

// Deny returns the argument deny.
func (b Window) Deny() decode.Argument[string] { return decode.Read[string](b.Block, "deny") }

// Duration returns the argument duration.
func (b Window) Duration() decode.Argument[string] { return decode.Read[string](b.Block, "duration") }

// TimeZone returns the argument time_zone.
func (b Window) TimeZone() decode.Argument[string] { return decode.Read[string](b.Block, "time_zone") }

// WindowsOptions is a block windows_options.
type WindowsOptions struct{ *decode.Block }

// GMSACredentialSpec returns the argument gmsa_credential_spec.
func (b WindowsOptions) GMSACredentialSpec() decode.Argument[string] {
	return decode.Read[string](b.Block, "gmsa_credential_spec")
}

// GMSACredentialSpecName returns the argument gmsa_credential_spec_name.
func (b WindowsOptions) GMSACredentialSpecName() decode.Argument[string] {
	return decode.Read[string](b.Block, "gmsa_credential_spec_name")
}

// HostProcess returns the argument host_process.
func (b WindowsOptions) HostProcess() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "host_process")
}

// RunAsUserName returns the argument run_as_user_name.
func (b WindowsOptions) RunAsUserName() decode.Argument[string] {
	return decode.Read[string](b.Block, "run_as_user_name")
}

// Workload is a block workload.
type Workload struct{ *decode.Block }

// Advanced returns the block advanced.
func (b Workload) Advanced() Advanced { return Advanced{b.Child("advanced")} }

// AutomountServiceAccountToken returns the argument automount_service_account_token.
func (b Workload) AutomountServiceAccountToken() decode.Argument[bool] {
	return decode.Read[bool](b.Block, "automount_service_account_token")
}

// Clusters returns the argument clusters.
func (b Workload) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Containers returns the blocks container, in the order of the source.
func (b Workload) Containers() []Container { return list[Container](b.Block, "container") }

// Description returns the argument description.
func (b Workload) Description() decode.Argument[string] {
	return decode.Read[string](b.Block, "description")
}

// ImagePullSecrets returns the argument image_pull_secrets.
func (b Workload) ImagePullSecrets() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "image_pull_secrets")
}

// Ingresses returns the blocks ingress, in the order of the source.
func (b Workload) Ingresses() []Ingress { return list[Ingress](b.Block, "ingress") }

// InitContainers returns the blocks init_container, in the order of the source.
func (b Workload) InitContainers() []Container { return list[Container](b.Block, "init_container") }

// Kind returns the argument kind.
func (b Workload) Kind() decode.Argument[string] { return decode.Read[string](b.Block, "kind") }

// Lifecycle returns the block lifecycle.
func (b Workload) Lifecycle() Lifecycle { return Lifecycle{b.Child("lifecycle")} }

// Lint returns the block lint.
func (b Workload) Lint() Lint { return Lint{b.Child("lint")} }

// Name returns the argument name.
func (b Workload) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Workload) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// NetworkPolicies returns the blocks network_policy, in the order of the source.
func (b Workload) NetworkPolicies() []NetworkPolicy {
	return list[NetworkPolicy](b.Block, "network_policy")
}

// Raw returns the argument raw.
func (b Workload) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Replicas returns the argument replicas.
func (b Workload) Replicas() decode.Argument[int64] { return decode.Read[int64](b.Block, "replicas") }

// ResourceClaims returns the blocks resource_claim, in the order of the source.
func (b Workload) ResourceClaims() []ResourceClaim {
	return list[ResourceClaim](b.Block, "resource_claim")
}

// Routes returns the blocks route, in the order of the source.
func (b Workload) Routes() []Route { return list[Route](b.Block, "route") }

// Schedule returns the block schedule.
func (b Workload) Schedule() Schedule { return Schedule{b.Child("schedule")} }

// Selector returns the block selector.
func (b Workload) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// ServiceAccount returns the argument service_account.
func (b Workload) ServiceAccount() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_account")
}

// ServiceAccountBlock returns the block service_account.
func (b Workload) ServiceAccountBlock() ServiceAccount {
	return ServiceAccount{b.Child("service_account")}
}

// ServiceName returns the argument service_name.
func (b Workload) ServiceName() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_name")
}

// Services returns the blocks service, in the order of the source.
func (b Workload) Services() []Service { return list[Service](b.Block, "service") }

// Volumes returns the blocks volume, in the order of the source.
func (b Workload) Volumes() []Volume { return list[Volume](b.Block, "volume") }

// WorkloadAffinity is a block workload_affinity, workload_anti_affinity.
type WorkloadAffinity struct{ *decode.Block }

// Prefers returns the blocks prefer, in the order of the source.
func (b WorkloadAffinity) Prefers() []WorkloadTerm { return list[WorkloadTerm](b.Block, "prefer") }

// Requireds returns the blocks required, in the order of the source.
func (b WorkloadAffinity) Requireds() []WorkloadTerm { return list[WorkloadTerm](b.Block, "required") }

// WorkloadTerm is a block prefer, required.
type WorkloadTerm struct{ *decode.Block }

// MatchLabelKeys returns the argument match_label_keys.
func (b WorkloadTerm) MatchLabelKeys() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "match_label_keys")
}

// MatchLabels returns the argument match_labels.
func (b WorkloadTerm) MatchLabels() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "match_labels")
}

// Matches returns the blocks match, in the order of the source.
func (b WorkloadTerm) Matches() []Match { return list[Match](b.Block, "match") }

// MismatchLabelKeys returns the argument mismatch_label_keys.
func (b WorkloadTerm) MismatchLabelKeys() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "mismatch_label_keys")
}

// NamespaceSelector returns the block namespace_selector.
func (b WorkloadTerm) NamespaceSelector() LabelSelector {
	return LabelSelector{b.Child("namespace_selector")}
}

// Namespaces returns the argument namespaces.
func (b WorkloadTerm) Namespaces() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "namespaces")
}

// TopologyKey returns the argument topology_key.
func (b WorkloadTerm) TopologyKey() decode.Argument[string] {
	return decode.Read[string](b.Block, "topology_key")
}

// Weight returns the argument weight.
func (b WorkloadTerm) Weight() decode.Argument[int64] { return decode.Read[int64](b.Block, "weight") }
