package objects

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// readiness is what an object block says of when its object is ready.
func readiness(w *writer, b blocks.Readiness) {
	if !b.Present() {
		return
	}
	ready := &object.Ready{Condition: b.Condition().Value(), Fields: awaitedFields(w.maker, b.Fields().Attribute())}
	switch {
	case w.manifest.Lifecycle.NoWait:
		w.maker.refuse(b.Header, "Conflicting arguments",
			"The block ready says when the object is ready, and lifecycle has wait = false, so that nothing waits for it. Remove one of them.")
	case !b.Condition().Given() && !b.Fields().Given():
		w.maker.refuse(b.Header, "Nothing to wait for",
			"The block ready is empty. Set condition, fields, or both; to wait for nothing, write lifecycle { wait = false }.")
	default:
		w.manifest.Lifecycle.Ready = ready
	}
}

// awaitedFields are the fields that are to have a value, sorted.
func awaitedFields(m *maker, a *decode.Attribute) []object.Value {
	if a == nil {
		return nil
	}
	given, ok := a.Data.(map[string]any)
	if !ok || len(given) == 0 {
		m.refuse(a.Range, "Wrong type of value", `fields must be a map of Kubernetes paths and their values. Write fields = { "status.phase" = "Ready" }.`)
		return nil
	}
	var fields []object.Value
	for _, text := range slices.Sorted(maps.Keys(given)) {
		path, err := object.ParsePath(text)
		if err == nil && path.IsRoot() {
			err = message.New("a field's name is missing")
		}
		if err != nil {
			m.refuse(a.Range, "No such field", "%q in fields must be the path of a field, such as status.phase: %s", text, message.New("%s", err).Sentence())
			continue
		}
		switch given[text].(type) {
		case string, bool, int64, float64:
			fields = append(fields, object.Value{Path: path, Value: given[text]})
		default:
			m.refuse(a.Range, "Wrong type of value", "The value of %q in fields must be a string, a number or true or false. Name a field within it.", text)
		}
	}
	return fields
}
