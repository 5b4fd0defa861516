package apply_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// withClaims gives a StatefulSet claim templates of these names; a Pod mounts those
// that are said to be.
func (f *fixture) withClaims(m object.Manifest, mounted bool, names ...string) object.Manifest {
	spec := m.Content["spec"].(map[string]any)
	var templates, mounts []any
	for _, n := range names {
		templates = append(templates, map[string]any{
			"metadata": map[string]any{"name": n},
			"spec": map[string]any{
				"accessModes": []any{"ReadWriteOnce"}, "storageClassName": f.namespace,
				"resources": map[string]any{"requests": map[string]any{"storage": "1Gi"}},
			},
		})
		mounts = append(mounts, map[string]any{"name": n, "mountPath": "/" + n})
	}
	if len(templates) > 0 {
		spec["volumeClaimTemplates"] = templates
	}
	if mounted {
		container := spec["template"].(map[string]any)["spec"].(map[string]any)["containers"].([]any)[0]
		container.(map[string]any)["volumeMounts"] = mounts
	}
	return m
}

// volumesFor makes a volume for each claim of the given names and Pods.
func (f *fixture) volumesFor(replicas int, names ...string) {
	f.t.Helper()
	for _, n := range names {
		for i := range replicas {
			f.clusterWide(kind.GroupKind{Kind: "PersistentVolume"}, fmt.Sprint("-", n, "-", i), map[string]any{"spec": map[string]any{
				"capacity": map[string]any{"storage": "1Gi"}, "accessModes": []any{"ReadWriteOnce"}, "storageClassName": f.namespace,
				"persistentVolumeReclaimPolicy": "Retain", "hostPath": map[string]any{"path": "/tmp/none"},
				"claimRef": map[string]any{"namespace": f.namespace, "name": fmt.Sprint(n, "-db-", i)},
			}})
		}
	}
}

