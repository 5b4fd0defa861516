package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/state"
)

// restarted is the fleet with a sidecar, and a soak on its first cluster.
var restarted = strings.Replace(fleetStack, `  container "nginx"`, `  init_container "side" {
    image          = "nginx:1"
    restart_policy = "Always"
  }
  init_container "wait" { image = "nginx:1" }
  container "nginx"`, 1) + `
rollout {
  wave "first" {
    clusters = [cluster.north]
    soak     = "10s"
  }
  wave "second" { clusters = [cluster.south] }
}
`

// Restarts in a soak are those of each container since it has begun: also of a sidecar, and of a Pod that has replaced one
// which had more of them. What was before the soak is none of it, also where the run was lost and rebuilt.
func testRestarts(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		meanwhile func(*fleet)
		code      int
		says      string
	}{
		"none":       {func(*fleet) {}, 0, "is done: 2 clusters are healthy"},
		"one":        {func(f *fleet) { f.restart("containerStatuses", "nginx", 4) }, 1, "restarted 1 time during the soak"},
		"a sidecar":  {func(f *fleet) { f.restart("initContainerStatuses", "side", 4) }, 1, "restarted 4 times during the soak"},
		"a retry":    {func(f *fleet) { f.restart("initContainerStatuses", "wait", 4) }, 0, "is done: 2 clusters are healthy"},
		"an old run": {func(f *fleet) { f.older(); f.restart("initContainerStatuses", "side", 4) }, 0, "is done: 2 clusters are healthy"},
		"a new Pod":  {func(f *fleet) { f.replace(); f.restart("containerStatuses", "nginx", 2) }, 1, "restarted 2 times during the soak"},
		"a Pod less": {(*fleet).replace, 0, "is done: 2 clusters are healthy"},
		"recovered":  {func(f *fleet) { f.lose(); f.must(f.start("rollout", "recover", "--var", "tag=1"), 0, "north healthy") }, 0, "is done: 2 clusters are healthy"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, "")
			f.configure(restarted)
			f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "first soaking north healthy")
			f.restart("containerStatuses", "nginx", 3)
			f.must(f.start("apply", "--auto-approve", "--var", "tag=1", "--supersede"), 3, "first soaking north healthy")
			c.meanwhile(f)
			f.must(f.apply("1"), c.code, c.says)
		})
	}
}

// pod is the one on the first cluster that is ready.
func (f *fleet) pod(not types.UID) *unstructured.Unstructured {
	f.Helper()
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(100 * time.Millisecond) {
		all, err := f.north.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "pods"}).Namespace(f.namespace).List(f.Context(), metav1.ListOptions{})
		if err != nil {
			f.Fatal(err)
		}
		for _, p := range all.Items {
			conditions, _, _ := unstructured.NestedSlice(p.Object, "status", "conditions")
			if p.GetUID() != not && p.GetDeletionTimestamp() == nil && strings.Contains(fmt.Sprint(conditions), "status:True type:Ready") {
				return &p
			}
		}
	}
	f.Fatal("no Pod is ready")
	return nil
}

// restart has a container of the Pod on the first cluster be restarted so many times.
func (f *fleet) restart(statuses, container string, times int) {
	f.Helper()
	patch := fmt.Sprintf(`{"status":{%q:[{"name":%q,"restartCount":%d}]}}`, statuses, container, times)
	_, err := f.north.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "pods"}).Namespace(f.namespace).
		Patch(f.Context(), f.pod("").GetName(), types.StrategicMergePatchType, []byte(patch), metav1.PatchOptions{}, "status")
	if err != nil {
		f.Fatal(err)
	}
}

// replace deletes the Pod on the first cluster, and waits for another one.
func (f *fleet) replace() {
	f.Helper()
	was := f.pod("")
	err := f.north.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "pods"}).Namespace(f.namespace).Delete(f.Context(), was.GetName(), metav1.DeleteOptions{})
	if err != nil {
		f.Fatal(err)
	}
	f.pod(was.GetUID())
}

// lose deletes the record of the run.
func (f *fleet) lose() {
	f.Helper()
	err := f.north.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "secrets"}).Namespace(f.namespace).Delete(f.Context(), "wl-run-fleet", metav1.DeleteOptions{})
	if err != nil {
		f.Fatal(err)
	}
}

// older has the record of the run be as an earlier wl has written it, which knew of no sidecars.
func (f *fleet) older() {
	f.Helper()
	runs := state.OpenRuns(f.north.states, f.stack())
	_, version, err := runs.Read(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	r := f.run(f.north)
	for i := range r.Waves {
		for j := range r.Waves[i].Clusters {
			c := &r.Waves[i].Clusters[j]
			c.Restarted, c.Sum, c.Sidecars = nil, 0, false
		}
	}
	raw, err := r.Encode()
	if err == nil {
		_, err = runs.Write(f.Context(), version, raw)
	}
	if err != nil {
		f.Fatal(err)
	}
}
