package apply_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/state"
)

// during runs an apply on a goroutine of its own and returns once its first
// rollout has begun; the returned function waits for its end.
func (f *fixture) during(in apply.Input) (wait func() (apply.Result, error)) {
	f.t.Helper()
	begun, ended := make(chan struct{}), make(chan struct{})
	f.on = func(e apply.Event) {
		if _, ok := e.(apply.RolloutStarted); ok {
			close(begun)
			f.on = nil
		}
	}
	var result apply.Result
	var err error
	go func() {
		defer close(ended)
		result, err = f.run(context.Background(), in)
	}()
	select {
	case <-begun:
	case <-ended:
		f.t.Fatalf("no rollout began: %v", err)
	}
	return func() (apply.Result, error) {
		<-ended
		return result, err
	}
}

func slowStart(seconds string) pods {
	return pods{replicas: 1, annotations: map[string]any{"wl-devcluster/behaviour": "slow-start", "wl-devcluster/start-seconds": seconds}}
}

func TestSecondApplyIsRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	second := *f
	f.want(f.workload("Deployment", "front", slowStart("6")))
	in := f.input()
	second.desired = f.desired
	wait := f.during(in)
	_, err := second.run(t.Context(), in)
	locked := new(state.LockedError)
	if !errors.As(err, &locked) || !strings.Contains(said(err), "alice@laptop") {
		t.Errorf("%v", err)
	}
	if result, err := wait(); err != nil {
		t.Errorf("the first one: %v, %+v", err, result)
	}
	// Free again, but the state is not the one that was planned on.
	changed := new(apply.ChangedStateError)
	if _, err := second.run(t.Context(), in); !errors.As(err, &changed) || !strings.Contains(said(err), "alice@laptop ran wl apply (revision 1): plan again") {
		t.Errorf("%v", err)
	}
}

func TestLostLockEndsTheApply(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	front := f.workload("Deployment", "front", slowStart("60"))
	after := f.configMap("after", "info")
	after.DependsOn = append(after.DependsOn, front.Ref)
	f.want(front, after)
	wait := f.during(f.input())
	if _, err := f.store.ForceUnlock(t.Context()); err != nil {
		t.Fatal(err)
	}
	result, err := wait()
	if !errors.Is(err, state.ErrLockLost) || result.Outcome != state.Failed {
		t.Fatalf("%v, %+v", err, result)
	}
	if got := f.exists(); len(got) != 1 {
		t.Errorf("begun without the lock: %v", got)
	}
	f.want(f.workload("Deployment", "front", pods{replicas: 1}), after)
	f.mustApply()
}

// A server that goes away and comes back does not disturb an apply; one that
// stays away ends it, and what was done is found again.
func TestServerGoesAway(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Start(t, "apply")
	f := fixtureIn(t, cluster, cluster.Namespace(t), nil)
	f.want(f.workload("Deployment", "front", slowStart("8")))
	wait := f.during(f.input())
	cluster.StopAPIServer(t)
	cluster.StartAPIServer(t)
	if result, err := wait(); err != nil {
		t.Fatalf("%v, %+v\n%s", err, result, f.log())
	}

	f.want(f.workload("Deployment", "front", slowStart("8")), f.workload("Deployment", "second", slowStart("60")))
	wait = f.during(f.input())
	cluster.StopAPIServer(t)
	result, err := wait()
	if !errors.Is(err, state.ErrLockLost) || result.Outcome != state.Failed {
		t.Errorf("%v, %+v", err, result)
	}
	cluster.StartAPIServer(t)
	f.want(f.workload("Deployment", "front", slowStart("8")))
	if result := f.mustApply(); result.Deleted != 1 {
		t.Errorf("%+v\n%s", result, f.log())
	}
	if got := f.exists(); len(got) != 1 {
		t.Errorf("left: %v", got)
	}
}
