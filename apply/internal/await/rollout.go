package await

import (
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// silence is how long a rollout may stand still without saying why before its
// namespace's events are asked.
const silence = 3 * time.Second

// watchedRollout is a workload on its way.
type watchedRollout struct {
	step       int
	ref        object.Ref
	manifest   *object.Manifest
	kind       *kind.Kind
	uid        types.UID    // as the server answered; "" where nothing was written
	generation int64        // likewise: an older one tells nothing
	written    *object.Meta // likewise; nil where nothing was
	since      time.Time    // by the server's clock
	late       bool         // its watch began first, and may not have caught up
	followed   bool         // it is being looked at
	monitor    *rollout.Monitor
	status     rollout.Status
	changed    time.Time        // when the status last did
	asked      bool             // the events are being followed
	regards    []kind.GroupKind // kinds of which its readiness depends on what there is in the cluster
	claims     claimQuestion    // whether its Pods' claims are
	ended      bool             // only its logs are still to come
	expires    bool             // of a Job: Kubernetes removes it when it has ended
	appears    time.Time        // when the cluster must have shown it at the latest
	replacing  replacing
	timely     bool // it is judged because time has passed
	second     second
	podsBy     time.Time // until when the Pods of what has failed are waited for; the zero time where it has not
}

// next is when there is something to do for a rollout; the zero time if there is
// nothing.
func (r *watchedRollout) next() time.Time {
	if r.ended || !r.followed {
		return time.Time{}
	}
	next := r.monitor.Next()
	if r.status.Word == "" {
		next = r.appears
	}
	if r.second.begun() {
		next = r.second.by
	}
	next = Earlier(Earlier(next, r.replacing.next), r.podsBy)
	if r.wantsEvents() || r.claims.open() {
		next = Earlier(next, r.changed.Add(silence))
	}
	return next
}

// wantsEvents reports whether a rollout that stands still does not say why, and
// the events have not been asked.
func (r *watchedRollout) wantsEvents() bool {
	return !r.asked && !r.status.Explained() && r.kind.GroupKind != kind.Definition
}

// claimQuestion is whether the claims of a rollout's Pods are worth reading, and
// whether they are being followed.
type claimQuestion struct{ waits, asked bool }

func (q *claimQuestion) consider(e rollout.Evidence) { q.waits = rollout.WaitsForClaims(e) }

func (q *claimQuestion) open() bool { return q.waits && !q.asked }

var errVanished error = fact.NewError(nil, reason.WorkloadGone, nil)

// errExpired is why a Job's end is not known.
var errExpired = unknown(nil, reason.JobRemoved, nil)

// vanishing is why a workload is gone whose rollout was watched.
func vanishing(m *object.Manifest) error {
	spec, _ := m.Content["spec"].(map[string]any)
	if _, expires := spec["ttlSecondsAfterFinished"]; expires && m.Ref.GroupKind() == kind.Job {
		return errExpired
	}
	return errVanished
}
