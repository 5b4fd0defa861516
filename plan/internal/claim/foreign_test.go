package claim

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		larger := object.WithNested(o.Before, "9Gi", claimSize()...)
		return map[string]bool{"claim templates": len(Sizes(o.After)) > 0, "a shrinking claim": Shrinks(o.Manifest, larger) != nil}
	})
}
