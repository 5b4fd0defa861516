package apply_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// fails applies, and returns the status of what is not ready.
func (f *fixture) fails(adjust ...func(*apply.Input)) rollout.Status {
	f.t.Helper()
	_, err := f.apply(adjust...)
	var failed *apply.RolloutError
	if !errors.As(err, &failed) {
		f.t.Fatalf("apply: %v\n%s", err, f.log())
	}
	return failed.Status
}

// inOrder checks that events come one after the other.
func (f *fixture) inOrder(lines ...string) {
	f.t.Helper()
	last := -1
	for _, text := range lines {
		at := f.position(text)
		if at <= last {
			f.t.Errorf("%q does not come in its place:\n%s", text, f.log())
		}
		last = at
	}
}

// An object of a kind that nothing is known of is ready when its controller says so of the
// change, and what depends on it comes then.
func TestCustomObjectsAreAwaited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	row := kind.Kind{Resource: releases(f.namespace + ".example.com").Resource}
	f.define(row)
	release := f.custom(row, map[string]any{"size": int64(1)})
	f.want(release)
	f.mustApply()
	if f.position("rollout Release NS/web: Ready") < 0 {
		t.Errorf("one that says nothing is not ready:\n%s", f.log())
	}
	f.report(row, "web", `{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]}`)
	release.Content["spec"] = map[string]any{"size": int64(2)}
	after := f.configMap("after", "debug")
	after.DependsOn = []object.Ref{release.Ref}
	f.want(release, after)
	told := map[string]bool{}
	f.on = func(e apply.Event) {
		p, ok := e.(apply.RolloutProgress)
		if !ok {
			return
		}
		switch text := english.Text(p.Status.Message); {
		case p.Status.Message.Code == rollout.AwaitsController && !told["seen"]:
			told["seen"] = true
			f.report(row, "web", `{"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","reason":"Upgrading","message":"1 of 2"}]}`)
		case strings.Contains(text, "Upgrading: 1 of 2") && !told["ready"]:
			told["ready"] = true
			f.report(row, "web", `{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}`)
		}
	}
	f.mustApply()
	f.inOrder("rollout Release NS/web", "rollout Release NS/web: Waiting 0/0 waiting for the controller to observe the change",
		"rollout Release NS/web: Waiting 0/0 not ready yet: Upgrading: 1 of 2", "rollout Release NS/web: Ready", "create ConfigMap NS/after")
	f.on = nil

	// One that stands still has failed, and the next plan waits for it again.
	f.report(row, "web", `{"observedGeneration":3,"conditions":[{"type":"Stalled","status":"True","reason":"NoQuota","message":"0 of 3"}]}`)
	release.Content["spec"] = map[string]any{"size": int64(3)}
	f.want(release, after)
	if s := f.fails(); s.Message.Code != rollout.WrongKind || s.Causes[0].Reason != "NoQuota" {
		t.Errorf("%+v", s)
	}
	if !strings.Contains(f.inventory(), "Release NS/web "+string(state.Stalled)) {
		t.Errorf("%s", f.inventory())
	}
	if in := f.input(); len(in.Plan.RolloutPending) != 1 || len(in.Plan.Changes) > 0 {
		t.Errorf("the next plan does not wait for it: %+v", in.Plan)
	}
	release.Lifecycle.NoWait = true
	f.want(release, after)
	if in := f.input(); len(in.Plan.RolloutPending) > 0 {
		t.Errorf("it is waited for although it is not to be: %+v", in.Plan)
	}
	release.Content["spec"] = map[string]any{"size": int64(4)}
	f.want(release, after)
	f.mustApply()
	if f.position("rollout ") >= 0 {
		t.Errorf("it is waited for although it is not to be:\n%s", f.log())
	}
}

