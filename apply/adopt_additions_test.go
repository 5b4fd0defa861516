package apply_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What people have added to an object is listed when it is adopted, and kept; the
// adoption removes it where additions are removed, or where the server refuses it beside what
// the configuration sets. The next plan has nothing to do.
func TestAdditionsToWhatIsAdopted(t *testing.T) {
	t.Parallel()
	web := func(f *fixture) object.Manifest { return f.workload("Deployment", "front", pods{replicas: 1}) }
	settings := func(f *fixture) object.Manifest { return f.configMap("front", "info") }
	service := func(ports string) func(f *fixture) object.Manifest {
		return func(f *fixture) object.Manifest {
			var all []any
			for _, p := range strings.Fields(ports) {
				name, _, _ := strings.Cut(p, ":")
				all = append(all, map[string]any{"name": name, "port": int64(80 + len(name)), "protocol": "TCP"})
			}
			return f.manifest(f.ref("Service", "front"), map[string]any{"spec": map[string]any{"selector": map[string]any{"app": "front"}, "ports": all}})
		}
	}
	pod := func(text string) string { return `{"spec":{"template":{"spec":{` + text + `}}}}` }
	for name, c := range map[string]struct {
		before, after func(f *fixture) object.Manifest
		byHand        string
		removing      bool
		listed        string // as additions
		removed       string // among the changes
	}{
		"a variable is kept": {
			web, web, pod(`"containers":[{"name":"main","env":[{"name":"DEBUG","value":"1"}]}]`), false, `spec.template.spec.containers[name="main"].env[name="DEBUG"]`, "",
		},
		"a variable is removed": {
			web, web, pod(`"containers":[{"name":"main","env":[{"name":"DEBUG","value":"1"}]}]`), true, "", `spec.template.spec.containers[name="main"].env[name="DEBUG"].value`,
		},
		"a key is kept":    {settings, settings, `{"data":{"more":"yes"}}`, false, "data.more", ""},
		"a key is removed": {settings, settings, `{"data":{"more":"yes"}}`, true, "", "data.more"},
		"a port is kept":   {service("http"), service("http"), `{"spec":{"ports":[{"name":"extra","port":99}]}}`, false, `spec.ports[port=99,protocol="TCP"]`, ""},
		"a port that cannot stay": {
			service("http"), service("http extra"), `{"spec":{"ports":[{"name":"extra","port":99}],"publishNotReadyAddresses":true}}`, false, "spec.publishNotReadyAddresses", `spec.ports[port=99,protocol="TCP"].port`,
		},
		"a port that cannot stay, without additions": {
			service("http"), service("http extra"), `{"spec":{"ports":[{"name":"extra","port":99}]}}`, true, "", `spec.ports[port=99,protocol="TCP"].port`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			made := c.before(f)
			delete(made.Content["metadata"].(map[string]any), "labels")
			if _, err := f.client.Apply(t.Context(), kube.ApplyRequest{Ref: made.Ref, Content: made.Content, FieldManager: "helm"}); err != nil {
				t.Fatal(err)
			}
			f.patch("kubectl-edit", made.Ref, c.byHand)
			m := c.after(f)
			m.Lifecycle.Adopt = true
			f.want(m)
			in := f.inputOf(plan.Options{RemoveAdditions: c.removing})
			if len(in.Plan.Changes) != 1 || in.Plan.Changes[0].Action != plan.Adopt {
				t.Fatalf("%+v", in.Plan.Changes)
			}
			var removed []string
			for _, change := range in.Plan.Changes[0].Fields {
				if change.Op == plan.Remove && change.Cause.Kind == plan.Added {
					removed = append(removed, change.Path.String())
				}
			}
			if c.removed == "" && len(removed) > 0 || c.removed != "" && !strings.Contains(strings.Join(removed, " "), c.removed) {
				t.Errorf("removed: %v", removed)
			}
			if diff := cmp.Diff(c.listed, listed(in.Plan)); diff != "" {
				t.Error(diff)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			again := f.inputOf(plan.Options{RemoveAdditions: c.removing}).Plan
			if len(again.Changes) > 0 || listed(again) != c.listed {
				t.Errorf("the next plan: %s %s", fmt.Sprint(again.Changes), listed(again))
			}
		})
	}
}

func listed(p *plan.ClusterPlan) string {
	var all []string
	for _, a := range p.Additions {
		for _, field := range a.Fields {
			all = append(all, field.Path.String())
		}
	}
	return strings.Join(all, " ")
}
