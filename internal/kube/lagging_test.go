package kube

import (
	"context"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// A server whose discovery names an address that it does not have, or not yet, is asked
// again for a moment, and no longer.
func TestLaggingDiscovery(t *testing.T) {
	cluster := controlplane.Shared(t)
	c, err := Connect(Target{Kubeconfig: cluster.Kubeconfig}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	ref := object.NewRef(kind.ConfigMap, namespace, "settings")
	if _, err := c.Create(t.Context(), ref, map[string]any{"metadata": map[string]any{"name": ref.Name}}); err != nil {
		t.Fatal(err)
	}
	for name, lags := range map[string]struct {
		answers int // that there is no such address
		found   bool
	}{"not at all": {0, true}, "twice": {2, true}, "for ever": {1 << 20, false}} {
		asked := 0
		send := func(ctx context.Context, r *rest.Request) (rest.Result, error) {
			if asked++; asked <= lags.answers {
				return rest.Result{}, apierrors.NewGenericServerResponse(404, "get", schema.GroupResource{}, "", "", 0, true)
			}
			return c.reader.connection.Ask(ctx, r)
		}
		begun := time.Now()
		_, err := c.reader.sendTo(t.Context(), send, ref, "", func(k kind.Resource) *rest.Request {
			return c.reader.connection.Request("GET", itemPath(k, ref))
		})
		if (err == nil) != lags.found || lags.found && asked != lags.answers+1 || !lags.found && !IsNotServed(err) {
			t.Errorf("%s: asked %d times in %v: %v", name, asked, time.Since(begun), err)
		}
		if again := asked > 1; again == (lags.answers == 0) {
			t.Errorf("%s: asked %d times", name, asked)
		}
	}
}
