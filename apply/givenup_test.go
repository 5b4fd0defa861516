package apply_test

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What the configuration gives up, and people have set by hand as well, is an addition from
// then on: listed and kept, removed where additions are, and removed where the server
// refuses it beside what the configuration sets.
func TestGivenUpAndSetByHand(t *testing.T) {
	t.Parallel()
	service := func(ports ...int64) map[string]any {
		var all []any
		for i, port := range ports {
			all = append(all, map[string]any{"name": []string{"http", "extra"}[i], "port": port, "protocol": "TCP"})
		}
		return map[string]any{"spec": map[string]any{"selector": map[string]any{"app": "front"}, "ports": all}}
	}
	settings := func(keys ...string) map[string]any {
		data := map[string]any{"level": "info"}
		for _, key := range keys {
			data[key] = "x"
		}
		return map[string]any{"data": data}
	}
	for name, c := range map[string]struct {
		kind                string
		before, both, after map[string]any
		byHand              string
		removing            bool
		listed, left        int // what is listed as an addition, and is there afterwards
		at                  []string
	}{
		"a port that cannot stay":      {"Service", service(80), service(80, 81), service(80, 82), `{"spec":{"ports":[{"name":"extra","port":81,"protocol":"TCP"}]}}`, false, 0, 2, []string{"spec", "ports"}},
		"a port that can":              {"Service", service(80), service(80, 81), service(80), `{"spec":{"ports":[{"name":"extra","port":81,"protocol":"TCP"}]}}`, false, 1, 2, []string{"spec", "ports"}},
		"a port, without additions":    {"Service", service(80), service(80, 81), service(80), `{"spec":{"ports":[{"name":"extra","port":81,"protocol":"TCP"}]}}`, true, 0, 1, []string{"spec", "ports"}},
		"a key":                        {"ConfigMap", settings(), settings("old"), settings(), `{"data":{"old":"x"}}`, false, 1, 2, []string{"data"}},
		"a key for another":            {"ConfigMap", settings(), settings("old"), settings("new"), `{"data":{"old":"x"}}`, true, 0, 2, []string{"data"}},
		"what the configuration keeps": {"ConfigMap", settings(), settings("old"), settings("old", "new"), `{"data":{"old":"x"}}`, true, 0, 3, []string{"data"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			ref := f.ref(c.kind, "front")
			f.want(f.manifest(ref, c.before))
			f.mustApply()
			f.patch("kubectl-edit", ref, c.byHand)
			f.want(f.manifest(ref, c.both))
			f.mustApply()
			f.want(f.manifest(ref, c.after))
			in := f.inputOf(plan.Options{RemoveAdditions: c.removing})
			if n := len(in.Plan.Additions); n != c.listed || len(in.Plan.Changes) != 1 || in.Plan.Changes[0].Action != plan.Update {
				t.Errorf("%+v %+v", in.Plan.Changes, in.Plan.Additions)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			switch left := object.At(f.live(ref), c.at...).(type) {
			case []any:
				if len(left) != c.left {
					t.Error(left)
				}
			case map[string]any:
				if len(left) != c.left {
					t.Error(left)
				}
			default:
				t.Errorf("%v", left)
			}
			again := f.inputOf(plan.Options{RemoveAdditions: c.removing}).Plan
			if len(again.Changes) > 0 || len(again.Additions) != c.listed {
				t.Errorf("the next plan: %s %+v", fmt.Sprint(again.Changes), again.Additions)
			}
		})
	}
}
