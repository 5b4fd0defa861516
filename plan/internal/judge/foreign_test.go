package judge

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/foreign"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/state"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		return map[string]bool{
			"Pods that are kept": len((&Judge{Configuration: &wanted.Configuration{}, Observation: &Observation{Metas: map[object.Ref]object.Meta{o.Ref: {}}}, Gone: []*state.Entry{{Ref: o.Ref}}}).Needed(nil)) > 0,
			"ports of the nodes": len(solesOf(o.Manifest)) > 0, "objects in it": takesAlong(&decision.Decision{Change: plan.Change{Object: o.Ref}}, object.NewRef(kind.Secret, "web", "a")),
			"precedence": len(InPhases([]compare.Subject{{Manifest: o.Manifest}})[3]) == 0,
		}
	})
}
