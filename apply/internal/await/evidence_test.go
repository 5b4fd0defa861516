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
	pods     chan error // nil: they are listed
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

func (*failing) PodLogs(context.Context, string, string, string, bool, int64) (string, error) {
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

// How the Pods of a Job have ended that has failed is told with it, if they can be seen.
func TestFailureWaitsForItsPods(t *testing.T) {
	owner := []any{map[string]any{"apiVersion": "batch/v1", "kind": "Job", "name": "migrate", "uid": "j", "controller": true}}
	labels := map[string]any{object.LabelApplySet: object.Stack{Name: "shop", Namespace: "shop"}.ApplySetID()}
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
			ref := object.NewRef(kind.Job, "shop", "migrate")
			var p step.Program
			first := p.Add(step.Step{Do: step.Await, Object: ref, Manifest: &object.Manifest{Ref: ref, Content: f.job}})
			l := &oneLoop{acts: make(chan func(), 100)}
			rollouts, _ := New(Config{
				Cluster: f, Loop: l, Observer: l, Ender: l, Kinds: rollout.BuiltIn(), Stack: object.Stack{Name: "shop", Namespace: "shop"}, Program: p,
				Mask: func() object.Mask { return object.Mask{} },
			})
			rollouts.Await(t.Context(), first, &p[first], nil)
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
