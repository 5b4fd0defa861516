package impact_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/impact"
)

// A budget is about the Pods that its selector selects, as the server has it: an empty one about every Pod.
func TestBudgets(t *testing.T) {
	web := content(t, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 2, template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: []}}}}")
	for spec, warns := range map[string]bool{
		"{maxUnavailable: 0, selector: {}}":                                                            true,
		"{minAvailable: 100%, selector: {matchLabels: {}}}":                                            true,
		"{minAvailable: 2, selector: {matchLabels: {app: web}}}":                                       true,
		"{maxUnavailable: 0, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}": true,
		"{maxUnavailable: 0, selector: {matchExpressions: [{key: gone, operator: DoesNotExist}]}}":     true,
		"{maxUnavailable: 0}":                                        false,
		"{maxUnavailable: 0, selector: null}":                        false,
		"{maxUnavailable: 1, selector: {}}":                          false,
		"{minAvailable: 1, selector: {}}":                            false,
		"{maxUnavailable: 0, selector: {matchLabels: {app: other}}}": false,
		"{maxUnavailable: 0, selector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}}": false,
		"{maxUnavailable: 0, selector: {matchExpressions: [{key: app, operator: Exists}, {key: gone, operator: Exists}]}}":            false,
		"{maxUnavailable: 0, selector: {matchExpressions: [{key: app, operator: Wrong}]}}":                                            false,
	} {
		for _, namespace := range []string{"shop", "other"} {
			m := object.Manifest{
				Ref:     object.NewRef(kind.DisruptionBudget, namespace, "web"),
				Content: content(t, "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace: "+namespace+"}, spec: "+spec+"}"),
			}
			got := impact.OfReplacement(web, web, true, []object.Manifest{m}).Budgets
			if want := warns && namespace == "shop"; (len(got) > 0) != want {
				t.Errorf("%s in %s: %v", spec, namespace, inWords.Texts(got))
			}
		}
	}
}
