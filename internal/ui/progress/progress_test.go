package progress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// clock is a clock that tests move.
type clock struct{ t time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time { return c.t }

// moment is something that happens at a moment of an apply.
type moment struct {
	at      time.Duration
	cluster string
	event   apply.Event
}

// happy is an apply that succeeds on one cluster.
func happy(cluster string) []moment {
	s := func(at time.Duration, e apply.Event) moment { return moment{at, cluster, e} }
	return []moment{
		s(0, apply.Notice{Fact: fact.New(state.NoticeLockAcquired, fact.Args{"holder": state.Holder{Who: "ci@runner-7"}.Fact(), "time": "25s"})}),
		s(0, apply.ObjectStarted{Object: uitest.ShopNamespace, Action: plan.Create}),
		s(30*time.Millisecond, apply.ObjectDone{Object: uitest.ShopNamespace, Action: plan.Create, Elapsed: 30 * time.Millisecond}),
		s(40*time.Millisecond, apply.ObjectStarted{Object: uitest.NginxService, Action: plan.Create}),
		s(60*time.Millisecond, apply.ObjectDone{Object: uitest.NginxService, Action: plan.Create, Elapsed: 20 * time.Millisecond}),
		s(70*time.Millisecond, apply.ObjectStarted{Object: uitest.NginxSet, Action: plan.Update}),
		s(90*time.Millisecond, apply.ObjectDone{Object: uitest.NginxSet, Action: plan.Update, Elapsed: 20 * time.Millisecond}),
		s(90*time.Millisecond, apply.RolloutStarted{Object: uitest.NginxSet}),
		s(time.Second, apply.RolloutProgress{Object: uitest.NginxSet, Status: uitest.Waiting(0, 2, uitest.Updated(0, 2)), Elapsed: 910 * time.Millisecond}),
		s(2*time.Second, apply.RolloutProgress{Object: uitest.NginxSet, Status: uitest.Waiting(0, 2, uitest.Updated(0, 2)), Elapsed: 1910 * time.Millisecond}),
		s(6*time.Second, apply.RolloutProgress{Object: uitest.NginxSet, Status: uitest.Waiting(1, 2, uitest.Updated(1, 2)), Elapsed: 5910 * time.Millisecond}),
		s(12*time.Second, apply.RolloutProgress{Object: uitest.NginxSet, Status: uitest.Running(2), Elapsed: 11910 * time.Millisecond}),
		s(12*time.Second, apply.RolloutEnded{Object: uitest.NginxSet, Status: uitest.Running(2), Elapsed: 11910 * time.Millisecond}),
	}
}

// sad is an apply that fails in each way.
func sad() []moment {
	s := func(at time.Duration, e apply.Event) moment { return moment{at, "prod-eu", e} }
	return []moment{
		s(0, apply.ObjectStarted{Object: uitest.BrokenDeploy, Action: plan.Update}),
		s(20*time.Millisecond, apply.ObjectDone{Object: uitest.BrokenDeploy, Action: plan.Update, Elapsed: 20 * time.Millisecond}),
		s(20*time.Millisecond, apply.RolloutStarted{Object: uitest.BrokenDeploy}),
		s(30*time.Millisecond, apply.ObjectStarted{Object: uitest.NginxSet, Action: plan.Create}),
		s(50*time.Millisecond, apply.ObjectDone{Object: uitest.NginxSet, Action: plan.Create, Elapsed: 20 * time.Millisecond}),
		s(50*time.Millisecond, apply.RolloutStarted{Object: uitest.NginxSet}),
		s(time.Second, apply.ObjectStarted{Object: uitest.NginxService, Action: plan.Create}),
		s(time.Second, apply.ObjectFailed{Object: uitest.NginxService, Action: plan.Create, Err: &kube.RequestError{Subject: "Service shop/nginx-01", Err: errors.New("it exists already: plan again")}}),
		s(3*time.Second, apply.RolloutProgress{Object: uitest.BrokenDeploy, Status: uitest.NotReady(), Elapsed: 3 * time.Second}),
		s(20*time.Second, apply.RolloutProgress{Object: uitest.BrokenDeploy, Status: uitest.ImageFailed(), Elapsed: 20 * time.Second}),
		s(20*time.Second, apply.RolloutEnded{Object: uitest.BrokenDeploy, Status: uitest.ImageFailed(), Elapsed: 20 * time.Second, Err: &apply.RolloutError{Status: uitest.ImageFailed()}}),
		s(31*time.Second, apply.RolloutEnded{Object: uitest.NginxSet, Status: uitest.Crashed(), Elapsed: 31 * time.Second, Err: &apply.RolloutError{Status: uitest.Crashed()}}),
		s(32*time.Second, apply.ObjectStarted{Object: uitest.DroppedDeploy, Action: plan.Delete}),
	}
}

const shopSource = `workload "broken" {
  kind = "Deployment"

  container "nginx" {
    image = "nginx:no-such-tag"
  }
}
`

// shopScope is the scope of the applies above.
func shopScope(t *testing.T, clusters ...string) Scope {
	t.Helper()
	file, diagnostics := hclsyntax.ParseConfig([]byte(shopSource), "shop.wl.hcl", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	image := strings.Index(shopSource, `"nginx:no`)
	scope := Scope{Plan: uitest.PlanOf(), Objects: map[string][]object.Manifest{}, Files: map[string]*hcl.File{"shop.wl.hcl": file}}
	for _, name := range clusters {
		c := uitest.ClusterPlan(name, uitest.CreateNamespace(), uitest.CreateService(), uitest.UpdateStatefulSet())
		c.LastGood = 7
		scope.Plan.Clusters = append(scope.Plan.Clusters, c)
		scope.Objects[name] = []object.Manifest{{
			Ref: uitest.BrokenDeploy, Address: "workload.broken", Origin: object.Range{File: "shop.wl.hcl", StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 18, EndByte: 17},
			Content: map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{
				"containers": []any{map[string]any{"name": "nginx", "image": "nginx:no-such-tag"}},
			}}}},
			Fields: map[object.Path]object.Range{object.MustParsePath("spec.template.spec.containers[0].image"): {
				File: "shop.wl.hcl", StartLine: 5, StartColumn: 13, StartByte: image, EndLine: 5, EndColumn: 32, EndByte: image + len(`"nginx:no-such-tag"`),
			}},
		}}
	}
	return scope
}

