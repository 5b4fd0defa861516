package impact_test

import (
	"testing"

	"github.com/workloadlang/wl/plan/internal/impact"
)

// What holds Pods back, and then does not, restarts those that were left behind
// although their template stays as it is.
func TestImpactOfReleasing(t *testing.T) {
	const half = "status: {replicas: 3, updatedReplicas: 1}"
	for _, c := range []struct {
		name, kind, before, after, status string
		restarts                          int64
		summary                           string
	}{
		{"paused", "Deployment", "replicas: 3", "replicas: 3, paused: true", half, 0,
			"no Pod restarts; rollouts are paused: changes of the Pod template wait until spec.paused is false"},
		{"resumed with Pods left behind", "Deployment", "replicas: 3, paused: true", "replicas: 3", half, 2, "2 Pods restart, one at a time; no outage expected"},
		{"resumed with nothing to do", "Deployment", "replicas: 3, paused: true", "replicas: 3", "status: {replicas: 3, updatedReplicas: 3}", 0, "no Pod restarts"},
		{"still paused", "Deployment", "replicas: 3, paused: true", "replicas: 3, paused: true", half, 0, "no Pod restarts"},
		{"a lower partition", "StatefulSet", "replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}", "replicas: 3, updateStrategy: {rollingUpdate: {partition: 1}}", half, 1,
			"1 Pod restarts, up to 1 at a time; the partition keeps the first 1 at the old revision"},
		{"no partition any more", "StatefulSet", "replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}", "replicas: 3", half, 2, "2 Pods restart, one at a time; no outage expected"},
		{"a higher partition", "StatefulSet", "replicas: 3", "replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}", half, 0, "no Pod restarts"},
		{"no longer OnDelete", "StatefulSet", "replicas: 3, updateStrategy: {type: OnDelete}", "replicas: 3, updateStrategy: {type: RollingUpdate}", half, 2,
			"2 Pods restart, one at a time; no outage expected"},
		{"a DaemonSet no longer OnDelete", "DaemonSet", "updateStrategy: {type: OnDelete}", "updateStrategy: {type: RollingUpdate}",
			"status: {currentNumberScheduled: 3, updatedNumberScheduled: 1}", 2, "2 Pods restart, node by node"},
	} {
		t.Run(c.name, func(t *testing.T) {
			of := func(spec string) map[string]any {
				return content(t, "{apiVersion: apps/v1, kind: "+c.kind+", spec: {"+spec+", "+oldTemplate+"}, "+c.status+"}")
			}
			i := impact.Update(of(c.before), of(c.after))
			if i.Restarts != c.restarts || said(i) != c.summary {
				t.Errorf("got  %d %q\nwant %d %q", i.Restarts, said(i), c.restarts, c.summary)
			}
		})
	}
	paused := content(t, "{apiVersion: apps/v1, kind: Deployment, spec: {paused: true, replicas: 2}}")
	if i := impact.Create(paused); said(i) != "paused: no Pod starts until spec.paused is false" {
		t.Errorf("a new Deployment that is paused: %q", said(i))
	}
}
