package status

import (
	"bytes"
	"errors"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

func someStatus() []engine.ClusterStatus {
	report := &apply.StatusReport{
		Serial: 7, Operation: "apply", Outcome: "failed", Who: "ci@runner-7",
		Started: time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC),
		Workloads: []apply.WorkloadStatus{
			{Object: uitest.BrokenDeploy, Address: "workload.broken", Status: uitest.NotReady()},
			{Object: uitest.NginxSet, Address: "workload.nginx-01", Status: uitest.Running(2)},
		},
		Awaited: []apply.WorkloadStatus{
			{Object: uitest.Ref("", "PersistentVolumeClaim", "data"), Address: "volume_claim.data", Status: rollout.Status{Word: rollout.Ready, Done: true}},
			{Object: uitest.Ref("example.com", "Database", "orders"), Address: "object.orders", Status: rollout.Status{
				Word: rollout.Waiting, Message: fact.New(rollout.AwaitsCondition, fact.Args{"condition": "Available", "status": "False", "reason": "Upgrading", "message": "2 of 3 members are of the new version"}),
			}},
		},
		Objects: 5, Missing: []object.Ref{uitest.NginxService},
	}
	return []engine.ClusterStatus{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Report: report},
		{Cluster: "lab", Report: &apply.StatusReport{Workloads: []apply.WorkloadStatus{}}},
		{Cluster: "narrow", Report: &apply.StatusReport{
			Serial: 2, Operation: "apply", Outcome: "succeeded", Who: "ci@runner-7", Started: report.Started, Workloads: report.Workloads[1:], Objects: 2,
			Note: fact.New(reason.SecretsUnread, fact.Args{"said": `secrets is forbidden: User "ops" cannot list resource "secrets"`}),
		}},
		{Cluster: "away", Context: "away", Error: fact.Of(errors.New("cluster away: https://10.0.0.9:6443 does not answer: check the network, or leave the cluster out with --cluster"))},
	}
}

func TestStatus(t *testing.T) {
	for name, o := range widths {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			for pair := range slices.Chunk(someStatus(), 2) {
				if err := Write(&b, "shop", engine.Status{Clusters: pair}, o); err != nil {
					t.Fatal(err)
				}
			}
			uitest.NoControls(t, b.String(), o.Color)
			uitest.Golden(t, "status/"+name, b.Bytes())
		})
	}
}

// What is not ready is not counted as ready, though the stack is as wanted: it is named, with why that is so.
func TestDeferredObjects(t *testing.T) {
	awaited := func(name string, s rollout.Status) apply.WorkloadStatus {
		return apply.WorkloadStatus{Object: uitest.Ref("", "PersistentVolumeClaim", name), Status: s}
	}
	bound := awaited("bound", rollout.Status{Word: rollout.Ready, Done: true})
	unused := awaited("unused", rollout.Status{Word: rollout.Waiting, Done: true, Message: fact.New(rollout.AwaitsConsumer, nil)})
	unread := awaited("unread", rollout.Status{Word: rollout.Waiting, Done: true, Message: fact.New(rollout.AwaitsUnreadClass, nil)})
	unbound := awaited("unbound", rollout.Status{Word: rollout.Waiting, Message: fact.New(rollout.AwaitsBinding, nil)})
	const first, class = "unused Waiting", "unread Waiting"
	for name, c := range map[string]struct {
		awaited    []apply.WorkloadStatus
		want, lack []string
	}{
		"no Pod uses it":            {[]apply.WorkloadStatus{unused}, []string{first, "when the first Pod"}, []string{"ready."}},
		"its class cannot be read":  {[]apply.WorkloadStatus{unread}, []string{class, "cannot be read"}, []string{"ready."}},
		"beside those that are":     {[]apply.WorkloadStatus{bound, unread, unused}, []string{first, class, "1 other object is ready."}, []string{"/bound"}},
		"beside what is waited for": {[]apply.WorkloadStatus{bound, bound, unbound, unused}, []string{"unbound Waiting", first, "2 other objects are ready."}, nil},
	} {
		var b bytes.Buffer
		report := &apply.StatusReport{Serial: 1, Awaited: c.awaited}
		if err := Write(&b, "shop", engine.Status{Clusters: []engine.ClusterStatus{{Cluster: "lab", Report: report}}}, ui.Options{Width: 160}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		for _, part := range c.want {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is not in\n%s", name, part, b.String())
			}
		}
		for _, part := range c.lack {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q is in\n%s", name, part, b.String())
			}
		}
	}
}

