package judge

import (
	"reflect"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// A definition that loses a version is warned of where managed fields name it, of its own objects
// alone.
func TestVersionsThatManagedFieldsName(t *testing.T) {
	gadget := kind.GroupKind{Group: "example.org", Kind: "Gadget"}
	metas := map[object.Ref]object.Meta{}
	for name, versions := range map[string][]string{"old": {"example.org/v1", "example.org/v1", "example.org/v2"}, "new": {"example.org/v2"}, "elder": {"example.org/v1beta1", "other.org/v1"}} {
		m := object.Meta{Ref: object.NewRef(gadget, "shop", name)}
		for _, v := range versions {
			m.Managers = append(m.Managers, object.ManagerEntry{Manager: "m", APIVersion: v})
		}
		metas[m.Ref] = m
	}
	other := object.NewRef(kind.GroupKind{Group: "other.org", Kind: "Gadget"}, "shop", "away")
	metas[other] = object.Meta{Ref: other, Managers: []object.ManagerEntry{{APIVersion: "other.org/v1"}}}
	of := func(action plan.Action, versions ...any) decision.Decision {
		content := map[string]any{"spec": map[string]any{"group": "example.org", "names": map[string]any{"kind": "Gadget"}, "versions": versions}}
		ref := object.NewRef(kind.Definition, "", "gadgets.example.org")
		return decision.Decision{Change: plan.Change{Action: action, Object: ref}, Manifest: &object.Manifest{Ref: ref, Content: content}}
	}
	v1, v2, beta := map[string]any{"name": "v1", "served": false}, map[string]any{"name": "v2"}, map[string]any{"name": "v1beta1"}
	for name, c := range map[string]struct {
		decision decision.Decision
		want     map[string][]string // objects by version
	}{
		"none is lost":             {of(plan.Update, v1, v2, beta), nil},
		"one is":                   {of(plan.Update, v2, beta), map[string][]string{"example.org/v1": {"Gadget shop/old"}}},
		"two are":                  {of(plan.Update, v2), map[string][]string{"example.org/v1": {"Gadget shop/old"}, "example.org/v1beta1": {"Gadget shop/elder"}}},
		"the definition stays":     {of(plan.None, v2), nil},
		"the definition is broken": {of(plan.Update, "v1", v1, v2, beta), nil},
	} {
		t.Run(name, func(t *testing.T) {
			all := []decision.Decision{c.decision}
			WarnOfVersions(&Observation{Metas: metas}, all)
			var got map[string][]string
			for _, w := range all[0].Warnings {
				if got == nil {
					got = map[string][]string{}
				}
				got[w.Args["version"].(string)] = w.Args["objects"].([]string)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("%v", got)
			}
		})
	}
}
