package planner_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

const (
	headless  = `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}}`
	balanced  = `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer, loadBalancerClass: example.com/one, selector: {app: web}, ports: [{port: 80}]}}`
	closed    = `{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, immutable: true, data: {a: one}}`
	selecting = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 0, selector: {matchLabels: {app: one}}, template: {metadata: {labels: {app: one}}, spec: {containers: [{name: a, image: "a:1"}]}}}}`
	numbered  = `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 0, serviceName: one, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: "a:1"}]}}}}`
	suspended = `{apiVersion: batch/v1, kind: Job, metadata: {name: migrate}, spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:one"}]}}}}`
)

// limitTo gives the namespace a quota of counts that are used up as they are.
func (w *world) limitTo(counts string) {
	w.t.Helper()
	m := w.manifest("{apiVersion: v1, kind: ResourceQuota, metadata: {name: full}, spec: {hard: {" + counts + "}}}")
	w.foreign("admin", m.Content, true)
	w.await(m.Ref, func(o map[string]any) bool {
		used, _ := object.At(o, "status", "used").(map[string]any)
		return used != nil && maps.Equal(used, object.At(o, "spec", "hard").(map[string]any))
	})
}

// only is the one change of a plan.
func only(t *testing.T, p *plan.ClusterPlan) *plan.Change {
	t.Helper()
	if len(p.Changes) != 1 {
		t.Fatal(describe(p))
	}
	return &p.Changes[0]
}

// A quota that the old object uses up has room for the one that replaces it.
func TestReplacedUnderFullQuota(t *testing.T) {
	for name, c := range map[string]struct {
		object, counts string
		edits          []string
		because        string
	}{
		"headless":    {headless, `services: "1"`, []string{"clusterIP: None, ", ""}, "spec.clusterIP"},
		"class":       {balanced, `services: "1", services.loadbalancers: "1"`, []string{"/one", "/two"}, "spec.loadBalancerClass"},
		"ConfigMap":   {closed, `configmaps: "2"`, []string{"one", "two"}, "data.a"}, // one is the namespace's own
		"Secret":      {edit(closed, "ConfigMap", "Secret", "a: one", "a: b25l"), `secrets: "1"`, []string{"b25l", "dHdv"}, "data.a"},
		"selector":    {selecting, `count/deployments.apps: "1"`, []string{"app: one", "app: two"}, "spec.selector"},
		"StatefulSet": {numbered, `count/statefulsets.apps: "1"`, []string{"serviceName: one", "serviceName: two"}, "spec.serviceName"},
		"Job":         {suspended, `count/jobs.batch: "1"`, []string{"a:one", "a:two"}, `spec.template.spec.containers[name="a"].image`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.object))
			w.limitTo(c.counts)
			p := w.plan(plan.Options{}, w.manifest(edit(c.object, c.edits...)))
			change := only(t, p)
			if change.Replacement == nil || strings.Join(object.PathTexts(change.Replacement.Because), " ") != c.because {
				t.Fatal(describe(p))
			}
			if why := inWords.Text(change.Approximate); change.Approximate.Code != plan.UnaskedBeside || !strings.Contains(why, "exceeded quota: full") || strings.Contains(why, "-wl-") {
				t.Errorf("approximate: %s", why)
			}
			if op, _ := writeOf(t, p, change.Object).Applied(); !op.RetryRefusals || !op.Creates {
				t.Errorf("it is created by %+v", op)
			}
		})
	}
}

// A Job that runs with every apply has its place in a full quota.
func TestRunsAlwaysUnderFullQuota(t *testing.T) {
	w := newWorld(t)
	job := w.manifest(suspended)
	job.Lifecycle.RunsAlways = true
	w.apply(job, w.manifest(settings))
	w.limitTo(`count/jobs.batch: "1"`)
	p := w.plan(plan.Options{}, job, w.manifest(edit(settings, "info", "debug")))
	if len(p.Changes) != 2 || p.Changes[1].Action != plan.Rerun {
		t.Fatal(describe(p))
	}
	var again *step.Apply
	for _, s := range p.Steps.Of(job.Ref) {
		if op, ok := s.Applied(); ok {
			again = &op
		}
	}
	if again == nil || !again.RetryRefusals {
		t.Errorf("it is created by %+v", again)
	}
}

