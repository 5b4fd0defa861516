package kube

import (
	"crypto/rand"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// An object is the same in whichever form it is read, listed or watched; of metadata alone,
// the rest is missing.
func TestFormsAgree(t *testing.T) {
	cluster := controlplane.Shared(t)
	c, err := Connect(Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	labels := map[string]any{"app": "x"}
	for _, content := range []map[string]any{
		{"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"name": "x", "labels": map[string]any{"set": "a"}}, "spec": map[string]any{
			"selector": labels, "ports": []any{map[string]any{"name": "http", "port": int64(80), "targetPort": "http"}, map[string]any{"name": "n", "port": int64(81), "targetPort": int64(8081)}},
		}},
		{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "x", "labels": map[string]any{"set": "a"}, "annotations": map[string]any{"note": "é\"<"}}, "spec": map[string]any{
			"paused": true, "replicas": int64(0), "selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"containers": []any{map[string]any{
				"name": "main", "image": "nginx", "resources": map[string]any{"requests": map[string]any{"cpu": "500m"}},
				"readinessProbe": map[string]any{"httpGet": map[string]any{"port": int64(80)}},
			}}}},
		}},
		{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": map[string]any{"name": "x", "labels": map[string]any{"set": "a"}}, "spec": map[string]any{
			"maxUnavailable": "50%", "selector": map[string]any{"matchLabels": labels},
		}},
	} {
		t.Run(content["kind"].(string), func(t *testing.T) {
			ref := object.NewRef(kind.Of(content), namespace, "x")
			if _, err := c.Apply(t.Context(), ApplyRequest{Ref: ref, FieldManager: "wl/test/kube", Content: content}); err != nil {
				t.Fatal(err)
			}
			whole := c.seen(t, ref, content, Whole)
			for _, form := range []Form{Known, Metadata} {
				for i, o := range c.seen(t, ref, content, form) {
					if diff := cmp.Diff(reduced(whole[i], form), reduced(o, form)); diff != "" {
						t.Errorf("form %d, number %d (-whole +form):\n%s", form, i, diff)
					}
				}
			}
		})
	}
}

// seen is an object as a watch lists it, and as the watch delivers it when it has changed.
func (c *Client) seen(t *testing.T, ref object.Ref, content map[string]any, form Form) (all []map[string]any) {
	t.Helper()
	enough, changed := errors.New("seen enough"), ""
	err := c.Follow(t.Context(), Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace, Form: form}, new(Again), func(e Event) error {
		if e.Type == Synced {
			content["metadata"].(map[string]any)["labels"] = map[string]any{"set": rand.Text()}
			answer, err := c.Apply(t.Context(), ApplyRequest{Ref: ref, FieldManager: "wl/test/kube", Content: content})
			changed = answer.Meta.ResourceVersion
			return err
		}
		_, version, _ := identify(e.Object)
		if changed == "" || version == changed {
			all = append(all, e.Object)
		}
		if version == changed {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Fatal(err)
	}
	return all
}

// reduced is an object without what differs from one reading to the next.
func reduced(content map[string]any, form Form) map[string]any {
	metadata := content["metadata"].(map[string]any)
	for _, field := range []string{"resourceVersion", "managedFields", "labels"} {
		delete(metadata, field)
	}
	annotations, _ := metadata["annotations"].(map[string]any)
	delete(annotations, "deployment.kubernetes.io/revision") // its controller's, a moment later
	if delete(content, "status"); form == Metadata {
		delete(content, "spec")
	}
	return content
}

// Whatever a server sends is read, or refused, and never a panic.
func FuzzContentOf(f *testing.F) {
	pod := &corev1.Pod{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"}, ObjectMeta: metav1.ObjectMeta{Name: "x", UID: "1"}}
	raw, err := runtime.Encode(protobuf.NewSerializer(nil, nil), pod)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}`))
	f.Add([]byte("k8s\x00"))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if content, err := contentOf(raw); err == nil {
			if content == nil {
				t.Fatal("there is neither an object nor an error")
			}
			identify(content)
		}
		_, _ = statusOf(raw)
	})
}
