package events

import (
	"bytes"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
)

func told() engine.Events {
	now := time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC)
	pod := uitest.Ref("", "Pod", "broken-5d4f9-abcde")
	return engine.Events{Clusters: []engine.ClusterEvents{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Events: []live.Event{
			{Object: uitest.BrokenDeploy, Type: "Normal", Reason: "ScalingReplicaSet", Message: "Scaled up replica set broken-5d4f9 from 0 to 1", Count: 1, First: now.Add(-time.Hour), Last: now.Add(-time.Hour)},
			{Object: pod, Type: "Warning", Reason: "BackOff", Message: "Back-off restarting failed container nginx\x1b[2J", Count: 12, First: now.Add(-10 * time.Minute), Last: now.Add(-5 * time.Second)},
		}},
		{Cluster: "lab", Events: []live.Event{}, Note: fact.New(engine.MaskMissing, fact.Args{"said": "secrets is forbidden"})},
		{Cluster: "away", Events: []live.Event{}, Error: fact.New(engine.StateMissing, fact.Args{"stack": "shop", "namespace": "shop"})},
	}}
}

func TestEvents(t *testing.T) {
	now := time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC)
	one := engine.Events{Clusters: told().Clusters[:1]}
	for name, c := range map[string]struct {
		events  engine.Events
		options ui.Options
	}{
		"80": {told(), ui.Options{Width: 80}}, "160": {told(), ui.Options{Width: 160}}, "160-color": {one, ui.Options{Width: 160, Color: true}},
		"120-zh": {told(), ui.Options{Width: 120, Language: words.Chinese}}, "json": {told(), ui.Options{Format: ui.JSON}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, "shop", c.events, now, c.options); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), c.options.Color)
			uitest.Golden(t, name, b.Bytes())
		})
	}
	if err := Write(uitest.FailingWriter{}, "shop", one, now, ui.Options{}); err == nil {
		t.Error("a failing writer is not noticed")
	}
}
