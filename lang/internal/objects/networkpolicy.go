package objects

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// networkPolicy is of the workload's own Pods, unless told otherwise; one at the
// top is of all Pods then.
func networkPolicy(w *writer, b *decode.Block, _ object.Path) {
	if (blocks.NetworkPolicy{Block: b}).PodSelector().Present() {
		return
	}
	at := object.PathOf("spec", "podSelector")
	if w.kind == 0 {
		w.set(at, map[string]any{})
		return
	}
	w.set(at.Field("matchLabels"), podLabels(w.owner))
}

// claimReference says that it is a claim for which a volume is kept.
func claimReference(w *writer, _ *decode.Block, here object.Path) {
	w.set(here, map[string]any{"apiVersion": kind.About(kind.Claim).APIVersion(), "kind": kind.Claim.Kind})
}
