package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const oneVersion = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: dials.NAME.example.com}
spec:
  group: NAME.example.com
  scope: Namespaced
  names: {kind: Dial, plural: dials, singular: dial, listKind: DialList}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
`

// approximated expects a plan in which the named object is computed because an
// other one of the plan changes first.
func approximated(t *testing.T, p *plan.ClusterPlan, want string, computed, first object.Ref) {
	t.Helper()
	expect(t, p, want)
	for _, c := range p.Changes {
		if c.Object != computed {
			continue
		}
		if !slices.Equal(c.First, []object.Ref{first}) || !strings.Contains(inWords.Text(c.Approximate), first.Name) {
			t.Errorf("%s is not planned after %s: %+v", computed, first, c)
		}
		return
	}
	t.Errorf("nothing is planned for %s", computed)
}

func TestDefinitionAndItsObjectChangeTogether(t *testing.T) {
	w := newWorld(t)
	definition := w.ofCluster(oneVersion)
	w.removedAtEnd(definition.Ref)
	dial := "{apiVersion: " + w.namespace + ".example.com/v1, kind: Dial, metadata: {name: d}, spec: {size: 1}}"
	w.apply(definition)
	w.served(w.manifest(dial))
	object := w.manifest(dial)
	w.apply(definition, object)

	// A new field.
	wider := w.ofCluster(edit(oneVersion, "size: {type: integer}", "size: {type: integer}, color: {type: string}"))
	p := w.plan(plan.Options{}, wider, w.manifest(edit(dial, "size: 1", "size: 2, color: blue")))
	if len(p.Changes) != 2 {
		t.Fatal(describe(p))
	}
	p.Changes[0].Fields = nil
	approximated(t, p, `
update CustomResourceDefinition dials.`+w.namespace+`.example.com
update Dial d
  spec.color: <nil> -> blue (configuration)
  spec.size: 1 -> 2 (configuration)
`, object.Ref, definition.Ref)

	// A new version, of an object that is there and of one that is not.
	newer := w.ofCluster(edit(oneVersion, "storage: true", "storage: false") +
		"  - {name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}\n")
	other := w.manifest(edit(dial, "/v1", "/v2", "name: d", "name: e"))
	p = w.plan(plan.Options{}, newer, w.manifest(edit(dial, "/v1", "/v2", "size: 1", "size: 3")), other)
	p.Changes[0].Fields = nil
	approximated(t, p, `
update CustomResourceDefinition dials.`+w.namespace+`.example.com
update Dial d
  spec.size: 1 -> 3 (configuration)
create Dial e
`, object.Ref, definition.Ref)

	// A wrong object of a definition that stays as it is, is blocked.
	expect(t, w.plan(plan.Options{}, definition, w.manifest(edit(dial, "size: 1", "size: 1, color: blue"))),
		"blocked Dial d\n  The object does not match the server's schema\n")
}

func TestPolicyAndWhatItAllowsChangeTogether(t *testing.T) {
	w := newWorld(t)
	policy := edit(refusing, "NAMESPACE", "NAME", "b.orValue", "b.orValue")
	w.rule(policy)
	w.rule(edit(binding, "KIND", "ValidatingAdmissionPolicy", "NAMESPACE", "NAME", "spec: {", "spec: {validationActions: [Deny], "))
	denied := w.manifest(edit(settings, "level: info", "b: forbidden"))
	w.until("the policy counts", func() bool { _, err := w.asked(denied); return refused(err) })
	mine := w.ofCluster(policy)
	mine.Lifecycle.Adopt = true
	expect(t, w.plan(plan.Options{}, denied), "blocked ConfigMap settings\n  The server refuses the object\n")
	allowing := w.ofCluster(edit(policy, `!= "forbidden"`, `!= "evil"`))
	w.revision = nil
	p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, allowing, denied)
	approximated(t, p, "adopt ValidatingAdmissionPolicy "+w.namespace+"\ncreate ConfigMap settings\n", denied.Ref, allowing.Ref)
}

func TestQuotaAndWhatItLeavesRoomForChangeTogether(t *testing.T) {
	w := newWorld(t)
	quota := "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {count/secrets: '0'}}}"
	w.apply(w.manifest(quota))
	secret := w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: s}}")
	w.until("the quota counts", func() bool { _, err := w.asked(secret); return err != nil })
	expect(t, w.plan(plan.Options{}, w.manifest(quota), secret), "blocked Secret s\n  The server forbids it\n")
	raised := w.manifest(edit(quota, "'0'", "'1'"))
	approximated(t, w.plan(plan.Options{}, raised, secret), `
