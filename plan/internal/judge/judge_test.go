package judge

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/state"
)

// What a block no longer makes is released where the block says so, although the state does
// not know of it yet: the object has got another name in the same apply.
func TestReleasedByItsBlock(t *testing.T) {
	for _, release := range []bool{true, false} {
		m := object.Manifest{
			Ref: object.NewRef(kind.ConfigMap, "shop", "new"), APIVersion: "v1", Address: "config_map.settings", Lifecycle: object.Lifecycle{Release: release},
			Content: map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "new", "namespace": "shop"}},
		}
		old := &state.Entry{Ref: object.NewRef(kind.ConfigMap, "shop", "old"), Address: m.Address}
		other := &state.Entry{Ref: object.NewRef(kind.ConfigMap, "shop", "other"), Address: "config_map.other"}
		seen := &Observation{Entries: map[object.Ref]*state.Entry{old.Ref: old, other.Ref: other}}
		j := New(wanted.New(plan.Input{Stack: object.Stack{Name: "shop", Namespace: "shop"}, Desired: []object.Manifest{m}}, nil, nil), seen)
		if len(j.Gone) != 2 || j.Releases(old) != release || j.Releases(other) {
			t.Errorf("destroy = %v: released %v, and another one %v", !release, j.Releases(old), j.Releases(other))
		}
	}
}
