package planner_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/plan"
)

// What cannot be changed on an object that is to be adopted is named, as it is and as the
// configuration has it, without what the server sets itself.
func TestAdoptionOfFixedFields(t *testing.T) {
	const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: "nginx:1"}]}
  volumeClaimTemplates:
  - metadata: {name: data, labels: {app.kubernetes.io/instance: db}}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`
	const job = `
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    metadata: {labels: {app: migrate}}
    spec:
      restartPolicy: Never
      containers: [{name: migrate, image: "migrate:1"}]
`
	const (
		binding = `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: default}]}`
		secret  = `{apiVersion: v1, kind: Secret, metadata: {name: s}, type: a, data: {x: eA==}}`
	)
	for name, c := range map[string]struct {
		live, wanted, path string
		says               []string
	}{
		"labels of a claim template": {
			set, edit(set, ", labels: {app.kubernetes.io/instance: db}", ""), `spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/instance"]`,
			[]string{`spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/instance"] is "db", and not set in the configuration`},
		},
		"the modes of one": {
			set, edit(set, "[ReadWriteOnce]", "[ReadOnlyMany]"), `spec.volumeClaimTemplates[0].spec.accessModes[0]`,
			[]string{`accessModes[0] is "ReadWriteOnce", and "ReadOnlyMany" in the configuration`},
		},
		"the service": {set, edit(set, "serviceName: db", "serviceName: other"), "spec.serviceName", []string{`spec.serviceName is "db", and "other" in the configuration`}},
		"what a Job runs": {job, edit(job, "migrate:1", "migrate:2"), `spec.template.spec.containers[name="migrate"].image`, []string{
			`spec.template.spec.containers[name="migrate"].image is "migrate:1", and "migrate:2" in the configuration`,
		}},
		"a role":      {binding, edit(binding, "name: view", "name: edit"), "roleRef", []string{`roleRef.name is "view", and "edit" in the configuration`}},
		"a type":      {secret, edit(secret, "type: a", "type: b"), "type", []string{`type is "a", and "b" in the configuration`}},
		"sealed data": {sealed, edit(sealed, "level: info", "level: debug"), "data", []string{`data.level is "info", and "debug" in the configuration`}},
		"an address":  {names, edit(names, "clusterIP: None, ", ""), "spec.clusterIP", []string{`spec.clusterIP is "None", and not set in the configuration`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.createAs("helm", c.live)
			computed := w.plan(plan.Options{Adopt: true, ReadOnly: true}, w.manifest(c.wanted))
			if b := computed.Changes[0].Blocked; b == nil || !strings.HasPrefix(b.Path.String(), c.path) {
				t.Errorf("read only: %s %+v", describe(computed), b)
			}
			p := w.plan(plan.Options{Adopt: true}, w.manifest(c.wanted))
			expect(t, p, "blocked "+strings.TrimPrefix(describe(p), "blocked ")) // one change, and it is blocked
			b := p.Changes[0].Blocked
			if b == nil || !strings.HasPrefix(b.Path.String(), c.path) {
				t.Fatalf("%s %+v", describe(p), b)
			}
			detail := inWords.Detail(b.Fact)
			for _, want := range append(c.says, "Configure it as it is, or give the object another name") {
				if !strings.Contains(detail, want) {
					t.Errorf("%q is not in %s", want, detail)
				}
			}
			for _, not := range []string{"volumeMode", "status", "Undo the change", "controller-uid"} {
				if strings.Contains(detail, not) {
					t.Errorf("%q is in %s", not, detail)
				}
			}
		})
	}
}

