package judge

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// No claim stays whose namespace the plan deletes; what else goes along is said as before.
func TestClaimsGo(t *testing.T) {
	about := func(k kind.GroupKind, namespace string, action plan.Action, along *plan.Along) decision.Decision {
		return decision.Decision{Change: plan.Change{Object: object.NewRef(k, namespace, "x"), Action: action, Along: along}}
	}
	namespace := decision.Decision{Change: plan.Change{Object: object.NewRef(kind.Namespace, "", "shop"), Action: plan.Delete}}
	stays, goes := plan.AlongClaim{Name: "a"}, plan.AlongClaim{Name: "b", Deleted: true}
	volume := &plan.Along{Volume: &plan.AlongVolume{Name: "pv"}}
	for name, c := range map[string]struct{ is, want *plan.Along }{
		"claims that stay":         {&plan.Along{Claims: []plan.AlongClaim{stays}}, nil},
		"some of them":             {&plan.Along{Claims: []plan.AlongClaim{stays, goes}}, &plan.Along{Claims: []plan.AlongClaim{goes}}},
		"the volume of a claim":    {volume, volume},
		"nothing":                  {nil, nil},
		"what could not be looked": {&plan.Along{Claims: []plan.AlongClaim{stays}, Uncounted: []string{"*"}}, &plan.Along{Claims: []plan.AlongClaim{}, Uncounted: []string{"*"}}},
	} {
		t.Run(name, func(t *testing.T) {
			all := []decision.Decision{about(kind.StatefulSet, "shop", plan.Delete, c.is), about(kind.StatefulSet, "other", plan.Delete, c.is), namespace}
			ClaimsGo(all)
			if diff := cmp.Diff(c.want, all[0].Along); diff != "" {
				t.Error(diff)
			}
			if all[1].Along != c.is {
				t.Error("in a namespace that stays, it is another")
			}
		})
	}
}
