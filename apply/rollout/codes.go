package rollout

import "github.com/workloadlang/wl/internal/fact"

// What is being waited for: Status.Message.
const (
	AwaitsController  fact.Code = "controller_has_not_observed"
	AwaitsCreated     fact.Code = "pods_created"
	AwaitsUpdated     fact.Code = "pods_updated"
	AwaitsReady       fact.Code = "pods_ready"
	AwaitsReadyFor    fact.Code = "pods_ready_for"
	AwaitsSucceeded   fact.Code = "pods_succeeded"
	AwaitsFormer      fact.Code = "former_pods_left"
	AwaitsRemoval     fact.Code = "pods_to_remove"
	AwaitsReplaced    fact.Code = "pods_to_replace_for_claim_templates"
	AwaitsCompletion  fact.Code = "controller_has_not_completed"
	AwaitsReadiness   fact.Code = "controller_has_not_observed_readiness"
	AwaitsEstablished fact.Code = "definition_not_established"
	AwaitsKind        fact.Code = "not_current"
	AwaitsCondition   fact.Code = "condition_not_true"
	AwaitsField       fact.Code = "field_has_other_value"
	AwaitsPhase       fact.Code = "phase_not_ready"
	AwaitsBinding     fact.Code = "claim_to_be_bound"
	AwaitsConsumer    fact.Code = "claim_waits_for_first_consumer"
	AwaitsUnreadClass fact.Code = "class_of_claim_unread"
	AwaitsAddress     fact.Code = "address_to_be_assigned"
	AwaitsParents     fact.Code = "parents_to_accept"
	AwaitsDeletion    fact.Code = "deletion_in_progress"
	AwaitsResumption  fact.Code = "waits_while_paused"
	AwaitsNothing     fact.Code = "waits_while_suspended"
	EndedFailed       fact.Code = "has_failed"
	EndedExpired      fact.Code = "removed_after_completion"
	// Its time is up; what was waited for is the argument awaited.
	OverTimeout        fact.Code = "not_rolled_out_within"
	OverTimeoutUnready fact.Code = "not_ready_within"
	OverDeadline       fact.Code = "no_progress_for"
)

// What is wrong: Status.Message of what has failed.
const (
	WrongImage         fact.Code = "image_not_pulled"
	WrongContainer     fact.Code = "container_not_started"
	WrongCrashing      fact.Code = "container_crashes"
	WrongNode          fact.Code = "node_not_responding"
	WrongPodFailed     fact.Code = "pod_failed"
	WrongUnscheduled   fact.Code = "pods_not_scheduled"
	WrongPodUnready    fact.Code = "pod_not_ready"
	WrongPodsRefused   fact.Code = "pods_not_created"
	WrongJobFailed     fact.Code = "job_failed"
	WrongDeadline      fact.Code = "progress_deadline_exceeded"
	WrongPaused        fact.Code = "rollout_is_paused"
	WrongChange        fact.Code = "controller_cannot_change"
	WrongNames         fact.Code = "definition_names_conflict"
	WrongKind          fact.Code = "kind_reports_failure"
	WrongUnready       fact.Code = "object_not_ready"
	WrongAddress       fact.Code = "address_not_assigned"
	WrongIngressClass  fact.Code = "ingress_class_does_not_exist"
	WrongParents       fact.Code = "not_accepted_by_parents"
	WrongClaimUnbound  fact.Code = "claim_not_bound"
	WrongClaimLost     fact.Code = "claim_lost_volume"
	WrongClaimMissing  fact.Code = "claim_missing"
	WrongBlockingOlder fact.Code = "former_pod_blocks"
	WrongPodStays      fact.Code = "pod_stays"
	WrongOverwritten   fact.Code = "changed_by_others_meanwhile"
)

// What is known of a cause: Cause.Detail. The argument said is what the cluster said
// itself.
const (
	KnownSaid                fact.Code = "cluster_said"
	KnownImage               fact.Code = "about_image"
	KnownEnd                 fact.Code = "container_ended"
	KnownEndsAtOnce          fact.Code = "container_ends_at_once"
	KnownNode                fact.Code = "which_node"
	KnownFinalizers          fact.Code = "kept_by_finalizers"
	KnownNotStopped          fact.Code = "node_has_not_stopped_it"
	KnownUnready             fact.Code = "it_is_not_ready"
	KnownDeadline            fact.Code = "progress_deadline"
	KnownPaused              fact.Code = "until_resumed"
	KnownSuspended           fact.Code = "until_no_longer_suspended"
	KnownOverwritten         fact.Code = "fields_changed_by_others"
	KnownUnbound             fact.Code = "it_is_not_bound"
	KnownVolumeGone          fact.Code = "volume_gone"
	KnownClassMissing        fact.Code = "class_of_claim_missing"
	KnownNamedMissing        fact.Code = "named_by_pods_missing"
	KnownMountMissing        fact.Code = "source_of_volume_missing"
	KnownNoBalancer          fact.Code = "no_load_balancer"
	KnownIngressClassMissing fact.Code = "ingress_class_missing"
	KnownParent              fact.Code = "parent_says"
	KnownGatewayMissing      fact.Code = "gateway_missing"
	KnownGatewayUnserved     fact.Code = "gateway_without_controller"
)

// OneCause is a cause as a fact.
const OneCause fact.Code = "cause"

// said is what the cluster said itself; the zero fact where it said nothing.
func said(text string) fact.Fact { return saidAs(KnownSaid, text) }

func saidAs(code fact.Code, text string) fact.Fact {
	if text == "" {
		return fact.Fact{}
	}
	return fact.New(code, fact.Args{"said": text})
}

// progress is that so many of the Pods that there should be are as a code says.
func progress(code fact.Code, pods, wanted int64) fact.Fact {
	return fact.New(code, fact.Args{"pods": pods, "wanted": wanted})
}

// some is a fact about so many Pods.
func some(code fact.Code, pods int64) fact.Fact { return fact.New(code, fact.Args{"pods": pods}) }

func plain(code fact.Code) fact.Fact { return fact.New(code, nil) }
