package apply_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

const never = "example.com/never"

// inOwnNamespace is a fixture whose stack makes the namespace of its state itself.
func inOwnNamespace(t *testing.T, more ...func(*fixture) object.Manifest) *fixture {
	t.Helper()
	cluster := controlplane.Shared(t)
	f := fixtureIn(t, cluster, cluster.Namespace(t)+"-own", nil)
	stateNamespace := f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace}, nil)
	wanted := []object.Manifest{stateNamespace}
	for _, m := range more {
		wanted = append(wanted, m(f))
	}
	f.want(wanted...)
	f.mustApply()
	t.Cleanup(func() { _ = f.client.Delete(context.Background(), stateNamespace.Ref, "", kube.Background) })
	return f
}

// hold gives an object a finalizer that nobody takes away but release.
func (f *fixture) hold(ref object.Ref) (release func()) {
	f.t.Helper()
	set := func(finalizers ...any) {
		content, err := f.client.Get(context.Background(), ref)
		if err != nil {
			return // it is gone, as is its finalizer
		}
		content["metadata"].(map[string]any)["finalizers"] = finalizers
		if _, err := f.client.Update(context.Background(), ref, content); err != nil {
			f.t.Error(err)
		}
	}
	set(never)
	release = func() { set() }
	f.t.Cleanup(release)
	return release
}

func (f *fixture) blocker() object.Ref {
	f.t.Helper()
	ref := f.ref("ConfigMap", "blocker")
	if _, err := f.client.Create(context.Background(), ref, map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": ref.Name, "namespace": ref.Namespace},
	}); err != nil {
		f.t.Fatal(err)
	}
	return ref
}

// destroyFor destroys, and stops after a while.
func (f *fixture) destroyFor(d, timeout time.Duration) (apply.Result, error) {
	f.t.Helper()
	f.want()
	f.ending = true
	ctx, cancel := context.WithTimeout(f.t.Context(), d)
	defer cancel()
	in := f.input(func(in *apply.Input) { in.Timeout = timeout })
	return apply.Destroy(ctx, f.client, f.store, in, f.record())
}

// A destroy that is cut off while the namespace of its state goes is taken up
// again: it is over when the namespace is gone, and not before.
func TestDestroyOfAGoingNamespace(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]func(f *fixture){
		"interrupted": func(f *fixture) {
			result, err := f.destroyFor(4*time.Second, 0)
			if !errors.Is(err, apply.ErrInterrupted) || result.Outcome != state.Interrupted || strings.Contains(said(err), "is in the state") {
				f.t.Errorf("%v, %v", result, err)
			}
		},
		"out of time": func(f *fixture) {
			_, err := f.destroyFor(time.Minute, 12*time.Second)
			stay := new(apply.StayError)
			if !errors.As(err, &stay) || !strings.Contains(said(err), never) {
				f.t.Errorf("%v", err)
			}
		},
		"by another client": func(f *fixture) { f.remove(object.Ref{Kind: "Namespace", Name: f.namespace}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := inOwnNamespace(t, func(f *fixture) object.Manifest { return f.configMap("settings", "info") })
			release := f.hold(f.blocker())
			cut(f)
			f.awaitReport(never)
			for range 2 { // also when the state is gone
				time.Sleep(time.Second)
				p := f.destroyPlan()
				if len(p.Changes) == 0 || !slices.ContainsFunc(p.Changes, func(c plan.Change) bool { return c.Going && c.Object.Kind == "Namespace" }) {
					t.Errorf("the plan is %+v", p)
				}
				if result, err := f.destroyFor(time.Minute, 8*time.Second); err == nil || result.Outcome == state.Succeeded {
					t.Errorf("it has ended although the namespace is there: %+v\n%s", result, f.log())
				}
				if at := f.position("waits Namespace NS"); at < 0 || !strings.Contains(f.log(), never) {
					t.Errorf("it does not say what it waits for:\n%s", f.log())
				}
			}
			go func() {
				time.Sleep(time.Second)
				release()
			}()
			if result, err := f.destroyFor(time.Minute, 0); err != nil || result.Outcome != state.Succeeded {
				t.Errorf("%+v, %v\n%s", result, err, f.log())
			}
			if p := f.destroyPlan(); len(p.Changes)+len(p.Problems) > 0 {
				t.Errorf("after the end the plan is %+v", p)
			}
		})
	}
}

// awaitReport waits until the namespace says what it stays for, which takes a busy server some time.
func (f *fixture) awaitReport(of string) {
	f.t.Helper()
	namespace := object.Ref{Kind: "Namespace", Name: f.namespace}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if strings.Contains(fmt.Sprint(f.live(namespace)["status"]), of) {
			return
		}
	}
	f.t.Fatal("the namespace does not say what it stays for")
}

func (f *fixture) destroyPlan() *plan.ClusterPlan {
	f.t.Helper()
	f.want()
	f.ending = true
	return f.input().Plan
}

