package kube_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

func connect(tb testing.TB) (*kube.Client, string) {
	tb.Helper()
	cluster := controlplane.Shared(tb)
	c, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		tb.Fatal(err)
	}
	return c, cluster.Namespace(tb)
}

func configMap(namespace, name, value string) kube.ApplyRequest {
	return kube.ApplyRequest{
		Ref:          object.Ref{Kind: "ConfigMap", Namespace: namespace, Name: name},
		FieldManager: "wl/test/kube",
		Content: map[string]any{
			"apiVersion": "v1", "kind": "ConfigMap",
			"metadata": map[string]any{"name": name, "namespace": namespace, "labels": map[string]any{"set": "a"}},
			"data":     map[string]any{"key": value},
		},
	}
}

func TestApplyReadDelete(t *testing.T) {
	c, namespace := connect(t)
	ctx := t.Context()
	request := configMap(namespace, "one", "1")

	dry, err := c.DryRunApply(ctx, request)
	if err != nil || !dry.Created {
		t.Fatalf("dry run of a new object: created %v, %v", dry.Created, err)
	}
	if _, err := c.Get(ctx, request.Ref); !apierrors.IsNotFound(err) {
		t.Fatalf("a dry run wrote something, or Get's error is not a NotFound: %v", err)
	}
	first, err := c.Apply(ctx, request)
	if err != nil || !first.Created {
		t.Fatalf("apply of a new object: created %v, %v", first.Created, err)
	}
	second, err := c.Apply(ctx, configMap(namespace, "one", "2"))
	if err != nil || second.Created {
		t.Fatalf("apply of an existing object: created %v, %v", second.Created, err)
	}

	metas, err := c.ListMeta(ctx, kube.Selection{Kind: request.Ref.GroupKind(), Namespace: namespace, LabelSelector: "set=a"})
	if err != nil || len(metas) != 1 {
		t.Fatalf("ListMeta: %v, %v", metas, err)
	}
	listed := metas[0]
	if diff := cmp.Diff(second.Meta, listed); diff != "" || listed.Ref != request.Ref {
		t.Errorf("LIST and PATCH do not agree (-PATCH +LIST):\n%s", diff)
	}
	if entry, ok := listed.Manager("wl/test/kube"); !ok || entry.Time.IsZero() || !strings.Contains(string(entry.FieldsV1), "f:data") {
		t.Errorf("our managed-fields entry: %+v, %v", entry, ok)
	}

	if err := c.Delete(ctx, request.Ref, "not-its-uid", kube.Background); !apierrors.IsConflict(err) {
		t.Errorf("deleting under another UID: %v", err)
	}
	if err := c.Delete(ctx, request.Ref, listed.UID, kube.Background); err != nil {
		t.Error(err)
	}
	if err := c.Delete(ctx, request.Ref, "", kube.Background); !apierrors.IsNotFound(err) {
		t.Errorf("deleting what is gone: %v", err)
	}
}

func TestApplyConflictNamesFieldAndManager(t *testing.T) {
	c, namespace := connect(t)
	if _, err := c.Apply(t.Context(), configMap(namespace, "one", "1")); err != nil {
		t.Fatal(err)
	}
	other := configMap(namespace, "one", "2")
	other.FieldManager = "another-manager"
	_, err := c.DryRunApply(t.Context(), other)
	var status apierrors.APIStatus
	if !errors.As(err, &status) || !apierrors.IsConflict(err) {
		t.Fatalf("not a conflict: %v", err)
	}
	cause := status.Status().Details.Causes[0]
	if cause.Field != ".data.key" || !strings.Contains(cause.Message, "wl/test/kube") {
		t.Errorf("cause: %+v", cause)
	}
	other.Force = true
	if _, err := c.DryRunApply(t.Context(), other); err != nil {
		t.Error(err)
	}
}

