package lang

import (
	"maps"
	"slices"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// A server must store the same for the stack of a shape as for its manifests. Both are
// applied as dry-runs, each by a field manager of its own, so neither sees the other.
func TestServerStoresShapesAsTheirManifests(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	for _, s := range readShapes(t) {
		t.Run(s.name, func(t *testing.T) {
			for key, made := range s.made {
				if lacks, version := lackedBy(t, client, made.Content); len(lacks) > 0 {
					t.Logf("%s: Kubernetes %s lacks %s", key, version, lacks[0].Path)
					continue
				}
				var sending errgroup.Group
				var a, b map[string]any
				sending.Go(func() (err error) { a, err = storedIn(t, client, namespace, "manifest", s.written[key]); return err })
				sending.Go(func() (err error) { b, err = storedIn(t, client, namespace, "stack", made); return err })
				if err := sending.Wait(); err != nil {
					t.Errorf("%s: %v", key, err)
					continue
				}
				compareShape(t, key, a, b, map[string]bool{}, drawn(s.written[key].Content))
			}
		})
	}
}

// storedIn is what a server would store, in a namespace that exists.
func storedIn(t *testing.T, client *kube.Client, namespace, manager string, m object.Manifest) (map[string]any, error) {
	t.Helper()
	ref, content := m.Ref, maps.Clone(m.Content)
	if k, _ := kind.Lookup(ref.GroupKind()); k != nil && k.Namespaced {
		ref.Namespace = namespace
		content = object.WithMetadata(content, "namespace", namespace)
	}
	result, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: manager})
	if err != nil {
		return nil, err
	}
	return result.Object, nil
}

// drawn excuses what a server draws anew for each object, where the manifest leaves it
// to the server: addresses, ports of nodes, and the identity of a Job.
func drawn(written map[string]any) func(kubeschema.Change) bool {
	return func(c kubeschema.Change) bool {
		name, _ := c.Path.Last().Field()
		_, _, set := kubeschema.Find(written, c.Path)
		return !set && slices.Contains([]string{"clusterIP", "clusterIPs", "nodePort", "controller-uid", "batch.kubernetes.io/controller-uid", "selector"}, name)
	}
}
