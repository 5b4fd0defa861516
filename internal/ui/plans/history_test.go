package plans

import (
	"bytes"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

func history() engine.History {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	web := object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "web"}
	return engine.History{Clusters: []engine.ClusterHistory{
		{Cluster: "eu", Context: "prod-eu", Revisions: []plan.Revision{
			{Number: 12, Operation: "rollback", RollbackTo: 10, Outcome: state.Succeeded, Good: true, Started: at, Who: "bob@ci", WLVersion: "v1", Objects: 4,
				Changed: map[string]int{"update": 1}, First: []state.Change{{Action: "update", Object: web}}},
			{Number: 11, Operation: "apply", Outcome: state.Failed, Started: at, Who: "alice|x@laptop", WLVersion: "v1", Objects: 4,
				Commit: "0123456789abcdef0123456789abcdef01234567+dirty", Changed: map[string]int{"create": 3, "delete": 1, "update": 2}},
			{Number: 10, Operation: "apply", Outcome: state.Running, Started: at, Who: "alice@laptop", WLVersion: "v1", Objects: 4, Commit: "<b>\x1b[31m`v1`"},
		}},
		{Cluster: "fr", Context: "prod-fr", Revisions: []plan.Revision{
			{Number: 3, Operation: "rollback", RollbackTo: 1, Outcome: state.Succeeded, Good: true, Started: at, Who: "bob@ci", WLVersion: "v1", Objects: 4, OutsideRun: "k3v9xq2a"},
			{Number: 2, Operation: "apply", Outcome: state.Failed, Started: at, Who: "alice@laptop", WLVersion: "v1", Objects: 4, Commit: "0123456789abcdef", Run: "k3v9xq2a"},
			{Number: 1, Operation: "apply", Outcome: state.Succeeded, Good: true, Started: at, Who: "alice@laptop", WLVersion: "v1", Objects: 4, Changed: map[string]int{"create": 4}},
		}},
		{Cluster: "us", Context: "prod-us", Revisions: []plan.Revision{}},
		{Cluster: "away", Revisions: []plan.Revision{}, Error: fact.New(engine.NothingApplied, nil)},
	}}
}

func TestWriteHistory(t *testing.T) {
	for name, o := range map[string]ui.Options{
		"history.txt": {Width: 120}, "history-80.txt": {Width: 80}, "history-zh.txt": {Width: 120, Language: words.Chinese}, "history.json": {Format: ui.JSON}, "history.md": {Format: Markdown},
	} {
		var b bytes.Buffer
		if err := WriteHistory(&b, "shop", history(), o); err != nil {
			t.Fatal(err)
		}
		uitest.Golden(t, "history/"+name, b.Bytes())
	}
}
