package objects

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// tolerationSeconds replaces the two tolerations that the server would add to
// every Pod with its own default.
func tolerationSeconds(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	for _, condition := range []string{"not-ready", "unreachable"} {
		item := w.add(at, map[string]any{
			"key": "node.kubernetes.io/" + condition, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": a.Data,
		})
		w.from(item, a.Range)
		w.mark(item.Field("tolerationSeconds"), a, object.Path{})
	}
}

// topologySpread counts the workload's own Pods unless told otherwise.
func topologySpread(w *writer, b *decode.Block, here object.Path) {
	if t := (blocks.TopologySpread{Block: b}); !t.MatchLabels().Present() && len(t.Matches()) == 0 {
		w.set(here.Field("labelSelector").Field("matchLabels"), podLabels(w.owner))
	}
}

// dnsOptions are a list, whose items may lack a value.
func dnsOptions(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	options := a.Data.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(options)) {
		option := map[string]any{"name": name}
		if options[name] != "" {
			option["value"] = options[name]
		}
		item := w.add(at, option)
		w.from(item, a.ElementRange(name))
		w.mark(item.Field("value"), a, object.PathOf(name))
	}
}
