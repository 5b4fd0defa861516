package main

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"

	"github.com/workloadlang/wl/internal/kind"
)

// operate PLURAL.GROUP DEPLOYMENT cleans up after objects of a custom kind in $NS, as an
// operator does: a while after one is deleted, it removes its finalizers, if the Deployment exists
// then. At the end of the script it removes those that are left.
func operate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: operate PLURAL.GROUP DEPLOYMENT")
	}
	deployments := resource(ts, kind.Deployment.Kind)
	o := operator{objects: resource(ts, args[0]), deployment: func(ctx context.Context) error {
		_, err := deployments.Get(ctx, args[1], metav1.GetOptions{})
		return err
	}}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		o.run(ctx)
	}()
	ts.Defer(func() {
		cancel()
		<-ended
		o.release(context.Background(), func(metav1.Object) bool { return true })
	})
}

type operator struct {
	objects    dynamic.ResourceInterface
	deployment func(context.Context) error
}

func (o operator) run(ctx context.Context) {
	seen := map[types.UID]time.Time{}
	for ctx.Err() == nil {
		time.Sleep(200 * time.Millisecond)
		o.release(ctx, func(m metav1.Object) bool {
			if m.GetDeletionTimestamp() == nil {
				return false
			}
			if _, known := seen[m.GetUID()]; !known {
				seen[m.GetUID()] = time.Now()
			}
			return time.Since(seen[m.GetUID()]) > 1500*time.Millisecond && !apierrors.IsNotFound(o.deployment(ctx))
		})
	}
}

// release removes the finalizers of objects; what fails is tried again or, at the end, left.
func (o operator) release(ctx context.Context, due func(metav1.Object) bool) {
	all, err := o.objects.List(ctx, metav1.ListOptions{})
	if err != nil {
		return // their kind is not there yet, or no longer
	}
	for i := range all.Items {
		if m := &all.Items[i]; len(m.GetFinalizers()) > 0 && due(m) {
			_, _ = o.objects.Patch(ctx, m.GetName(), types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
		}
	}
}
