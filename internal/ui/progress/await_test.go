package progress

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
)

// Where nothing is applied, only rollouts are spoken of.
func TestAwaiting(t *testing.T) {
	running := []moment{
		{0, "prod-eu", apply.RolloutStarted{Object: uitest.NginxSet}},
		{time.Second, "prod-eu", apply.RolloutProgress{Object: uitest.NginxSet, Status: uitest.Waiting(1, 2, uitest.Updated(1, 2)), Elapsed: time.Second}},
		{2 * time.Second, "prod-eu", apply.RolloutEnded{Object: uitest.NginxSet, Status: uitest.Running(2), Elapsed: 2 * time.Second}},
	}
	failing := append(running[:2:2], moment{20 * time.Second, "prod-eu", apply.RolloutEnded{
		Object: uitest.NginxSet, Status: uitest.Crashed(), Elapsed: 20 * time.Second, Err: &apply.RolloutError{Status: uitest.Crashed()},
	}})
	for name, c := range map[string]struct {
		doing   Doing
		moments []moment
		left    []engine.Leftover
	}{
		"ready": {Awaiting, running, nil}, "not-ready": {Awaiting, failing, nil}, "stopped": {Awaiting, running[:2], nil}, "restarted": {Restarting, running, nil},
		"missing":       {Awaiting, []moment{{0, "prod-eu", apply.RolloutEnded{Object: uitest.NginxSet, Err: fact.NewError(nil, reason.WorkloadMissing, nil)}}}, nil},
		"not-restarted": {Restarting, failing, []engine.Leftover{{Cluster: "prod-us", Because: engine.LeftOtherFailed}}},
	} {
		for _, language := range []words.Language{words.English, words.Chinese} {
			t.Run(fmt.Sprintf("%s-%s", name, language), func(t *testing.T) {
				a := &engine.Awaiting{Clusters: []engine.AwaitedCluster{{Name: "prod-eu", Context: "wl-prod-eu"}}}
				if c.left != nil {
					a.Clusters = append(a.Clusters, engine.AwaitedCluster{Name: "prod-us"})
				}
				scope, at, out := c.doing.Of(a, "shop"), newClock(), bytes.Buffer{}
				start := at.t
				o := ui.Options{Width: 100, Language: language}
				log := newEventLog(ui.Streams{Out: &out, Err: &out}.InLanguage(language), o, scope, at.now)
				for _, m := range c.moments {
					at.t = start.Add(m.at)
					log.Event(m.cluster, m.event)
				}
				p := ui.NewPrinter(o)
				for _, l := range frame(log.board, scope, 100, 10) {
					p.Line(0, l...)
				}
				if err := log.Close(c.left...); err != nil {
					t.Fatal(err)
				}
				out.WriteString("\n# on a terminal\n")
				out.Write(p.Bytes())
				uitest.Golden(t, "await/"+name+"-"+string(language), out.Bytes())
			})
		}
	}
}
