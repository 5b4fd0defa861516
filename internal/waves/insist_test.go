package waves

import (
	"errors"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/apply"
)

// A server that has failed once is asked again, as one that shuts down is; one that refuses is not.
func TestAFailingHomeIsAskedAgain(t *testing.T) {
	secrets := schema.GroupResource{Resource: "secrets"}
	for name, c := range map[string]struct {
		answers []error
		asked   int
		fails   bool
	}{
		"shuts down": {[]error{apierrors.NewServiceUnavailable("apiserver is shutting down"), nil}, 2, false},
		"broken":     {[]error{apierrors.NewInternalError(errors.New("etcdserver: leader changed")), nil}, 2, false},
		"too late":   {[]error{apierrors.NewTimeoutError("request did not complete", 0), nil}, 2, false},
		"refuses":    {[]error{apierrors.NewForbidden(secrets, "wl-run-shop", errors.New("no right")), nil}, 1, true},
		"conflicts":  {[]error{apierrors.NewConflict(secrets, "wl-run-shop", errors.New("changed")), nil}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			carrier := &carrier{Rollout: &Rollout{journal: &journal{home: "eu"}}, emit: func(string, apply.Event) {}}
			err := carrier.insist(t.Context(), func() error { asked++; return c.answers[asked-1] })
			if asked != c.asked || (err != nil) != c.fails {
				t.Errorf("asked %d times: %v", asked, err)
			}
		})
	}
}