// What the server refuses of the new object itself blocks it, and is told: it is neither
// replaced nor updated.
func TestReplacementThatIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		object, counts string
		edits          []string
		want           string
	}{
		"a quota of another type":  {headless, `services: "1", services.loadbalancers: "0"`, []string{"clusterIP: None, ", "type: LoadBalancer, "}, "services.loadbalancers=1"},
		"and with another class":   {edit(balanced, "type: LoadBalancer, loadBalancerClass: example.com/one, ", "clusterIP: None, "), `services: "1", services.nodeports: "0"`, []string{"clusterIP: None, ", "type: NodePort, "}, "services.nodeports=1"},
		"only headless can be so":  {edit(headless, ", ports: [{port: 80}]", ""), "", []string{"clusterIP: None, ", ""}, "spec.ports: Required value"},
		"immutable, and not valid": {suspended, "", []string{"a:one", "a:two", "suspend: true", "suspend: true, backoffLimit: -2"}, "spec.backoffLimit: Invalid value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.object))
			if c.counts != "" {
				w.limitTo(c.counts)
			}
			p := w.plan(plan.Options{}, w.manifest(edit(c.object, c.edits...)))
			b := only(t, p).Blocked
			if b == nil || !strings.Contains(inWords.Detail(b.Fact), c.want) || strings.Contains(inWords.Detail(b.Fact), "-wl-") || b.Code == plan.ProblemImmutable {
				t.Fatalf("%s%+v", describe(p), b)
			}
		})
	}
}

const naming = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: NAME}
spec:
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
    resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE], resources: [services, configmaps, jobs]}]
  validations:
  - {expression: 'RULE', message: none but what is allowed}
`

// heeded puts the namespace under a policy on what is created.
func (w *world) heeded(rule string) {
	w.t.Helper()
	w.rule(edit(naming, "RULE", rule))
	w.rule("{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: NAME}, spec: {policyName: NAME, validationActions: [Deny]}}")
	probe := w.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a.probe}}")
	w.until("the policy counts", func() bool { _, err := w.asked(probe); return err != nil })
}

// A policy on names is no reason against a replacement: the server is asked about one that
// it is for as well.
func TestReplacedUnderPolicyOnNames(t *testing.T) {
	for name, c := range map[string]struct {
		object, rule string
		edits        []string
	}{
		"letters":    {headless, `object.metadata.name.matches("^[a-z]+$")`, []string{"clusterIP: None, ", ""}},
		"an end":     {edit(closed, "name: conf", "name: team-conf"), `object.metadata.name.endsWith("-conf")`, []string{"one", "two"}},
		"both ends":  {edit(suspended, "name: migrate", "name: team-migrate-v1"), `object.metadata.name.matches("^team-[a-z-]+-v1$")`, []string{"a:one", "a:two"}},
		"of a class": {balanced, `object.metadata.name.matches("^[a-z]{3,20}$")`, []string{"/one", "/two"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.object))
			w.heeded(c.rule)
			p := w.plan(plan.Options{}, w.manifest(edit(c.object, c.edits...)))
			if change := only(t, p); change.Replacement == nil || !change.Approximate.IsZero() {
				t.Fatal(describe(p))
			}
		})
	}
}

// A policy that refuses every new object blocks what has to be replaced, also where the
// server would take the update in silence.
func TestReplacementThatPolicyRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		object string
		edits  []string
	}{
		"headless": {headless, []string{"clusterIP: None, ", ""}},
		"closed":   {closed, []string{"one", "two"}},
		"a Job":    {suspended, []string{"a:one", "a:two"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.object))
			w.heeded("false")
			p := w.plan(plan.Options{}, w.manifest(edit(c.object, c.edits...)))
			if b := only(t, p).Blocked; b == nil || !strings.Contains(inWords.Detail(b.Fact), "none but what is allowed") {
				t.Fatal(describe(p))
			}
		})
	}
}

// Ports of nodes that the old Service has are the new one's.
func TestReplacedWithPortsOfNodes(t *testing.T) {
	local := edit(balanced, "selector:", "externalTrafficPolicy: Local, healthCheckNodePort: 31947, selector:")
	for name, service := range map[string]string{
		"of the health check": local,
		"of a port":           edit(balanced, "port: 80", "port: 80, nodePort: 31948"),
		"of both":             edit(local, "port: 80", "port: 80, nodePort: 31949", "31947", "31946"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.apply(w.manifest(service))
			p := w.plan(plan.Options{}, w.manifest(edit(service, "/one", "/two")))
			change := only(t, p)
			if change.Replacement == nil || !change.Approximate.IsZero() || !strings.Contains(warnings(*change), "its address changes") ||
				strings.Contains(warnings(*change), "1 node port changes") == strings.Contains(service, "nodePort:") {
				t.Fatalf("%s%s", describe(p), warnings(*change))
			}
			for _, f := range change.Fields {
				if value := object.PathOf("spec", "healthCheckNodePort"); f.Path == value || f.Path.String() == `spec.ports[port=80,protocol="TCP"].nodePort` && strings.Contains(service, "nodePort:") {
					t.Errorf("%s: %v -> %v", f.Path, f.Before, f.After)
				}
			}
		})
	}
}
