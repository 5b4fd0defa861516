package progress

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
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
				a := &engine.Awaiting{Clusters: []engine.AwaitedCluster{{Name: "prod-eu", Way: plan.Way{Context: "wl-prod-eu"}}}}
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

// A claim that need not be bound yet is not counted as ready.
func TestAwaitedClaims(t *testing.T) {
	claims := func(statuses ...rollout.Status) (all []moment) {
		for i, s := range statuses {
			ref := uitest.Ref("", "PersistentVolumeClaim", fmt.Sprint("data-", i))
			all = append(all, moment{0, "lab", apply.RolloutStarted{Object: ref}}, moment{time.Second, "lab", apply.RolloutEnded{Object: ref, Status: s, Elapsed: time.Second}})
		}
		return all
	}
	bound := rollout.Status{Word: rollout.Ready, Done: true}
	unused := rollout.Status{Word: rollout.Waiting, Done: true, Message: fact.New(rollout.AwaitsConsumer, nil)}
	unread := rollout.Status{Word: rollout.Waiting, Done: true, Message: fact.New(rollout.AwaitsUnreadClass, nil)}
	for want, moments := range map[string][]moment{
		"Ready after 0s: 1 object is ready.":                                                    claims(bound),
		"Ready after 0s: 1 claim is not bound yet and is not waited for.":                       claims(unused),
		"Ready after 0s: 1 object is ready. 2 claims are not bound yet and are not waited for.": claims(unused, bound, unread),
	} {
		var out bytes.Buffer
		at := newClock()
		log := newEventLog(ui.Streams{Out: &out, Err: &out}, ui.Options{Width: 100}, Awaiting.Of(&engine.Awaiting{Clusters: []engine.AwaitedCluster{{Name: "lab"}}}, "shop"), at.now)
		for _, m := range moments {
			log.Event(m.cluster, m.event)
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}
