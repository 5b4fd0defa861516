package quota

import (
	"testing"

	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		return map[string]bool{"a quota's count": resourceNames(o.Ref) != nil}
	})
}
