package await

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// Rollouts waits until workloads are rolled out.
type Rollouts struct {
	*Config
	watches    *watches
	clock      clock
	all        map[object.Ref]*watchedRollout
	unfollowed []*watchedRollout // those that are not looked at yet
	followBy   time.Time         // when they are, at the latest; the zero time where there are none
}

// EndedRollout is a rollout that is not waited for any more.
type EndedRollout struct {
	Step    int
	Object  object.Ref
	Status  rollout.Status // as last seen: done or failed, unless there is an error
	Expires bool           // of a Job: Kubernetes removes it when it has ended
	Elapsed time.Duration
	Err     error // why nobody will know how it ended
}

// Await waits for the workload of a step until it is rolled out. Written is what the
// server has answered when it was written; nil where nothing was. It is looked at from
// Follow on, or a little later; at once where others wait for it, or it may soon be gone.
func (w *Rollouts) Await(ctx context.Context, step int, s *step.Step, written *object.Meta) {
	now, selection := time.Now(), observed.Members(s.Object, w.Stack)
	r := &watchedRollout{
		step: step, ref: s.Object, manifest: s.Manifest, kind: w.Kinds.About(s.Object.GroupKind()), monitor: rollout.NewMonitor(w.Timeout, now),
		late: w.watches.following(selection), replacing: newReplacing(),
	}
	if written != nil {
		r.uid, r.generation, r.written = types.UID(written.UID), written.Generation, written
		if entry, ok := written.Manager(w.Stack.FieldManager()); ok {
			r.since = entry.Time
		}
	}
	w.all[s.Object] = r
	w.Observer.RolloutStarted(s.Object)
	if r.late || r.kind.Pods == kind.RunsPods || w.gates(step) {
		w.follow(ctx, r)
		return
	}
	w.unfollowed = append(w.unfollowed, r)
	if w.followBy.IsZero() {
		w.followBy = now.Add(unwatched)
	}
}

// Len is how many rollouts are waited for.
func (w *Rollouts) Len() int { return len(w.all) }

// Hurry has those concluded that are known to have failed, without waiting for the Pods that tell how.
func (w *Rollouts) Hurry(ctx context.Context) {
	for _, ref := range slices.SortedFunc(maps.Keys(w.all), object.Compare) {
		if r := w.all[ref]; r != nil && !r.podsBy.IsZero() {
			r.podsBy = time.Now()
			w.judge(ctx, ref)
		}
	}
}

// Abandon waits for none any more, and returns how many those were. One that has failed, and whose logs are being read,
// ends as that, and is none of them.
func (w *Rollouts) Abandon() (left int) {
	w.unfollowed, w.followBy = nil, time.Time{}
	for ref, r := range w.all {
		if !r.ended {
			delete(w.all, ref)
			left++
		}
	}
	return left
}

// judge looks at a workload anew.
func (w *Rollouts) judge(ctx context.Context, ref object.Ref) {
	r := w.all[ref]
	if r == nil || r.ended {
		return
	}
	selection := observed.Members(ref, w.Stack)
	if err := w.watches.unseen(selection, ref); err != nil {
		w.end(ctx, r, unknown(err, reason.RolloutNotWatched, nil))
		return
	}
	seen, ok := w.watches.index.Workload(ref)
	switch {
	case !ok || (r.uid != "" && seen.UID != r.uid):
		// A watch that began before the object was written may be behind.
		if w.watches.told(selection, ref) && (r.uid == "" || !r.late) {
			w.end(ctx, r, vanishing(r.manifest))
		}
		return
	case seen.Generation < r.generation:
		return // seen before it was written
	}
	r.uid, r.expires = seen.UID, rollout.Expires(seen.Workload)
	evidence := w.evidence(ctx, r, seen)
	if !w.lookAround(ctx, r, seen.Workload, &evidence) {
		return // what it depends on is still to be seen
	}
	r.claims.consider(evidence)
	s := r.monitor.Judge(time.Now(), seen.Workload, evidence)
	if s.Done && !r.endKnown(ctx, w, seen.Workload, evidence) || r.unsure(s, w.watches) {
		return // whether its Pods are the wanted ones, or it has failed, is still to be seen
	}
	w.report(ctx, r, s, lateEvidence(seen.Workload, evidence))
	w.replacePods(ctx, r, seen.Workload, evidence)
}

// evidence is what is known beside a workload.
func (w *Rollouts) evidence(ctx context.Context, r *watchedRollout, seen observed.Object) rollout.Evidence {
	e := w.watches.index.Evidence(seen.UID)
	e.Since, e.Manager, e.Own, e.Written = r.since, w.Stack.FieldManager(), seen.Own, r.written
	if r.manifest != nil {
		e.LeftOver = r.manifest.Lifecycle.IgnoreFields
	}
	if e.Leaving() {
		e.Now = w.clock.now(ctx, w)
	}
	return e
}

// lookAround completes the evidence by what there is around a workload, and reports whether
// that is all there. What may tell why it stands still is asked for when it does.
func (w *Rollouts) lookAround(ctx context.Context, r *watchedRollout, of rollout.Workload, e *rollout.Evidence) bool {
	first, later := rollout.Surroundings(of)
	if r.regards = first; r.asked {
		r.regards = slices.Concat(first, later)
	}
	around, complete := w.watches.surroundings(ctx, r.regards)
	if !complete && r.asked {
		around, complete = w.watches.surroundings(ctx, first)
	}
	e.Around = around
	return complete
}

