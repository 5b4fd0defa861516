// Package reason has the codes of why something was not applied, and of what an apply
// tells beside that: docs/codes.md lists them with their arguments.
package reason

import "github.com/workloadlang/wl/internal/fact"

// Why an object could not be brought to where it should be.
const (
	ObjectReplaced       fact.Code = "object_replaced"
	NotAsPlanned         fact.Code = "object_not_as_planned"
	CreatedByAnother     fact.Code = "object_created_by_another"
	NotRestored          fact.Code = "object_not_restored"
	OwnershipTaken       fact.Code = "ownership_taken"
	OwnershipNotReleased fact.Code = "ownership_not_released"
	ClaimChanged         fact.Code = "claim_changed"
	ClaimNotExpanded     fact.Code = "claim_not_expanded"
	ObjectStays          fact.Code = "object_stays"
	ObjectPerhapsGone    fact.Code = "object_perhaps_gone"
	ObjectEndHidden      fact.Code = "object_end_hidden"
	NotRolledOut         fact.Code = "not_rolled_out"
	RolloutNotWatched    fact.Code = "rollout_not_watched"
	RolloutUnknown       fact.Code = "rollout_unknown"
	PodsNotDeleted       fact.Code = "pods_not_deleted"
	PodsNotListed        fact.Code = "pods_not_listed"
	WorkloadGone         fact.Code = "workload_gone"
	WorkloadMissing      fact.Code = "workload_missing"
	WorkloadUnlabelled   fact.Code = "workload_label_lost"
	WorkloadUnseen       fact.Code = "workload_unseen"
	JobRemoved           fact.Code = "job_removed_unseen"
)

// For what the end of a deleted object waits.
const (
	WaitsForFinalizer fact.Code = "finalizer"
	WaitsForCondition fact.Code = "condition"
)

// What of a stack could not be looked at.
const (
	SecretsUnread fact.Code = "secrets_unread"
	ObjectsUnread fact.Code = "objects_unread"
	NamespaceGoes fact.Code = "namespace_goes"
)

// What failed, and why: on a cluster, and of its objects.
const (
	Failed        fact.Code = "apply_failed"
	ClusterFailed fact.Code = "apply_failed_on_cluster"
	ObjectFailed  fact.Code = "apply_failed_at_object"
)

// Why an operation ended, or did not begin, where no object is to blame.
const (
	ServerSilent       fact.Code = "server_silent"
	StateChanged       fact.Code = "state_changed_since"
	StateRemoved       fact.Code = "state_removed_since"
	PlanIncomplete     fact.Code = "plan_incomplete"
	PlanBlocked        fact.Code = "plan_blocked"
	NotConfigured      fact.Code = "not_in_configuration"
	NamespaceMissing   fact.Code = "state_namespace_missing"
	StateNotDeleted    fact.Code = "state_not_deleted"
	OutcomeNotRecorded fact.Code = "outcome_not_recorded"
	Interrupted        fact.Code = "interrupted_between"
	InterruptedLocked  fact.Code = "interrupted_before_lock"
	InterruptedBefore  fact.Code = "interrupted_before"
	InterruptedLast    fact.Code = "interrupted_at_namespace"
	InterruptedGoing   fact.Code = "interrupted_without_state"
	InterruptedWait    fact.Code = "interrupted_waiting"
)

// What is told on the way.
const (
	NoticeInterrupted fact.Code = "notice_interrupted"
	NoticeWarning     fact.Code = "notice_warning"
	NoticeLockStays   fact.Code = "notice_lock_not_released"
	NoticeBlocked     fact.Code = "notice_watches_blocked"
	NoticeUnblocked   fact.Code = "notice_watches_unblocked"
)
