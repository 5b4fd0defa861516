package engine_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

// The cluster here is the real one; away is nowhere.
const clusters = `
variable "ns" { type = string }
variable "value" { default = "b" }
variable "here" { type = string }
variable "away" { type = string }

stack "engine" {
  namespace = var.ns
  limits    = "kubernetes"
}

cluster "away" { kubeconfig = var.away }

cluster "here" { kubeconfig = var.here }

config_map "settings" { data = { a = var.value } }

output "a" { value = var.value }
`

// opened is a stack of its own namespace on the clusters of the test.
type opened struct {
	dir  string
	base engine.Options
}

func stack(t *testing.T, source string) opened {
	t.Helper()
	cluster := controlplane.Shared(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return opened{dir: dir, base: engine.Options{
		Sources: engine.Sources{Dir: dir, Options: lang.Options{Environment: []string{
			"WL_VAR_ns=" + cluster.Namespace(t), "WL_VAR_here=" + cluster.Kubeconfig, "WL_VAR_away=" + filepath.Join(dir, "nowhere"),
		}}},
		Program: engine.Program{Who: "test@here", Version: "v0"},
	}}
}

// on opens the stack on some of its clusters, with a value of its variable.
func (o opened) on(t *testing.T, value string, clusters ...string) *engine.Stack {
	t.Helper()
	options := o.base
	options.Clusters = clusters
	options.Variables = []lang.VariableArgument{{Name: "value", Value: value}}
	s, err := engine.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err, s.Diagnostics)
	}
	return s
}

