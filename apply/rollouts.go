package apply

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// silence is how long a rollout may stand still without saying why before its
// namespace's events are asked.
const silence = 3 * time.Second

// watchedRollout is a workload on its way.
type watchedRollout struct {
	step       int
	ref        object.Ref
	uid        types.UID // as the server answered; "" where nothing was written
	generation int64     // likewise: an older one tells nothing
	since      time.Time // by the server's clock
	late       bool      // its watch began first, and may not have caught up
	monitor    *rollout.Monitor
	status     rollout.Status
	changed    time.Time // when the status last did
	asked      bool      // the events are being followed
	ended      bool      // only its logs are still to come
	appears    time.Time // when the cluster must have shown it at the latest
	replacing  replacing
}

// beginRollout watches a workload until it is rolled out.
func (e *engine) beginRollout(ctx context.Context, s int) {
	if e.interrupted || e.fatal != nil {
		e.unwatched++
		return
	}
	now, ref := time.Now(), e.graph.steps[s].object
	selection := memberSelection(ref, e.in.Stack)
	r := &watchedRollout{step: s, ref: ref, monitor: rollout.NewMonitor(e.in.Timeout, now), changed: now, late: e.feeds.following(selection), replacing: newReplacing()}
	r.appears = now.Add(e.patience())
	if written, ok := e.written[ref]; ok {
		r.uid, r.generation = types.UID(written.UID), written.Generation
		if entry, ok := written.Manager(e.in.Stack.FieldManager()); ok {
			r.since = entry.Time
		}
	}
	e.rollouts[ref] = r
	e.emit(RolloutStarted{Object: ref})
	e.feeds.follow(ctx, selection)
	if rollout.HasPods(ref.GroupKind()) {
		e.feeds.follow(ctx, ownedBy(podKind, ref, e.graph.steps[s].manifest.Fit))
	}
	if ref.GroupKind() == deploymentKind {
		e.feeds.follow(ctx, ownedBy(replicaSetKind, ref, e.graph.steps[s].manifest.Fit))
	}
	e.judge(ctx, ref)
}

// judge looks at a workload anew.
func (e *engine) judge(ctx context.Context, ref object.Ref) {
	r := e.rollouts[ref]
	if r == nil || r.ended {
		return
	}
	selection := memberSelection(ref, e.in.Stack)
	if err := e.feeds.failed[selection]; err != nil {
		e.endRollout(ctx, r, fmt.Errorf("its rollout cannot be watched: %w", err))
		return
	}
	seen, ok := e.feeds.families.workloads[ref]
	switch {
	case !ok || (r.uid != "" && seen.uid != r.uid):
		// A watch that began before the object was written may be behind.
		if e.feeds.synced[selection] && (r.uid == "" || !r.late) {
			e.endRollout(ctx, r, errVanished)
		}
		return
	case seen.generation < r.generation:
		return // seen before it was written
	}
	r.uid = seen.uid
	evidence := e.feeds.families.evidence(seen.uid)
	evidence.Since = r.since
	s := r.monitor.Judge(time.Now(), seen.workload, evidence)
	if s.Done && rollout.UsesClaims(seen.workload) && !e.podsKnown(ctx, r, seen.workload, evidence) {
		return // whether its Pods use its claims is still to be seen
	}
	e.report(ctx, r, s)
	e.replacePods(ctx, r, seen.workload, evidence)
}

// vanished ends the rollout of a workload that was deleted.
func (e *engine) vanished(ctx context.Context, ref object.Ref, uid types.UID) {
	if r := e.rollouts[ref]; r != nil && !r.ended && r.uid == uid {
		e.endRollout(ctx, r, errVanished)
	}
}

