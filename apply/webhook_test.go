package apply_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// intercept has the API server ask a webhook, which does not answer, of what becomes of ConfigMaps of the namespace.
func (f *fixture) intercept(operations []any, client map[string]any) {
	f.t.Helper()
	ref := object.Ref{Group: "admissionregistration.k8s.io", Kind: "ValidatingWebhookConfiguration", Name: f.namespace}
	_, err := f.client.Apply(f.t.Context(), kube.ApplyRequest{Ref: ref, FieldManager: "admin", Content: map[string]any{
		"apiVersion": "admissionregistration.k8s.io/v1", "kind": ref.Kind, "metadata": map[string]any{"name": ref.Name},
		"webhooks": []any{map[string]any{
			"name": "judge.example.com", "failurePolicy": "Fail", "sideEffects": "None", "timeoutSeconds": int64(1),
			"admissionReviewVersions": []any{"v1"}, "clientConfig": client,
			"namespaceSelector": map[string]any{"matchLabels": map[string]any{"kubernetes.io/metadata.name": f.namespace}},
			"rules":             []any{map[string]any{"apiGroups": []any{""}, "apiVersions": []any{"v1"}, "operations": operations, "resources": []any{"configmaps"}}},
		}},
	}})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { f.remove(ref) })
}

// untilAsked waits until the API server asks the webhook of changes of a ConfigMap.
func (f *fixture) untilAsked(m object.Manifest) {
	f.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		m.Content["data"] = map[string]any{"level": fmt.Sprint(time.Now().UnixNano())}
		if _, err := f.client.DryRunApply(f.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "probe", Force: true}); kube.IsServerFailure(err) {
			return
		}
	}
	f.t.Fatal("the webhook is not asked")
}

// A webhook that has gone since the plan is told of an apply in the words of a plan.
func TestWebhookThatFailsIsExplained(t *testing.T) {
	t.Parallel()
	stranger := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(stranger.Close)
	service := map[string]any{"service": map[string]any{"name": "judge", "namespace": "nowhere"}}
	for name, c := range map[string]struct {
		client  map[string]any
		destroy bool
		code    fact.Code
		says    string
	}{
		"no Service":                    {service, false, plan.ProblemWebhookSilent, "Check the Service judge and its Pods: kubectl --kubeconfig 'my k3s' --context prod"},
		"nobody at its address":         {map[string]any{"url": "https://127.0.0.1:9/"}, false, plan.ProblemWebhookSilent, "https://127.0.0.1:9"},
		"a certificate of another":      {map[string]any{"url": stranger.URL}, false, plan.ProblemWebhookUntrusted, "clientConfig.caBundle in its configuration"},
		"no Service, and it is deleted": {service, true, plan.ProblemWebhookSilent, "The webhook judge.example.com must admit ConfigMap"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			settings := f.configMap("settings", "info")
			f.want(settings)
			f.mustApply()
			f.want(f.configMap("settings", "debug"))
			if c.destroy {
				f.want()
			}
			in := f.input()
			in.Plan.Context, in.Plan.Kubeconfig = "prod", "my k3s"
			f.intercept([]any{"UPDATE", "DELETE"}, c.client)
			f.untilAsked(f.configMap("settings", "info"))
			_, err := f.run(t.Context(), in)
			failed := new(apply.Error)
			if !errors.As(err, &failed) || len(failed.Failures) != 1 {
				t.Fatalf("%v\n%s", err, f.log())
			}
			why := apply.Reason(settings.Ref, failed.Failures[0].Err)
			if text := english.Detail(why); why.Code != c.code || !strings.Contains(text, c.says) || !strings.Contains(text, "kubectl --kubeconfig 'my k3s' --context prod get validating") {
				t.Errorf("%s: %s", why.Code, text)
			}
			if !strings.Contains(f.log(), english.Text(why)) || !kube.IsServerFailure(err) {
				t.Errorf("%s\n%v", f.log(), err)
			}
		})
	}
}
