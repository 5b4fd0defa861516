package program

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const (
	server = `
kind: Service
metadata: {name: hook, namespace: shop}
spec: {selector: {app: hook}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: hook, namespace: shop}
spec: {template: {metadata: {labels: {app: hook, tier: back}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other, namespace: shop}
spec: {template: {metadata: {labels: {app: other}}}}
---
`
	mutating = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: hook}
webhooks:
- {name: a, clientConfig: {url: "https://example.com"}}
- {name: b, clientConfig: {service: {name: hook, namespace: shop}}}
`
)

// What the server calls because of an object is there, and responds, before the object is; and
// it is there for as long as the server calls it.
func TestOrderOfWhatIsServed(t *testing.T) {
	rolledOut := `
		write Service shop/hook
		write Deployment shop/hook, write Deployment shop/other
		await Deployment shop/hook, await Deployment shop/other
		`
	for name, c := range map[string]struct {
		objects, first string // what the Deployment hook needs
		action         plan.Action
		want           string
	}{
		"a webhook": {mutating, "", plan.Create, rolledOut + "write MutatingWebhookConfiguration hook"},
		"an aggregated API": {
			"{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.example.com}, spec: {service: {name: hook, namespace: shop}}}", "", plan.Create,
			rolledOut + "write APIService v1.example.com\nawait APIService v1.example.com"},
		"a webhook that is served elsewhere": {strings.ReplaceAll(mutating, "name: hook, namespace", "name: away, namespace"), "", plan.Create, `
			write MutatingWebhookConfiguration hook, write Service shop/hook
			write Deployment shop/hook, write Deployment shop/other
			await Deployment shop/hook, await Deployment shop/other`},
		"a webhook on which its server depends": {mutating, "MutatingWebhookConfiguration.admissionregistration.k8s.io hook", plan.Create, `
			write Service shop/hook
			write Deployment shop/other, write MutatingWebhookConfiguration hook
			await Deployment shop/other, write Deployment shop/hook
			await Deployment shop/hook`},
		"a deletion": {mutating, "", plan.Delete, `
			delete MutatingWebhookConfiguration hook
			delete Deployment shop/hook, delete Deployment shop/other
			delete Service shop/hook`},
		"a deletion of an aggregated API": {
			"{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.example.com}, spec: {service: {name: hook, namespace: shop}}}", "", plan.Delete, `
			delete APIService v1.example.com, delete Deployment shop/other
			delete Deployment shop/hook
			delete Service shop/hook`},
	} {
		t.Run(name, func(t *testing.T) {
			p, desired := new(plan.ClusterPlan), map[object.Ref]*object.Manifest{}
			for text := range strings.SplitSeq(server+c.objects, "---") {
				var content map[string]any
				if err := yaml.Unmarshal([]byte(text), &content); err != nil {
					t.Fatal(err)
				}
				meta, err := object.MetaOf(content)
				if err != nil {
					t.Fatal(err)
				}
				m := &object.Manifest{Ref: meta.Ref, Content: content}
				if m.Ref.Name == "hook" && m.Ref.GroupKind() == kind.Deployment && c.first != "" {
					m.DependsOn = []object.Ref{readRef(c.first)}
				}
				p.Changes = append(p.Changes, plan.Change{Action: c.action, Object: meta.Ref})
				desired[meta.Ref] = m
			}
			if got, want := strings.Join(waves(orderOf(kind.BuiltIn(), p, desired)), "\n"), unindent(c.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