// interleave merges the events of two clusters by their time.
func interleave(a, b []moment) []moment {
	var merged []moment
	for len(a) > 0 && len(b) > 0 {
		if a[0].at <= b[0].at {
			merged, a = append(merged, a[0]), a[1:]
		} else {
			merged, b = append(merged, b[0]), b[1:]
		}
	}
	return append(append(merged, a...), b...)
}

type applyCase struct {
	steps    []moment
	clusters []string
	left     []engine.Leftover
}

func applyCases() map[string]applyCase {
	return map[string]applyCase{
		"happy":    {steps: happy("prod-eu"), clusters: []string{"prod-eu"}},
		"sad":      {steps: sad(), clusters: []string{"prod-eu"}},
		"clusters": {steps: interleave(happy("eu"), happy("asia")), clusters: []string{"eu", "asia"}},
		"stopped":  {steps: happy("prod-eu")[:9], clusters: []string{"prod-eu"}, left: []engine.Leftover{{Cluster: "prod-eu", Changes: 2, Because: engine.LeftInterrupted}}},
		"nothing":  {clusters: []string{"prod-eu"}},
		"blocked":  {clusters: []string{"eu", "asia"}, left: []engine.Leftover{{Cluster: "eu", Changes: 3, Because: engine.LeftBlocked}, {Cluster: "asia", Because: engine.LeftBlocked}}},
		"partial":  {steps: happy("eu"), clusters: []string{"eu", "asia"}, left: []engine.Leftover{{Cluster: "asia", Changes: 1, Because: engine.LeftBlocked}}},
		"locked":   {steps: locked(), clusters: []string{"prod-eu"}, left: []engine.Leftover{{Cluster: "prod-eu", Changes: 3, Because: engine.LeftLocked, Error: (&state.LockedError{Stack: object.Stack{Name: "shop"}, Holder: state.Holder{Who: "bob@ci"}}).Fact()}}},
		"going":    {steps: goingAway(), clusters: []string{"prod-eu"}, left: []engine.Leftover{{Cluster: "prod-eu", Because: engine.LeftInterrupted}}},
		"stuck":    {steps: stuck(), clusters: []string{"prod-eu"}},
		"replaced": {steps: replacedSteps(), clusters: []string{"prod-eu"}},
	}
}

