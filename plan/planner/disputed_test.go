package planner_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// A field that was taken back once is a conflict when the same manager has it
// again, and drift when another one has.
func TestTakenBackOnlyOnce(t *testing.T) {
	w := newWorld(t)
	m := w.manifest(settings)
	w.apply(m)
	w.patch("kubectl-edit", m.Ref, `{"data":{"level":"debug"}}`)
	p := w.plan(plan.Options{}, m)
	expect(t, p, "update ConfigMap settings\n  data.level: debug -> info (drift kubectl-edit)\n")
	taken := p.Changes[0].TakenBack()
	if len(taken) != 1 || taken[0].Path != object.PathOf("data", "level") || taken[0].Manager != "kubectl-edit" {
		t.Fatalf("%+v", taken)
	}
	w.carryOut(p)
	w.revision.Objects[0].TakenBack = taken
	w.patch("kubectl-patch", m.Ref, `{"data":{"level":"debug"}}`)
	expect(t, w.plan(plan.Options{}, m), "update ConfigMap settings\n  data.level: debug -> info (drift kubectl-patch)\n")
	w.patch("kubectl-edit", m.Ref, `{"data":{"level":"warn"}}`)
	p = w.plan(plan.Options{}, m)
	expect(t, p, "blocked ConfigMap settings\n  Conflict with another field manager\n")
	if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, "wl reverted it before, and the same field manager has set it again") || !strings.Contains(detail, "ignore_fields") || !strings.Contains(detail, "--force-conflicts") {
		t.Error(detail)
	}
	expect(t, w.plan(plan.Options{ForceConflicts: true}, m), "update ConfigMap settings\n  data.level: warn -> info (conflict kubectl-edit)\n")
}

// Which managers are a person's can be configured.
func TestInteractiveManagersAreConfigurable(t *testing.T) {
	w := newWorld(t)
	m := w.manifest(settings)
	w.apply(m)
	w.patch("console", m.Ref, `{"data":{"level":"debug"}}`)
	expect(t, w.plan(plan.Options{}, m), "blocked ConfigMap settings\n  Conflict with another field manager\n")
	expect(t, w.plan(plan.Options{Interactive: []string{"console"}}, m), "update ConfigMap settings\n  data.level: debug -> info (drift console)\n")
	w.patch("kubectl-edit", m.Ref, `{"data":{"level":"warn"}}`)
	expect(t, w.plan(plan.Options{Interactive: []string{"console"}}, m), "blocked ConfigMap settings\n  Conflict with another field manager\n")
}

// kubectl rollout undo writes a former revision back under the name of kubectl itself, which is
// a change by hand; what kubectl has scaled, or applies on the server's side, is not.
func TestRolloutUndoIsByHand(t *testing.T) {
	for name, c := range map[string]struct{ patch, want string }{
		"an image":      {`{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"nginx:0"}]}}}}`, `spec.template.spec.containers[name="web"].image: nginx:0 -> nginx:1 (drift kubectl)`},
		"an annotation": {`{"spec":{"template":{"metadata":{"annotations":{"note":"old"}}}}}`, "spec.template.metadata.annotations.note: old -> new (drift kubectl)"},
		"a variable":    {`{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"A","value":"0"}]}]}}}}`, `spec.template.spec.containers[name="web"].env[name="A"].value: 0 -> 1 (drift kubectl)`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			m := w.manifest(undone)
			w.apply(m)
			w.patch("kubectl", m.Ref, c.patch)
			expect(t, w.plan(plan.Options{}, m), "update Deployment web\n  "+c.want+"\n  no Pod is running\n")
			w.patch("kubectl", m.Ref, `{"spec":{"replicas":7}}`, "scale")
			expect(t, w.plan(plan.Options{}, m), "blocked Deployment web\n  Conflict with another field manager\n")
		})
	}
	w := newWorld(t)
	m := w.manifest(undone)
	w.apply(m)
	theirs := w.bare(edit(undone, "nginx:1", "nginx:0"))
	w.foreign("kubectl", theirs.Content, true)
	expect(t, w.plan(plan.Options{}, m), "blocked Deployment web\n  Conflict with another field manager\n")
}

const undone = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {note: new}}
    spec: {containers: [{name: web, image: 'nginx:1', env: [{name: A, value: '1'}]}]}
