package plan

import (
	"github.com/workloadlang/wl/internal/fact"
)

// Why an object, or a cluster, cannot be planned.
const (
	ProblemBeingDeleted         fact.Code = "being_deleted"
	ProblemNotManaged           fact.Code = "not_managed"
	ProblemOfAnotherStack       fact.Code = "of_another_stack"
	ProblemChangedMeanwhile     fact.Code = "changed_meanwhile"
	ProblemNamespaceMissing     fact.Code = "namespace_missing"
	ProblemNamespaceTerminating fact.Code = "namespace_terminating"
	ProblemVersionNotServed     fact.Code = "version_not_served"
	ProblemKindMissing          fact.Code = "kind_missing"
	ProblemLabelLost            fact.Code = "label_lost"
	ProblemConflict             fact.Code = "conflict"
	ProblemRefused              fact.Code = "refused"
	ProblemForbidden            fact.Code = "forbidden"
	ProblemSchemaMismatch       fact.Code = "schema_mismatch"
	ProblemImmutable            fact.Code = "immutable_field"
	ProblemServerFails          fact.Code = "server_fails"
	ProblemServerFailedOn       fact.Code = "server_failed_on_object"
	ProblemWebhookSilent        fact.Code = "admission_webhook_silent"
	ProblemConversionSilent     fact.Code = "conversion_webhook_silent"
	ProblemClaimUnbound         fact.Code = "claim_unbound"
	ProblemClaimNotExpandable   fact.Code = "claim_not_expandable"
	ProblemClaimShrinks         fact.Code = "claim_shrinks"
	ProblemTemplateShrinks      fact.Code = "claim_template_shrinks"
	ProblemSelectorMismatch     fact.Code = "selector_mismatch"
	ProblemPaused               fact.Code = "rollout_paused"
	ProblemProtected            fact.Code = "protected"
	ProblemProtectedReplaced    fact.Code = "protected_from_replacement"
	ProblemProtectedWithin      fact.Code = "protected_within"
	ProblemCircle               fact.Code = "circle"
	ProblemQuotaUsedUp          fact.Code = "quota_used_up"
	ProblemTooLarge             fact.Code = "too_large"
	ProblemSameNodePort         fact.Code = "same_node_port"
	ProblemOtherVersion         fact.Code = "other_kubernetes_version"
)

// What problems are made of: who owns a field, whose an object is, and what can be
// done.
const (
	OwnedByAnother       fact.Code = "field_owned"
	OwnedByAnotherHidden fact.Code = "field_owned_sensitive"
	OwnerManager         fact.Code = "manager"
	OwnerStack           fact.Code = "stack"
	OwnerApplySet        fact.Code = "apply_set"
	FormerNamespace      fact.Code = "perhaps_other_namespace"
	FormerName           fact.Code = "perhaps_other_name"
	WayDecideFirst       fact.Code = "decide_who_owns"
	WayShareField        fact.Code = "share_or_force"
	WayShareReplicas     fact.Code = "share_replicas_or_force"
	StateOfStack         fact.Code = "state_of_stack"
)

// What becomes of Pods, and of what else runs.
const (
	EffectPodPerNode          fact.Code = "pod_per_node_starts"
	EffectPaused              fact.Code = "paused"
	EffectPodsStart           fact.Code = "pods_start"
	EffectPodsTerminated      fact.Code = "pods_terminated"
	EffectNoPods              fact.Code = "no_pods"
	EffectNoRestart           fact.Code = "no_restart"
	EffectHeldWhilePaused     fact.Code = "no_restart_while_paused"
	EffectHeldOnDelete        fact.Code = "no_restart_until_deleted"
	EffectHeldByPartition     fact.Code = "no_restart_partition"
	EffectNoDigestYet         fact.Code = "no_restart_without_digest"
	EffectPodsRestart         fact.Code = "pods_restart"
	EffectPodsReplacedInOrder fact.Code = "pods_replaced_in_order"
	EffectScaledUp            fact.Code = "scaled_up"
	EffectScaledDown          fact.Code = "scaled_down"
	EffectRolloutsPaused      fact.Code = "rollouts_paused"
	EffectRecreatedAround     fact.Code = "recreated_keeping_pods"
	EffectAllTerminatedFirst  fact.Code = "all_terminated_first"
	EffectJobRunsAgain        fact.Code = "job_runs_again"
	EffectPodsTerminatedFirst fact.Code = "pods_terminated_first"
	EffectSuspended           fact.Code = "job_suspended"
	EffectSuspends            fact.Code = "job_suspends"
	EffectResumes             fact.Code = "job_resumes"
	EffectSchedule            fact.Code = "schedule"
	EffectScheduleStops       fact.Code = "schedule_stops"
	EffectScheduleResumes     fact.Code = "schedule_resumes"
	EffectBlocked             fact.Code = "reader_blocked"
)