// languages are those of texts, with how their goldens' names end.
func languages() map[words.Language]string {
	return map[words.Language]string{words.English: "", words.Chinese: ".zh"}
}

func TestEventLog(t *testing.T) {
	for name, c := range applyCases() {
		for language, suffix := range languages() {
			t.Run(name+suffix, func(t *testing.T) {
				clock := newClock()
				start := clock.t
				var out, errs bytes.Buffer
				streams := ui.Streams{Out: &out, Err: &errs}.InLanguage(language)
				log := newEventLog(streams, ui.Options{Width: 100, Language: language}, shopScope(t, c.clusters...), clock.now)
				for _, s := range c.steps {
					clock.t = start.Add(s.at)
					log.Event(s.cluster, s.event)
				}
				if err := log.Close(c.left...); err != nil {
					t.Fatal(err)
				}
				uitest.NoControls(t, out.String()+errs.String(), false)
				uitest.Golden(t, "apply/"+name+".lines"+suffix, fmt.Appendf(nil, "--- out\n%s--- err\n%s", &out, &errs))
			})
		}
	}
}

func TestEventStream(t *testing.T) {
	for name, c := range applyCases() {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			start := clock.t
			var out bytes.Buffer
			stream := newEventStream(&out, ui.Options{}, shopScope(t, c.clusters...), clock.now)
			for _, s := range c.steps {
				clock.t = start.Add(s.at)
				stream.Event(s.cluster, s.event)
			}
			if err := stream.Close(c.left...); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, out.String(), false)
			uitest.Golden(t, "apply/"+name+".jsonl", out.Bytes())
			for line := range strings.Lines(out.String()) {
				if !json.Valid([]byte(line)) {
					t.Errorf("not JSON: %s", line)
				}
			}
		})
	}
}

// Clusters report at once, each from its own goroutine: every line is whole.
func TestProgressConcurrently(t *testing.T) {
	var out bytes.Buffer
	log := newEventLog(ui.Streams{Out: &out, Err: &out}, ui.Options{Width: 100}, shopScope(t, "eu", "asia"), time.Now)
	var wg sync.WaitGroup
	for _, cluster := range []string{"eu", "asia"} {
		wg.Go(func() {
			for i := range 200 {
				log.Event(cluster, apply.ObjectDone{Object: uitest.Ref("", "ConfigMap", fmt.Sprintf("c%03d", i)), Action: plan.Create})
			}
		})
	}
	wg.Wait()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	text, summary, _ := strings.Cut(out.String(), "\n\n")
	lines := strings.Split(text, "\n")
	if len(lines) != 400 {
		t.Errorf("%d lines", len(lines))
	}
	for _, l := range lines {
		if f := strings.Fields(l); len(f) != 5 || f[2] != "created" || f[3] != "ConfigMap" {
			t.Fatalf("garbled: %q", l)
		}
	}
	if !strings.Contains(summary, "400 created.") {
		t.Errorf("summary %q", summary)
	}
}