func planned(t *testing.T, s *engine.Stack, o engine.PlanOptions) *engine.Planned {
	t.Helper()
	p, err := s.Plan(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// applied applies a plan and returns its outcome, and the events by their cluster.
func applied(t *testing.T, p *engine.Planned, o engine.ApplyOptions) (engine.Outcome, []string) {
	t.Helper()
	var events []string
	return p.Apply(t.Context(), o, func(cluster string, e apply.Event) {
		if done, ok := e.(apply.ObjectDone); ok {
			events = append(events, cluster+": "+string(done.Action)+" "+done.Object.Kind)
		}
	}), events
}

// A cluster that cannot be reached is left out, everything else is done, and what
// was not is told.
func TestClusterThatCannotBeReached(t *testing.T) {
	o := stack(t, clusters)
	s := o.on(t, "b")
	p := planned(t, s, engine.PlanOptions{})
	if p.Complete() || !p.Pending() || len(p.Plan.Clusters[0].Problems) != 1 || len(p.Plan.Clusters[1].Changes) != 1 {
		t.Fatalf("planned %+v", p.Plan)
	}
	if outcome, events := applied(t, p, engine.ApplyOptions{}); !refused(outcome, engine.LeftPartial) || len(events) > 0 {
		t.Errorf("without a question %+v with %v", outcome, events)
	}
	asked := engine.Question{}
	outcome, events := applied(t, p, engine.ApplyOptions{Approve: func(q engine.Question) (bool, error) { asked = q; return true, nil }})
	if !slices.Equal(asked.Excluded, []string{"away"}) || asked.Destroy || asked.Stack == "" {
		t.Errorf("asked %+v", asked)
	}
	if !errors.Is(outcome.Err, engine.ErrBlocked) || !slices.Equal(events, []string{"here: create ConfigMap"}) || outcome.Clusters[1].Result.Created != 1 {
		t.Errorf("%+v with %v", outcome, events)
	}
	if left := outcome.Left(); len(left) != 1 || left[0].Cluster != "away" || left[0].Because != engine.LeftBlocked {
		t.Errorf("left %+v", left)
	}
	status := s.Status(t.Context())
	if status.Complete() || status.Clusters[0].Error.IsZero() || status.Clusters[1].Report == nil || !status.Clusters[1].Report.Healthy() {
		t.Errorf("status %+v", status)
	}
	if drift := s.Drift(t.Context(), plan.Options{}); drift.Complete || drift.Found {
		t.Errorf("drift %+v", drift)
	}
	if outputs := s.Outputs(); len(outputs) != 2 || outputs[1].Name != "here" || outputs[1].Outputs[0].Value != "b" {
		t.Errorf("outputs %+v", outputs)
	}
	if p := planned(t, o.on(t, "b", "away"), engine.PlanOptions{}); p.Complete() {
		t.Error("a cluster that cannot be reached was planned")
	} else if outcome, _ := applied(t, p, engine.ApplyOptions{}); !refused(outcome, engine.LeftBlocked) {
		t.Errorf("%+v", outcome)
	}
}

// Nothing is begun unless whoever is asked says yes; where nothing would change,
// nobody is asked.
func TestApproval(t *testing.T) {
	o := stack(t, clusters)
	p := planned(t, o.on(t, "b", "here"), engine.PlanOptions{})
	gone := errors.New("nobody is there")
	for because, answer := range map[fact.Code]error{engine.LeftDeclined: nil, engine.LeftUnasked: gone} {
		outcome, events := applied(t, p, engine.ApplyOptions{Approve: func(engine.Question) (bool, error) { return false, answer }})
		if !refused(outcome, because) || len(events) > 0 || outcome.Left()[0].Changes != 1 || errors.Is(outcome.Err, gone) != (answer != nil) {
			t.Errorf("%+v with %v", outcome, events)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if outcome := p.Apply(ended, engine.ApplyOptions{}, nil); !refused(outcome, engine.LeftInterrupted) {
		t.Errorf("%+v", outcome)
	}
	guarded := 0
	outcome, events := applied(t, p, engine.ApplyOptions{Guard: func(work func()) { guarded++; work() }})
	if outcome.Err != nil || len(outcome.Left()) > 0 || len(events) != 1 || guarded != 1 {
		t.Errorf("%+v with %v, guarded %d times", outcome, events, guarded)
	}
	same := planned(t, o.on(t, "b", "here"), engine.PlanOptions{})
	outcome, events = applied(t, same, engine.ApplyOptions{Approve: func(engine.Question) (bool, error) {
		t.Error("asked although nothing changes")
		return false, nil
	}})
	if outcome.Err != nil || len(events) > 0 || same.Pending() {
		t.Errorf("%+v with %v", outcome, events)
	}
	if outcome, events = applied(t, planned(t, o.on(t, "b", "here"), engine.PlanOptions{Destroy: true}), engine.ApplyOptions{}); outcome.Err != nil || !slices.Equal(events, []string{"here: delete ConfigMap"}) {
		t.Errorf("%+v with %v", outcome, events)
	}
}

// A plan that was saved is applied if it comes out again, and else not.
func TestReviewed(t *testing.T) {
	o := stack(t, clusters)
	path := filepath.Join(t.TempDir(), "plan")
	if err := planned(t, o.on(t, "b"), engine.PlanOptions{}).Save(t.Context(), path); !errors.Is(err, engine.ErrIncomplete) {
		t.Errorf("an incomplete plan is saved: %v", err)
	}
	if err := planned(t, o.on(t, "b", "here"), engine.PlanOptions{Options: plan.Options{Targets: []string{"config_map.settings"}}}).Save(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	reviewed, err := engine.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if o.base = o.base.Reviewing(reviewed); o.base.Dir != o.dir || !slices.Equal(o.base.Clusters, []string{"here"}) {
		t.Fatalf("to be opened with %+v", o.base)
	}
	other := planned(t, o.on(t, "c", o.base.Clusters...), engine.PlanOptions{Reviewed: reviewed})
	outcome, events := applied(t, other, engine.ApplyOptions{})
	var why *engine.RefusedError
	if !refused(outcome, engine.LeftDiffers) || !errors.As(outcome.Err, &why) || len(why.Differences) != 2 || why.Reviewed != path || len(events) > 0 {
		t.Errorf("%+v with %v", outcome, events)
	}
	again := planned(t, o.on(t, "b", o.base.Clusters...), engine.PlanOptions{Reviewed: reviewed})
	if !slices.Equal(again.Plan.Clusters[0].Targets, []string{"config_map.settings"}) {
		t.Errorf("planned without its targets: %v", again.Plan.Clusters[0].Targets)
	}
	if outcome, events = applied(t, again, engine.ApplyOptions{}); outcome.Err != nil || len(events) != 1 {
		t.Errorf("%+v with %v", outcome, events)
	}
	for value, want := range map[string]fact.Code{"b": engine.LeftApplied, "c": engine.LeftDiffers} {
		once := planned(t, o.on(t, value, o.base.Clusters...), engine.PlanOptions{Reviewed: reviewed})
		if outcome, events = applied(t, once, engine.ApplyOptions{}); !refused(outcome, want) || outcome.Left()[0].Because != want || len(events) > 0 {
			t.Errorf("%s: %+v with %v", value, outcome, events)
		}
	}
	rollsOut(t, planned(t, o.on(t, "c", o.base.Clusters...), engine.PlanOptions{}))
	later := planned(t, o.on(t, "b", o.base.Clusters...), engine.PlanOptions{Reviewed: reviewed})
	if outcome, events = applied(t, later, engine.ApplyOptions{}); !refused(outcome, engine.LeftDiffers) || len(events) > 0 {
		t.Errorf("%+v with %v", outcome, events)
	}
}

// What is asked for and does not exist is a typed error.
func TestWhatIsNotThere(t *testing.T) {
	o := stack(t, clusters)
	open := func(change func(*engine.Options)) error {
		options := o.base
		change(&options)
		_, err := engine.Open(t.Context(), options)
		return err
	}
	var cluster *engine.UnknownClusterError
	if err := open(func(o *engine.Options) { o.Clusters = []string{"here", "there"} }); !errors.As(err, &cluster) || cluster.Cluster != "there" || !slices.Equal(cluster.Clusters, []string{"away", "here"}) {
		t.Error(err)
	}
	if err := open(func(o *engine.Options) { o.Context = "c" }); !errors.As(err, new(*engine.ContextError)) {
		t.Error(err)
	}
	if err := open(func(o *engine.Options) { o.Environment = nil }); !errors.Is(err, engine.ErrInvalid) {
		t.Error(err)
	}
	if err := open(func(o *engine.Options) { o.Environment, o.OrIdentity = o.Environment[:1], true }); !errors.Is(err, engine.ErrInvalid) {
		t.Error("a stack whose clusters are unknown is opened:", err)
	}
	var target *engine.UnknownTargetError
	if _, err := o.on(t, "b", "here").Plan(t.Context(), engine.PlanOptions{Options: plan.Options{Targets: []string{"config_map.other"}}}); !errors.As(err, &target) || target.Address != "config_map.other" {
		t.Error(err)
	}
}

// The lock of every cluster is released, up to the one that cannot be reached;
// what was sent is known where it is to be.
func TestUnlock(t *testing.T) {
	o := stack(t, clusters)
	o.base.Trace = true
	s := o.on(t, "b", "here")
	done, err := s.States().Unlock(t.Context())
	if err != nil || len(done) != 1 || done[0].Held() || done[0].Context == "" || done[0].Cluster != "here" {
		t.Errorf("%+v: %v", done, err)
	}
	if sent := s.Requests(); len(sent) != 1 || sent[0].Cluster != "here" || len(sent[0].Requests) == 0 || sent[0].Requests[0].Method == "" {
		t.Errorf("sent %+v", sent)
	}
	if done, err := o.on(t, "b").States().Unlock(t.Context()); err == nil || len(done) > 0 {
		t.Errorf("%+v: %v", done, err)
	}
}

func refused(o engine.Outcome, because fact.Code) bool {
	var why *engine.RefusedError
	if !errors.As(o.Err, &why) || why.Because != because {
		return false
	}
	return !slices.ContainsFunc(o.Clusters, func(c engine.ClusterOutcome) bool { return c.Left == nil })
}
