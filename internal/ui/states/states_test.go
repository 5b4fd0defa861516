package states

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/state"
)

func inventory() engine.Inventory {
	return engine.Inventory{Clusters: []engine.ClusterInventory{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Revision: &state.Revision{
			FormatVersion: 1, Lineage: "L", Serial: 7, Stack: object.Stack{Name: "shop", Namespace: "shop"}, WLVersion: "v1", Operation: "apply", Who: "ci@runner-7",
			Started: time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC), Outcome: state.Failed,
			Objects: []state.Entry{
				{Ref: uitest.ShopNamespace, APIVersion: "v1", Address: "namespace.shop", UID: "u1", Phase: state.Ready, PreventDestroy: true},
				{Ref: uitest.BrokenDeploy, APIVersion: "apps/v1", Address: `workload.broken["a\x1b"]`, UID: "u2", Phase: state.Stalled},
				{Ref: uitest.NginxSet, APIVersion: "apps/v1", Address: "workload.nginx-01", Phase: state.Intended},
			},
			Outputs: []state.Output{{Name: "password", Sensitive: true}, {Name: "url", Value: "https://shop"}},
		}},
		{Cluster: "away", Context: "away", Error: fact.New(engine.StateMissing, fact.Args{"stack": "shop", "namespace": "shop"})},
	}}
}

func TestStates(t *testing.T) {
	entries := inventory().Clusters[0].Revision.Objects
	stored := []engine.StoredObject{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Entry: entries[0], Live: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "shop\x1b"}}},
		{Cluster: "prod-eu", Entry: entries[2]},
	}
	list := func(w io.Writer, o ui.Options) error { return List(w, "shop", inventory(), o) }
	pull := func(w io.Writer, o ui.Options) error { return Pull(w, "shop", inventory(), o) }
	show := func(w io.Writer, o ui.Options) error { return Show(w, stored, o) }
	for name, c := range map[string]struct {
		write   func(io.Writer, ui.Options) error
		options ui.Options
	}{
		"list": {list, ui.Options{}}, "list-color": {list, ui.Options{Color: true}}, "list-zh": {list, ui.Options{Language: words.Chinese}}, "list-json": {list, ui.Options{Format: ui.JSON}},
		"pull": {pull, ui.Options{Format: ui.JSON}},
		"show": {show, ui.Options{}}, "show-zh": {show, ui.Options{Language: words.Chinese}}, "show-json": {show, ui.Options{Format: ui.JSON}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.write(&b, c.options); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), c.options.Color)
			uitest.Golden(t, name, b.Bytes())
		})
	}
}