func TestProgressWriterFails(t *testing.T) {
	for name, p := range map[string]Progress{
		"lines": newEventLog(ui.Streams{Out: uitest.FailingWriter{}, Err: uitest.FailingWriter{}}, ui.Options{}, shopScope(t, "prod-eu"), time.Now),
		"json":  newEventStream(uitest.FailingWriter{}, ui.Options{}, shopScope(t, "prod-eu"), time.Now),
	} {
		p.Event("prod-eu", apply.ObjectDone{Object: uitest.NginxSet, Action: plan.Create})
		if err := p.Close(); !errors.Is(err, uitest.ErrFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDocumentedEvents(t *testing.T) {
	clock := newClock()
	start := clock.t
	var out bytes.Buffer
	stream := newEventStream(&out, ui.Options{}, shopScope(t, "prod-eu"), clock.now)
	for _, s := range append(happy("prod-eu")[5:9:9], happy("prod-eu")[12]) {
		clock.t = start.Add(s.at - 70*time.Millisecond)
		stream.Event(s.cluster, s.event)
	}
	if err := stream.Close(); err != nil {
		t.Fatal(err)
	}
	uitest.Documented(t, "apply-events.md", "```json\n"+out.String()+"```\n")
}

// stepped makes a program in which the order waits for what is broken, and the rest for nothing.
func stepped(scope Scope) Scope {
	var p step.Program
	write := p.Add(step.Step{Do: step.Write, Object: uitest.BrokenDeploy})
	await := p.Add(step.Step{Do: step.Await, Object: uitest.BrokenDeploy})
	first := p.Add(step.Step{Do: step.Write, Object: uitest.NginxSet})
	end := p.Add(step.Step{Do: step.Barrier})
	then := p.Add(step.Step{Do: step.Write, Object: uitest.NginxService})
	p.Add(step.Step{Do: step.Write, Object: uitest.ShopNamespace})
	p.Wait(await, write)
	p.Wait(first, await)
	p.Wait(end, first)
	p.Wait(then, end)
	scope.Plan.Clusters[0].Steps = p
	return scope
}

// What waited for an object that failed is named, in what people read and in JSON.
func TestNotStarted(t *testing.T) {
	failing := []moment{
		{0, "prod-eu", apply.ObjectStarted{Object: uitest.BrokenDeploy, Action: plan.Update}},
		{0, "prod-eu", apply.ObjectDone{Object: uitest.BrokenDeploy, Action: plan.Update}},
		{0, "prod-eu", apply.RolloutStarted{Object: uitest.BrokenDeploy}},
		{0, "prod-eu", apply.RolloutEnded{Object: uitest.BrokenDeploy, Status: uitest.ImageFailed(), Err: &apply.RolloutError{Status: uitest.ImageFailed()}}},
	}
	var out, errs, stream bytes.Buffer
	clock := newClock()
	log := newEventLog(ui.Streams{Out: &out, Err: &errs}, ui.Options{Width: 200}, stepped(shopScope(t, "prod-eu")), clock.now)
	events := newEventStream(&stream, ui.Options{}, stepped(shopScope(t, "prod-eu")), clock.now)
	for _, s := range failing {
		log.Event(s.cluster, s.event)
		events.Event(s.cluster, s.event)
	}
	if err := errors.Join(log.Close(), events.Close()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 objects are not started because of it: Service shop/nginx-01 and StatefulSet shop/nginx-01.", "To return to revision 7: wl rollback."} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, &errs)
		}
	}
	if want := `"not_started":[{"kind":"Service","namespace":"shop","name":"nginx-01"},{"group":"apps","kind":"StatefulSet","namespace":"shop","name":"nginx-01"}]`; !strings.Contains(stream.String(), want) {
		t.Errorf("%s is missing in:\n%s", want, &stream)
	}
}

// A command is only named where it works: the first apply that succeeds is still to come, or there was one.
func TestNothingToReturnTo(t *testing.T) {
	for good, want := range map[int64]string{0: "", 1: "To return to revision 1: wl rollback.", 12: "To return to revision 12: wl rollback."} {
		var out, errs bytes.Buffer
		clock, scope := newClock(), shopScope(t, "prod-eu")
		scope.Plan.Clusters[0].LastGood = good
		log := newEventLog(ui.Streams{Out: &out, Err: &errs}, ui.Options{Width: 200}, scope, clock.now)
		log.Event("prod-eu", apply.ObjectStarted{Object: uitest.BrokenDeploy, Action: plan.Update})
		log.Event("prod-eu", apply.RolloutStarted{Object: uitest.BrokenDeploy})
		log.Event("prod-eu", apply.RolloutEnded{Object: uitest.BrokenDeploy, Status: uitest.ImageFailed(), Err: &apply.RolloutError{Status: uitest.ImageFailed()}})
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
		if said := errs.String(); !strings.Contains(said, "Deployment shop/broken is not rolled out") || !strings.Contains(said, want) || strings.Contains(said, "rollback") != (want != "") {
			t.Errorf("revision %d:\n%s", good, said)
		}
	}
}

// The command acts on the cluster that was applied to, where its context was chosen on the command line.
func TestReturningInContext(t *testing.T) {
	for way, want := range map[plan.Way]string{
		{}: "revision 7: wl rollback.", {Context: "wl-b"}: "revision 7: wl rollback --context wl-b.", {Context: "prod eu"}: "revision 7: wl rollback --context 'prod eu'.",
		{Kubeconfig: "k3s"}: "revision 7: wl rollback --kubeconfig k3s.", {Context: "eu", Kubeconfig: "my k3s"}: "revision 7: wl rollback --kubeconfig 'my k3s' --context eu.",
	} {
		scope := shopScope(t, "eu-1")
		scope.Plan.Selection.Context, scope.Plan.Clusters[0].Kubeconfig = way.Context, way.Kubeconfig
		if result, _ := resultOf(t, applyCase{steps: broken("eu-1")}, scope, words.English); !strings.Contains(result, want) {
			t.Errorf("%q is missing in:\n%s", want, result)
		}
	}
}

// It leaves the stack's other clusters as they are, also where the plan has one of them alone.
func TestReturningOneOfSeveral(t *testing.T) {
	scope := shopScope(t, "eu-1")
	for _, scope.Several = range []bool{false, true} {
		want := map[bool]string{false: "revision 7: wl rollback.", true: "revision 7: wl rollback --cluster eu-1."}[scope.Several]
		if result, _ := resultOf(t, applyCase{steps: broken("eu-1")}, scope, words.English); !strings.Contains(result, want) {
			t.Errorf("%q is missing in:\n%s", want, result)
		}
	}
}

// Where wl itself returns to the last good revision, nobody is told to: that command would then
// go back one revision too far.
func TestReturnedByItself(t *testing.T) {
	failing := applyCase{steps: broken("eu-1"), left: []engine.Leftover{{Cluster: "eu-1", Because: engine.LeftFailed}}}
	for name, scope := range map[string]Scope{"one cluster": shopScope(t, "eu-1"), "several": shopScope(t, "eu-1", "us-1"), "run": fleetScope(t, 6)} {
		for _, scope.RollsBack = range []bool{false, true} {
			result, beside := resultOf(t, failing, scope, words.English)
			for _, said := range []string{result, beside} {
				if !strings.Contains(said, "is not rolled out") || strings.Contains(said, "wl rollback") == scope.RollsBack {
					t.Errorf("%s, rolled back by wl: %t:\n%s", name, scope.RollsBack, said)
				}
			}
		}
	}
}

// A log names what is waited for before 30 seconds of silence are over, and again after as long.
func TestSilenceIsBroken(t *testing.T) {
	var out, stream bytes.Buffer
	clock := newClock()
	start := clock.t
	log := newEventLog(ui.Streams{Out: &out, Err: &out}, ui.Options{Width: 200}, shopScope(t, "prod-eu"), clock.now)
	events := newEventStream(&stream, ui.Options{}, shopScope(t, "prod-eu"), clock.now)
	log.pulse.end() // the test beats itself
	events.pulse.end()
	log.pulse, events.pulse = newPulse(time.Hour, func() {}), newPulse(time.Hour, func() {})
	for _, s := range happy("prod-eu")[:9] {
		clock.t = start.Add(s.at)
		log.Event(s.cluster, s.event)
		events.Event(s.cluster, s.event)
	}
	said := out.Len()
	for second := 2; second <= 60; second++ {
		clock.t = start.Add(time.Duration(second) * time.Second)
		log.beat()
		events.beat()
	}
	want := "   26s  waiting    StatefulSet shop/nginx-01 (READY 0/2, UP-TO-DATE 0, AVAILABLE 0: 0 of 2 Pods updated)\n" +
		"   51s  waiting    StatefulSet shop/nginx-01 (READY 0/2, UP-TO-DATE 0, AVAILABLE 0: 0 of 2 Pods updated)\n"
	if got := out.String()[said:]; got != want {
		t.Errorf("it says:\n%s\nwant:\n%s", got, want)
	}
	if n := strings.Count(stream.String(), `"type":"waiting"`); n != 2 || !strings.Contains(stream.String(), `"objects":[{"cluster":"prod-eu","object":{"group":"apps","kind":"StatefulSet"`) {
		t.Errorf("%d events of waiting:\n%s", n, &stream)
	}
}
