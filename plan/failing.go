package plan

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// unlessFailing turns a server's failure to answer about one object into a
// decision about that object: a webhook of its may be down, or the API server
// behind which its kind is. Nothing else has to do with that. Every other error
// stays one.
func unlessFailing(m *object.Manifest, d decision, err error) (decision, error) {
	if !kube.IsServerFailure(err) {
		return d, err
	}
	return blocked(m, serverFailed(m.Ref, err)), nil
}

// unlessRemovalFailing does so for an object that is to be deleted.
func unlessRemovalFailing(e *state.Entry, d decision, err error) (decision, error) {
	if !kube.IsServerFailure(err) {
		return d, err
	}
	problem := serverFailed(e.Ref, err)
	problem.Object = &e.Ref
	return decision{Change: Change{Action: Blocked, Object: e.Ref, Address: e.Address, Blocked: &problem}}, nil
}

var (
	failedWebhook    = regexp.MustCompile(`failed calling webhook "([^"]+)"`)
	failedConversion = regexp.MustCompile(`conversion webhook for (\S+), Kind=(\S+) failed`)
	webhookService   = regexp.MustCompile(`https://([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc\b`)
	webhookURL       = regexp.MustCompile(`Post "(https://[^/?"]+)`)
)

// serverFailed returns which part of a server fails, as far as its answer tells, and
// where to look.
func serverFailed(ref object.Ref, err error) Problem {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return Problem{Summary: "The API server fails", Detail: sentence(err.Error())}
	}
	said := status.Status().Message
	_, cause, called := strings.Cut(said, "failed to call webhook: ")
	if !called {
		cause = said
	}
	if m := failedWebhook.FindStringSubmatch(said); m != nil {
		return Problem{
			Summary: "An admission webhook does not respond",
			Detail: fmt.Sprintf("The webhook %s must admit %s, and does not respond: %s %s The object cannot be written until it responds. List the configurations that call it: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations.",
				m[1], ref, sentence(cause), whoAnswers(said)),
		}
	}
	if m := failedConversion.FindStringSubmatch(said); m != nil {
		return Problem{
			Summary: "A conversion webhook does not respond",
			Detail: fmt.Sprintf("The API server needs the conversion webhook of %s %s for %s, and it does not respond: %s %s The object cannot be read or written until it responds.",
				m[1], m[2], ref, sentence(said), whoAnswers(said)),
		}
	}
	p := Problem{
		Summary: "The API server failed on the object",
		Detail:  fmt.Sprintf("%s: the API server answered %d: %s Plan again; if it fails again, look at the API server's log.", ref, status.Status().Code, sentence(said)),
	}
	if _, builtIn := kind.Lookup(ref.GroupKind()); !builtIn && ref.Group != "" {
		p.Detail = fmt.Sprintf("%s: the API server answered %d: %s If the API group %s is served by an aggregated API server, check that it is available: kubectl get apiservices. Then plan again.",
			ref, status.Status().Code, sentence(said), ref.Group)
	}
	return p
}

// whoAnswers names what is behind a webhook, by the address that was called.
func whoAnswers(said string) string {
	if m := webhookService.FindStringSubmatch(said); m != nil {
		return fmt.Sprintf("Check the Service %s and its Pods: kubectl -n %s get service,endpointslices,pods.", m[1], m[2])
	}
	if m := webhookURL.FindStringSubmatch(said); m != nil {
		return "Check what runs at " + m[1] + "."
	}
	return "Check its Service and Pods."
}
