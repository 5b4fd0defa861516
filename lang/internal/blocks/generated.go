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

// AppArmorProfile is a block app_armor_profile.
type AppArmorProfile struct{ *decode.Block }

// LocalhostProfile returns the argument localhost_profile.
func (b AppArmorProfile) LocalhostProfile() decode.Argument[string] {
	return decode.Read[string](b.Block, "localhost_profile")
}

// Type returns the argument type.
func (b AppArmorProfile) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

// Autoscale is a block autoscale.
type Autoscale struct{ *decode.Block }

// CPUUtilization returns the argument cpu_utilization.
func (b Autoscale) CPUUtilization() decode.Argument[int64] {
	return decode.Read[int64](b.Block, "cpu_utilization")
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

// Device is a block device.
type Device struct{ *decode.Block }

// Volume returns the argument volume.
func (b Device) Volume() decode.Argument[string] { return decode.Read[string](b.Block, "volume") }

// DisruptionBudget is a block disruption_budget.
type DisruptionBudget struct{ *decode.Block }

// MaxUnavailable returns the argument max_unavailable.
func (b DisruptionBudget) MaxUnavailable() decode.Argument[any] {
	return decode.Read[any](b.Block, "max_unavailable")
}

// MinAvailable returns the argument min_available.
func (b DisruptionBudget) MinAvailable() decode.Argument[any] {
	return decode.Read[any](b.Block, "min_available")
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

// Completions returns the argument completions.
func (b Job) Completions() decode.Argument[int64] { return decode.Read[int64](b.Block, "completions") }

// Parallelism returns the argument parallelism.
func (b Job) Parallelism() decode.Argument[int64] { return decode.Read[int64](b.Block, "parallelism") }

// RestartPolicy returns the argument restart_policy.
func (b Job) RestartPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "restart_policy")
}

// LabelSelector is a block namespace_selector, selector.
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

// Scope returns the argument scope.
func (b Object) Scope() decode.Argument[string] { return decode.Read[string](b.Block, "scope") }

// Objects is a block config_map, namespace, object, secret, volume_claim, workload.
type Objects struct{ *decode.Block }

// AccessModes returns the argument access_modes.
func (b Objects) AccessModes() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "access_modes")
}

// Advanced returns the block advanced.
func (b Objects) Advanced() Advanced { return Advanced{b.Child("advanced")} }

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

// Clusters returns the argument clusters.
func (b Objects) Clusters() decode.Argument[any] { return decode.Read[any](b.Block, "clusters") }

// Containers returns the blocks container, in the order of the source.
func (b Objects) Containers() []Container { return list[Container](b.Block, "container") }

// Data returns the argument data.
func (b Objects) Data() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "data")
}

// DataSource returns the block data_source.
func (b Objects) DataSource() DataSource { return DataSource{b.Child("data_source")} }

// DataSourceRef returns the block data_source_ref.
func (b Objects) DataSourceRef() DataSource { return DataSource{b.Child("data_source_ref")} }

// Description returns the argument description.
func (b Objects) Description() decode.Argument[string] {
	return decode.Read[string](b.Block, "description")
}

// ImagePullSecrets returns the argument image_pull_secrets.
func (b Objects) ImagePullSecrets() decode.Argument[[]any] {
	return decode.Read[[]any](b.Block, "image_pull_secrets")
}

// Immutable returns the argument immutable.
func (b Objects) Immutable() decode.Argument[bool] { return decode.Read[bool](b.Block, "immutable") }

// InitContainers returns the blocks init_container, in the order of the source.
func (b Objects) InitContainers() []Container { return list[Container](b.Block, "init_container") }

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

// Name returns the argument name.
func (b Objects) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Namespace returns the argument namespace.
func (b Objects) Namespace() decode.Argument[string] {
	return decode.Read[string](b.Block, "namespace")
}

// Raw returns the argument raw.
func (b Objects) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Replicas returns the argument replicas.
func (b Objects) Replicas() decode.Argument[int64] { return decode.Read[int64](b.Block, "replicas") }

// ResourceClaims returns the blocks resource_claim, in the order of the source.
func (b Objects) ResourceClaims() []ResourceClaim {
	return list[ResourceClaim](b.Block, "resource_claim")
}