update ResourceQuota few
  spec.hard["count/secrets"]: 0 -> 1 (configuration)
create Secret s
`, secret.Ref, raised.Ref)
}

// convertible is a kind whose objects are stored in v1, and asked for in v1beta1. The
// cluster prefers v1, so that whoever lists the kinds of all needs no conversion.
const convertible = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: turns.NAME.example.com}
spec:
  group: NAME.example.com
  scope: Namespaced
  names: {kind: Turn, plural: turns, singular: turn, listKind: TurnList}
  conversion: {strategy: None}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
  - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
`

// Objects that no webhook converts are planned where the plan itself changes how they are
// converted, or creates what does; and what is to go needs no conversion.
func TestConversionAndItsObjectsChangeTogether(t *testing.T) {
	w := newWorld(t)
	broken := edit(convertible, "{strategy: None}", "{strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {service: {name: turner, namespace: NAME}}}}")
	w.removedAtEnd(w.ofCluster(convertible).Ref)
	turn := "{apiVersion: " + w.namespace + ".example.com/v1beta1, kind: Turn, metadata: {name: t}, spec: {size: 1}}"
	w.apply(w.ofCluster(convertible))
	w.served(w.manifest(turn))
	same := w.manifest(edit(turn, "name: t", "name: same"))
	w.apply(w.ofCluster(convertible), w.manifest(turn), same)
	definition := w.ofCluster(broken)
	w.send(definition, kube.ApplyRequest{Ref: definition.Ref, Content: definition.Content, FieldManager: w.stack.FieldManager()})
	w.until("the webhook is called", func() bool { _, err := w.asked(w.manifest(turn)); return kube.IsServerFailure(err) })

	changed, created := w.manifest(edit(turn, "size: 1", "size: 2")), w.manifest(edit(turn, "name: t", "name: u"))
	p := w.plan(plan.Options{}, w.ofCluster(convertible), changed, created, same)
	p.Changes[0].Fields = nil
	expect(t, p, `
update CustomResourceDefinition turns.`+w.namespace+`.example.com
update Turn t
  spec.size: 1 -> 2 (configuration)
create Turn u
`)
	for _, c := range p.Changes[1:] {
		if !slices.Equal(c.First, []object.Ref{definition.Ref}) {
			t.Errorf("%s is not planned after the definition: %v", c.Object, c.First)
		}
	}

	service := w.manifest("{apiVersion: v1, kind: Service, metadata: {name: turner}, spec: {selector: {app: turner}, ports: [{port: 443}]}}")
	pods := w.manifest("{apiVersion: apps/v1, kind: Deployment, metadata: {name: turner}, spec: {selector: {matchLabels: {app: turner}}, template: {metadata: {labels: {app: turner}}, spec: {containers: [{name: a, image: a}]}}}}")
	p = w.plan(plan.Options{ReadOnly: true}, definition, changed, same, service, pods)
	expect(t, p, "create Deployment turner\ncreate Service turner\nupdate Turn t\n  spec.size: 1 -> 2 (configuration)\n")
	if first := p.Changes[2].First; !slices.Equal(first, []object.Ref{pods.Ref, service.Ref}) {
		t.Errorf("planned after %v", first)
	}

	// What does not change that is blocked, and nothing is in the way of a deletion.
	wider := w.ofCluster(edit(broken, "names: {", "names: {shortNames: [tt], "))
	expect(t, w.plan(plan.Options{}, wider, changed), `
update CustomResourceDefinition turns.`+w.namespace+`.example.com
  spec.names.shortNames: <nil> -> [tt] (configuration)
delete Turn same
blocked Turn t
  A conversion webhook does not respond
`)
}

