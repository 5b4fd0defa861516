package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/plan"
)

const downWebhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: NAME}
webhooks:
- name: down.NAME.example.com
  failurePolicy: Fail
  sideEffects: None
  timeoutSeconds: 1
  admissionReviewVersions: [v1]
  clientConfig: CLIENT
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
  objectSelector: {matchExpressions: [{key: app.kubernetes.io/part-of, operator: In, values: [shop]}]}
  rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [configmaps, deployments]}]
`

// A webhook that is down is the problem of the objects that it is asked about:
// each is named, and everything else is planned.
func TestWebhookThatIsDownBlocksItsObjectsAlone(t *testing.T) {
	for name, c := range map[string]struct{ client, advice string }{
		"by address": {`{url: "https://127.0.0.1:9/"}`, "https://127.0.0.1:9"},
		"by Service": {`{service: {name: judge, namespace: NAME, port: 443}}`, "Check the Service judge and its Pods: kubectl -n NAME get"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.apply(w.manifest(web))
			w.rule(edit(downWebhook, "CLIENT", c.client))
			w.until("the webhook is called", func() bool { _, err := w.asked(w.manifest(settings)); return kube.IsServerFailure(err) })
			p := w.plan(plan.Options{}, w.manifest(settings), w.manifest(edit(web, "replicas: 2", "replicas: 3")),
				w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: s}}"))
			expect(t, p, `
blocked ConfigMap settings
  An admission webhook does not respond
blocked Deployment web
  An admission webhook does not respond
create Secret s
`)
			for _, b := range p.Changes[:2] {
				detail := inWords.Detail(b.Blocked.Fact)
				if !strings.Contains(detail, "down."+w.namespace+".example.com") || !strings.Contains(detail, edit(c.advice, "NAME", w.namespace)) || b.Blocked.Origin.StartLine != 3 {
					t.Errorf("%+v", b.Blocked)
				}
			}
		})
	}
}

// So is an API server behind the API server: nothing of its can be read, and
// nothing that the stack has of it is taken for gone.
func TestAPIServiceThatIsDownBlocksItsObjectsAlone(t *testing.T) {
	w := newWorld(t)
	group := w.namespace + ".example.com"
	widget := w.manifest("{apiVersion: " + group + "/v1, kind: Widget, metadata: {name: w}}")
	w.apply(w.manifest(settings))
	gone := widget
	gone.Ref.Name = "former"
	w.revision.Objects = append(w.revision.Objects, entryOf(gone))
	w.rule("{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.NAME.example.com}, spec: {group: NAME.example.com, version: v1, groupPriorityMinimum: 10, versionPriority: 10, insecureSkipTLSVerify: true, service: {name: nobody, namespace: NAME}}}")
	w.until("the API service counts", func() bool { _, err := w.asked(widget); return kube.IsServerFailure(err) })
	expect(t, w.plan(plan.Options{}, widget, w.manifest(edit(settings, "info", "debug"))), `
update ConfigMap settings
  data.level: info -> debug (configuration)
blocked Widget former
  The API server failed on the object
blocked Widget w
  The API server failed on the object
`)
}
