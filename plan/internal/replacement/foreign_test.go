package replacement

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		paths := []object.Path{object.PathOf("spec"), object.PathOf("spec", "selector"), object.PathOf("type"), object.PathOf("data"), object.PathOf("roleRef")}
		forcing, _ := forcedBy(o.Before, o.Before, o.Ref.GroupKind(), paths)
		return map[string]bool{"fixed parts": len(forcing) > 0}
	})
}
