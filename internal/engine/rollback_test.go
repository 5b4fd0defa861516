package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// A rollback to each of ten revisions, in random order and some by way of an apply that
// fails, leaves exactly that revision's objects: those that it lacks are gone, and a
// sensitive value in a Pod template is what it was.
func TestRollbackToEachOfTenRevisions(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	s := newRandomStack(t, r)
	var revisions []map[string]string
	for i := range 10 {
		s.write(t, i)
		if outcome := planned(t, s.open(t), engine.PlanOptions{}).Apply(t.Context(), engine.ApplyOptions{Commit: fmt.Sprint("c", i)}, ignore); outcome.Err != nil {
			t.Fatal(outcome.Err)
		}
		revisions = append(revisions, s.live(t))
	}
	for _, n := range r.Perm(10) {
		if r.IntN(3) == 0 {
			s.failsToApply(t)
		}
		p, err := s.open(t).Rollback(t.Context(), engine.RollbackOptions{To: int64(n + 1)})
		if err != nil {
			t.Fatal(err)
		}
		if outcome := p.Apply(t.Context(), engine.ApplyOptions{}, ignore); outcome.Err != nil {
			t.Fatalf("to %d: %v; %+v", n+1, outcome.Err, p.Plan.Clusters[0].Problems)
		}
		if diff := cmp.Diff(revisions[n], s.live(t)); diff != "" {
			t.Fatalf("rolled back to %d (-then +now):\n%s", n+1, diff)
		}
	}
	h := s.open(t).History(t.Context())
	if all := h.Clusters[0].Revisions; !h.Complete() || len(all) < 20 || all[0].Operation != "rollback" || !all[0].Good || all[len(all)-1].Commit != "c0" {
		t.Errorf("history: %+v", all)
	}
}

func ignore(string, apply.Event) {}

// randomStack is a stack whose objects are chosen at random.
type randomStack struct {
	*rand.Rand
	dir, pin, kubeconfig, namespace string
	client                          *kube.Client
}

func newRandomStack(t *testing.T, r *rand.Rand) *randomStack {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &randomStack{Rand: r, dir: t.TempDir(), kubeconfig: cluster.Kubeconfig, namespace: cluster.Namespace(t), client: client}
}

