package kube_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// A read that the server fails to answer is sent again, for a bounded time. What
// may change something, or waits for a webhook, is sent once.
func TestReadsAreSentAgainAndDryRunsAreNot(t *testing.T) {
	admin, namespace := connect(t)
	group := namespace + ".example.com"
	for _, text := range []map[string]any{
		{
			"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": map[string]any{"name": "v1." + group},
			"spec": map[string]any{
				"group": group, "version": "v1", "groupPriorityMinimum": int64(10), "versionPriority": int64(10), "insecureSkipTLSVerify": true,
				"service": map[string]any{"name": "nobody", "namespace": namespace},
			},
		},
		{
			"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": map[string]any{"name": namespace},
			"webhooks": []any{map[string]any{
				"name": "down." + group, "sideEffects": "None", "timeoutSeconds": int64(1), "admissionReviewVersions": []any{"v1"},
				"clientConfig":      map[string]any{"url": "https://127.0.0.1:9/"},
				"namespaceSelector": map[string]any{"matchLabels": map[string]any{"kubernetes.io/metadata.name": namespace}},
				"rules": []any{map[string]any{
					"apiGroups": []any{""}, "apiVersions": []any{"v1"}, "operations": []any{"CREATE"}, "resources": []any{"configmaps"},
				}},
			}},
		},
	} {
		meta, err := object.MetaOf(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := admin.Apply(t.Context(), kube.ApplyRequest{Ref: meta.Ref, Content: text, FieldManager: "test"}); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = admin.Delete(t.Context(), meta.Ref, "", kube.Background) }()
	}
	var reads, dryRuns atomic.Int64
	c, err := kube.Connect(kube.Target{Kubeconfig: controlplane.Shared(t).Kubeconfig}, kube.Options{Trace: func(r kube.Request) {
		switch {
		case r.Status < 500:
		case strings.Contains(r.Query, "dryRun"):
			dryRuns.Add(1)
		default:
			reads.Add(1)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the API service counts", func() bool {
		reads.Store(0)
		_, err := c.ListMeta(t.Context(), kube.Selection{Kind: kind.GroupKind{Group: group, Kind: "Widget"}, Namespace: namespace})
		return kube.IsServerFailure(err)
	})
	if n := reads.Load(); n != 5 {
		t.Errorf("a read was sent %d times", n)
	}
	eventually(t, "the webhook is called", func() bool {
		dryRuns.Store(0)
		_, err := c.DryRunApply(t.Context(), configMap(namespace, "one", "1"))
		return kube.IsServerFailure(err)
	})
	if n := dryRuns.Load(); n != 1 {
		t.Errorf("a dry-run was sent %d times", n)
	}
}