// seen looks at the workload to whose family an object belongs, and at all that
// wait for claims.
func (w *Rollouts) seen(ctx context.Context, t kube.EventType, o observed.Object, workload object.Ref, known bool) {
	if t == kube.Deleted {
		w.vanished(ctx, o)
	}
	if known {
		w.judge(ctx, workload)
	}
	if gk := o.Ref.GroupKind(); o.Content != nil {
		w.judgeEach(ctx, func(r *watchedRollout) bool { return slices.Contains(r.regards, gk) })
	}
	if o.AboutClaim() {
		w.judgeEach(ctx, func(r *watchedRollout) bool { return r.claims.waits && r.ref.Namespace == o.Ref.Namespace })
	}
}

func (w *Rollouts) complete(ctx context.Context, s kube.Selection) {
	w.judgeEach(ctx, func(r *watchedRollout) bool {
		return r.second.came(s) || observed.Members(r.ref, w.Stack) == s || s.Kind == kind.Pod && s.Namespace == r.ref.Namespace || slices.Contains(r.regards, s.Kind)
	})
}

// judgeEach looks at some workloads anew.
func (w *Rollouts) judgeEach(ctx context.Context, of func(*watchedRollout) bool) {
	for _, ref := range slices.SortedFunc(maps.Keys(w.all), object.Compare) {
		if r := w.all[ref]; r != nil && of(r) {
			w.judge(ctx, ref)
		}
	}
}

// vanished ends the rollout of a workload that was deleted, as it was last seen.
func (w *Rollouts) vanished(ctx context.Context, seen observed.Object) {
	r := w.all[seen.Ref]
	if r == nil || r.ended || r.uid != seen.UID {
		return
	}
	// A Job is removed as soon as it has ended, where its time to live is 0: how it
	// ended is told by what was last seen of it.
	if seen.Workload != nil && rollout.Expires(seen.Workload) {
		r.expires = true
		if s := rollout.JudgeEnded(seen.Workload); s.Done || s.Failed {
			w.report(ctx, r, s, nothing)
			return
		}
	}
	w.end(ctx, r, vanishing(r.manifest))
}

// report tells what is new, and ends the rollout if that is to be.
func (w *Rollouts) report(ctx context.Context, r *watchedRollout, s rollout.Status, ask question) {
	now := time.Now()
	if !reflect.DeepEqual(s, r.status) {
		r.status, r.changed = s, now
		w.Observer.RolloutProgress(r.ref, s, r.monitor.Elapsed(now))
	}
	switch {
	case s.Done:
		w.end(ctx, r, nil)
	case s.Failed:
		r.ended = true
		w.Loop.Request(func() func() {
			withLogs := addLogs(ctx, w.Cluster, r.ref.Namespace, ask(ctx, w.Cluster, s))
			return func() {
				r.status = withLogs
				w.end(ctx, r, nil)
			}
		})
	}
}

// end concludes a rollout; err is why nobody will know how it ended.
func (w *Rollouts) end(ctx context.Context, r *watchedRollout, err error) {
	if w.all[r.ref] != r {
		return // not waited for any more
	}
	delete(w.all, r.ref)
	w.Ender.RolloutEnded(ctx, EndedRollout{
		Step: r.step, Object: r.ref, Status: r.status, Expires: r.expires, Elapsed: r.monitor.Elapsed(time.Now()), Err: err,
	})
}

// Next is when Tick has something to do; the zero time if it has nothing.
func (w *Rollouts) Next() (next time.Time) {
	next = w.followBy
	for _, r := range w.all {
		next = Earlier(next, r.next())
	}
	return next
}

// Tick judges what time alone may change, and has the events followed of what
// stands still without saying why.
func (w *Rollouts) Tick(ctx context.Context, now time.Time) {
	if !w.followBy.IsZero() && !now.Before(w.followBy) {
		w.Follow(ctx)
	}
	for _, ref := range slices.SortedFunc(maps.Keys(w.all), object.Compare) {
		r := w.all[ref]
		if r == nil || r.ended {
			continue
		}
		if next := r.next(); next.IsZero() || next.After(now) {
			continue
		}
		if silent := !now.Before(r.changed.Add(silence)); silent {
			w.inquire(ctx, r)
		}
		if r.second.begun() && !now.Before(r.second.by) {
			w.end(ctx, r, unknown(nil, reason.RolloutUnknown, fact.Args{"time": rereadTime, "last": r.status.Message}))
			continue
		}
		if r.status.Word == "" && !now.Before(r.appears) && !r.second.begun() {
			if r.second.missing != nil {
				w.end(ctx, r, fact.NewError(nil, reason.WorkloadUnseen, fact.Args{"time": w.within()}))
			} else {
				w.watches.lookAgain(r)
			}
			continue
		}
		r.timely = true
		w.judge(ctx, ref)
		r.timely = false
	}
}

// inquire has followed what may tell why a rollout stands still.
func (w *Rollouts) inquire(ctx context.Context, r *watchedRollout) {
	if r.wantsEvents() {
		if r.asked = true; r.kind.HasPods() {
			w.watches.follow(ctx, observed.WarningsIn(r.ref.Namespace))
		} else {
			w.watches.follow(ctx, observed.AboutKind(r.ref.GroupKind(), r.ref.Namespace))
		}
	}
	if r.claims.open() {
		r.claims.asked = true
		w.watches.follow(ctx, kube.Selection{Kind: kind.Claim, Namespace: r.ref.Namespace})
		w.watches.follow(ctx, observed.AboutKind(kind.Claim, r.ref.Namespace))
	}
}
