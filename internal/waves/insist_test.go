package waves

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
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

// A home that gives no answer is not asked for ever, whether or not its lock can be renewed meanwhile.
func TestASilentHomeIsNotAskedForEver(t *testing.T) {
	lost := &kube.UnreachableError{Context: "eu", Server: "https://eu", Err: errors.New("EOF")}
	for name, c := range map[string]struct {
		err     error
		takes   time.Duration // each answer
		least   time.Duration
		most    time.Duration
		answers int // after so many it does; 0: never
	}{
		"breaks":           {lost, 0, 20 * time.Second, 25 * time.Second, 0},
		"breaks late":      {lost, 7 * time.Second, 20 * time.Second, 30 * time.Second, 0},
		"hangs":            {&silentError{asking}, asking, 20 * time.Second, 35 * time.Second, 0},
		"refuses":          {&kube.CredentialsError{Context: "eu", Err: apierrors.NewUnauthorized("expired")}, 0, 20 * time.Second, 25 * time.Second, 0},
		"breaks for a bit": {lost, time.Second, 0, 20 * time.Second, 4},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked, begun := 0, time.Now()
				carrier := &carrier{Rollout: &Rollout{journal: &journal{home: "eu"}}, emit: func(string, apply.Event) {}}
				err := carrier.insist(t.Context(), func() error {
					asked++
					if time.Sleep(c.takes); c.answers > 0 && asked > c.answers {
						return nil
					}
					if time.Since(begun) > time.Hour {
						t.Fatal("it asks for ever")
					}
					return c.err
				})
				if took := time.Since(begun); took < c.least || took > c.most || Silent(err) != (c.answers == 0) {
					t.Errorf("after %v: %v", took, err)
				}
			})
		})
	}
}