// Schedule returns the block schedule.
func (b Objects) Schedule() Schedule { return Schedule{b.Child("schedule")} }

// Scope returns the argument scope.
func (b Objects) Scope() decode.Argument[string] { return decode.Read[string](b.Block, "scope") }

// Selector returns the block selector.
func (b Objects) Selector() LabelSelector { return LabelSelector{b.Child("selector")} }

// ServiceAccount returns the argument service_account.
func (b Objects) ServiceAccount() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_account")
}

// Services returns the blocks service, in the order of the source.
func (b Objects) Services() []Service { return list[Service](b.Block, "service") }

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

// VolumeMode returns the argument volume_mode.
func (b Objects) VolumeMode() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_mode")
}

// VolumeName returns the argument volume_name.
func (b Objects) VolumeName() decode.Argument[string] {
	return decode.Read[string](b.Block, "volume_name")
}

// Volumes returns the blocks volume, in the order of the source.
func (b Objects) Volumes() []Volume { return list[Volume](b.Block, "volume") }

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

// Quota is a block cpu, ephemeral_storage, memory.
type Quota struct{ *decode.Block }

// Limit returns the argument limit.
func (b Quota) Limit() decode.Argument[string] { return decode.Read[string](b.Block, "limit") }

// Request returns the argument request.
func (b Quota) Request() decode.Argument[string] { return decode.Read[string](b.Block, "request") }

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

// Annotations returns the argument annotations.
func (b Service) Annotations() decode.Argument[map[string]any] {
	return decode.Read[map[string]any](b.Block, "annotations")
}

// ExternalTrafficPolicy returns the argument external_traffic_policy.
func (b Service) ExternalTrafficPolicy() decode.Argument[string] {
	return decode.Read[string](b.Block, "external_traffic_policy")
}

// Governing returns the argument governing.
func (b Service) Governing() decode.Argument[bool] { return decode.Read[bool](b.Block, "governing") }

// Headless returns the argument headless.
func (b Service) Headless() decode.Argument[bool] { return decode.Read[bool](b.Block, "headless") }

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

// Name returns the argument name.
func (b Service) Name() decode.Argument[string] { return decode.Read[string](b.Block, "name") }

// Ports returns the blocks port, in the order of the source.
func (b Service) Ports() []ServicePort { return list[ServicePort](b.Block, "port") }

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

// Type returns the argument type.
func (b Service) Type() decode.Argument[string] { return decode.Read[string](b.Block, "type") }

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

// Namespace returns the argument namespace.
func (b State) Namespace() decode.Argument[string] { return decode.Read[string](b.Block, "namespace") }

// Storage is a block storage.
type Storage struct{ *decode.Block }

// Devices returns the blocks device, in the order of the source.
func (b Storage) Devices() []Device { return list[Device](b.Block, "device") }

// Mounts returns the blocks mount, in the order of the source.
func (b Storage) Mounts() []Mount { return list[Mount](b.Block, "mount") }

// TCPSocket is a block tcp_socket.
type TCPSocket struct{ *decode.Block }

// Host returns the argument host.
func (b TCPSocket) Host() decode.Argument[string] { return decode.Read[string](b.Block, "host") }

// Port returns the argument port.
func (b TCPSocket) Port() decode.Argument[any] { return decode.Read[any](b.Block, "port") }

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

// Raw returns the argument raw.
func (b Workload) Raw() decode.Argument[any] { return decode.Read[any](b.Block, "raw") }

// Replicas returns the argument replicas.
func (b Workload) Replicas() decode.Argument[int64] { return decode.Read[int64](b.Block, "replicas") }

// ResourceClaims returns the blocks resource_claim, in the order of the source.
func (b Workload) ResourceClaims() []ResourceClaim {
	return list[ResourceClaim](b.Block, "resource_claim")
}

// Schedule returns the block schedule.
func (b Workload) Schedule() Schedule { return Schedule{b.Child("schedule")} }

// ServiceAccount returns the argument service_account.
func (b Workload) ServiceAccount() decode.Argument[string] {
	return decode.Read[string](b.Block, "service_account")
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