// What the configuration says of readiness is waited for, of whatever kind the object is.
func TestOwnReadinessIsAwaited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	row := kind.Kind{Resource: releases(f.namespace + ".example.com").Resource}
	f.define(row)
	release := f.custom(row, map[string]any{"size": int64(1)})
	release.Lifecycle.Ready = &object.Ready{Condition: "Available", Fields: []object.Value{{Path: object.MustParsePath("status.phase"), Value: "Running"}}}
	f.want(release)
	f.on = func(e apply.Event) {
		p, ok := e.(apply.RolloutProgress)
		if !ok {
			return
		}
		switch p.Status.Message.Code {
		case rollout.AwaitsCondition:
			f.report(row, "web", `{"phase":"Starting","conditions":[{"type":"Available","status":"True"},{"type":"Ready","status":"False"}]}`)
		case rollout.AwaitsField:
			f.report(row, "web", `{"phase":"Running"}`)
		}
	}
	f.mustApply()
	f.inOrder("rollout Release NS/web: Waiting 0/0 not ready yet: condition Available is not set",
		"rollout Release NS/web: Waiting 0/0 not ready yet: status.phase is Starting, waiting for Running", "rollout Release NS/web: Ready")
}

func (f *fixture) claim(name, class string, annotations map[string]any) object.Manifest {
	m := f.manifest(f.ref("PersistentVolumeClaim", name), map[string]any{"spec": map[string]any{
		"storageClassName": class, "accessModes": []any{"ReadWriteOnce"}, "resources": map[string]any{"requests": map[string]any{"storage": "1Gi"}},
	}})
	m.Content["metadata"].(map[string]any)["annotations"] = annotations
	return m
}

// A claim is waited for where its class binds it at once; that it waits for its first Pod is
// told, and not waited for.
func TestClaimsAreAwaited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	slow := f.claim("slow", "standard", map[string]any{"wl-devcluster/behaviour": "slow-provisioning", "wl-devcluster/provision-seconds": "2"})
	after := f.configMap("after", "debug")
	after.DependsOn = []object.Ref{slow.Ref}
	f.want(slow, after, f.claim("first", "wait-for-first-consumer", nil))
	f.mustApply()
	f.inOrder("rollout PersistentVolumeClaim NS/slow: Waiting 0/0 waiting for a volume", "rollout PersistentVolumeClaim NS/slow: Ready", "create ConfigMap NS/after")
	if f.position("rollout PersistentVolumeClaim NS/first: Waiting 0/0 is bound when the first Pod that uses it is scheduled") < 0 {
		t.Errorf("that it waits for a Pod is not told:\n%s", f.log())
	}
	if in := f.input(); len(in.Plan.RolloutPending)+len(in.Plan.Changes) > 0 {
		t.Errorf("the next plan has something to do: %+v", in.Plan)
	}
	f.want(f.claim("lost", "no-such-class", nil))
	if s := f.fails(); s.Causes[0].Detail.Code != rollout.KnownClassMissing {
		t.Errorf("%+v", s)
	}
}

func (f *fixture) balanced(name, class string, annotations map[string]any) object.Manifest {
	spec := map[string]any{"type": "LoadBalancer", "ports": []any{map[string]any{"port": int64(80)}}}
	if class != "" {
		spec["loadBalancerClass"] = class
	}
	m := f.manifest(f.ref("Service", name), map[string]any{"spec": spec})
	m.Content["metadata"].(map[string]any)["annotations"] = annotations
	return m
}

// A Service of type LoadBalancer is waited for until it has an address.
func TestLoadBalancersAreAwaited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.balanced("front", "", map[string]any{"wl-devcluster/behaviour": "slow-load-balancer", "wl-devcluster/address-seconds": "2"}))
	f.mustApply()
	f.inOrder("create Service NS/front: done", "rollout Service NS/front: Waiting 0/0 waiting for an address", "rollout Service NS/front: Ready")
	f.want(f.balanced("broken", "", map[string]any{"wl-devcluster/behaviour": "load-balancer-failure"}))
	s := f.fails(func(in *apply.Input) { in.Timeout = 10 * time.Second })
	if s.Causes[0].Reason != "SyncLoadBalancerFailed" || !strings.HasPrefix(english.Text(s.Message), "not ready within 10s: waiting for an address") {
		t.Errorf("%+v", s)
	}
}

