package judge

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Intercepting is the stack's configuration of a webhook, by the webhook's name, that is
// asked about the very object that serves it; nil where there is none.
func Intercepting(w *wanted.Configuration, server object.Ref, webhook string) *object.Ref {
	kinds, desired := cmp.Or(w.Kinds, kind.BuiltIn()), make(map[object.Ref]*object.Manifest, len(w.All))
	for i := range w.All {
		desired[w.All[i].Ref] = &w.All[i]
	}
	for i := range w.All {
		m := &w.All[i]
		if kinds.About(m.Ref.GroupKind()).AsksOthers() && slices.Contains(namesOf(m), webhook) && slices.Contains(program.Servers(kinds, desired, m), server) {
			return &m.Ref
		}
	}
	return nil
}
