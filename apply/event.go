package apply

import (
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Event is something that happened during an apply: one of the types below.
// Events of one cluster arrive one after the other.
type Event interface{ event() }

// ObjectStarted means that an object is about to be written or deleted.
type ObjectStarted struct {
	Object object.Ref
	Action plan.Action
}

// ObjectDone means that the server has taken it.
type ObjectDone struct {
	Object  object.Ref
	Action  plan.Action
	Elapsed time.Duration
}

// ObjectFailed means that the server, or a changed object, refused it.
type ObjectFailed struct {
	Object object.Ref
	Action plan.Action
	Err    error
}

// Wait is one thing that the end of a deleted object waits for: a finalizer, or what
// a condition says.
type Wait = observed.Wait

// DeletionProgress means that an object that was deleted is not gone yet: first
// that the server has taken the deletion, and then whatever its end waits for,
// whenever that differs.
type DeletionProgress struct {
	Object  object.Ref
	Waits   []Wait
	Elapsed time.Duration
}

// ServerSilent means that the API server does not answer; it is waited for.
type ServerSilent struct {
	Err     error
	Elapsed time.Duration // since it last did
}

// ServerBack means that it answers again.
type ServerBack struct{ Elapsed time.Duration }

// PodsReplaced means that Pods of a workload are being deleted, so that others
// take their place.
type PodsReplaced struct {
	Object  object.Ref
	Because rollout.ReplacedBecause
	Pods    []string // their names, sorted
}

// RolloutStarted means that a workload is being watched until it is rolled out.
type RolloutStarted struct {
	Object object.Ref
}

// RolloutProgress carries a workload's status whenever it differs from the
// last one.
type RolloutProgress struct {
	Object  object.Ref
	Status  rollout.Status
	Elapsed time.Duration
}

// RolloutEnded means that a workload is rolled out, or will not be.
type RolloutEnded struct {
	Object  object.Ref
	Status  rollout.Status
	Elapsed time.Duration
	Err     error // nil when it is rolled out
}

// ClaimExpanding means that a claim was expanded, and that its Pods do not find the
// larger volume yet.
type ClaimExpanding struct {
	Claim object.Ref
	rollout.Expansion

	live *corev1.PersistentVolumeClaim
}

// ClusterEnded means that nothing more happens on a cluster. Whoever applies to several
// of them tells it.
type ClusterEnded struct {
	Err error // nil where everything was done
}

// Notice is something worth a line: a stale lock acquired, a state recovered.
type Notice struct{ fact.Fact }

func (ObjectStarted) event()    {}
func (ObjectDone) event()       {}
func (ObjectFailed) event()     {}
func (DeletionProgress) event() {}
func (ServerSilent) event()     {}
func (ServerBack) event()       {}
func (PodsReplaced) event()     {}
func (RolloutStarted) event()   {}
func (RolloutProgress) event()  {}
func (RolloutEnded) event()     {}
func (ClaimExpanding) event()   {}
func (ClusterEnded) event()     {}
func (Notice) event()           {}

// reporter makes events of what is waited for.
type reporter struct{ emit func(Event) }

// RolloutStarted means that a workload is being watched until it is rolled out.
func (r reporter) RolloutStarted(o object.Ref) { r.emit(RolloutStarted{Object: o}) }

// RolloutProgress means that its status differs from the last one.
func (r reporter) RolloutProgress(o object.Ref, s rollout.Status, elapsed time.Duration) {
	r.emit(RolloutProgress{Object: o, Status: s, Elapsed: elapsed})
}

// PodsReplaced means that Pods of it are being deleted.
func (r reporter) PodsReplaced(o object.Ref, because rollout.ReplacedBecause, pods []string) {
	r.emit(PodsReplaced{Object: o, Because: because, Pods: pods})
}

// WatchesBlocked means that the server answers, and what watches tell does not get through.
func (r reporter) WatchesBlocked(because error) {
	r.emit(Notice{fact.NewError(because, reason.NoticeBlocked, nil).What})
}

// WatchesUnblocked means that it gets through again.
func (r reporter) WatchesUnblocked() { r.emit(Notice{fact.New(reason.NoticeUnblocked, nil)}) }

// DeletionProgress means that an object that was deleted is not gone yet.
func (r reporter) DeletionProgress(o object.Ref, waits []observed.Wait, elapsed time.Duration) {
	r.emit(DeletionProgress{Object: o, Waits: waits, Elapsed: elapsed})
}
