package rollout

import (
	"strings"

	"github.com/workloadlang/wl/internal/fact"
)

// refusal is what the server says of why Pods cannot be created, and which field of theirs names
// what does not exist, for which admission has only words.
func refusal(message string) fact.Fact {
	for _, missing := range []struct{ said, field string }{
		{"error looking up service account", "serviceAccountName"},
		{"no PriorityClass with name", "priorityClassName"},
		{"pod rejected: RuntimeClass", "runtimeClassName"},
	} {
		if strings.Contains(message, missing.said) {
			return saidAs(KnownNamedMissing, message).WithArg("field", missing.field)
		}
	}
	return said(message)
}