// A headless Service can be adopted as one, or where another manager keeps its address; so can one
// that is not. Whoever has made it, an address that the configuration does not set blocks the plan.
func TestAdoptionOfAHeadlessService(t *testing.T) {
	plain := edit(names, "clusterIP: None, ", "")
	for name, c := range map[string]struct {
		make    func(w *world)
		wanted  string
		blocked bool
	}{
		"kubectl apply":               {func(w *world) { w.createAs("kubectl-client-side-apply", names) }, plain, true},
		"kubectl apply --server-side": {func(w *world) { w.foreign("kubectl", w.bare(names).Content, false) }, plain, true},
		"nobody": {func(w *world) {
			w.patch("someone", w.createAs("kubectl-create", names), clearedManagers)
		}, plain, true},
		"configured as headless": {func(w *world) { w.createAs("helm", names) }, names, false},
		"configured by a list":   {func(w *world) { w.createAs("helm", names) }, edit(names, "clusterIP: None", "clusterIPs: [None]"), false},
		"configured by both":     {func(w *world) { w.createAs("helm", names) }, edit(names, "clusterIP: None", "clusterIP: None, clusterIPs: [None]"), false},
		"with an empty list":     {func(w *world) { w.createAs("helm", names) }, edit(names, "clusterIP: None", "clusterIPs: []"), true},
		"not headless":           {func(w *world) { w.createAs("helm", plain) }, plain, false},
		"of another type":        {func(w *world) { w.createAs("helm", names) }, edit(plain, "spec: {", "spec: {type: ExternalName, externalName: example.com, "), false},
		"kept by another's list": {func(w *world) {
			w.createAs("helm", names)
			w.foreign("other", w.bare("{apiVersion: v1, kind: Service, metadata: {name: names}, spec: {clusterIPs: [None]}}").Content, false)
		}, plain, false},
		"kept by another manager": {func(w *world) {
			w.createAs("helm", names)
			w.foreign("other", w.bare("{apiVersion: v1, kind: Service, metadata: {name: names}, spec: {clusterIP: None}}").Content, false)
		}, plain, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c.make(w)
			m := w.manifest(c.wanted)
			for _, o := range []plan.Options{{Adopt: true, ReadOnly: true}, {Adopt: true}} {
				p := w.plan(o, m)
				if b := p.Changes[0].Blocked; (b != nil) != c.blocked {
					t.Fatalf("read only is %v: %s %+v", o.ReadOnly, describe(p), b)
				} else if c.blocked {
					continue
				}
				if o.ReadOnly {
					continue
				}
				w.carryOut(p)
				expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			}
		})
	}
}

func scalerOf(behavior string) string {
	return "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5, " +
		"metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}], behavior: {" + behavior + "}}}"
}

// What the server has set beside what a predecessor has is not removed, so that nothing restarts for it,
// also where the server is not asked.
func TestAdoptionComputedKeepsDefaults(t *testing.T) {
	for name, text := range map[string]string{
		"Deployment":                     theirs,
		"StatefulSet":                    database,
		"DaemonSet":                      throughout,
		"CronJob":                        `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "c:1", readinessProbe: {httpGet: {port: 80}}}]}}}}}}`,
		"Service":                        `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {a: b}, ports: [{port: 80}]}}`,
		"Job":                            migration,
		"an autoscaler that scales up":   scalerOf("scaleUp: {stabilizationWindowSeconds: 60}"),
		"an autoscaler that scales down": scalerOf("scaleDown: {stabilizationWindowSeconds: 60}"),
		"an autoscaler with policies":    scalerOf("scaleDown: {policies: [{type: Pods, value: 4, periodSeconds: 15}], selectPolicy: Min}, scaleUp: {}"),
		"an autoscaler with both":        scalerOf("scaleDown: {}, scaleUp: {selectPolicy: Disabled}"),
		"limits with defaults":           `{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 500m}}]}}`,
		"limits with a maximum":          `{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, max: {cpu: 2, memory: 1Gi}, default: {cpu: 1}, min: {cpu: 100m}}, {type: Pod, max: {cpu: 4}}]}}`,
		"limits with requests":           `{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 1, memory: 1Gi}, defaultRequest: {cpu: 100m}}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.createAs("kubectl-client-side-apply", text)
			m := w.manifest(text)
			computed, p := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m), w.plan(plan.Options{Adopt: true}, m)
			if diff := cmp.Diff(changedPaths(p.Changes[0]), changedPaths(computed.Changes[0])); diff != "" || computed.Changes[0].Action != plan.Adopt {
				t.Errorf("what is computed (+) is not what the server says (-)\n%s\n%s", diff, describe(computed))
			}
			is, was := computed.Changes[0].Impact, p.Changes[0].Impact
			if (is == nil) != (was == nil) || is != nil && said(is) != said(was) {
				t.Errorf("%+v is computed, and not %+v", is, was)
			}
		})
	}
}
