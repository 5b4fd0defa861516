package status

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
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

// A namespace that begins to be deleted is told once, also where the state in it is gone.
func TestWatchTellsNamespacesThatGo(t *testing.T) {
	going := fact.New(reason.NamespaceGoes, fact.Args{"namespace": "shop", "since": "2026-11-28T20:00:00Z"})
	gone := fact.New(engine.StateGoing, fact.Args{"stack": "shop", "namespace": "shop", "since": "2026-11-28T20:00:00Z"})
	var b bytes.Buffer
	w := NewWatch(ui.Streams{Out: &b}, "shop", ui.Options{})
	for _, report := range []apply.StatusReport{{Serial: 1}, {Serial: 1, Terminating: []fact.Fact{going}}, {Terminating: []fact.Fact{gone}}, {Terminating: []fact.Fact{gone}}} {
		if err := w.Show(engine.Status{Clusters: []engine.ClusterStatus{{Cluster: "eu", Report: &report}}}, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	out := b.String()
	if strings.Count(out, "all that the stack has in it goes") != 1 || strings.Count(out, "there is no state in it") != 1 || strings.Contains(out, "Revision 0") {
		t.Error(out)
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
