package recorded

import (
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kube"
)

// Refusal is an error in the place of an answer.
type Refusal struct {
	Text   string         `json:"text"`
	Status *metav1.Status `json:"status,omitempty"`
	NoKind *noKind        `json:"no_kind,omitempty"`
}

// noKind is a kube.NoKindError of the one context that archives know.
type noKind struct {
	Kind    string   `json:"kind"`
	Version string   `json:"version,omitempty"`
	Served  []string `json:"served,omitempty"`
}

func refusalOf(err error) *Refusal {
	if err == nil {
		return nil
	}
	r := &Refusal{Text: err.Error()}
	if e := new(kube.NoKindError); errors.As(err, &e) {
		r.NoKind = &noKind{kindText(e.Kind), e.Version, e.Served}
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
		of := kube.NoKindError{Version: r.NoKind.Version, Served: r.NoKind.Served, Context: contextName}
		of.Kind.Kind, of.Kind.Group, _ = strings.Cut(r.NoKind.Kind, ".")
		return &refused{r.Text, &of}
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
