package kube_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// A group of which the server does not tell what it has, as one that is served by another server which hangs, keeps
// nobody from the kinds of others, nor whoever asks for it from giving up.
func TestAGroupThatHangs(t *testing.T) {
	for name, hangs := range map[string]string{
		"its versions": "/apis/apiregistration.k8s.io", "its kinds": "/apis/apiregistration.k8s.io/v1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			way, c := wayTo(t)
			way.Meet(func(r *http.Request, _ faults.Class) *faults.Fault {
				if r.URL.Path == hangs {
					return &faults.Fault{Kind: faults.Hung, For: time.Hour}
				}
				return nil
			})
			look := func(ctx context.Context, group, kind string) error {
				_, err := c.Get(ctx, object.Ref{Group: group, Kind: kind, Name: "none"})
				return err
			}
			ctx, giveUp := context.WithCancel(t.Context())
			hung := make(chan error, 1)
			go func() { hung <- look(ctx, "apiregistration.k8s.io", "First") }()
			time.Sleep(300 * time.Millisecond)
			begun := time.Now()
			if err := look(t.Context(), "example.com", "Widget"); !kube.IsNotServed(err) {
				t.Errorf("a kind that there is not: %v", err)
			}
			brief, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			if err := look(brief, "apiregistration.k8s.io", "Other"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("another kind of the group that hangs: %v", err)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
			giveUp()
			if err := <-hung; !errors.Is(err, context.Canceled) {
				t.Errorf("what was given up: %v", err)
			}
			way.Meet(nil)
			if err := look(t.Context(), "apiregistration.k8s.io", "First"); !kube.IsNotServed(err) {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}
