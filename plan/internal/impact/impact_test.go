package impact_test

import (
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/impact"
)

var inWords = words.In(words.English)

func said(i *plan.Impact) string { return inWords.Clauses(i.Effects) }

func content(t *testing.T, text string) map[string]any {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c := map[string]any{}
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	oldTemplate = "template: {spec: {containers: [{name: a, image: 'a:1'}]}}"
	newTemplate = "template: {spec: {containers: [{name: a, image: 'a:2'}]}}"
)

// basics are what an impact says of the Pods' restarts.
type basics struct {
	before, after, restarts int64
	summary                 string
	outage                  bool
}

func TestImpactOfUpdate(t *testing.T) {
	const recreate = "updateStrategy: { type: OnDelete }" // and the annotation
	const percent = "strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}"
	for _, c := range []struct {
		name, kind            string
		before, after, common string // of the spec, beside the template
		running               string
		restarts              bool
		want                  basics
	}{
		{"nothing about Pods", "Deployment", "replicas: 2", "replicas: 2", "", "2", false, basics{2, 2, 0, "no Pod restarts", false}},
		{"scaled up", "Deployment", "replicas: 2", "replicas: 4", "", "2", false, basics{2, 4, 0, "2 more Pods start: 4 instead of 2", false}},
		{"scaled down", "StatefulSet", "replicas: 2", "replicas: 1", "", "2", false, basics{2, 1, 0, "1 Pod is terminated: 1 instead of 2", false}},
		{"scaled to nothing", "Deployment", "replicas: 2", "replicas: 0", "", "2", false, basics{2, 0, 0, "2 Pods are terminated: 0 instead of 2", true}},
		{"a few", "Deployment", "replicas: 2", "replicas: 2", percent, "2", true,
			basics{2, 2, 2, "2 Pods restart, one at a time, each after its replacement is ready; no outage expected", false}},
		{"many", "Deployment", "replicas: 10", "replicas: 10", percent, "10", true,
			basics{10, 10, 10, "10 Pods restart, max 2 unavailable, 3 surge; no outage expected", false}},
		{"a single one", "Deployment", "replicas: 1", "replicas: 1", percent, "1", true,
			basics{1, 1, 1, "1 Pod restarts, after its replacement is ready; no outage expected", false}},
		{"a single one without surge", "Deployment", "replicas: 1", "replicas: 1", "strategy: {rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}", "1", true,
			basics{1, 1, 1, "1 Pod restarts, and the workload is down until it is back", true}},
		{"both shares rounded to nothing", "Deployment", "replicas: 3", "replicas: 3", "strategy: {rollingUpdate: {maxUnavailable: 25%, maxSurge: 0}}", "3", true,
			basics{3, 3, 3, "3 Pods restart, one at a time; no outage expected", false}},
		{"recreate", "Deployment", "replicas: 2", "replicas: 2", "strategy: {type: Recreate}", "2", true,
			basics{2, 2, 2, "2 Pods restart, all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile", true}},
		{"all may be down", "Deployment", "replicas: 2", "replicas: 2", "strategy: {rollingUpdate: {maxUnavailable: 100%, maxSurge: 0}}", "2", true,
			basics{2, 2, 2, "2 Pods restart, possibly all at once: the workload can go down", true}},
		{"paused", "Deployment", "replicas: 2", "replicas: 2", "paused: true", "2", true, basics{2, 2, 0, "no Pod restarts while the rollout is paused", false}},
		{"none running", "Deployment", "replicas: 2", "replicas: 2", percent, "0", true, basics{2, 2, 0, "no Pod is running", false}},
		{"new Pods and fewer", "StatefulSet", "replicas: 5", "replicas: 2", "", "5", true,
			basics{5, 2, 2, "2 Pods restart, one at a time; no outage expected; 3 Pods are terminated: 2 instead of 5", false}},
		{"one after the other", "StatefulSet", "replicas: 3", "replicas: 3", "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}", "3", true,
			basics{3, 3, 3, "3 Pods restart, one at a time; no outage expected", false}},
		{"a single one of a StatefulSet", "StatefulSet", "replicas: 1", "replicas: 1", "", "1", true,
			basics{1, 1, 1, "1 Pod restarts, and the workload is down until it is back", true}},
		{"other ordinals", "StatefulSet", "replicas: 3, ordinals: {start: 2}", "replicas: 3", "", "3", false,
			basics{3, 3, 2, "2 Pods are terminated and 2 start: ordinals from 0 instead of 2", false}},
		{"other ordinals of more Pods", "StatefulSet", "replicas: 2", "replicas: 3, ordinals: {start: 1}", "", "2", false,
			basics{2, 3, 1, "1 Pod is terminated and 2 start: ordinals from 1 instead of 0", false}},
		{"fewer from a higher ordinal", "StatefulSet", "replicas: 3", "replicas: 2, ordinals: {start: 1}", "", "3", false,
			basics{3, 2, 0, "1 Pod is terminated: 2 instead of 3", false}},
		{"all ordinals are others", "StatefulSet", "replicas: 2, ordinals: {start: 5}", "replicas: 2, ordinals: {start: 0}", "podManagementPolicy: OrderedReady", "2", true,
			basics{2, 2, 2, "2 Pods are terminated and 2 start: ordinals from 0 instead of 5", false}},
		{"all ordinals are others, in parallel", "StatefulSet", "replicas: 2", "replicas: 2, ordinals: {start: 5}", "podManagementPolicy: Parallel", "2", false,
			basics{2, 2, 2, "2 Pods are terminated and 2 start: ordinals from 5 instead of 0; all at once, and the workload is down meanwhile", true}},
		{"other ordinals and a new template", "StatefulSet", "replicas: 3, ordinals: {start: 1}", "replicas: 3", "", "3", true,
			basics{3, 3, 3, "2 Pods restart, one at a time; no outage expected; 1 Pod is terminated and 1 starts: ordinals from 0 instead of 1", false}},
		{"other ordinals before a partition", "StatefulSet", "replicas: 3, ordinals: {start: 1}", "replicas: 3", "updateStrategy: {rollingUpdate: {partition: 2}}", "3", true,
			basics{3, 3, 2, "1 Pod restarts, up to 1 at a time; the partition keeps the first 2 at the old revision; 1 Pod is terminated and 1 starts: ordinals from 0 instead of 1", false}},
		{"what a rollout has left", "StatefulSet", "replicas: 3", "replicas: 3", "", "3, updatedReplicas: 1", true,
			basics{3, 3, 3, "at most 3 Pods restart, one at a time; no outage expected; Pods that an unfinished rollout has not replaced may stay", false}},
		{"what a rollout has left beside its surge", "Deployment", "replicas: 3", "replicas: 3", percent, "4, updatedReplicas: 1", true,
			basics{3, 3, 3, "at most 3 Pods restart, one at a time, each after its replacement is ready; no outage expected; Pods that an unfinished rollout has not replaced may stay", false}},
		{"what a partition has left", "StatefulSet", "replicas: 3", "replicas: 3", "updateStrategy: {rollingUpdate: {partition: 2}}", "3, updatedReplicas: 1", true,
			basics{3, 3, 1, "1 Pod restarts, up to 1 at a time; the partition keeps the first 2 at the old revision", false}},
		{"a partition", "StatefulSet", "replicas: 3", "replicas: 3", "updateStrategy: {rollingUpdate: {partition: 2}}", "3", true,
			basics{3, 3, 1, "1 Pod restarts, up to 1 at a time; the partition keeps the first 2 at the old revision", false}},
		{"a partition of all", "StatefulSet", "replicas: 3", "replicas: 3", "updateStrategy: {rollingUpdate: {partition: 3}}", "3", true,
			basics{3, 3, 0, "no Pod restarts: the partition 3 excludes all of them", false}},
		{"by hand", "StatefulSet", "replicas: 3", "replicas: 3", "updateStrategy: {type: OnDelete}", "3", true,
			basics{3, 3, 0, "no Pod restarts until it is deleted by hand (OnDelete)", false}},
		{"recreated by wl", "StatefulSet", "replicas: 3", "replicas: 3", recreate, "3", true,
			basics{3, 3, 3, "3 Pods restart, all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile", true}},
		{"recreated on every node", "DaemonSet", "", "", recreate, "4", true,
			basics{4, 4, 4, "4 Pods restart, all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile", true}},
		{"recreation that was cut off", "StatefulSet", "replicas: 3", "replicas: 3", recreate, "3, updatedReplicas: 1", false,
			basics{3, 3, 2, "2 Pods restart, all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile", true}},
		{"nothing left to recreate", "DaemonSet", "", "", recreate, "3, updatedNumberScheduled: 3", false, basics{3, 3, 0, "no Pod restarts", false}},
		{"on every node", "DaemonSet", "", "", "updateStrategy: {type: RollingUpdate}", "4", true, basics{4, 4, 4, "4 Pods restart, node by node", false}},
		{"on some nodes at once", "DaemonSet", "", "", "updateStrategy: {rollingUpdate: {maxUnavailable: 30%}}", "4", true, basics{4, 4, 4, "4 Pods restart, up to 2 nodes at a time", false}},
		{"on all nodes at once", "DaemonSet", "", "", "updateStrategy: {rollingUpdate: {maxUnavailable: 100%}}", "4", true,
			basics{4, 4, 4, "4 Pods restart, possibly all at once: the workload can go down", true}},
		{"on as many nodes as there are", "DaemonSet", "", "", "updateStrategy: {rollingUpdate: {maxUnavailable: 3, maxSurge: 0}}", "3", true,
			basics{3, 3, 3, "3 Pods restart, possibly all at once: the workload can go down", true}},
		{"on the only node", "DaemonSet", "", "", "updateStrategy: {type: RollingUpdate}", "1", true,
			basics{1, 1, 1, "1 Pod restarts, and the workload is down until it is back", true}},
		{"beside the old Pod of each node", "DaemonSet", "", "", "updateStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}", "4", true,
			basics{4, 4, 4, "4 Pods restart, one at a time, each after its replacement is ready; no outage expected", false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := oldTemplate
			if c.restarts {
				after = newTemplate
			}
			if !strings.Contains(c.running, "updated") { // no rollout is under way
				c.running += ", updatedReplicas: " + c.running + ", updatedNumberScheduled: " + c.running
			}
			head := "{apiVersion: apps/v1, kind: " + c.kind + ", status: {replicas: " + c.running + ", currentNumberScheduled: " + c.running + "}, "
			if c.common == recreate {
				head += "metadata: {annotations: {wl/upgrade-strategy: Recreate}}, "
			}
			head += "spec: {"
			got := impact.Update(content(t, head+join(c.common, c.before, oldTemplate)+"}}"), content(t, head+join(c.common, c.after, after)+"}}"))
			if b := (basics{got.ReplicasBefore, got.ReplicasAfter, got.Restarts, said(got), got.Outage}); b != c.want {
				t.Errorf("got  %+v\nwant %+v", b, c.want)
			}
		})
	}
	if got := impact.Update(content(t, "{apiVersion: v1, kind: ConfigMap}"), nil); got != nil {
		t.Errorf("a ConfigMap has no Pods: %+v", got)
	}
}

