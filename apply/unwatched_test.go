package apply_test

import (
	"context"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// unwatched is a cluster that refuses to list what belongs to the stack of one kind, and to read it where
// it is not to be read either.
type unwatched struct {
	*kube.Client
	kind   string
	hidden bool
}

func (u unwatched) Follow(ctx context.Context, s kube.Selection, again *kube.Again, handle func(kube.Event) error) error {
	if s.Kind.Kind == u.kind {
		return apierrors.NewBadRequest("unable to parse the selector")
	}
	return u.Client.Follow(ctx, s, again, handle)
}

func (u unwatched) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	if u.hidden && ref.Kind == u.kind {
		return nil, apierrors.NewBadRequest("conversion has failed")
	}
	return u.Client.Get(ctx, ref)
}

// Where what is deleted cannot be watched, its end is seen all the same and, where it cannot be, that is said: neither
// takes until the time is up. So is that a workload is rolled out.
func TestWhatCannotBeWatched(t *testing.T) {
	t.Parallel()
	for name, hidden := range map[string]bool{"it is read": false, "it cannot be read": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			leaving := f.configMap("leaving", "info")
			f.want(f.configMap("settings", "info"), leaving)
			f.mustApply()
			release := f.hold(leaving.Ref)
			defer release()
			f.want(f.configMap("settings", "info"), f.workload("Deployment", "web", pods{replicas: 1}))
			in := f.input(func(in *apply.Input) { in.Timeout = 40 * time.Second })
			time.AfterFunc(2*time.Second, func() {
				if !hidden {
					release()
				}
			})
			begun := time.Now()
			result, err := apply.Run(t.Context(), unwatched{f.client, "ConfigMap", hidden}, f.store, in, f.record())
			if time.Since(begun) > 25*time.Second || (err != nil) != hidden || (result.Deleted == 1) == hidden {
				t.Errorf("after %v: %+v, %v\n%s", time.Since(begun), result, err, f.log())
			}
			if hidden && !strings.Contains(said(err), "it cannot be read") {
				t.Error(said(err))
			}
		})
	}
	t.Run("a workload", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t)
		f.want(f.workload("Deployment", "web", pods{replicas: 1}))
		result, err := apply.Run(t.Context(), unwatched{f.client, "Deployment", false}, f.store, f.input(), f.record())
		if err != nil || result.RolledOut != 1 {
			t.Errorf("%+v, %v\n%s", result, err, f.log())
		}
	})
}