// What stays because of finalizers is waited for again by destroy and by prune, of
// whatever kind it is, and is told.
func TestFinalizersAreWaitedFor(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"ConfigMap", "StatefulSet", "Deployment"} {
		for _, verb := range []string{"destroy", "prune"} {
			t.Run(kind+" "+verb, func(t *testing.T) {
				t.Parallel()
				f := newFixture(t)
				m := f.configMap("held", "info")
				if kind != "ConfigMap" {
					m = f.workload(kind, "held", pods{replicas: 1})
				}
				f.want(m, f.configMap("other", "info"))
				f.mustApply()
				release := f.hold(m.Ref)
				end := func(timeout time.Duration) error {
					if verb == "destroy" {
						_, err := f.destroyFor(time.Minute, timeout)
						return err
					}
					f.want(f.configMap("other", "info"))
					_, err := f.apply(func(in *apply.Input) { in.Timeout = timeout })
					return err
				}
				for range 2 {
					err := end(4 * time.Second)
					if err == nil || !strings.Contains(said(err), never) || f.position("waits "+kind+" NS/held") < 0 {
						t.Errorf("%v\n%s", err, f.log())
					}
				}
				release()
				if err := end(0); err != nil {
					t.Errorf("%v\n%s", err, f.log())
				}
			})
		}
	}
}

// A server that is gone while something is waited for is told of, and so is its
// return; at the end the true reason is given.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Start(t, "silent")
	brokenService(t, cluster)
	for i, c := range []struct {
		name       string
		stop, back func(testing.TB)
	}{
		{"refused", cluster.StopAPIServer, cluster.StartAPIServer},
		{"halted", cluster.PauseAPIServer, cluster.ResumeAPIServer},
	} {
		f := fixtureIn(t, cluster, fmt.Sprint("silent-", i), nil)
		f.want(f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace}, nil))
		f.mustApply()
		release := f.hold(f.blocker())
		silent := make(chan time.Duration, 1)
		var stopped atomic.Pointer[time.Time]
		f.on = func(e apply.Event) {
			switch e := e.(type) {
			case apply.DeletionProgress:
				if len(e.Waits) == 0 {
					go func() {
						c.stop(t)
						now := time.Now()
						stopped.Store(&now)
					}()
				}
			case apply.ServerSilent:
				if at := stopped.Load(); at != nil {
					silent <- time.Since(*at)
				}
			}
		}
		_, err := f.destroyFor(2*time.Minute, 30*time.Second)
		stay := new(apply.StayError)
		if !errors.As(err, &stay) || stay.Unknown == nil || !strings.Contains(said(err), "does not respond") || strings.Contains(said(err), "finalizer") {
			t.Errorf("%s: %v\n%s", c.name, err, f.log())
		}
		select {
		case after := <-silent:
			if after > 30*time.Second {
				t.Errorf("%s: told after %v", c.name, after)
			}
		default:
			t.Errorf("%s: it is not told:\n%s", c.name, f.log())
		}
		f.on = nil
		c.back(t)
		release()
		if _, err := f.destroyFor(time.Minute, 0); err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, f.log())
		}
	}
}

// brokenService holds that a namespace which cannot go, because an API behind
// another server does not answer, names that API.
func brokenService(t *testing.T, cluster *controlplane.Cluster) {
	f := fixtureIn(t, cluster, "discovery", nil)
	f.want(f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace}, nil))
	f.mustApply()
	service := object.Ref{Group: "apiregistration.k8s.io", Kind: "APIService", Name: "v1.broken.example.com"}
	if _, err := f.client.Create(t.Context(), service, map[string]any{
		"apiVersion": "apiregistration.k8s.io/v1", "kind": service.Kind, "metadata": map[string]any{"name": service.Name},
		"spec": map[string]any{
			"group": "broken.example.com", "version": "v1", "groupPriorityMinimum": int64(1000), "versionPriority": int64(10),
			"service": map[string]any{"namespace": "default", "name": "nowhere"}, "insecureSkipTLSVerify": true,
		},
	}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(3 * time.Second) // until the server knows that it does not answer
	if _, err := f.destroyFor(time.Minute, 25*time.Second); err == nil || !strings.Contains(said(err), "broken.example.com") {
		t.Errorf("%v\n%s", err, f.log())
	}
	if !strings.Contains(f.log(), "NamespaceDeletionDiscoveryFailure") {
		t.Errorf("it does not say what it waits for:\n%s", f.log())
	}
	f.remove(service)
	if _, err := f.destroyFor(2*time.Minute, 0); err != nil {
		t.Errorf("%v\n%s", err, f.log())
	}
}

// A plan that was read from its JSON has no content to apply, also where it begins
// with the namespace of the state: it is refused, and nothing is written.
func TestPlanFromJSON(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	f := fixtureIn(t, cluster, cluster.Namespace(t)+"-own", nil)
	f.want(f.manifest(object.NewRef(kind.Namespace, "", f.namespace), nil), f.configMap("settings", "info"))
	in := f.input()
	if in.Plan.StateNamespace == nil {
		t.Fatalf("%+v", in.Plan)
	}
	for name, only := range map[string]bool{"all of it": false, "the namespace alone": true} {
		raw, err := json.Marshal(in.Plan)
		if err != nil {
			t.Fatal(err)
		}
		read := in
		read.Plan = new(plan.ClusterPlan)
		if err := json.Unmarshal(raw, read.Plan); err != nil {
			t.Fatal(err)
		}
		if only {
			read.Plan.Steps = nil
		}
		if _, err := f.run(t.Context(), read); err == nil || !strings.Contains(said(err), "plan again") || len(f.events) > 0 {
			t.Errorf("%s: %v\n%s", name, err, f.log())
		}
	}
}