// join makes one YAML map of the parts that are there.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}

func TestImpactOfDelete(t *testing.T) {
	for running, want := range map[string]basics{
		"0": {2, 0, 0, "no Pod is running", false},
		"1": {2, 0, 0, "1 Pod is terminated: the workload goes down", true},
		"2": {2, 0, 0, "2 Pods are terminated: the workload goes down", true},
	} {
		got := impact.Delete(content(t, "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 2}, status: {replicas: "+running+"}}"))
		if b := (basics{got.ReplicasBefore, got.ReplicasAfter, got.Restarts, said(got), got.Outage}); b != want {
			t.Errorf("got %+v, want %+v", b, want)
		}
	}
}

// Which nodes a DaemonSet's Pods run on after a change of what chooses them, only its controller knows.
func TestOtherNodes(t *testing.T) {
	daemon := func(kind, spec string) map[string]any {
		return content(t, "{apiVersion: apps/v1, kind: "+kind+", status: {replicas: 3, updatedReplicas: 3, currentNumberScheduled: 3, updatedNumberScheduled: 3}, spec: {replicas: 3, template: {spec: {containers: [{name: a, image: 'a:1'}]"+spec+"}}}}")
	}
	const more = "; the Pods of nodes that no longer match are terminated, and on others that match now Pods start"
	for spec, want := range map[string]string{
		", nodeSelector: {disk: ssd}":        "3 Pods restart, node by node" + more,
		", tolerations: [{key: gpu}]":        "3 Pods restart, node by node" + more,
		", affinity: {nodeAffinity: {a: b}}": "3 Pods restart, node by node" + more,
		", hostNetwork: true":                "3 Pods restart, node by node",
	} {
		if got := said(impact.Update(daemon("DaemonSet", ""), daemon("DaemonSet", spec))); got != want {
			t.Errorf("%s: %s", spec, got)
		}
	}
	if got := said(impact.Update(daemon("StatefulSet", ""), daemon("StatefulSet", ", nodeSelector: {disk: ssd}"))); strings.Contains(got, "nodes") {
		t.Error(got)
	}
}

