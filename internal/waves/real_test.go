package waves

import (
	"errors"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// A failure beside the silence of a cluster, or beside what whoever applies is kept from, is one, and the reason of the
// cluster; silence alone is none.
func TestRealFailures(t *testing.T) {
	of := func(name string, err error) apply.Failure {
		return apply.Failure{Object: object.NewRef(kind.Deployment, "shop", name), Err: err}
	}
	silent := of("silent", &kube.UnreachableError{Err: errors.New("connection refused")})
	refused := of("refused", apierrors.NewForbidden(schema.GroupResource{Resource: "deployments"}, "api", errors.New("exceeded quota")))
	credentials := of("credentials", &kube.CredentialsError{Err: errors.New("401")})
	right := of("right", apierrors.NewForbidden(schema.GroupResource{Group: "apps", Resource: "deployments"}, "api", errors.New(`User "it" cannot patch resource "deployments" in API group "apps"`)))
	unknown := of("unknown", apply.ErrUnknown)
	for name, c := range map[string]struct {
		failures []apply.Failure
		silent   bool
		because  string // the object that is named first
	}{
		"silence":                       {[]apply.Failure{silent}, true, "silent"},
		"silence, and unknown":          {[]apply.Failure{unknown, silent}, true, "unknown"},
		"credentials":                   {[]apply.Failure{credentials, credentials}, true, "credentials"},
		"silence, and a missing right":  {[]apply.Failure{right, silent}, true, "right"},
		"credentials, and a refusal":    {[]apply.Failure{credentials, refused}, false, "refused"},
		"silence, and a refusal":        {[]apply.Failure{silent, unknown, refused}, false, "refused"},
		"a refusal, and then silence":   {[]apply.Failure{refused, silent}, false, "refused"},
		"a right, a refusal, a silence": {[]apply.Failure{right, refused, silent}, false, "refused"},
	} {
		err := error(&apply.Error{Cluster: "south", Failures: c.failures})
		if onlySilent(err) != c.silent {
			t.Errorf("%s: only silent: %t", name, !c.silent)
		}
		why := reasonOf(engine.ClusterOutcome{Cluster: "south", Err: err})
		if ref, _ := why.Args["object"].(string); ref != "Deployment shop/"+c.because {
			t.Errorf("%s: %s", name, why)
		}
	}
	if onlySilent(nil) || onlySilent(errors.New("other")) || !onlySilent(&fact.Error{Err: errAway}) {
		t.Error("what is no failure of objects is not told from silence")
	}
}
