package status

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
)

// later is how the stack stands when something has changed.
func later() []engine.ClusterStatus {
	clusters := someStatus()
	report := *clusters[0].Report
	report.Serial, report.Outcome = 8, "succeeded"
	report.Workloads = []apply.WorkloadStatus{
		{Object: uitest.BrokenDeploy, Address: "workload.broken", Status: uitest.Running(2)}, report.Workloads[1],
	}
	report.Missing = []object.Ref{uitest.ShopNamespace}
	clusters[0].Report = &report
	clusters[1].Report, clusters[1].Error = nil, clusters[2].Error
	return clusters
}

func watched(t *testing.T, s ui.Streams, o ui.Options) {
	t.Helper()
	w := NewWatch(s, "shop", o)
	at := time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC)
	for i, clusters := range [][]engine.ClusterStatus{someStatus(), someStatus(), later(), later(), someStatus()} {
		if err := w.Show(engine.Status{Clusters: clusters}, at.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
}

// On a pipe only changes are told, and what stays as it is is not said again.
func TestWatchOnPipe(t *testing.T) {
	for name, o := range map[string]ui.Options{"watch": {}, "watch-json": {Format: ui.JSON}} {
		var b bytes.Buffer
		watched(t, ui.Streams{Out: &b}, o)
		uitest.NoControls(t, b.String(), false)
		uitest.Golden(t, "status/"+name, b.Bytes())
	}
}

// On a terminal each look replaces the one before, and never more than has room.
func TestWatchOnTerminal(t *testing.T) {
	var b bytes.Buffer
	watched(t, ui.Streams{Out: &b}.OnScreen(func() (int, int) { return 80, 12 }), ui.Options{})
	looks := strings.Split(b.String(), "\r")
	if len(looks) != 5 {
		t.Fatalf("%d looks: %q", len(looks), looks)
	}
	for i, look := range looks {
		if lines := strings.Count(look, "\n"); lines > 11 {
			t.Errorf("look %d has %d lines:\n%s", i, lines, look)
		}
		if i > 0 && !strings.HasPrefix(look, "\x1b[11A\x1b[J") {
			t.Errorf("look %d does not erase the one before: %q", i, look)
		}
		if !strings.Contains(look, "Stack shop") {
			t.Errorf("look %d: %s", i, look)
		}
	}
}