// A ReplicaSet keeps Pods as well: they go with it, and where it is scaled to none. What its
// template says is for Pods to come.
func TestImpactOfUnrolled(t *testing.T) {
	for _, kind := range []string{"apiVersion: apps/v1, kind: ReplicaSet", "apiVersion: v1, kind: ReplicationController"} {
		of := func(replicas, image string) map[string]any {
			return content(t, "{"+kind+", spec: {replicas: "+replicas+", template: {spec: {containers: [{name: c, image: "+image+"}]}}}, status: {replicas: 2}}")
		}
		if i := impact.Delete(of("2", "a")); i == nil || !i.Outage || i.ReplicasBefore != 2 {
			t.Errorf("%s: %+v", kind, i)
		}
		for replicas, outage := range map[string]bool{"0": true, "1": false, "3": false} {
			if i := impact.Update(of("2", "a"), of(replicas, "b")); i == nil || i.Outage != outage || i.Restarts != 0 || len(i.Effects) != 1 {
				t.Errorf("%s scaled to %s: %+v", kind, replicas, i)
			}
		}
		if i := impact.Update(of("2", "a"), of("2", "b")); i != nil {
			t.Errorf("%s: %+v", kind, i)
		}
		if i := impact.Update(of("0", "a"), of("1", "a")); i == nil || i.Outage {
			t.Errorf("%s scaled up: %+v", kind, i)
		}
	}
	if i := impact.Delete(content(t, "{apiVersion: example.com/v1, kind: ReplicaSet, spec: {replicas: 2}, status: {replicas: 2}}")); i != nil {
		t.Errorf("of others: %+v", i)
	}
}
