package main

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
)

// smoked is a rollout whose second wave has a check.
const smoked = `
workload "smoke" {
  kind = "Job"
  container "smoke" { image = "busybox:1.37" }
}
rollout {
  wave "first" { clusters = [cluster.north] }
  wave "second" {
    clusters = [cluster.south]
    check "smoke" { workload = workload.smoke }
  }
}
`

// A check whose success could not be noted is not run again by the apply that continues: whether the home was away
// when the Job was done, or the cluster has no room for another Job by then.
func testCheckOnce(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		goes func(*faults.Way)
		full bool
	}{
		"the home refuses": {(*faults.Way).Down, false},
		"the home hangs":   {(*faults.Way).Hang, false},
		"no room":          {(*faults.Way).Down, true},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, smoked)
			var created atomic.Int64
			f.south.way.Meet(func(r *http.Request, _ faults.Class) *faults.Fault {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/jobs") && created.Add(1) == 1 {
					c.goes(f.north.way)
				}
				return nil
			})
			f.must(f.apply("1"), 1, "Error: The home of the run, the cluster north, does not answer")
			f.north.way.Up()
			jobs := f.south.client.Resource(schema.GroupVersionResource{Group: "batch", Version: "v1", Resource: "jobs"}).Namespace(f.namespace)
			if found, err := jobs.List(t.Context(), metav1.ListOptions{}); err != nil || len(found.Items) != 1 {
				t.Fatalf("the Job is gone before its success is noted: %v", err)
			}
			if c.full {
				quota := &unstructured.Unstructured{Object: map[string]any{
					"apiVersion": "v1", "kind": "ResourceQuota", "metadata": map[string]any{"name": "full"}, "spec": map[string]any{"hard": map[string]any{"count/jobs.batch": "0"}},
				}}
				quotas := f.south.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "resourcequotas"}).Namespace(f.namespace)
				if _, err := quotas.Create(t.Context(), quota, metav1.CreateOptions{}); err != nil {
					t.Fatal(err)
				}
			}
			f.must(f.apply("1"), 0, "continues with the wave second", "is done: 2 clusters are healthy")
			if n := created.Load(); n != 1 {
				t.Errorf("%d Jobs were created", n)
			}
			if found, err := jobs.List(t.Context(), metav1.ListOptions{}); err != nil || len(found.Items) != 0 {
				t.Errorf("the Job is left: %v %v", found, err)
			}
		})
	}
}
