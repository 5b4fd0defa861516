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
	"github.com/workloadlang/wl/internal/kind"
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
	kind       *kind.Kind
	uid        types.UID // as the server answered; "" where nothing was written
	generation int64     // likewise: an older one tells nothing
	since      time.Time // by the server's clock
	late       bool      // its watch began first, and may not have caught up
	monitor    *rollout.Monitor
	status     rollout.Status
	changed    time.Time     // when the status last did
	asked      bool          // the events are being followed
	claims     claimQuestion // whether its Pods' claims are
	ended      bool          // only its logs are still to come
	expires    bool          // of a Job: Kubernetes removes it when it has ended
	appears    time.Time     // when the cluster must have shown it at the latest
	replacing  replacing
}

// beginRollout watches a workload until it is rolled out.
func (e *engine) beginRollout(ctx context.Context, s int) {
	if e.interrupted || e.fatal != nil {
		e.unwatched++
		return
	}
	now, ref := time.Now(), e.program[s].Object
	selection := memberSelection(ref, e.in.Stack)
	r := &watchedRollout{step: s, ref: ref, kind: e.in.known().About(ref.GroupKind()), monitor: rollout.NewMonitor(e.in.Timeout, now), changed: now, late: e.watches.following(selection), replacing: newReplacing()}
	r.appears = now.Add(e.patience())
	if written, ok := e.written[ref]; ok {
		r.uid, r.generation = types.UID(written.UID), written.Generation
		if entry, ok := written.Manager(e.in.Stack.FieldManager()); ok {
			r.since = entry.Time
		}
	}
	e.rollouts[ref] = r
	e.emit(RolloutStarted{Object: ref})
	e.watches.follow(ctx, selection)
	for _, child := range r.kind.Children {
		e.watches.follow(ctx, e.watches.chosen.selection(child, ref.Namespace))
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
	if err := e.watches.failed[selection]; err != nil {
		e.endRollout(ctx, r, fmt.Errorf("its rollout cannot be watched: %w", err))
		return
	}
	seen, ok := e.watches.families.workloads[ref]
	switch {
	case !ok || (r.uid != "" && seen.uid != r.uid):
		// A watch that began before the object was written may be behind.
		if e.watches.synced[selection] && (r.uid == "" || !r.late) {
			e.endRollout(ctx, r, vanishing(e.program[r.step].Manifest))
		}
		return
	case seen.generation < r.generation:
		return // seen before it was written
	}
	r.uid, r.expires = seen.uid, rollout.Expires(seen.workload)
	evidence := e.watches.families.evidence(seen.uid)
	evidence.Since, evidence.Manager = r.since, e.in.Stack.FieldManager()
	r.claims.consider(evidence)
	s := r.monitor.Judge(time.Now(), seen.workload, evidence)
	if s.Done && rollout.UsesClaims(seen.workload) && !e.podsKnown(ctx, r, seen.workload, evidence) {
		return // whether its Pods use its claims is still to be seen
	}
	e.report(ctx, r, s, lateEvidence(seen.workload, evidence))
	e.replacePods(ctx, r, seen.workload, evidence)
}

// vanished ends the rollout of a workload that was deleted, as it was last seen.
func (e *engine) vanished(ctx context.Context, seen observed) {
	r := e.rollouts[seen.ref]
	if r == nil || r.ended || r.uid != seen.uid {
		return
	}
	// A Job is removed as soon as it has ended, where its time to live is 0: how it
	// ended is told by what was last seen of it.
	if seen.workload != nil && rollout.Expires(seen.workload) {
		r.expires = true
		if s := rollout.JudgeEnded(seen.workload); s.Done || s.Failed {
			e.report(ctx, r, s, nothing)
			return
		}
	}
	e.endRollout(ctx, r, vanishing(e.program[r.step].Manifest))
}

// report tells what is new, and ends the rollout if that is to be.
func (e *engine) report(ctx context.Context, r *watchedRollout, s rollout.Status, ask question) {
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
			withLogs := addLogs(ctx, e.cluster, r.ref.Namespace, ask(ctx, e.cluster, s), e.mask())
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
	if err == nil && r.status.Word == rollout.Completed {
		err = e.journal.finished(e.program[r.step].Manifest, r.expires)
	}
	e.emit(RolloutEnded{Object: r.ref, Status: r.status, Elapsed: r.monitor.Elapsed(time.Now()), Err: err})
	if err != nil {
		e.journal.settled(r.ref, state.Stalled)
		e.fail(&e.program[r.step], err)
		return
	}
	e.journal.settled(r.ref, state.Ready)
	e.result.RolledOut++
	e.enqueue(ctx, e.run.Finish(r.step))
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
	if ask := r.changed.Add(silence); (r.wantsEvents() || r.claims.open()) && (next.IsZero() || ask.Before(next)) {
		return ask
	}
	return next
}

// wantsEvents reports whether a rollout that stands still does not say why, and
// the events have not been asked.
func (r *watchedRollout) wantsEvents() bool {
	return !r.asked && !r.status.Explained() && r.kind.HasPods()
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
		if silent := !now.Before(r.changed.Add(silence)); silent {
			e.inquire(ctx, r)
		}
		if r.status.Word == "" && !now.Before(r.appears) {
			e.endRollout(ctx, r, fmt.Errorf("the cluster has not returned it for %v after it was applied: apply again", e.patience()))
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