// report tells what is new, and ends the rollout if that is to be.
func (e *engine) report(ctx context.Context, r *watchedRollout, s rollout.Status) {
	now := time.Now()
	if !reflect.DeepEqual(s, r.status) {
		r.status, r.changed = s, now
		e.emit(RolloutProgress{Object: r.ref, Status: s, Elapsed: r.monitor.Elapsed(now)})
	}
	switch {
	case s.Done:
		e.endRollout(ctx, r, nil)
	case s.Failed:
		r.ended = true
		e.request(func() func() {
			withLogs := addLogs(ctx, e.cluster, r.ref.Namespace, s, e.mask())
			return func() {
				r.status = withLogs
				e.endRollout(ctx, r, &RolloutError{Status: withLogs})
			}
		})
	}
}

// endRollout concludes a rollout; err is nil when it is done.
func (e *engine) endRollout(ctx context.Context, r *watchedRollout, err error) {
	if e.rollouts[r.ref] != r {
		return // not waited for any more
	}
	delete(e.rollouts, r.ref)
	e.emit(RolloutEnded{Object: r.ref, Status: r.status, Elapsed: r.monitor.Elapsed(time.Now()), Err: err})
	if err != nil {
		e.journal.settled(r.ref, state.Stalled)
		e.fail(&e.graph.steps[r.step], err)
		return
	}
	e.journal.settled(r.ref, state.Ready)
	e.result.RolledOut++
	e.enqueue(ctx, e.graph.finish(r.step))
}

// patience is how long something may take of which there is no news at all.
func (e *engine) patience() time.Duration {
	if e.in.Timeout > 0 {
		return e.in.Timeout
	}
	return rollout.DefaultDeadline
}

// nextMoment is when tick has something to do for a rollout; the zero time if
// it has nothing.
func (r *watchedRollout) nextMoment() time.Time {
	next := r.monitor.Next()
	if r.ended {
		return time.Time{}
	}
	if r.status.Word == "" {
		next = r.appears
	}
	if due := r.replacing.next; !due.IsZero() && (next.IsZero() || due.Before(next)) {
		next = due
	}
	if ask := r.changed.Add(silence); r.wantsEvents() && (next.IsZero() || ask.Before(next)) {
		return ask
	}
	return next
}

// wantsEvents says whether a rollout that stands still does not say why, and
// the events have not been asked.
func (r *watchedRollout) wantsEvents() bool {
	return !r.asked && !r.status.Explained() && rollout.HasPods(r.ref.GroupKind())
}

// tickRollouts judges what time alone may change, and has the events followed
// of what stands still without saying why.
func (e *engine) tickRollouts(ctx context.Context, now time.Time) {
	for _, ref := range slices.SortedFunc(maps.Keys(e.rollouts), object.Compare) {
		r := e.rollouts[ref]
		if r == nil || r.ended {
			continue
		}
		if next := r.nextMoment(); next.IsZero() || next.After(now) {
			continue
		}
		if r.wantsEvents() && !now.Before(r.changed.Add(silence)) {
			r.asked = true
			e.feeds.follow(ctx, kube.Selection{Kind: eventKind, Namespace: ref.Namespace, FieldSelector: "type=Warning"})
		}
		if r.status.Word == "" && !now.Before(r.appears) {
			e.endRollout(ctx, r, fmt.Errorf("the cluster has not shown it for %v after it was applied: apply again", e.patience()))
			continue
		}
		e.judge(ctx, ref)
	}
}

// logLines is how much of a container's output is shown with its failure.
const logLines = 10

// logTimeout is how long a failure's logs may keep it from being told.
const logTimeout = 10 * time.Second

// addLogs adds the last lines of the containers that a failed status speaks
// of. There may be none, or no way to them: the status is then as it was.
func addLogs(ctx context.Context, c Cluster, namespace string, s rollout.Status, mask object.Mask) rollout.Status {
	ctx, cancel := context.WithTimeout(ctx, logTimeout)
	defer cancel()
	s.Causes = slices.Clone(s.Causes)
	for i := range s.Causes {
		if cause := &s.Causes[i]; cause.HasLogs() {
			if text, err := c.PodLogs(ctx, namespace, cause.Pod, cause.Container, false, logLines); err == nil {
				cause.Logs = mask.Text(strings.TrimRight(text, "\n"))
			}
		}
	}
	return s
}