`

// Replicas are the common case: it is said who scales, and what to write.
func TestScaledReplicasNameTheFix(t *testing.T) {
	w := newWorld(t)
	m := w.manifest(web)
	w.apply(m)
	for manager, who := range map[string]string{"kubectl": "The workload was scaled with kubectl scale.", "kube-controller-manager": "An autoscaler scales this workload."} {
		w.patch(manager, m.Ref, `{"spec":{"replicas":7}}`, "scale")
		p := w.plan(plan.Options{}, m)
		expect(t, p, "blocked Deployment web\n  Conflict with another field manager\n")
		if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, who) || !strings.Contains(detail, `lifecycle { ignore_fields = ["spec.replicas"] }`) {
			t.Error(detail)
		}
		w.apply(m)
	}
}

// Who has replicas in a manifest that is sent as a whole does not scale: what is said is what is said
// of any field.
func TestReplicasOfAManifestAreNotScaled(t *testing.T) {
	const scaled = "Another field manager scales this workload."
	replicas := `{"spec":{"replicas":7}}`
	for name, c := range map[string]struct {
		change func(w *world, m object.Manifest)
		scales bool
	}{
		"kubectl apply": {func(w *world, m object.Manifest) {
			w.patch("kubectl-client-side-apply", m.Ref, `{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"}},"spec":{"replicas":7}}`)
		}, false},
		"helm upgrade": {func(w *world, m object.Manifest) { w.patch("helm", m.Ref, replicas) }, false},
		"kubectl apply --server-side": {func(w *world, m object.Manifest) {
			w.foreign("kubectl", w.bare(edit(web, "replicas: 2", "replicas: 7")).Content, true)
		}, false},
		"another tool's manifest": {func(w *world, m object.Manifest) {
			w.foreign("deployer", w.bare(edit(web, "replicas: 2", "replicas: 7")).Content, true)
		}, false},
		"a controller that scales": {func(w *world, m object.Manifest) {
			w.patch("downscaler", m.Ref, `{"metadata":{"annotations":{"downscaler/original":"2"}},"spec":{"replicas":7}}`)
		}, true},
		"through the subresource": {func(w *world, m object.Manifest) { w.patch("helm", m.Ref, replicas, "scale") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := w.manifest(web)
			w.apply(m)
			c.change(w, m)
			p := w.plan(plan.Options{}, m)
			expect(t, p, "blocked Deployment web\n  Conflict with another field manager\n")
			detail := inWords.Detail(p.Changes[0].Blocked.Fact)
			if strings.Contains(detail, scaled) != c.scales || strings.Contains(detail, "autoscale {") != c.scales || !strings.Contains(detail, `ignore_fields = ["spec.replicas"`) {
				t.Error(detail)
			}
		})
	}
}

// Fields that another field manager owns are written out as ignore_fields takes them, up to a few.
func TestConflictsNameTheFieldsToIgnore(t *testing.T) {
	w := newWorld(t)
	m := w.manifest(web)
	w.apply(m)
	image := func(container string) string { return `spec.template.spec.containers[name="` + container + `"].image` }
	path, err := object.ParsePath(image("nginx"))
	if err != nil {
		t.Fatal(err)
	}
	advised := func() string {
		t.Helper()
		p := w.plan(plan.Options{}, m)
		expect(t, p, "blocked Deployment web\n  Conflict with another field manager\n")
		return inWords.Detail(p.Changes[0].Blocked.Fact)
	}
	list := func(paths ...string) string { return "ignore_fields = [" + strings.Join(paths, ", ") + "]" }

	w.patch("mirror", m.Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"mirror/nginx:1"}]}}}}`)
	if detail := advised(); !strings.Contains(detail, list(strconv.Quote(image("nginx")))) || !strings.Contains(detail, "if it is optional") {
		t.Error(detail)
	}
	left := m
	left.Lifecycle.IgnoreFields = []object.Path{path}
	expect(t, w.plan(plan.Options{}, left), "")

	w.patch("mirror", m.Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","image":"mirror/sidecar:1"}]}}}}`)
	if detail := advised(); !strings.Contains(detail, list(strconv.Quote(image("nginx")), strconv.Quote(image("sidecar")))) {
		t.Error(detail)
	}
}

// The items of a list of a kind that is not known are one value here, and have owners of their own
// on the server: whoever forces the list, or all around it, forces what is in it.
func TestForcedListsOfCustomKinds(t *testing.T) {
	w := newWorld(t)
	definition := w.ofCluster(edit(oneVersion, "size: {type: integer}", "ports: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [port], items: {type: object, required: [port], properties: {port: {type: integer}, name: {type: string}}}}"))
	w.removedAtEnd(definition.Ref)
	w.apply(definition)
	dial := w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Dial, metadata: {name: d}, spec: {ports: [{port: 80, name: a}]}}")
	dial.Address = "object.dial"
	w.served(dial)
	w.apply(definition, dial)
	other := w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Dial, metadata: {name: d}, spec: {ports: [{port: 80, name: b}]}}").Content
	delete(other["metadata"].(map[string]any), "labels")
	w.foreign("another", other, true)
	for force, blocked := range map[string]bool{"": true, "object.other:spec.ports": true, "object.dial:spec.size": true, "object.dial:spec.ports": false, "object.dial:spec": false, "object.dial": false} {
		o := plan.Options{}
		if force != "" {
			o.Force = plan.Forces([]string{force})
		}
		p := w.plan(o, definition, dial)
		if len(p.Changes) != 1 || (p.Changes[0].Action == plan.Blocked) != blocked {
			t.Errorf("--force %q: %s", force, describe(p))
		}
	}
}

// A map of a custom kind may be one value on the server: who has set a key of it is not
// recorded there. What the configuration drops of it is not the server's doing, and what the
// server adds to it is.
func TestKeysOfAtomicMapsOfCustomKinds(t *testing.T) {
	w := newWorld(t)
	definition := w.ofCluster(edit(oneVersion, "size: {type: integer}", "m: {type: object, x-kubernetes-map-type: atomic, additionalProperties: {type: string}}, in: {type: object, properties: {m: {type: object, x-kubernetes-map-type: atomic, properties: {a: {type: string}, c: {type: string}, d: {type: string, default: set}}}}}"))
	w.removedAtEnd(definition.Ref)
	w.apply(definition)
	of := func(spec string) object.Manifest {
		return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Dial, metadata: {name: d}, spec: " + spec + "}")
	}
	w.served(of("{}"))
	w.apply(definition, of("{m: {a: one, b: two}}"))
	expect(t, w.plan(plan.Options{}, definition, of("{m: {a: one}}")), "update Dial d\n  spec.m.b: two -> <nil> (configuration)\n")
	w.apply(definition, of("{in: {m: {a: one, c: two}}}"))
	expect(t, w.plan(plan.Options{}, definition, of("{in: {m: {a: one}}}")), "update Dial d\n  spec.in.m.c: two -> <nil> (configuration)\n")
}