// Where no controller is there, that is told long before the time is up.
func TestUnservedServicesAreToldEarly(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.balanced("front", "example.com/none", nil))
	started := time.Now()
	if s := f.fails(); s.Causes[0].Reason != "NoLoadBalancer" {
		t.Errorf("%+v", s)
	}
	if took := time.Since(started); took > 90*time.Second {
		t.Errorf("it took %v", took)
	}
}

// An Ingress is waited for where its controller sets the addresses of others, and one whose
// class does not exist is told early.
func TestIngressesAreAwaited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	row, _ := kind.Lookup(kind.Ingress)
	ingress := func(name string) object.Manifest {
		backend := map[string]any{"service": map[string]any{"name": "front", "port": map[string]any{"number": int64(80)}}}
		return f.manifest(object.NewRef(kind.Ingress, f.namespace, name), map[string]any{"spec": map[string]any{"ingressClassName": f.namespace, "defaultBackend": backend}})
	}
	class := f.manifest(object.NewRef(kind.IngressClass, "", f.namespace), map[string]any{"spec": map[string]any{"controller": "example.com/none"}})
	f.want(class, ingress("first"))
	f.mustApply()
	if f.position("rollout Ingress.networking.k8s.io NS/first: Ready") < 0 && f.position("rollout Ingress NS/first: Ready") < 0 {
		t.Errorf("it is waited for where nothing sets an address:\n%s", f.log())
	}
	address := `{"loadBalancer":{"ingress":[{"ip":"198.18.0.1"}]}}`
	f.report(*row, "first", address)
	f.want(class, ingress("first"), ingress("second"))
	f.on = func(e apply.Event) {
		if p, ok := e.(apply.RolloutProgress); ok && p.Status.Message.Code == rollout.AwaitsAddress {
			f.report(*row, "second", address)
		}
	}
	f.mustApply()
	f.inOrder("rollout Ingress NS/second: Waiting 0/0 waiting for an address", "rollout Ingress NS/second: Ready")
	f.on = nil
	lost := ingress("lost")
	lost.Content["spec"].(map[string]any)["ingressClassName"] = f.namespace + "-none"
	f.want(class, lost)
	if s := f.fails(); s.Message.Code != rollout.WrongIngressClass {
		t.Errorf("%+v", s)
	}
	f.want()
	if _, err := f.destroy(); err != nil {
		t.Error(err)
	}
}

// A Pod that stands for itself is judged as those of a workload: it may fail, and then nothing
// that depends on it is begun.
func TestBarePodsAreJudged(t *testing.T) {
	t.Parallel()
	for behaviour, c := range map[string]struct {
		policy string
		wrong  fact.Code
	}{
		"crash-loop":         {"Never", rollout.WrongPodFailed},
		"image-pull-failure": {"Always", rollout.WrongImage},
	} {
		t.Run(behaviour, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			pod := f.manifest(f.ref("Pod", "probe"), map[string]any{"spec": map[string]any{
				"restartPolicy": c.policy, "containers": []any{map[string]any{"name": "main", "image": "busybox:1"}},
			}})
			pod.Content["metadata"].(map[string]any)["annotations"] = map[string]any{"wl-devcluster/behaviour": behaviour}
			after := f.configMap("after", "debug")
			after.DependsOn = []object.Ref{pod.Ref}
			f.want(pod, after)
			if s := f.fails(); s.Message.Code != c.wrong || len(s.Causes) == 0 || s.Causes[0].Container != "main" {
				t.Errorf("%+v", s)
			}
			if f.position("create ConfigMap NS/after") >= 0 {
				t.Errorf("what depends on it was created:\n%s", f.log())
			}
		})
	}
}
