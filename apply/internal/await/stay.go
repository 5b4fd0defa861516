package await

import (
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// StayError is why an object counts as failed that was deleted and has not gone.
type StayError struct {
	Object object.Ref
	After  time.Duration   // since its deletion
	Waits  []observed.Wait // none where nothing is known of them
	// Unknown is why it cannot be said whether the object is still there; nil
	// where it is.
	Unknown error
}

func (e *StayError) Error() string { return e.Fact().String() }

// Unwrap is why nothing is known, with ErrUnknown.
func (e *StayError) Unwrap() []error {
	if e.Unknown == nil {
		return nil
	}
	return []error{ErrUnknown, e.Unknown}
}

// Fact is how long ago the object was deleted, and what its end waits for.
func (e *StayError) Fact() fact.Fact {
	after := e.After.Round(time.Second)
	switch {
	case apierrors.IsForbidden(e.Unknown):
		args := fact.Args{"after": after, "error": fact.Of(e.Unknown)}
		if e.Object.GroupKind() == kind.Namespace {
			args["namespace"] = e.Object.Name
		}
		return fact.New(reason.ObjectEndHidden, args)
	case e.Unknown != nil:
		return fact.New(reason.ObjectPerhapsGone, fact.Args{"after": after, "error": fact.Of(e.Unknown), "refused": kube.IsRefusal(e.Unknown)})
	}
	waits := make([]fact.Fact, len(e.Waits))
	for i, w := range e.Waits {
		waits[i] = w.Fact()
	}
	return fact.New(reason.ObjectStays, fact.Args{"after": after, "waits": waits})
}
