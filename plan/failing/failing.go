// Package failing reads the answers of a server that fails: which part of it does, by its own words,
// and what is to be done. It asks nothing, and says the same of a plan and of an apply.
package failing

import (
	"errors"
	"regexp"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

var (
	failedWebhook  = regexp.MustCompile(`failed calling webhook "([^"]+)"`)
	versionGone    = regexp.MustCompile(`request to convert CR to an invalid group/version: ([^\s"]+)|failed to convert merged object to last applied version`)
	untypedLive    = regexp.MustCompile(`(?s)failed to (?:create typed live object \(.*?\)|convert new object \(.*?\) to smd typed): (.*)`)
	badCertificate = regexp.MustCompile(`\bx509: `) // as Go says it, in which API servers are written
	webhookService = regexp.MustCompile(`https://([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc\b`)
	webhookURL     = regexp.MustCompile(`Post "(https://[^/?"]+)`)
)

// IsAboutOne reports whether an error leaves nothing unknown but the objects that the server
// was asked about: it has failed, it does not let objects of the kind be read or applied at all,
// it has the kind elsewhere than they are, or has one that does not fit its schema.
func IsAboutOne(err error) bool {
	return kube.IsServerFailure(err) || apierrors.IsMethodNotSupported(err) || errors.As(err, new(*kube.ScopeError)) ||
		errors.As(err, new(*kubeschema.MisfitError))
}

// Of returns which part of a server fails, as far as its answer tells, and
// where to look.
func Of(ref object.Ref, err error) plan.Problem {
	var status apierrors.APIStatus
	if scope := new(kube.ScopeError); errors.As(err, &scope) {
		return plan.NewProblem(plan.ProblemOtherScope, fact.Args{"object": ref, "kind": ref.Kind, "namespaced": scope.Namespaced})
	}
	if misfit := new(kubeschema.MisfitError); errors.As(err, &misfit) {
		return liveMisfit(ref, misfit.Reason.Error())
	}
	if !errors.As(err, &status) {
		return plan.NewProblem(plan.ProblemServerFails, fact.Args{"error": fact.Of(err)})
	}
	said := status.Status().Message
	if apierrors.IsMethodNotSupported(err) {
		return plan.NewProblem(plan.ProblemKindNotKept, fact.Args{"object": ref, "kind": ref.Kind, "said": said})
	}
	return failedOn(ref, err, status.Status())
}

// failedOn returns the same of an answer that the server has failed.
func failedOn(ref object.Ref, err error, status metav1.Status) plan.Problem {
	said := status.Message
	_, cause, called := strings.Cut(said, "failed to call webhook: ")
	if !called {
		cause = said
	}
	silent, unconverted := webhookCodes(said)
	if m := failedWebhook.FindStringSubmatch(said); m != nil {
		return plan.NewProblem(silent, behindWebhook(said, fact.Args{"webhook": m[1], "object": ref, "said": cause}))
	}
	if version := kube.Unconverted(err); version != "" {
		return plan.NewProblem(unconverted, behindWebhook(said, fact.Args{"version": ref.Group + "/" + version, "kind": ref.Kind, "object": ref, "said": said}))
	}
	if m := versionGone.FindStringSubmatch(said); m != nil {
		return plan.NewProblem(plan.ProblemVersionGone, fact.Args{
			"object": ref, "answer": status.Code, "said": said, "version": m[1],
			"namespace": ref.Namespace, "name": ref.Name, "resource": resourceOf(ref),
		})
	}
	if m := untypedLive.FindStringSubmatch(said); m != nil {
		p := liveMisfit(ref, m[1])
		p.Args["answer"] = status.Code
		return p
	}
	if kube.IsStorageUnready(err) {
		return plan.NewProblem(plan.ProblemStorageUnready, fact.Args{"object": ref, "kind": ref.Kind, "said": said})
	}
	args := fact.Args{"object": ref, "answer": status.Code, "said": said}
	if _, builtIn := kind.Lookup(ref.GroupKind()); !builtIn {
		args["group"] = ref.Group // its API server may be another
	}
	return plan.NewProblem(plan.ProblemServerFailedOn, args)
}

// IsUnreadable reports whether the server could not read the object, or a value in it: it
// answers that with 500, which elsewhere means that the server itself has failed. A webhook
// that fails to convert an object does so in other words.
func IsUnreadable(status apierrors.APIStatus) bool {
	said := status.Status().Message
	return strings.Contains(said, "failed to create typed patch object") || unreadable.MatchString(said)
}

// unreadable is how a server says that a value of an object is not of its field's type.
var unreadable = regexp.MustCompile(`failed to convert new object .*: unable to convert unstructured object to`)

// webhookCodes are what is wrong with a webhook that could not be called to admit an object, and with one
// to convert it.
func webhookCodes(said string) (admission, conversion fact.Code) {
	if badCertificate.MatchString(said) {
		return plan.ProblemWebhookUntrusted, plan.ProblemWebhookUntrusted
	}
	return plan.ProblemWebhookSilent, plan.ProblemConversionSilent
}

// liveMisfit is the problem that a live object is not as the schema of its kind has it: to a
// server, which then answers every apply so, or to wl, which then cannot compare it.
func liveMisfit(ref object.Ref, said string) plan.Problem {
	return plan.NewProblem(plan.ProblemLiveMisfit, fact.Args{
		"object": ref, "said": WithoutValues(said), "namespace": ref.Namespace, "name": ref.Name, "resource": resourceOf(ref),
	})
}

// gotValue is how structured-merge-diff repeats a value that does not fit. It may be secret.
var gotValue = regexp.MustCompile(`(?m), got .*$`)

// WithoutValues is what a server says without the values that it repeats.
func WithoutValues(said string) string { return gotValue.ReplaceAllString(said, "") }

// resourceOf is what kubectl calls the kind of an object.
func resourceOf(ref object.Ref) string {
	return strings.TrimSuffix(strings.ToLower(ref.Kind)+"."+ref.Group, ".")
}

// Service is the Service behind the webhook that the server has failed to call, by
// the address that was called; false where an error is none of that, or it is behind none.
func Service(err error) (object.Ref, bool) {
	if kube.Unconverted(err) == "" && (!kube.IsServerFailure(err) || !failedWebhook.MatchString(err.Error())) {
		return object.Ref{}, false
	}
	m := webhookService.FindStringSubmatch(err.Error())
	if m == nil {
		return object.Ref{}, false
	}
	return object.NewRef(kind.Service, m[2], m[1]), true
}

// behindWebhook adds what is behind a webhook, by the address that was called.
func behindWebhook(said string, args fact.Args) fact.Args {
	if m := webhookService.FindStringSubmatch(said); m != nil {
		args["service"], args["namespace"] = m[1], m[2]
	} else if m := webhookURL.FindStringSubmatch(said); m != nil {
		args["url"] = m[1]
	}
	return args
}
