package kube

import (
	"context"
	"slices"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// A server that has forgotten the version is listed again, and only the
// difference is delivered.
func TestWatchListsAgainFromAForgottenVersion(t *testing.T) {
	cluster := controlplane.Start(t, "forgets")
	c, err := Connect(Target{Kubeconfig: cluster.Kubeconfig}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: cluster.Namespace(t), LabelSelector: "set=a"}
	known := map[objectKey]map[string]any{}
	for _, name := range []string{"same", "gone", "moved", "replaced"} {
		ref := object.Ref{Kind: "ConfigMap", Namespace: s.Namespace, Name: name}
		content, err := c.Create(t.Context(), ref, map[string]any{
			"metadata": map[string]any{"name": name, "labels": map[string]any{"set": "a"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		key, _, _ := identify(content)
		known[key] = content
	}
	key := func(name string) objectKey { return objectKey{s.Namespace, name} }
	known[key("moved")]["metadata"].(map[string]any)["resourceVersion"] = "1"
	known[key("replaced")]["metadata"].(map[string]any)["uid"] = "another"
	known[key("replaced")]["metadata"].(map[string]any)["resourceVersion"] = "1"
	ref := object.Ref{Kind: "ConfigMap", Namespace: s.Namespace, Name: "gone"}
	if err := c.Delete(t.Context(), ref, "", Background); err != nil {
		t.Fatal(err)
	}

	var seen []string
	k, err := c.reader.lookup(t.Context(), s.Kind, "")
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{reader: c.reader, kind: k, selection: s, known: known, version: "1", synced: true, handle: func(e Event) error {
		key, _, _ := identify(e.Object)
		seen = append(seen, string(e.Type)+" "+key.name)
		return nil
	}}
	// A server that has just begun knows every version; a restarted one, those since.
	cluster.StopAPIServer(t)
	cluster.StartAPIServer(t)
	watching, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := w.run(watching); !apierrors.IsResourceExpired(err) && !apierrors.IsGone(err) {
		t.Fatalf("watching from version 1: %v", err)
	}
	if w.version != "" {
		t.Fatal("the forgotten version is kept")
	}
	if err := w.relist(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{"changed moved", "deleted replaced", "changed replaced", "deleted gone"}
	if !slices.Equal(seen, want) {
		t.Errorf("delivered %q; want %q", seen, want)
	}
}