// What is left on clusters that are not declared any more is told, and that the last run is
// not known.
func TestBeside(t *testing.T) {
	removed := plan.RemovedCluster{Cluster: "old", Context: "wl-old", UID: "u-1", Objects: 3}
	args := fact.Args{"cluster": "old", "context": "wl-old", "stack": "shop", "namespace": "shop", "objects": 3}
	for name, o := range widths {
		for size, clusters := range map[string][]engine.ClusterStatus{"few": someStatus()[2:3], "many": fleet(1)[:3]} {
			t.Run(name+" "+size, func(t *testing.T) {
				var b bytes.Buffer
				s := engine.Status{
					Clusters: clusters, Removed: []plan.RemovedCluster{removed}, Warnings: []plan.Problem{plan.NewProblem(engine.WarnRemoved, args)},
					RunUnread: fact.New(engine.RunUnread, fact.Args{"run": "k3x9d2ab", "home": "eu-1", "said": someStatus()[3].Error}),
				}
				if err := Write(&b, "shop", s, o); err != nil {
					t.Fatal(err)
				}
				if s.Complete() {
					t.Error("a status without the last run is complete")
				}
				uitest.NoControls(t, b.String(), o.Color)
				uitest.Golden(t, "status/beside-"+size+"-"+name, b.Bytes())
			})
		}
	}
}

var widths = map[string]ui.Options{
	"80": {Width: 80}, "160": {Width: 160}, "40": {Width: 40}, "80-color": {Width: 80, Color: true}, "80-zh": {Width: 80, Language: words.Chinese}, "json": {Format: ui.JSON},
}

// fleet is of twenty clusters with so many workloads.
func fleet(workloads int) []engine.ClusterStatus {
	some := someStatus()
	all := make([]engine.ClusterStatus, 20)
	for i := range all {
		c := engine.ClusterStatus{Cluster: fmt.Sprintf("prod-%s-%d", []string{"eu-central", "us-east", "ap-southeast"}[i%3], i/3+1), Context: "wl-prod"}
		c.Report = &apply.StatusReport{Serial: 7, Operation: "apply", Outcome: "succeeded", Who: "ci@runner-7", Commit: strings.Repeat("1", 40), Started: some[0].Report.Started, Objects: 5}
		for k := range workloads {
			ref := uitest.NginxSet
			ref.Name = fmt.Sprintf("workload-%d", k)
			c.Report.Workloads = append(c.Report.Workloads, apply.WorkloadStatus{Object: ref, Address: "workload", Status: uitest.Running(int64(2 + i%5))})
		}
		all[i] = c
	}
	all[2].Report.Workloads[0] = some[0].Report.Workloads[0]
	all[5].Report, all[5].Error = nil, some[3].Error
	all[8].Report, all[8].Behind = some[1].Report, fact.New(engine.BehindNotApplied, fact.Args{"newest": all[0].Cluster})
	all[11].Report.Commit = strings.Repeat("2", 40)
	all[11].OtherCommit = fact.New(engine.OtherCommit, fact.Args{"commit": all[11].Report.Commit, "newest": all[0].Cluster, "newest_commit": all[0].Report.Commit})
	all[14].Report.Missing = some[0].Report.Missing
	all[17].Report.Awaited = some[0].Report.Awaited
	return all
}

// Many clusters are a line each: with the status of each workload where there is room,
// else with how many have which.
func TestMatrix(t *testing.T) {
	for name, o := range widths {
		for _, workloads := range []int{2, 12} {
			t.Run(fmt.Sprint(name, " ", workloads), func(t *testing.T) {
				var b bytes.Buffer
				if err := Write(&b, "shop", engine.Status{Clusters: fleet(workloads)}, o); err != nil {
					t.Fatal(err)
				}
				uitest.NoControls(t, b.String(), o.Color)
				if o.Format != ui.JSON {
					uitest.Golden(t, fmt.Sprintf("status/matrix-%d-%s", workloads, name), b.Bytes())
				} else if n := strings.Count(b.String(), `"behind": {`); n != 1 || !strings.Contains(b.String(), `"other_commit": {`) {
					t.Errorf("%d clusters are behind", n)
				}
			})
		}
	}
}
