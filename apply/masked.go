package apply

import (
	"slices"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
)

// maskedError is an error whose text repeats a sensitive value, without it.
type maskedError struct {
	err  error
	text string
}

func (e *maskedError) Error() string { return e.text }

func (e *maskedError) Unwrap() error { return e.err }

// masked is an answer of the server without the sensitive values of the object
// that it is about.
func masked(err error, m *object.Manifest) error {
	if text := object.NewMask(m).Text(err.Error()); text != err.Error() {
		return &maskedError{err: err, text: text}
	}
	return err
}

// maskedStatus is a status without the sensitive values that Pods, their output
// and events repeat: those of the whole stack, for a container may well print
// what another object holds.
func maskedStatus(s rollout.Status, mask object.Mask) rollout.Status {
	s.Message = mask.Text(s.Message)
	s.Causes = slices.Clone(s.Causes)
	for i := range s.Causes {
		s.Causes[i].Detail = mask.Text(s.Causes[i].Detail)
		s.Causes[i].Logs = mask.Text(s.Causes[i].Logs)
	}
	return s
}
