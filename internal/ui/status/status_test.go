package status

import (
	"bytes"
	"errors"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

func someStatus() []engine.ClusterStatus {
	report := &apply.StatusReport{
		Serial: 7, Operation: "apply", Outcome: "failed", Who: "ci@runner-7",
		Started: time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC),
		Workloads: []apply.WorkloadStatus{
			{Object: uitest.BrokenDeploy, Address: "workload.broken", Status: uitest.NotReady()},
			{Object: uitest.NginxSet, Address: "workload.nginx-01", Status: uitest.Running(2)},
		},
		Objects: 5, Missing: []object.Ref{uitest.NginxService},
	}
	return []engine.ClusterStatus{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Report: report},
		{Cluster: "lab", Report: &apply.StatusReport{Workloads: []apply.WorkloadStatus{}}},
		{Cluster: "away", Context: "away", Error: fact.Of(errors.New("cluster away: https://10.0.0.9:6443 does not answer: check the network, or leave the cluster out with --cluster"))},
	}
}

func TestStatus(t *testing.T) {
	for name, o := range map[string]ui.Options{
		"80": {Width: 80}, "160": {Width: 160}, "40": {Width: 40}, "80-color": {Width: 80, Color: true}, "80-zh": {Width: 80, Language: words.Chinese}, "json": {Format: ui.JSON},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, "shop", engine.Status{Clusters: someStatus()}, o); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), o.Color)
			uitest.Golden(t, "status/"+name, b.Bytes())
		})
	}
}
