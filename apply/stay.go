package apply

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
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

// String is "the finalizer example.com/backup", or a condition's own words.
func (w Wait) String() string {
	switch {
	case w.Finalizer != "":
		return "the finalizer " + w.Finalizer
	case w.Message == "":
		return w.Condition
	}
	return w.Condition + ": " + strings.TrimRight(w.Message, ". ")
}

// waitsOf reads of an object that is being deleted what its end waits for; there
// is nothing of any other. A namespace's own finalizer says nothing beside the
// conditions by which its controller tells what is left in it.
func waitsOf(content map[string]any) []Wait {
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

// tellsOfDeletion reports whether a condition says what a deletion waits for: all
// that a namespace has, and one of a definition.
func tellsOfDeletion(gk kind.GroupKind, condition any) bool {
	return gk == kind.Namespace || gk == kind.Definition && condition == "Terminating"
}

// StayError is why an object counts as failed that was deleted and has not gone.
type StayError struct {
	After time.Duration // since its deletion
	Waits []Wait        // none where nothing is known of them
	// Unknown is why it cannot be said whether the object is still there; nil
	// where it is.
	Unknown error
}

func (e *StayError) Error() string {
	after := e.After.Round(time.Second)
	if e.Unknown != nil {
		return fmt.Sprintf("it was deleted %v ago; whether it is gone is not known, because the API server does not respond: %v", after, e.Unknown)
	}
	return fmt.Sprintf("it still exists %v after it was deleted. It waits for %s. Fix that and run the same command again: it continues to wait", after, joinWaits(e.Waits))
}

func (e *StayError) Unwrap() error { return e.Unknown }

func joinWaits(waits []Wait) string {
	if len(waits) == 0 {
		return "a reason that it does not report yet"
	}
	texts := make([]string, len(waits))
	for i, w := range waits {
		texts[i] = w.String()
	}
	return strings.Join(texts, "; ")
}

// stayTold is how long a deletion may take before it is told what it waits for:
// most are over sooner.
const stayTold = 2 * time.Second

// tellWaits tells what the end of an object waits for, where that is news.
func (d *pendingDeletion) tellWaits(ref object.Ref, waits []Wait, now time.Time, emit func(Event)) {
	if len(waits) == 0 || now.Sub(d.started) < stayTold || slices.Equal(waits, d.told) {
		return
	}
	d.told = waits
	emit(DeletionProgress{Object: ref, Waits: waits, Elapsed: now.Sub(d.started)})
}