// podClaims writes which claims each Pod uses.
func (f *fixture) podClaims() string {
	f.t.Helper()
	var lines []string
	for name := range f.podUIDs("db") {
		content := f.live(object.Ref{Kind: "Pod", Namespace: f.namespace, Name: name})
		var claims []string
		volumes, _ := content["spec"].(map[string]any)["volumes"].([]any)
		for _, v := range volumes {
			if c, ok := v.(map[string]any)["persistentVolumeClaim"].(map[string]any); ok {
				claims = append(claims, fmt.Sprint(c["claimName"]))
			}
		}
		slices.Sort(claims)
		lines = append(lines, name+": "+strings.Join(claims, " "))
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

// replacements are the Pods that an apply says it deletes, in its order.
func (f *fixture) replacements(because rollout.ReplacedBecause) string {
	var all []string
	for _, e := range f.events {
		if r, ok := e.(apply.PodsReplaced); ok && r.Because == because {
			all = append(all, strings.Join(r.Pods, "+"))
		}
	}
	return strings.Join(all, " ")
}

func quick(in *apply.Input) { in.Timeout = time.Minute }

// Pods cannot be given a claim: they are replaced, the lowest first, each when the
// ones before it are ready, and the plan says so.
func TestClaimTemplatesOfRunningPods(t *testing.T) {
	t.Parallel()
	parallel := func(m object.Manifest) object.Manifest {
		m.Content["spec"].(map[string]any)["podManagementPolicy"] = "Parallel"
		return m
	}
	partitioned := func(m object.Manifest) object.Manifest {
		m.Content["spec"].(map[string]any)["updateStrategy"] = map[string]any{"type": "RollingUpdate", "rollingUpdate": map[string]any{"partition": int64(1)}}
		return m
	}
	recreated := func(m object.Manifest) object.Manifest {
		m.Content["spec"].(map[string]any)["updateStrategy"] = map[string]any{"type": "OnDelete"}
		m.Content["metadata"].(map[string]any)["annotations"] = map[string]any{object.AnnotationUpgradeStrategy: object.StrategyRecreate}
		return m
	}
	same := func(m object.Manifest) object.Manifest { return m }
	for _, c := range []struct {
		name          string
		shape         func(object.Manifest) object.Manifest
		before, after []string
		mounted       bool
		replaced      string
		uses          string
	}{
		{"the first one", same, nil, []string{"data"}, true, "db-0 db-1", "db-0: data-db-0, db-1: data-db-1"},
		{"one more that nothing mounts", same, []string{"data"}, []string{"data", "log"}, false, "db-0 db-1", "db-0: data-db-0 log-db-0, db-1: data-db-1 log-db-1"},
		{"another name", same, []string{"data"}, []string{"log"}, true, "db-0 db-1", "db-0: log-db-0, db-1: log-db-1"},
		{"all at the same time", parallel, nil, []string{"data"}, true, "db-0 db-1", "db-0: data-db-0, db-1: data-db-1"},
		{"behind a partition", partitioned, nil, []string{"data"}, true, "db-0 db-1", "db-0: data-db-0, db-1: data-db-1"},
		{"recreated", recreated, []string{"data"}, []string{"data", "log"}, false, "db-0+db-1", "db-0: data-db-0 log-db-0, db-1: data-db-1 log-db-1"},
		{"the last one goes", same, []string{"data"}, nil, true, "", "db-0: , db-1: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.storageClass(false)
			f.volumesFor(2, "data", "log")
			f.want(c.shape(f.withClaims(f.workload("StatefulSet", "db", pods{replicas: 2}), c.mounted, c.before...)))
			f.mustApply(quick)
			f.want(c.shape(f.withClaims(f.workload("StatefulSet", "db", pods{replicas: 2}), c.mounted, c.after...)))
			in := f.input(quick)
			if change := in.Plan.Changes[0]; change.Action != plan.Replace || change.Impact.Restarts != 2 {
				t.Errorf("the plan says %s, %+v", change.Action, change.Impact)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatalf("%v\n%s", err, f.log())
			}
			if got := f.replacements(rollout.Outworn); got != c.replaced {
				t.Errorf("it replaced %q, want %q\n%s", got, c.replaced, f.log())
			}
			if diff := cmp.Diff(c.uses, f.podClaims()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			f.checkSettled()
		})
	}
}

// An apply that is cut off when it has replaced the first Pod is carried on, and the
// plan names the rest.
func TestClaimTemplatesAreCarriedOn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.storageClass(false)
	f.volumesFor(3, "data")
	f.want(f.workload("StatefulSet", "db", pods{replicas: 3}))
	f.mustApply(quick)
	first := f.podUIDs("db")
	f.want(f.withClaims(f.workload("StatefulSet", "db", pods{replicas: 3}), true, "data"))
	ctx, cancel := context.WithCancel(t.Context())
	f.on = func(e apply.Event) {
		if _, replaced := e.(apply.PodsReplaced); replaced {
			cancel()
		}
	}
	if _, err := f.run(ctx, f.input(quick)); !errors.Is(err, apply.ErrInterrupted) {
		t.Fatalf("%v\n%s", err, f.log())
	}
	f.on = nil
	p := f.input().Plan
	if len(p.RolloutPending) != 1 || len(p.ReplacedPods) != 1 || p.ReplacedPods[0].Because != plan.Outworn || !slices.Contains(p.ReplacedPods[0].Pods, "db-2") {
		t.Errorf("after the interruption the plan is %+v", p)
	}
	f.mustApply(quick)
	if second := f.podUIDs("db"); len(second) != 3 || second["db-1"] == first["db-1"] || second["db-2"] == first["db-2"] {
		t.Errorf("%v became %v\n%s", first, second, f.log())
	}
	f.checkSettled()
}

// Pods of a revision that was never ready do not keep its remedy from being rolled
// out; those that are ready stay.
func TestBrokenRevisionIsPutRight(t *testing.T) {
	t.Parallel()
	for _, policy := range []string{"OrderedReady", "Parallel"} {
		for _, how := range []string{"never-ready", "image-pull-failure", "crash-loop"} {
			for _, remedy := range []string{"nginx:1.27", "nginx:1.28"} { // the former image, or another one
				t.Run(policy+" "+how+" "+remedy, func(t *testing.T) {
					t.Parallel()
					f := newFixture(t)
					shaped := func(p pods) object.Manifest {
						m := f.workload("StatefulSet", "db", p)
						m.Content["spec"].(map[string]any)["podManagementPolicy"] = policy
						return m
					}
					f.want(shaped(pods{replicas: 2}))
					f.mustApply(quick)
					good := f.podUIDs("db")
					broken := behaving(how)
					broken.replicas, broken.image = 2, "nginx:1.29"
					f.want(shaped(broken))
					if _, err := f.apply(func(in *apply.Input) { in.Timeout = 8 * time.Second }); err == nil {
						t.Fatal("the broken revision was rolled out")
					}
					f.want(shaped(pods{replicas: 2, image: remedy}))
					in := f.input(quick)
					want := []plan.ReplacedPods{{Object: f.ref("StatefulSet", "db"), Pods: []string{"db-1"}, Because: plan.Blocking}}
					if diff := cmp.Diff(want, in.Plan.ReplacedPods); diff != "" {
						t.Errorf("the plan (-want +got):\n%s", diff)
					}
					if _, err := f.run(t.Context(), in); err != nil {
						t.Fatalf("%v\n%s", err, f.log())
					}
					if now := f.podUIDs("db"); remedy == "nginx:1.27" && now["db-0"] != good["db-0"] {
						t.Errorf("the Pod that was ready was replaced\n%s", f.log())
					}
					if got := f.replacements(rollout.Blocking); policy == "OrderedReady" && got != "db-1" {
						t.Errorf("it replaced %q\n%s", got, f.log())
					}
					f.checkSettled()
				})
			}
		}
	}
}

// What the partition spares, and what is left to people, is left alone.
func TestBrokenPodsThatAreLeftAlone(t *testing.T) {
	t.Parallel()
	for name, strategy := range map[string]map[string]any{
		"a partition": {"type": "RollingUpdate", "rollingUpdate": map[string]any{"partition": int64(1)}},
		"OnDelete":    {"type": "OnDelete"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.workload("StatefulSet", "db", behaving("never-ready")))
			if _, err := f.apply(func(in *apply.Input) { in.Timeout = 3 * time.Second }); err == nil {
				t.Fatal("it was rolled out")
			}
			first := f.podUIDs("db")
			m := f.workload("StatefulSet", "db", pods{replicas: 1})
			m.Content["spec"].(map[string]any)["updateStrategy"] = strategy
			f.want(m)
			in := f.input(func(in *apply.Input) { in.Timeout = 14 * time.Second })
			if len(in.Plan.ReplacedPods) > 0 {
				t.Errorf("the plan replaces %v", in.Plan.ReplacedPods)
			}
			if _, err := f.run(t.Context(), in); err == nil {
				t.Error("it was rolled out")
			}
			if diff := cmp.Diff(first, f.podUIDs("db")); diff != "" {
				t.Errorf("Pods (-before +after):\n%s", diff)
			}
		})
	}
}
