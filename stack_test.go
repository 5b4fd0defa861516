package wl_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/workloadlang/wl"
	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/version"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// shop is a stack of a program, in a namespace of its own.
type shop struct {
	*testing.T
	cluster   *controlplane.Cluster
	namespace string
	dir       string
	client    *wl.Client
}

func newShop(t *testing.T) shop {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := wl.Connect(wl.Target{Kubeconfig: cluster.Kubeconfig}, wl.ClientOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return shop{t, cluster, cluster.Namespace(t), t.TempDir(), client}
}

// apply plans and applies a configuration, with blocks in the stack block.
func (s shop) apply(stack, blocks string, o wl.PlanOptions) (*wl.PlannedStack, wl.Outcome) {
	s.Helper()
	write(s.T, filepath.Join(s.dir, "stack.wl.hcl"), "stack \"shop\" {\n  namespace = "+`"`+s.namespace+"\"\n"+stack+"}\n"+blocks)
	opened, err := wl.OpenStack(s.Context(), wl.StackOptions{Dir: s.dir, Kubeconfig: s.cluster.Kubeconfig, Who: "bot@platform"})
	if err != nil {
		s.Fatal(err)
	}
	planned, err := opened.Plan(s.Context(), o)
	if err != nil {
		s.Fatal(err)
	}
	return planned, planned.Apply(s.Context(), wl.StackApplyOptions{Timeout: 5 * time.Second, Commit: "abc1234"}, func(string, apply.Event) {})
}

func (s shop) mustApply(stack, blocks string) *wl.PlannedStack {
	s.Helper()
	planned, out := s.apply(stack, blocks, wl.PlanOptions{})
	if out.Err != nil {
		s.Fatalf("%v: %+v", wl.In(wl.English).Error(out.Err), planned.Plan.Clusters)
	}
	return planned
}

func (s shop) has(name string) bool {
	s.Helper()
	_, err := s.client.Get(s.Context(), wl.Ref{Kind: kind.ConfigMap.Kind, Namespace: s.namespace, Name: name})
	return err == nil
}

func (s shop) revision() *state.Revision {
	s.Helper()
	read, err := state.Open(s.client, wl.Stack{Name: "shop", Namespace: s.namespace}).Read(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return read.Revision
}

const twoMaps = `
config_map "a" { data = { a = "1" } }
config_map "b" { data = { b = "1" } }
`

// Whatever the configuration says beside its objects holds for a program, too.
func TestAProgramDoesAllThatTheConfigurationSays(t *testing.T) {
	t.Run("what is removed without destroying it stays", func(t *testing.T) {
		s := newShop(t)
		s.mustApply("", twoMaps)
		s.mustApply("", `
config_map "a" { data = { a = "1" } }
removed {
  from = config_map.b
  lifecycle { destroy = false }
}`)
		if !s.has("b") || len(s.revision().Objects) != 1 {
			t.Errorf("b is there: %t; the state has %+v", s.has("b"), s.revision().Objects)
		}
	})
	t.Run("the state is in its file", func(t *testing.T) {
		s := newShop(t)
		s.mustApply("state {\n    backend = \"file\"\n    path = \"kept\"\n  }\n", twoMaps)
		found, _ := filepath.Glob(filepath.Join(s.dir, "kept", "*.wlstate"))
		if s.revision() != nil || len(found) != 1 {
			t.Errorf("in the cluster: %+v; in files: %v", s.revision(), found)
		}
		planned, out := s.apply("", twoMaps, wl.PlanOptions{}) // whose configuration has it in the cluster
		if out.Err == nil || s.revision() != nil || len(planned.Plan.Clusters[0].Problems) == 0 {
			t.Errorf("a second state is begun: %v, %+v", out.Err, planned.Plan.Clusters)
		}
	})
	t.Run("outputs are kept, and as many revisions as are asked for", func(t *testing.T) {
		s := newShop(t)
		const block = "state { keep = 1 }\n"
		planned := s.mustApply(block, twoMaps+"output \"site\" { value = \"https://a\" }\n")
		if len(planned.Plan.Clusters[0].Outputs) != 1 {
			t.Errorf("the plan says of outputs %+v", planned.Plan.Clusters[0].Outputs)
		}
		s.mustApply(block, twoMaps+"output \"site\" { value = \"https://b\" }\n")
		if r := s.revision(); len(r.Outputs) != 1 || r.Outputs[0].Value != "https://b" {
			t.Errorf("%+v", r.Outputs)
		}
		for _, value := range []string{`"2"`, `"3"`, `"4"`} {
			s.mustApply(block, strings.Replace(twoMaps, `"1"`, value, 1))
		}
		kept, err := state.Open(s.client, wl.Stack{Name: "shop", Namespace: s.namespace}).History(t.Context())
		if err != nil || len(kept) > 2 {
			t.Errorf("%d revisions are kept: %v", len(kept), err)
		}
	})
	t.Run("another version of Kubernetes is told, and a removed cluster remembered", func(t *testing.T) {
		s := newShop(t)
		planned := s.mustApply("", twoMaps+"cluster \"eu\" {\n  kubernetes_version = \"1.32\"\n  kubeconfig = "+`"`+s.cluster.Kubeconfig+"\"\n}\n")
		if len(planned.Plan.Clusters[0].Warnings) == 0 || len(s.revision().Clusters) != 1 {
			t.Errorf("%+v; known: %+v", planned.Plan.Clusters[0].Warnings, s.revision().Clusters)
		}
	})
	t.Run("destroy releases what is not to be destroyed", func(t *testing.T) {
		s := newShop(t)
		const kept = "config_map \"a\" {\n  data = { a = \"1\" }\n  lifecycle { destroy = false }\n}\nconfig_map \"b\" { data = { b = \"1\" } }\n"
		s.mustApply("", kept)
		if _, out := s.apply("", kept, wl.PlanOptions{Destroy: true}); out.Err != nil || !s.has("a") || s.has("b") || s.revision() != nil {
			t.Errorf("%v: a %t, b %t, %+v", out.Err, s.has("a"), s.has("b"), s.revision())
		}
	})
	t.Run("what fails is rolled back where the stack says so", func(t *testing.T) {
		s := newShop(t)
		const policy = "rollout { on_failure = \"rollback\" }\n"
		s.mustApply("", twoMaps+policy)
		_, out := s.apply("limits = \"kubernetes\"\n", policy+strings.Replace(twoMaps, `a = "1"`, `a = "2"`, 1)+`
workload "web" {
  kind = "Deployment"
  advanced {
    scheduling { node_selector = { nowhere = "yes" } }
  }
  container "nginx" { image = "nginx:1.27" }
}`, wl.PlanOptions{})
		if out.Err == nil || out.Back == nil || out.Back.Err != nil || len(out.Back.Clusters) != 1 || len(s.revision().Objects) != 2 {
			t.Errorf("%v; back: %+v; the state has %+v", out.Err, out.Back, s.revision().Objects)
		}
		if r := s.revision(); r.Operation != "rollback" || r.Commit != "abc1234" || r.WLVersion != version.OfWL() {
			t.Errorf("the way back is made by wl %q, as %q of the commit %q", r.WLVersion, r.Operation, r.Commit)
		}
	})
}

// Which wl a program has in it is in its requests, unless those are the program's, and in all that it plans and writes.
func TestAProgramSaysWhichWLItHas(t *testing.T) {
	for own, want := range map[string]string{"": "wl/" + version.OfWL(), "platform/2": "platform/2"} {
		s := newShop(t)
		kubeconfig := filepath.Join(t.TempDir(), "way.yaml")
		way, err := faults.NewWay(s.cluster.Kubeconfig, kubeconfig)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(way.Close)
		var agents sync.Map
		way.Meet(func(r *http.Request, _ faults.Class) *faults.Fault {
			agents.Store(r.UserAgent(), true)
			return nil
		})
		write(t, filepath.Join(s.dir, "stack.wl.hcl"), "stack \"shop\" { namespace = \""+s.namespace+"\" }\n"+twoMaps)
		opened, err := wl.OpenStack(t.Context(), wl.StackOptions{Dir: s.dir, Kubeconfig: kubeconfig, Who: "bot@platform", UserAgent: own})
		if err != nil {
			t.Fatal(err)
		}
		planned, err := opened.Plan(t.Context(), wl.PlanOptions{})
		if err != nil || planned.Plan.WLVersion != version.OfWL() {
			t.Fatalf("the plan is of wl %q: %v", planned.Plan.WLVersion, err)
		}
		if out := planned.Apply(t.Context(), wl.StackApplyOptions{}, func(string, apply.Event) {}); out.Err != nil || s.revision().WLVersion != version.OfWL() {
			t.Errorf("%v; the revision is %+v", out.Err, s.revision())
		}
		agents.Range(func(agent, _ any) bool {
			if agent != want {
				t.Errorf("a request is of %q, not %q", agent, want)
			}
			return true
		})
	}
}

// What is wl's alone to carry on is refused, and nothing is written.
func TestAProgramLeavesRunsToTheCommand(t *testing.T) {
	s := newShop(t)
	waves := twoMaps + "cluster \"eu\" { kubeconfig = \"" + s.cluster.Kubeconfig + "\" }\nrollout {\n  wave \"all\" { clusters = [cluster.eu] }\n}\n"
	planned, out := s.apply("", waves, wl.PlanOptions{})
	if fact.Of(out.Err).Code != engine.OnlyInRuns || s.has("a") || len(planned.Plan.Clusters[0].Changes) == 0 {
		t.Errorf("%v: %+v", out.Err, planned.Plan)
	}
	if _, out := s.apply("", waves, wl.PlanOptions{Options: plan.Options{Targets: []string{"config_map.a"}}}); out.Err != nil || !s.has("a") || s.has("b") {
		t.Errorf("a part, while no run is under way: %v", out.Err)
	}
}

// What is wrong with a configuration is the error, with the compilation beside it.
func TestAProgramIsToldWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "stack.wl.hcl"), "stack \"shop\" {}\nconfig_map \"a\" { dta = {} }\n")
	opened, err := wl.OpenStack(t.Context(), wl.StackOptions{Dir: dir, Compile: lang.Options{Environment: os.Environ()}})
	if err == nil || !opened.Diagnostics.HasErrors() || errors.Is(err, engine.ErrInvalid) || !strings.Contains(wl.In(wl.English).Error(err), "dta") {
		t.Errorf("%v", err)
	}
}
