package observed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// Wait is one thing that the end of a deleted object waits for. It has either
// field: of a finalizer its name, of a condition the rest.
type Wait struct {
	Finalizer string `json:"finalizer,omitempty"`
	// Condition is its type, such as NamespaceFinalizersRemaining, and Message
	// what whoever set it says, such as which finalizers.
	Condition string `json:"condition,omitempty"`
	Message   string `json:"message,omitempty"`
}

// Fact is what is waited for.
func (w Wait) Fact() fact.Fact {
	if w.Finalizer != "" {
		return fact.New(reason.WaitsForFinalizer, fact.Args{"finalizer": w.Finalizer})
	}
	return fact.New(reason.WaitsForCondition, fact.Args{"condition": w.Condition, "said": strings.TrimRight(w.Message, ". ")})
}

// WaitsOf reads of an object that is being deleted what its end waits for; there
// is nothing of any other. A namespace's own finalizer says nothing beside the
// conditions by which its controller tells what is left in it.
func WaitsOf(content map[string]any) []Wait {
	metadata, _ := content["metadata"].(map[string]any)
	if metadata["deletionTimestamp"] == nil {
		return nil
	}
	var waits []Wait
	finalizers, _ := metadata["finalizers"].([]any)
	for _, f := range finalizers {
		waits = append(waits, Wait{Finalizer: fmt.Sprint(f)})
	}
	status, _ := content["status"].(map[string]any)
	conditions, _ := status["conditions"].([]any)
	for _, c := range conditions {
		if c, ok := c.(map[string]any); ok && c["status"] == "True" && tellsOfDeletion(kind.Of(content), c["type"]) {
			message, _ := c["message"].(string)
			waits = append(waits, Wait{Condition: fmt.Sprint(c["type"]), Message: message})
		}
	}
	slices.SortFunc(waits, func(a, b Wait) int {
		return cmp.Or(cmp.Compare(a.Condition, b.Condition), cmp.Compare(a.Finalizer, b.Finalizer), cmp.Compare(a.Message, b.Message))
	})
	return waits
}

// tellsOfDeletion reports whether a condition is one that a deletion waits for: all
// that a namespace has, and one of a definition.
func tellsOfDeletion(gk kind.GroupKind, condition any) bool {
	return gk == kind.Namespace || gk == kind.Definition && condition == "Terminating"
}
