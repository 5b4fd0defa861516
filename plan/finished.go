package plan

import (
	"maps"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
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
		"parallelism", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "suspend", "selector", "manualSelector",
	} {
		delete(run, field)
	}
	if template, ok := run["template"].(map[string]any); ok {
		if metadata, ok := template["metadata"].(map[string]any); ok {
			run["template"] = with(template, "metadata", without(metadata, "labels"))
		}
	}
	digest, err := object.Digest(run)
	return state.Keyed(key, digest), err
}

// finished reports whether a Job that is not there has run to its end: its time
// to live has removed it, and nothing that it runs has changed.
func (s *subject) finished(key []byte) bool {
	return !s.listed && s.entry != nil && s.entry.Expires() && ranAs(s.entry, s.manifest, key)
}

// ranAs reports whether a Job that has finished ran what is desired now.
func ranAs(e *state.Entry, m *object.Manifest, key []byte) bool {
	run, err := RunDigest(m, key)
	return err == nil && run == e.Finished.Run
}

// runsAgain warns that a Job which is to be created has run before.
func (j *judge) runsAgain(m *object.Manifest) []fact.Fact {
	e := j.entries[m.Ref]
	_, expires := at(m.Content, "spec", "ttlSecondsAfterFinished").(int64)
	switch {
	case e == nil || m.Ref.GroupKind() != kind.Job || e.UID == "":
		return nil
	case e.Expires() && ranAs(e, m, j.snapshot.Key):
		return []fact.Fact{fact.New(WarnRunsNamespaceGone, nil)}
	case e.Expires():
		return []fact.Fact{fact.New(WarnRunsChanged, nil)}
	case e.Finished != nil:
		return []fact.Fact{fact.New(WarnRunsDeleted, nil)}
	case e.Phase == state.Ready:
		return []fact.Fact{fact.New(WarnRunsDeletedReady, nil)}
	case expires:
		return []fact.Fact{fact.New(WarnRunsExpired, nil)}
	}
	return []fact.Fact{fact.New(WarnRunsUnseen, nil)}
}