// write writes another configuration.
func (s *randomStack) write(t *testing.T, i int) {
	t.Helper()
	s.pin = fmt.Sprintf("pin-%d-%d", i, s.Uint32())
	source := fmt.Sprintf("variable \"pin\" { sensitive = true }\nstack \"random\" {\n  namespace = %q\n  limits = \"kubernetes\"\n  state { keep = 60 }\n}\n", s.namespace)
	source += fmt.Sprintf("workload \"always\" {\n  kind = \"Deployment\"\n  replicas = %d\n  container \"main\" {\n    image = \"nginx:1.%d\"\n    environment { variables = { PIN = var.pin } }\n  }\n}\n", 1+s.IntN(2), i)
	for n := range 4 {
		if s.IntN(2) == 0 {
			source += fmt.Sprintf("config_map \"c%d\" { data = { k%d = \"v%d\" } }\n", n, s.IntN(3), s.IntN(5))
		}
	}
	if s.IntN(2) == 0 {
		source += fmt.Sprintf("workload \"other\" {\n  kind = \"Deployment\"\n  container \"main\" {\n    image = \"nginx:1.%d\"\n    port \"http\" { container_port = 80 }\n  }\n  service \"other\" {\n    port \"http\" { port = %d }\n  }\n}\n", s.IntN(3), 80+s.IntN(2))
	}
	if err := os.WriteFile(filepath.Join(s.dir, "stack.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (s *randomStack) open(t *testing.T) *engine.Stack {
	t.Helper()
	opened, err := engine.Open(t.Context(), engine.Options{
		Sources:    engine.Sources{Dir: s.dir, Options: lang.Options{Variables: []lang.VariableArgument{{Name: "pin", Value: s.pin}}}},
		Kubeconfig: s.kubeconfig, Program: engine.Program{Who: "test@here", Version: "v0"},
	})
	if err != nil {
		t.Fatal(err, opened.Diagnostics)
	}
	return opened
}

// failsToApply leaves an apply of which a part was refused.
func (s *randomStack) failsToApply(t *testing.T) {
	t.Helper()
	path := filepath.Join(s.dir, "stack.wl.hcl")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := fmt.Sprintf("%s\nconfig_map \"broken\" { data = { a = \"%d\" } }\nworkload \"broken\" {\n  kind = \"Deployment\"\n  container \"main\" { image = \"nginx:no-such-tag\" }\n  advanced {\n    metadata { pod_annotations = { \"wl-devcluster/behaviour\" = \"image-pull-failure\" } }\n  }\n}\n", before, s.Uint32())
	if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	if outcome := planned(t, s.open(t), engine.PlanOptions{}).Apply(t.Context(), engine.ApplyOptions{}, ignore); outcome.Err == nil {
		t.Fatal("a broken workload is rolled out")
	}
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
}

// live is what there is of the stack, as far as the configuration sets it.
func (s *randomStack) live(t *testing.T) map[string]string {
	t.Helper()
	stack := object.Stack{Name: "random", Namespace: s.namespace}
	all := map[string]string{}
	for gk, fields := range map[kind.GroupKind][][]string{
		kind.ConfigMap: {{"data"}}, kind.Service: {{"spec", "ports"}, {"spec", "selector"}}, kind.Deployment: {{"spec", "replicas"}, {"spec", "template", "spec", "containers"}},
	} {
		found, err := s.client.List(t.Context(), kube.Selection{Kind: gk, Namespace: s.namespace, LabelSelector: stack.MemberSelector()})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range found {
			text := ""
			for _, at := range fields {
				text += fmt.Sprint(object.At(o, at...), " ")
			}
			all[fmt.Sprint(gk.Kind, " ", object.At(o, "metadata", "name"))] = text
		}
	}
	if len(all) == 0 || !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(k string) bool { return k == "Deployment always" }) {
		t.Fatalf("live: %v", all)
	}
	return all
}

const breaking = `
variable "ns" {}
variable "value" {}
variable "here" {}

stack "back" {
  namespace = var.ns
  limits    = "kubernetes"
  state { keep = 1 }
}

cluster "here" { kubeconfig = var.here }

workload "web" {
  kind = "Deployment"
  container "main" { image = "nginx:1.27" }
  advanced {
    metadata { pod_annotations = { a = var.value, "wl-devcluster/behaviour" = var.value == "x" || var.value == "y" ? "image-pull-failure" : "healthy" } }
  }
}
`

// What another operation has applied since an apply failed is not taken back with it. And
// a revision does not tell of the changes of one before it that is not kept.
func TestAFailedApplyTakesBackOnlyItsOwn(t *testing.T) {
	o := stack(t, breaking)
	apply := func(value string) (*engine.Planned, engine.Outcome) {
		t.Helper()
		p := planned(t, o.on(t, value), engine.PlanOptions{})
		outcome := p.Apply(t.Context(), engine.ApplyOptions{}, ignore)
		if failed := value == "x" || value == "y"; failed != (outcome.Err != nil) {
			t.Fatalf("%s: %v", value, outcome.Err)
		}
		return p, outcome
	}
	apply("a")
	apply("x")
	failed, outcome := apply("y")
	past, complete := o.on(t, "y").Past(t.Context(), 3)
	if c := past.Clusters[0]; !complete || len(c.Warnings) != 1 || c.Warnings[0].Code != engine.NoneKept || len(c.Changes) != 1 || len(c.Changes[0].Fields) != 0 {
		t.Errorf("revision 3, of which the one before is not kept: %+v", past.Clusters)
	}
	back, err := failed.Back(t.Context(), outcome)
	if err != nil || !back.Complete() || len(back.Plan.Clusters[0].Changes) != 1 {
		t.Fatalf("the way back: %+v, %v", back, err)
	}
	unknown := nothingKnown(outcome)
	if back, err := failed.Back(t.Context(), unknown); back != nil || err != nil || !slices.Equal(unknown.Unknown(), []string{"here"}) || outcome.Unknown() != nil {
		t.Errorf("where nothing is known to have failed: %+v, %v", back, err)
	}
	if back, err := failed.Back(t.Context(), ended(outcome, fact.NewError(errors.New("HTTP 500"), reason.OutcomeNotRecorded, nil))); err != nil || !back.Complete() || len(back.Plan.Clusters[0].Changes) != 1 {
		t.Errorf("where only the outcome could not be recorded: %+v, %v", back, err)
	}
	hanging := ended(outcome, fact.NewError(fmt.Errorf("Secret: %w", context.DeadlineExceeded), reason.OutcomeNotRecorded, nil))
	if back, err := failed.Back(t.Context(), hanging); back != nil || err != nil || !slices.Equal(hanging.Unanswered(), []string{"here"}) || outcome.Unanswered() != nil || len(hanging.CutOff()) != 0 {
		t.Errorf("where the server does not answer any more: %+v, %v", back, err)
	}
	silent := nothingKnown(outcome)
	if silent = ended(silent, fact.NewError(errors.New("HTTP 500"), reason.OutcomeNotRecorded, nil)); !slices.Equal(silent.Unknown(), []string{"here"}) || silent.Failed() != nil {
		t.Errorf("known to have failed: %v; not known: %v", silent.Failed(), silent.Unknown())
	}
	for _, cause := range []error{&fact.Error{What: fact.New(state.LockLost, nil), Err: state.ErrLockLost}, &fact.Error{What: fact.New(state.Raced, nil), Err: state.ErrRaced}} {
		lost := ended(outcome, cause)
		if back, err := failed.Back(t.Context(), lost); back != nil || err != nil || !slices.Equal(lost.CutOff(), []string{"here"}) || outcome.CutOff() != nil || !slices.Equal(lost.Failed(), outcome.Failed()) {
			t.Errorf("after %v: %+v, %v; cut off: %v", cause, back, err, lost.CutOff())
		}
	}
	apply("b")
	back, err = failed.Back(t.Context(), outcome)
	if err != nil || back.Complete() || len(back.Plan.Clusters[0].Changes) != 0 || reason.StateChanged != back.Plan.Clusters[0].Problems[0].Args["error"].(fact.Fact).Code {
		t.Errorf("after another operation: %+v, %v", back.Plan.Clusters, err)
	}
}

// ended is an outcome whose apply has ended by something else, too.
func ended(o engine.Outcome, cause error) engine.Outcome {
	failed := new(apply.Error)
	errors.As(o.Clusters[0].Err, &failed)
	o.Clusters = slices.Clone(o.Clusters)
	o.Clusters[0].Err = &apply.Error{Cluster: failed.Cluster, Failures: failed.Failures, Cause: cause}
	return o
}

// nothingKnown is an outcome of which it is not known whether anything has failed.
func nothingKnown(o engine.Outcome) engine.Outcome {
	o.Clusters = slices.Clone(o.Clusters)
	o.Clusters[0].Err = &apply.Error{Failures: []apply.Failure{{Err: fmt.Errorf("web: %w", apply.ErrUnknown)}}}
	return o
}

// Why nothing can be rolled back is not hidden by an address that nobody can know then.
func TestRollbackOfATargetThatCannotBeKnown(t *testing.T) {
	o := engine.RollbackOptions{Options: plan.Options{Targets: []string{"config_map.settings"}}}
	p, err := stack(t, clusters).on(t, "b", "away").Rollback(t.Context(), o)
	if err != nil || p.Complete() || len(p.Plan.Clusters[0].Problems) != 1 {
		t.Errorf("%+v, %v", p, err)
	}
}
