package refusal

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
)

// Answer is the server's judgement of an object, if an error is one.
func Answer(err error) (status apierrors.APIStatus, answered bool) {
	switch {
	case !errors.As(err, &status):
		return nil, false
	case apierrors.IsUnauthorized(err), apierrors.IsTooManyRequests(err), apierrors.IsTimeout(err), apierrors.IsMethodNotSupported(err):
		return status, false
	}
	return status, status.Status().Code < 500 || failing.IsUnreadable(status)
}

// IsFieldConflict reports whether a server refuses an apply because of fields of other
// managers.
func IsFieldConflict(status apierrors.APIStatus) bool {
	s := status.Status()
	return s.Reason == metav1.StatusReasonConflict && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Type == metav1.CauseTypeFieldManagerConflict })
}

// OverQuota reports whether a quota has no room for an object: the API has no other form for
// that.
func OverQuota(err error) bool {
	return apierrors.IsForbidden(err) && strings.Contains(err.Error(), "exceeded quota: ")
}

// OfFields reports whether a server finds fields of an object invalid, whatever else there is:
// admission refuses objects without naming any.
func OfFields(err error) bool {
	var status apierrors.APIStatus
	if !apierrors.IsInvalid(err) || !errors.As(err, &status) {
		return false
	}
	s := status.Status()
	return s.Details != nil && len(s.Details.Causes) > 0 &&
		!slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Field == "" })
}

// IsReplaced reports whether the object with our UID has been replaced by another: the
// server then calls the UID invalid.
func IsReplaced(status apierrors.APIStatus) bool {
	s := status.Status()
	return s.Reason == metav1.StatusReasonInvalid && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Field == "metadata.uid" })
}

// Unanswered keeps those errors that leave the plan incomplete. A server that
// refuses the new object as well has said why about the old one.
func Unanswered(err error) error {
	if err == nil || apierrors.IsInvalid(err) || apierrors.IsForbidden(err) || apierrors.IsConflict(err) || apierrors.IsBadRequest(err) {
		return nil
	}
	return err
}

// cannot finds what an authorizer says of a request that it refuses. Admission,
// quotas and namespaces forbid in other words.
var cannot = regexp.MustCompile(`User "[^"]*" cannot (patch|create|update) resource .*`)

// ForbiddenVerb recognises that we are not allowed to ask for a dry-run: a
// server-side apply needs the right to patch and, of new objects, to create, and
// taking an object over the right to update.
func ForbiddenVerb(err error) (verb string, why fact.Fact) {
	var status apierrors.APIStatus
	if !apierrors.IsForbidden(err) || !errors.As(err, &status) {
		return "", fact.Fact{}
	}
	s := status.Status()
	found := cannot.FindStringSubmatch(s.Message)
	if found == nil || s.Details != nil && len(s.Details.Causes) > 0 {
		return "", fact.Fact{}
	}
	return found[1], fact.New(plan.UnaskedForbidden, fact.Args{"said": found[0]})
}

// Said is what a server says of a request.
func Said(err error) string {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return err.Error()
	}
	return status.Status().Message
}

// Denial is what an authorizer says of a request that it refuses.
func Denial(err error) string {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return err.Error()
	}
	_, said, _ := strings.Cut(status.Status().Message, "User ")
	return "User " + said
}

// Size is what a server's refusal of a claim has to do with the claim's size.
type Size int

const (
	// NotForSize is a refusal for another reason.
	NotForSize Size = iota
	// Shrinks is one of a claim that would request less.
	Shrinks
	// CannotGrow is one of a claim that nothing but its size keeps from being changed.
	CannotGrow
	// PerhapsForSize is one of whatever cannot be changed of a claim, of which the size is a part
	// until the claim is bound.
	PerhapsForSize
)

// OfSize returns what the refusal of a claim has to do with its size, by the server's words: there
// is no reason of its own for any of it.
func OfSize(err error) Size {
	switch said := err.Error(); {
	case strings.Contains(said, "field can not be less than"):
		return Shrinks
	case strings.Contains(said, "must support resize"), strings.Contains(said, "Only bound persistent volume claims"):
		return CannotGrow
	case strings.Contains(said, "for bound claims"):
		return PerhapsForSize
	}
	return NotForSize
}
