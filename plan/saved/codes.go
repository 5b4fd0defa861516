package saved

import "github.com/workloadlang/wl/internal/fact"

// In what a plan is not the one that was reviewed.
const (
	ProblemClusterGone  fact.Code = "reviewed_cluster_gone"
	ProblemClusterNew   fact.Code = "reviewed_without_cluster"
	ProblemOtherCluster fact.Code = "reviewed_other_cluster"
	ProblemOtherStack   fact.Code = "reviewed_other_stack"
	ProblemDiffers      fact.Code = "reviewed_otherwise"
	ProblemOutputs      fact.Code = "reviewed_other_outputs"
	ProblemApplied      fact.Code = "reviewed_applied_already"
	ProblemNothingLeft  fact.Code = "reviewed_nothing_left"
)

// Why a file is not a plan that can be used.
const (
	FileNoPlan           fact.Code = "plan_file_is_no_plan"
	FileWithoutVersion   fact.Code = "plan_file_without_version"
	FileOfEarlierVersion fact.Code = "plan_file_of_earlier_version"
	FileOfLaterVersion   fact.Code = "plan_file_of_later_version"
	FileChanged          fact.Code = "plan_file_changed"
	FileUnreadable       fact.Code = "plan_file_unreadable"
	FileWithoutClusters  fact.Code = "plan_file_without_clusters"
)

// How an object differs from the reviewed plan.
const (
	DiffersInUID         fact.Code = "differs_in_uid"
	DiffersInSteps       fact.Code = "differs_in_steps"
	DiffersWithinSteps   fact.Code = "differs_within_steps"
	DiffersInAction      fact.Code = "differs_in_action"
	DiffersInAdoption    fact.Code = "differs_in_adoption"
	DiffersInReplacement fact.Code = "differs_in_replacement"
	DiffersInGrowth      fact.Code = "differs_in_growth"
	DiffersInDryRun      fact.Code = "differs_in_dry_run"
	NotConfiguredNow     fact.Code = "not_configured_now"
	ConfiguredOtherwise  fact.Code = "configured_otherwise"
	SensitiveOtherwise   fact.Code = "sensitive_otherwise"
	NotConfiguredThen    fact.Code = "not_configured_then"
)

// How a field changes, in short.
const (
	FieldDiffers   fact.Code = "field_differs"
	FieldSensitive fact.Code = "field_sensitive"
	FieldUnknown   fact.Code = "field_known_after_apply"
	FieldAdded     fact.Code = "field_added"
	FieldRemoved   fact.Code = "field_removed"
	FieldChanged   fact.Code = "field_changed"
	FieldTaken     fact.Code = "field_taken"
	FieldReleased  fact.Code = "field_released"
)