// judging is a webhook that is asked about some resources of a namespace.
const judging = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: NAME}
webhooks:
- name: judge.NAME.example.com
  clientConfig: {service: {name: judge, namespace: NAME}}
  rules: [{operations: [CREATE, UPDATE], apiGroups: ['*'], apiVersions: ['*'], resources: [RESOURCES]}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
  sideEffects: None
  admissionReviewVersions: [v1]
`

// Objects that an admission webhook is asked about, which does not respond, are planned where
// the plan creates what serves it.
func TestAdmissionAndWhatServesItChangeTogether(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(judging, "RESOURCES", "configmaps, secrets"))
	changed := w.manifest(edit(settings, "level: info", "level: debug"))
	w.until("the webhook is called", func() bool { _, err := w.asked(changed); return kube.IsServerFailure(err) })
	service := w.manifest("{apiVersion: v1, kind: Service, metadata: {name: judge}, spec: {selector: {app: judge}, ports: [{port: 443}]}}")
	pods := w.manifest("{apiVersion: apps/v1, kind: Deployment, metadata: {name: judge}, spec: {selector: {matchLabels: {app: judge}}, template: {metadata: {labels: {app: judge}}, spec: {containers: [{name: a, image: a}]}}}}")
	other := w.manifest("{apiVersion: v1, kind: Service, metadata: {name: jury}, spec: {selector: {app: jury}, ports: [{port: 443}]}}")

	p := w.plan(plan.Options{}, changed, service, pods, other)
	expect(t, p, "create ConfigMap settings\ncreate Deployment judge\ncreate Service judge\ncreate Service jury\n")
	if first := p.Changes[0].First; !slices.Equal(first, []object.Ref{pods.Ref, service.Ref}) {
		t.Errorf("planned after %v", first)
	}

	// Where the plan creates nothing of that, or what serves the webhook needs it itself, it is blocked.
	expect(t, w.plan(plan.Options{}, changed, other), "blocked ConfigMap settings\n  An admission webhook does not respond\ncreate Service jury\n")
	w.apply(service)
	p = w.plan(plan.Options{}, changed, service) // whatever answers at its address
	if len(p.Changes) != 1 || p.Changes[0].Blocked == nil {
		t.Error(describe(p))
	}
}

// A webhook that is asked about the very objects that serve it cannot be helped by the plan.
func TestAdmissionOfWhatServesIt(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(judging, "RESOURCES", "services, configmaps"))
	changed := w.manifest(settings)
	w.until("the webhook is called", func() bool { _, err := w.asked(changed); return kube.IsServerFailure(err) })
	service := w.manifest("{apiVersion: v1, kind: Service, metadata: {name: judge}, spec: {selector: {app: judge}, ports: [{port: 443}]}}")
	p := w.plan(plan.Options{}, changed, service)
	if !slices.ContainsFunc(p.Changes, func(c plan.Change) bool { return c.Object == service.Ref && c.Blocked != nil }) {
		t.Error(describe(p))
	}
}

// A Pod is planned though the server refuses it today for what the plan writes first: what it
// names, in a namespace that is there, or the labels by which the namespace admits Pods.
func TestPodAndWhatAdmitsItChangeTogether(t *testing.T) {
	w := newWorld(t)
	account := w.manifest("{apiVersion: v1, kind: ServiceAccount, metadata: {name: zz}}")
	class := w.ofCluster("{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: NAME}, value: 10}")
	runtime := w.ofCluster("{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: NAME}, handler: safe}")
	for spec, first := range map[string]object.Manifest{
		"serviceAccountName: zz":            account,
		"serviceAccount: zz":                account,
		"priorityClassName: " + w.namespace: class,
		"runtimeClassName: " + w.namespace:  runtime,
	} {
		pod := w.manifest("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {" + spec + ", containers: [{name: c, image: 'app:1'}]}}")
		if spec[:2] != "se" {
			w.until("the namespace has its own ServiceAccount", func() bool {
				_, err := w.asked(w.manifest("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: 'app:1'}]}}"))
				return err == nil
			})
		}
		w.revision = nil
		t.Log(spec)
		if p := w.plan(plan.Options{}, pod); p.Changes[0].Action != plan.Blocked {
			t.Errorf("alone, %+v", p.Changes)
		}
		p := w.plan(plan.Options{}, first, pod)
		for i := range p.Changes {
			p.Changes[i].Fields = nil
		}
		want := "create " + first.Ref.Kind + " " + first.Ref.Name + "\ncreate Pod a\n"
		if first.Ref.Kind != "PriorityClass" && first.Ref.Kind != "RuntimeClass" {
			want = "create Pod a\ncreate " + first.Ref.Kind + " " + first.Ref.Name + "\n"
		}
		approximated(t, p, want, pod.Ref, first.Ref)
	}
}

func TestPodAndItsNamespaceChangeTogether(t *testing.T) {
	w := newWorld(t)
	namespace := func(labels string) object.Manifest {
		m := w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "}}")
		for label := range strings.SplitSeq(labels, " ") {
			mode, value, given := strings.Cut(label, "=")
			if !given {
				value = "restricted"
			}
			m.Content["metadata"].(map[string]any)["labels"].(map[string]any)["pod-security.kubernetes.io/"+mode] = value
		}
		return m
	}
	pod := w.manifest("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {hostNetwork: true, containers: [{name: c, image: 'app:1'}]}}")
	w.apply(namespace("enforce audit"))
	w.until("the label counts", func() bool {
		_, err := w.asked(pod)
		return err != nil && strings.Contains(err.Error(), "violates PodSecurity")
	})
	for labels, blocked := range map[string]bool{
		"audit": false, "audit warn": false, "enforce audit enforce-version=v1.30": false, "enforce=baseline audit": false,
		"enforce audit": true, "enforce audit warn": true, "enforce audit=baseline": true, "enforce": true, "enforce audit warn-version=v1.30 audit-version=v1.30": true,
	} {
		p := w.plan(plan.Options{}, namespace(labels), pod)
		at := len(p.Changes) - 1
		if (p.Changes[at].Action == plan.Blocked) != blocked || p.Changes[at].Object != pod.Ref {
			t.Errorf("%s: %+v", labels, p.Changes)
		}
		if first := []object.Ref{namespace("").Ref}; !blocked && !slices.Equal(p.Changes[at].First, first) {
			t.Errorf("%s: it is planned after %v", labels, p.Changes[at].First)
		}
	}
}

// In a namespace that the plan creates, nothing is asked: what a Pod names goes first all the same.
func TestPodInNewNamespaceComesAfterWhatItNames(t *testing.T) {
	w := newWorld(t)
	name := w.namespace + "-new"
	namespace := w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}")
	account := w.manifest("{apiVersion: v1, kind: ServiceAccount, metadata: {name: zz, namespace: " + name + "}}")
	class := w.ofCluster("{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: NAME}, value: 10}")
	pod := w.manifest("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: " + name + "}, spec: {serviceAccountName: zz, priorityClassName: " + w.namespace + ", containers: [{name: c, image: 'app:1'}]}}")
	for _, c := range w.plan(plan.Options{}, namespace, account, class, pod).Changes {
		var first []object.Ref
		if c.Object == pod.Ref {
			first = []object.Ref{account.Ref, class.Ref}
		}
		if !slices.Equal(c.First, first) || c.Action != plan.Create {
			t.Errorf("%s of %s after %v", c.Action, c.Object, c.First)
		}
	}
}
