package apply_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// before and after are two configurations of one stack; between them lies
// everything that an apply does.
func (f *fixture) before() []object.Manifest {
	return []object.Manifest{
		f.configMap("settings", "info"),
		f.configMap("leaving", "info"),
		f.workload("Deployment", "leaving", pods{replicas: 1}),
		f.workload("Deployment", "front", pods{replicas: 1}),
	}
}

func (f *fixture) after() []object.Manifest {
	front := f.workload("Deployment", "front", pods{replicas: 1, image: "nginx:1.28"})
	front.DependsOn = []object.Ref{f.ref("StatefulSet", "database")}
	return []object.Manifest{
		f.configMap("settings", "debug"),
		f.configMap("coming", "info"),
		f.workload("StatefulSet", "database", pods{replicas: 1}),
		front,
	}
}

// checkNothingIsLost holds what must be true at every instant: whatever exists
// of the stack is in its state.
func (f *fixture) checkNothingIsLost() {
	f.t.Helper()
	known := map[string]bool{}
	if r := f.revision(); r != nil {
		for _, e := range r.Objects {
			known[f.anonymous(e.Ref.String())] = true
		}
	}
	for _, o := range f.exists() {
		if !known[o] {
			f.t.Errorf("%s is orphaned; the state:\n%s", o, f.inventory())
		}
	}
}

// checkCompletes has the next apply finish, and everything be as wanted then.
func (f *fixture) checkCompletes() {
	f.t.Helper()
	f.mustApply()
	if diff := cmp.Diff(f.wanted(), f.exists()); diff != "" {
		f.t.Errorf("objects (-want +got):\n%s", diff)
	}
	if images := f.podImages("front"); !slices.Equal(images, []string{"nginx:1.28"}) {
		f.t.Errorf("front runs %v", images)
	}
	in := f.input()
	if n := len(in.Plan.Changes) + len(in.Plan.Unrecorded) + len(in.Plan.RolloutPending) + len(in.Plan.Missing); n != 0 {
		f.t.Errorf("the plan is not empty: %+v", in.Plan)
	}
	for _, e := range f.revision().Objects {
		if e.Phase != state.Ready {
			f.t.Errorf("%s is %s", e.Ref, e.Phase)
		}
	}
}

// An apply that is asked to stop does so in order, at whatever event.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	for _, at := range []int{0, 2, 5, 9, 14, 22} {
		t.Run(fmt.Sprint("event ", at), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.before()...)
			f.mustApply()
			f.want(f.after()...)
			ctx, cancel := context.WithCancel(t.Context())
			in := f.input()
			f.on = func(apply.Event) {
				if len(f.events) == at+1 {
					cancel()
				}
			}
			result, err := f.run(ctx, in)
			f.on = nil
			f.checkNothingIsLost()
			p := f.input().Plan
			switch left := len(p.Changes) + len(p.RolloutPending); {
			case result.Outcome != f.revision().Outcome:
				t.Errorf("%+v, %s", result, f.inventory())
			case left == 0 && (err != nil || result.Outcome != state.Succeeded):
				t.Errorf("nothing was left to do: %v, %+v\n%s", err, result, f.log())
			case left > 0 && (!errors.Is(err, apply.ErrInterrupted) || result.Outcome != state.Interrupted):
				t.Errorf("%d left to do: %v, %+v\n%s", left, err, result, f.log())
			}
			f.checkCompletes()
		})
	}
}

// The environment of the process that TestKill kills.
const (
	killKubeconfig = "WL_TEST_KILL_KUBECONFIG"
	killNamespace  = "WL_TEST_KILL_NAMESPACE"
)

// A process that is killed at any instant orphans nothing, and forgets nothing.
func TestKill(t *testing.T) {
	if os.Getenv(killKubeconfig) != "" {
		applyUntilKilled(t)
		return
	}
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for _, after := range []int{1, 3, 6, 10, 16} {
		delay := time.Duration(random.IntN(40)) * time.Millisecond
		t.Run(fmt.Sprintf("%v after event %d", delay, after), func(t *testing.T) {
			t.Parallel()
			cluster := controlplane.Shared(t)
			f := newFixture(t)
			f.want(f.before()...)
			f.mustApply()
			killApply(t, cluster, f.namespace, after, delay)
			if _, err := f.store.ForceUnlock(t.Context()); err != nil {
				t.Fatal(err)
			}
			f.checkNothingIsLost()
			f.want(f.after()...)
			f.checkCompletes()
		})
	}
}

// killApply has another process apply, and kills it some time after an event.
func killApply(t *testing.T, cluster *controlplane.Cluster, namespace string, after int, delay time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKill$")
	child.Env = append(os.Environ(), killKubeconfig+"="+cluster.Kubeconfig, killNamespace+"="+namespace)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for seen := 0; seen < after && lines.Scan(); seen++ {
	}
	time.Sleep(delay)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it wrote until then
	}
	if err := child.Wait(); err == nil {
		t.Error("it was over before it was killed")
	}
}

// applyUntilKilled is what the killed process does: a line for each event.
func applyUntilKilled(t *testing.T) {
	client := &controlplane.Cluster{Kubeconfig: os.Getenv(killKubeconfig)}
	f := fixtureIn(t, client, os.Getenv(killNamespace), nil)
	f.want(f.after()...)
	f.on = func(e apply.Event) { fmt.Println(line(e)) }
	f.mustApply()
	select {} // to be killed
}

// What was written in the place of another object, and whose outcome could not be
// recorded, is the stack's: it is deleted when it is no longer wanted.
func TestUnrecordedReplacementIsRemoved(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	job := f.workload("Job", "once", pods{})
	f.want(job, f.configMap("settings", "info"))
	f.mustApply()
	known, err := f.store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	intended := *known.Revision
	for i := range intended.Objects {
		if intended.Objects[i].Ref == job.Ref {
			intended.Objects[i].Phase = state.Intended
		}
	}
	if _, err := f.store.Write(t.Context(), known, intended); err != nil {
		t.Fatal(err)
	}
	f.remove(job.Ref)
	for slices.Contains(f.exists(), f.anonymous(job.Ref.String())) {
		time.Sleep(10 * time.Millisecond)
	}
	again := f.workload("Job", "once", pods{image: "nginx:1.28"})
	if _, err := f.client.Apply(t.Context(), kube.ApplyRequest{Ref: again.Ref, Content: again.Content, FieldManager: f.stack.FieldManager()}); err != nil {
		t.Fatal(err)
	}
	f.want(f.configMap("settings", "info"))
	f.mustApply()
	if diff := cmp.Diff(f.wanted(), f.exists()); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
}
