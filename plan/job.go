package plan

import (
	"maps"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// RunDigest identifies what a Job runs: its specification without what can be
// changed while it exists, and without labels. Like every digest in the state it
// is made with the state's key, so that no value can be tried out by it.
func RunDigest(m *object.Manifest, key []byte) (string, error) {
	spec, _ := m.Content["spec"].(map[string]any)
	run := maps.Clone(spec)
	for _, field := range []string{
		"parallelism", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "suspend", "maxFailedIndexes", "podReplacementPolicy", "selector", "manualSelector",
	} {
		delete(run, field)
	}
	if template, ok := run["template"].(map[string]any); ok {
		if metadata, ok := template["metadata"].(map[string]any); ok {
			run["template"] = object.With(template, "metadata", object.Without(metadata, "labels"))
		}
	}
	digest, err := object.Digest(run)
	return state.Keyed(key, digest), err
}
