package await

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// failing is a cluster in which a Job has failed. Its Pods are seen when that is said.
type failing struct {
	Cluster
	job, pod map[string]any
	pods     chan error    // nil: they are listed
	logs     chan struct{} // closed when they are answered; nil: at once
}

func (f *failing) Follow(ctx context.Context, s kube.Selection, _ *kube.Again, handle func(kube.Event) error) error {
	content := f.job
	if s.Kind == kind.Pod {
		content = f.pod
		select {
		case err := <-f.pods:
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := errors.Join(handle(kube.Event{Type: kube.Changed, Object: content}), handle(kube.Event{Type: kube.Synced})); err != nil {
		return err
	}
	<-ctx.Done()
	return ctx.Err()
}

func (f *failing) PodLogs(context.Context, string, string, string, bool, int64) (string, error) {
	if f.logs != nil {
		<-f.logs
	}
	return "", nil
}

// oneLoop is the loop of a test, and is told how rollouts end.
type oneLoop struct {
	Observer
	acts  chan func()
	ended []EndedRollout
}

func (l *oneLoop) Post(act func())                                            { l.acts <- act }
func (l *oneLoop) Request(do func() func())                                   { go func() { l.acts <- do() }() }
func (l *oneLoop) RolloutStarted(object.Ref)                                  {}
func (l *oneLoop) WatchesBlocked(error)                                       {}
func (l *oneLoop) PodsReplaced(object.Ref, rollout.ReplacedBecause, []string) {}
func (l *oneLoop) RolloutProgress(object.Ref, rollout.Status, time.Duration)  {}
func (l *oneLoop) RolloutEnded(_ context.Context, r EndedRollout)             { l.ended = append(l.ended, r) }
func (l *oneLoop) DeletionEnded(context.Context, int, time.Time, error)       {}

// run does what there is to do until there is nothing for a while.
func (l *oneLoop) run() {
	for {
		select {
		case act := <-l.acts:
			act()
		case <-time.After(200 * time.Millisecond):
			return
		}
	}
}

// failingJob is a cluster whose Job has failed.
func failingJob() *failing {
	owner := []any{map[string]any{"apiVersion": "batch/v1", "kind": "Job", "name": "migrate", "uid": "j", "controller": true}}
	labels := map[string]any{object.LabelApplySet: object.Stack{Name: "shop", Namespace: "shop"}.ApplySetID()}
	f := &failing{pods: make(chan error)}
	f.job = map[string]any{
		"apiVersion": "batch/v1", "kind": "Job", "metadata": map[string]any{"name": "migrate", "namespace": "shop", "uid": "j", "labels": labels},
		"status": map[string]any{"failed": int64(1), "conditions": []any{map[string]any{"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded"}}},
	}
	f.pod = map[string]any{
		"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "migrate-x", "namespace": "shop", "uid": "p", "labels": labels, "ownerReferences": owner},
		"status": map[string]any{"phase": "Failed", "containerStatuses": []any{map[string]any{
			"name": "main", "state": map[string]any{"terminated": map[string]any{"exitCode": int64(3), "reason": "Error"}}}}},
	}
	return f
}

// awaiting waits for the Job of a cluster on the loop.
func (l *oneLoop) awaiting(t *testing.T, f *failing) *Rollouts {
	t.Helper()
	ref := object.NewRef(kind.Job, "shop", "migrate")
	var p step.Program
	first := p.Add(step.Step{Do: step.Await, Object: ref, Manifest: &object.Manifest{Ref: ref, Content: f.job}})
	rollouts, _ := New(Config{
		Cluster: f, Loop: l, Observer: l, Ender: l, Kinds: rollout.BuiltIn(), Stack: object.Stack{Name: "shop", Namespace: "shop"}, Program: p,
		Mask: func() object.Mask { return object.Mask{} },
	})
	rollouts.Await(t.Context(), first, &p[first], nil)
	return rollouts
}

// What is known to have failed when wl is asked to stop has failed, also while its Pods or their logs are waited for:
// it is not one that continues in the cluster.
func TestAbandonedFailureIsOne(t *testing.T) {
	for name, c := range map[string]struct {
		before    func(*failing, *oneLoop)
		then      func(*failing)
		abandoned int
		ended     int
	}{
		"its logs are read":           {func(f *failing, l *oneLoop) { f.pods <- nil; l.run() }, func(f *failing) { close(f.logs) }, 0, 1},
		"its Pods are not seen yet":   {func(_ *failing, l *oneLoop) { l.run() }, func(f *failing) { close(f.logs) }, 0, 1},
		"its Pods cannot be seen":     {func(f *failing, l *oneLoop) { f.pods <- errors.New("forbidden"); l.run() }, func(f *failing) { close(f.logs) }, 0, 1},
		"it runs still":               {func(_ *failing, l *oneLoop) { l.run() }, func(*failing) {}, 1, 0},
		"nothing is seen of it, yet":  {func(*failing, *oneLoop) {}, func(f *failing) { close(f.logs) }, 1, 0},
		"it has failed, and was told": {func(f *failing, l *oneLoop) { close(f.logs); f.pods <- nil; l.run() }, func(*failing) {}, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f, l := failingJob(), &oneLoop{acts: make(chan func(), 100)}
			if f.logs = make(chan struct{}); name == "it runs still" {
				f.job["status"] = map[string]any{"active": int64(1)}
			}
			rollouts := l.awaiting(t, f)
			c.before(f, l)
			rollouts.Hurry(t.Context())
			abandoned := rollouts.Abandon()
			c.then(f)
			l.run()
			if abandoned != c.abandoned || len(l.ended) != c.ended || rollouts.Len() != 0 {
				t.Fatalf("%d are abandoned, %d left, and ended are %+v", abandoned, rollouts.Len(), l.ended)
			}
			for _, r := range l.ended {
				if !r.Status.Failed || r.Err != nil {
					t.Errorf("%+v", r)
				}
			}
		})
	}
}

// How the Pods of a Job have ended that has failed is told with it, if they can be seen.
func TestFailureWaitsForItsPods(t *testing.T) {
	for name, c := range map[string]struct {
		then func(*failing, *Rollouts)
		told bool
	}{
		"they are seen later": {func(f *failing, _ *Rollouts) { f.pods <- nil }, true},
		"they cannot be seen": {func(f *failing, _ *Rollouts) { f.pods <- errors.New("forbidden") }, false},
		"they are not seen yet": {func(_ *failing, r *Rollouts) {
			r.all[r.Program[0].Object].podsBy = time.Now()
			r.Tick(t.Context(), r.Next())
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f, l := failingJob(), &oneLoop{acts: make(chan func(), 100)}
			rollouts := l.awaiting(t, f)
			if l.run(); len(l.ended) > 0 {
				t.Fatalf("it has ended before its Pods were seen: %+v", l.ended)
			}
			c.then(f, rollouts)
			l.run()
			if len(l.ended) != 1 || l.ended[0].Err != nil || !l.ended[0].Status.Failed {
				t.Fatalf("%+v", l.ended)
			}
			if told := slices.ContainsFunc(l.ended[0].Status.Causes, func(c rollout.Cause) bool { return c.Pod == "migrate-x" }); told != c.told {
				t.Errorf("%+v", l.ended[0].Status)
			}
		})
	}
}
