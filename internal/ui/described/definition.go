package described

import (
	"cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// describeDefinition returns "kind Widget of example.com, Namespaced", and a line for
// each version: how many fields its objects have, and the first of their specification.
func describeDefinition(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	lines := []string{w.Say("kind %s of %s, %s", spec.text("names", "kind"), spec.text("group"), cmp.Or(spec.text("scope"), "Namespaced"))}
	for _, version := range spec.at("versions").items() {
		schema := version.at("schema", "openAPIV3Schema")
		size := w.SayN(int64(countProperties(schema)), "version %[2]s: %[1]d field", "version %[2]s: %[1]d fields", version.get("name"))
		var within string
		if names := schema.at("properties", "spec", "properties").names(); len(names) > 0 {
			within = w.Say("spec has %s", said.Few(names, w))
		}
		lines = append(lines, phrase(w, size, within))
	}
	return lines
}

// countProperties counts the fields that a schema has, with those within them.
func countProperties(schema *fieldTree) int {
	n, properties := 0, schema.at("properties")
	for _, step := range properties.steps {
		n += 1 + countProperties(properties.below[step])
	}
	for _, of := range []string{"items", "additionalProperties"} {
		if within := schema.at(of); within.below != nil {
			n += countProperties(within)
		}
	}
	return n
}