// In which manner Pods restart.
const (
	MannerAllAtOnce           fact.Code = "all_at_once"
	MannerDownUntilBack       fact.Code = "down_until_back"
	MannerMaybeAllAtOnce      fact.Code = "maybe_all_at_once"
	MannerAfterReplacement    fact.Code = "after_replacement"
	MannerAfterReplacements   fact.Code = "each_after_replacement"
	MannerUpToAtATime         fact.Code = "up_to_at_a_time"
	MannerUnavailableAndSurge fact.Code = "max_unavailable_and_surge"
	MannerWithPartition       fact.Code = "up_to_at_a_time_above_partition"
	MannerNodeByNode          fact.Code = "node_by_node"
)

// What else a change means.
const (
	RiskClaimDeleted          fact.Code = "claim_deleted"
	RiskClaimsDeletedWithSet  fact.Code = "claims_deleted_with_set"
	RiskClaimsDeletedByScale  fact.Code = "claims_deleted_by_scaling"
	RiskClaimsInNamespace     fact.Code = "claims_deleted_with_namespace"
	BudgetAllowsNoEviction    fact.Code = "budget_allows_no_eviction"
	PrivilegeHostNetwork      fact.Code = "host_network"
	PrivilegeHostPID          fact.Code = "host_pid"
	PrivilegeHostIPC          fact.Code = "host_ipc"
	PrivilegeServiceAccount   fact.Code = "service_account"
	PrivilegeHostPath         fact.Code = "host_path"
	PrivilegePodRoot          fact.Code = "pods_run_as_root"
	PrivilegeHostPort         fact.Code = "host_port"
	PrivilegePrivileged       fact.Code = "privileged"
	PrivilegeRoot             fact.Code = "runs_as_root"
	PrivilegeEscalation       fact.Code = "allows_privilege_escalation"
	PrivilegeUnconfined       fact.Code = "seccomp_unconfined"
	PrivilegeCapability       fact.Code = "capability"
	PrivilegeHostProcess      fact.Code = "host_process"
	PrivilegePodHostProcess   fact.Code = "pods_run_as_host_process"
	PrivilegeSysctl           fact.Code = "sysctl"
	PrivilegeAppArmor         fact.Code = "app_armor_unconfined"
	PrivilegeProcMount        fact.Code = "proc_unmasked"
	KeepsSelector             fact.Code = "keeps_selector"
	NoteDigestNew             fact.Code = "digest_new"
	NoteDigestGone            fact.Code = "digest_gone"
	NoteKeyNew                fact.Code = "digest_key_new"
	NoteDigestOfOtherVersion  fact.Code = "digest_of_other_version"
	NoteConfigMapsHaveChanged fact.Code = "config_maps_changed_since"
	NoteSecretsHaveChanged    fact.Code = "secrets_changed_since"
)

// What a change, or what is not changed, is warned of.
const (
	WarnServer            fact.Code = "server_warning"
	WarnRiskOfOutage      fact.Code = "upgrade_can_take_all_down"
	WarnPaused            fact.Code = "paused_by_another"
	WarnPartitioned       fact.Code = "partitioned_by_another"
	WarnTakes             fact.Code = "takes_field"
	WarnHelmRelease       fact.Code = "helm_release"
	WarnHelmLabels        fact.Code = "helm_labels"
	WarnKubectlApply      fact.Code = "kubectl_apply"
	WarnNamespaceDeletion fact.Code = "namespace_deleted_whole"
	WarnOtherApplier      fact.Code = "other_applier"
	WarnQuotaOfPods       fact.Code = "quota_too_small_for_pods"
	WarnDNSNames          fact.Code = "old_dns_names"
	WarnTemplatesForNew   fact.Code = "claim_templates_for_new_claims"
	WarnAddressChanges    fact.Code = "address_changes"
	WarnClaimsUnlisted    fact.Code = "claims_not_listed"
	WarnClaimsNotExpanded fact.Code = "claims_not_expanded"
	WarnClaimsMaybeNot    fact.Code = "claims_maybe_not_expanded"
	WarnOutwornByHand     fact.Code = "pods_use_old_claim_templates"
	WarnRunsNamespaceGone fact.Code = "job_runs_again_namespace_gone"
	WarnRunsChanged       fact.Code = "job_runs_again_changed"
	WarnRunsDeleted       fact.Code = "job_runs_again_deleted"
	WarnRunsDeletedReady  fact.Code = "job_runs_again_deleted_after_run"
	WarnRunsExpired       fact.Code = "job_runs_again_expired_unseen"
	WarnRunsUnseen        fact.Code = "job_runs_again_unseen"
)

// Why a claim cannot be expanded.
const (
	ObstacleUnbound     fact.Code = "only_bound_claims"
	ObstacleNoClass     fact.Code = "no_storage_class"
	ObstacleClassGone   fact.Code = "storage_class_missing"
	ObstacleClassHidden fact.Code = "storage_class_unreadable"
	ObstacleClassFixed  fact.Code = "no_volume_expansion"
)

// Why the server was not asked about an object.
const (
	UnaskedReadOnly   fact.Code = "read_only"
	UnaskedForbidden  fact.Code = "dry_run_forbidden"
	UnaskedNamespace  fact.Code = "namespace_does_not_exist_yet"
	UnaskedDefinition fact.Code = "kind_does_not_exist_yet"
	UnaskedUntil      fact.Code = "refused_until"
)
