package planner_test

import (
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Policies of a namespace: one adds to what is sent and rewrites a part of it,
// the other refuses some of it.
const (
	rewriting = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: NAMESPACE}
spec:
  reinvocationPolicy: Never
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
    resourceRules:
    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
    - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments, statefulsets]}
  mutations:
  - patchType: ApplyConfiguration
    applyConfiguration: {expression: 'Object{metadata: Object.metadata{annotations: {"policy": "was here"}}}'}
  - patchType: JSONPatch
    jsonPatch:
      expression: >
        object.kind == "Deployment" && object.spec.?revisionHistoryLimit.orValue(0) == 3
        ? [JSONPatch{op: "replace", path: "/spec/revisionHistoryLimit", value: 7}] : []
`
	refusing = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: NAMESPACE}
spec:
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]
  validations:
  - {expression: 'object.?data.?b.orValue("") != "forbidden"', message: the value is forbidden here}
`
	binding = `
apiVersion: admissionregistration.k8s.io/v1
kind: KINDBinding
metadata: {name: NAMESPACE}
spec: {policyName: NAMESPACE}
`
)

// govern puts the namespace under the policies and waits until they count.
func (w *world) govern() {
	w.t.Helper()
	for _, text := range []string{
		rewriting, edit(binding, "KIND", "MutatingAdmissionPolicy"),
		refusing, edit(edit(binding, "KIND", "ValidatingAdmissionPolicy"), "spec: {", "spec: {validationActions: [Deny], "),
	} {
		content := w.manifest(w.inVersion(edit(text, "NAMESPACE", w.namespace))).Content
		delete(content["metadata"].(map[string]any), "namespace")
		meta, err := object.MetaOf(content)
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: meta.Ref, Content: content, FieldManager: "admin"}); err != nil {
			w.t.Fatal(err)
		}
		w.t.Cleanup(func() {
			if err := w.client.Delete(w.t.Context(), meta.Ref, "", kube.Background); err != nil && w.t.Context().Err() == nil {
				w.t.Error(err)
			}
		})
	}
	w.awaitPolicies()
}

// awaitPolicies asks until both policies answer.
func (w *world) awaitPolicies() {
	w.t.Helper()
	for range 300 {
		m := w.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: probe}, data: {b: forbidden}}")
		_, refusal := w.client.DryRunApply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "admin"})
		m = w.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: probe}, data: {b: allowed}}")
		result, err := w.client.DryRunApply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "admin"})
		if err == nil && refused(refusal) && result.Meta.Annotations["policy"] != "" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.t.Fatal("the admission policies are not heeded")
}

func refused(err error) bool {
	return apierrors.IsInvalid(err) || apierrors.IsForbidden(err) && strings.Contains(err.Error(), "forbidden here")
}

// What no dry-run lets through is blocked, with the policy's own words.
func TestRefusedByAdmission(t *testing.T) {
	w := newWorld(t)
	w.govern()
	p := w.plan(plan.Options{}, w.manifest(edit(settings, "level: info", "b: forbidden")))
	if len(p.Changes) != 1 || p.Changes[0].Blocked == nil || !strings.Contains(inWords.Detail(p.Changes[0].Blocked.Fact), "the value is forbidden here") {
		t.Errorf("got %s", describe(p))
	}
}
