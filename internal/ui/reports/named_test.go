package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/state"
)

// A cluster that the stack declares goes by its name there, and another one by its context.
func TestClustersGoByTheirNames(t *testing.T) {
	for name, write := range map[string]func(b *bytes.Buffer, cluster string) error{
		"moved": func(b *bytes.Buffer, cluster string) error {
			return Moved(b, []engine.Moved{{Cluster: cluster, Context: "wl-a", Objects: 2}}, object.Stack{}, ui.Options{})
		},
		"there already": func(b *bytes.Buffer, cluster string) error {
			return MovedState(b, []engine.Moved{{Cluster: cluster, Context: "wl-a", Already: true}}, true, ui.Options{})
		},
		"unlocked": func(b *bytes.Buffer, cluster string) error {
			return Unlocked(b, []engine.ClusterLocks{{Cluster: cluster, Context: "wl-a", Run: &state.Holder{Who: "x"}}}, ui.Options{})
		},
		"locked": func(b *bytes.Buffer, cluster string) error {
			return Locked(b, []engine.ClusterLocks{{Cluster: cluster, Context: "wl-a", Stack: &state.Holder{Who: "x"}}}, ui.Options{})
		},
	} {
		for cluster, want := range map[string]string{"eu-1": "eu-1: ", "": "wl-a: "} {
			var b bytes.Buffer
			if err := write(&b, cluster); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if !strings.HasPrefix(line, want) && !strings.HasPrefix(line, "Now name it") && !strings.HasPrefix(line, "The state is in") {
					t.Errorf("%s: %s", name, line)
				}
			}
		}
	}
}
