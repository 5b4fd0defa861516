package recorded

import (
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kube"
)

// Refusal is an error in the place of an answer.
type Refusal struct {
	Text   string            `json:"text"`
	Status *metav1.Status    `json:"status,omitempty"`
	NoKind *kube.NoKindError `json:"no_kind,omitempty"`
}

func refusalOf(err error) *Refusal {
	if err == nil {
		return nil
	}
	r := &Refusal{Text: err.Error()}
	if errors.As(err, &r.NoKind) {
		return r
	}
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		s := status.Status()
		r.Status = &s
	}
	return r
}

// err is the error as it was met: by its text, and by what can be found in it.
func (r *Refusal) err() error {
	switch {
	case r == nil:
		return nil
	case r.NoKind != nil:
		return &refused{r.Text, r.NoKind}
	case r.Status != nil:
		return &refused{r.Text, &apierrors.StatusError{ErrStatus: *r.Status}}
	}
	return errors.New(r.Text)
}

type refused struct {
	text  string
	cause error
}

func (e *refused) Error() string { return e.text }

func (e *refused) Unwrap() error { return e.cause }
