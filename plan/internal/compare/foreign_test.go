package compare

import (
	"testing"

	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		return map[string]bool{
			"a service account": accountSteps(o.Ref.GroupKind()) != nil, "pauses": pausesOf(o.Ref) != nil,
		}
	})
}