func TestApplyIsStrictAndCollectsWarnings(t *testing.T) {
	c, namespace := connect(t)
	unknown := configMap(namespace, "one", "1")
	unknown.Content["dta"] = map[string]any{}
	if _, err := c.DryRunApply(t.Context(), unknown); err == nil || !strings.Contains(err.Error(), "dta") {
		t.Errorf("an unknown field passes: %v", err)
	}
	// A headless Service ignores its session affinity, which the server warns of.
	service := kube.ApplyRequest{
		Ref:          object.Ref{Kind: "Service", Namespace: namespace, Name: "warned"},
		FieldManager: "wl/test/kube",
		Content: map[string]any{
			"apiVersion": "v1", "kind": "Service",
			"metadata": map[string]any{"name": "warned", "namespace": namespace},
			"spec": map[string]any{
				"clusterIP": "None", "sessionAffinity": "ClientIP",
				"ports": []any{map[string]any{"port": int64(80)}},
			},
		},
	}
	result, err := c.DryRunApply(t.Context(), service)
	if err != nil || len(result.Warnings) == 0 {
		t.Errorf("warnings: %q, %v", result.Warnings, err)
	}
}

func TestUpdateIsCompareAndSwap(t *testing.T) {
	c, namespace := connect(t)
	request := configMap(namespace, "one", "1")
	created, err := c.Create(t.Context(), request.Ref, request.Content)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Create(t.Context(), request.Ref, request.Content); !apierrors.IsAlreadyExists(err) {
		t.Errorf("creating twice: %v", err)
	}
	created["data"] = map[string]any{"key": "2"}
	if _, err := c.Update(t.Context(), request.Ref, created); err != nil {
		t.Fatal(err)
	}
	created["data"] = map[string]any{"key": "3"}
	if _, err := c.Update(t.Context(), request.Ref, created); !apierrors.IsConflict(err) {
		t.Errorf("an update from an old version: %v", err)
	}
}

func TestListsPageThroughEverything(t *testing.T) {
	c, namespace := connect(t)
	const n = 1020 // more than a page
	fill(t, c, namespace, n)
	s := kube.Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: namespace, LabelSelector: "set=a"}
	objects, err := c.List(t.Context(), s)
	if err != nil || len(objects) != n {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	if objects[3]["kind"] != "ConfigMap" || objects[3]["apiVersion"] != "v1" {
		t.Errorf("a listed object has no type: %v", objects[3])
	}
	metas, err := c.ListMeta(t.Context(), s)
	if err != nil || len(metas) != n || metas[0].Ref.Name != "map-0000" || metas[n-1].Ref.Name != "map-1019" {
		t.Fatalf("%d metas, %v", len(metas), err)
	}
}

func TestTraceSeesEveryRequest(t *testing.T) {
	cluster := controlplane.Shared(t)
	var mu sync.Mutex
	var paths []string
	c, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{Trace: func(r kube.Request) {
		mu.Lock()
		defer mu.Unlock()
		paths = append(paths, r.Method+" "+r.Path)
		if r.Status != 200 || r.Duration <= 0 {
			t.Errorf("traced %+v", r)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	version, err := c.Version(t.Context())
	if err != nil || !strings.HasPrefix(version, "v1.") {
		t.Errorf("version %q, %v", version, err)
	}
	if got := strings.Join(paths, ", "); got != "GET /version" {
		t.Errorf("requests: %s", got)
	}
}

// fill makes n ConfigMaps, map-0000 and so on.
func fill(tb testing.TB, c *kube.Client, namespace string, n int) {
	tb.Helper()
	var g errgroup.Group
	g.SetLimit(16)
	for i := range n {
		g.Go(func() error {
			_, err := c.Apply(tb.Context(), configMap(namespace, fmt.Sprintf("map-%04d", i), "1"))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkListMeta1000(b *testing.B) {
	c, namespace := connect(b)
	fill(b, c, namespace, 1000)
	s := kube.Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: namespace, LabelSelector: "set=a"}
	for b.Loop() {
		if metas, err := c.ListMeta(b.Context(), s); err != nil || len(metas) != 1000 {
			b.Fatalf("%d objects, %v", len(metas), err)
		}
	}
}

func BenchmarkDryRunApply(b *testing.B) {
	c, namespace := connect(b)
	fill(b, c, namespace, 1)
	request := configMap(namespace, "map-0000", "2")
	b.SetParallelism(8) // times GOMAXPROCS in flight
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if _, err := c.DryRunApply(b.Context(), request); err != nil {
				b.Fatal(err)
			}
		}
	})
}
