package failing_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
)

var inWords = words.In(words.English)

// A kind that cannot be listed is no overload: of that there is too much to do.
func TestWordsForKindsThatCannotBeListed(t *testing.T) {
	widget := object.Ref{Group: "example.com", Kind: "Widget", Namespace: "shop", Name: "w"}
	for said, want := range map[string]string{
		"storage is (re)initializing": "conversion webhook in its CustomResourceDefinition",
		"too many requests":           "answered 429",
	} {
		p := failing.Of(widget, apierrors.NewTooManyRequests(said, 30))
		if text := inWords.Detail(p.Fact); !strings.Contains(text, want) || !strings.Contains(text, "Widget shop/w") {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

// What fails is named, with where to look.
func TestWordsForServersThatFail(t *testing.T) {
	widget, config := object.Ref{Group: "example.com", Kind: "Widget", Namespace: "shop", Name: "w"}, object.Ref{Kind: "ConfigMap", Namespace: "shop", Name: "c"}
	for name, c := range map[string]struct {
		ref  object.Ref
		said string
		want []string
	}{
		"a webhook behind a Service": {
			config, `failed calling webhook "judge.example.com": failed to call webhook: Post "https://judge.courts.svc:443/v?timeout=10s": no endpoints available for service "judge"`,
			[]string{"judge.example.com", "ConfigMap shop/c", "Service judge", "kubectl -n courts get"},
		},
		"a conversion webhook": {
			widget, `conversion webhook for example.com/v1, Kind=Widget failed: Post "https://turn.system.svc:443/convert?timeout=30s": context deadline exceeded`,
			[]string{"example.com/v1 Widget", "Service turn", "kubectl -n system get"},
		},
		"a webhook with a certificate of another": {
			config, `failed calling webhook "judge.example.com": failed to call webhook: Post "https://judge.courts.svc:443/v?timeout=10s": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
			[]string{"does not accept its certificate", "clientConfig.caBundle in its configuration", "the Service judge in courts serves"},
		},
		"an expired one, at a URL": {
			config, `failed calling webhook "judge.example.com": failed to call webhook: Post "https://judge.example.com/v": x509: certificate has expired or is not yet valid`,
			[]string{"does not accept its certificate", "the certificate that it serves"},
		},
		"a conversion webhook with a wrong one": {
			widget, `conversion webhook for example.com/v1, Kind=Widget failed: Post "https://turn.system.svc:443/convert?timeout=30s": x509: certificate is valid for a, not turn.system.svc`,
			[]string{"must convert", "caBundle in the CustomResourceDefinition of Widget"},
		},
		"a version that a definition has lost": {
			widget, `request to convert CR to an invalid group/version: example.com/v1`,
			[]string{"name the version example.com/v1 that its CustomResourceDefinition no longer has", "served: false", "kubectl -n shop patch widget.example.com w "},
		},
		"another answer of the same": {
			widget, `failed to prune fields: failed to convert merged object to last applied version: no version`, []string{"name a version that", "kubectl -n shop patch"},
		},
		"a server behind the server": {widget, "error trying to reach service", []string{"kubectl get apiservices", "example.com"}},
		"the server itself":          {config, "etcdserver: request timed out", []string{"500", "request timed out"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := failing.Of(c.ref, apierrors.NewInternalError(errors.New(c.said)))
			for _, part := range c.want {
				if !strings.Contains(inWords.Detail(p.Fact), part) {
					t.Errorf("%q is not in %q", part, inWords.Detail(p.Fact))
				}
			}
		})
	}
}

// What concerns a kind alone says nothing of the rest of a cluster.
func TestIsAboutOne(t *testing.T) {
	review := object.Ref{Group: "authorization.k8s.io", Kind: "SelfSubjectAccessReview", Name: "r"}
	resource := schema.GroupResource{Group: review.Group, Resource: "selfsubjectaccessreviews"}
	for code, err := range map[fact.Code]error{
		plan.ProblemKindNotKept:    apierrors.NewMethodNotSupported(resource, "list"),
		plan.ProblemOtherScope:     fmt.Errorf("asked: %w", &kube.ScopeError{Ref: review}),
		plan.ProblemServerFailedOn: apierrors.NewInternalError(errors.New("no")),
	} {
		if got := failing.Of(review, err).Code; !failing.IsAboutOne(err) || got != code {
			t.Errorf("%v is %s", err, got)
		}
	}
	for _, err := range []error{apierrors.NewForbidden(resource, "r", errors.New("no")), errors.New("no route to host"), apierrors.NewUnauthorized("no")} {
		if failing.IsAboutOne(err) {
			t.Errorf("%v is about one object", err)
		}
	}
}
