package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// injecting rewrites images, and adds a sidecar, a toleration and a privilege.
const injecting = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: NAME}
spec:
  reinvocationPolicy: Never
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
    resourceRules: [{apiGroups: [apps, batch], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments, jobs]}]
  mutations:
  - patchType: JSONPatch
    jsonPatch:
      expression: >-
        [JSONPatch{op: "replace", path: "/spec/template/spec/containers/0/image", value: "mirror/" + object.spec.template.spec.containers[0].image},
         JSONPatch{op: "add", path: "/spec/template/spec/hostNetwork", value: true},
         JSONPatch{op: "add", path: "/spec/template/spec/tolerations", value: [{"key": "gpu", "operator": "Exists"}]},
         JSONPatch{op: "add", path: "/spec/template/spec/containers/-", value: {"name": dyn("proxy"), "image": dyn("proxy:1"), "resources": dyn({"requests": {"cpu": "50m"}})}}]
`

func field(c plan.Change, path string) plan.FieldChange {
	i := slices.IndexFunc(c.Fields, func(f plan.FieldChange) bool { return f.Path.String() == path })
	if i < 0 {
		return plan.FieldChange{}
	}
	return c.Fields[i]
}

// A creation shows what will be stored, not what is sent.
func TestCreationIsWhatTheServerStores(t *testing.T) {
	w := newWorld(t)
	w.rule(injecting)
	w.rule(edit(binding, "KIND", "MutatingAdmissionPolicy", "NAMESPACE", "NAME"))
	m := w.manifest(web)
	w.until("the policy counts", func() bool {
		result, err := w.asked(m)
		return err == nil && strings.Contains(describeJSON(result.Object), "mirror/")
	})
	c := w.plan(plan.Options{}, m).Changes[0]
	pod := "spec.template.spec."
	image := field(c, pod+`containers[name="nginx"].image`)
	if image.After != "mirror/nginx:1.27" || image.Requested != "nginx:1.27" || !image.Cause.Equal(plan.Cause{Kind: plan.Server}) {
		t.Errorf("%+v", image)
	}
	for _, path := range []string{pod + "hostNetwork", pod + "tolerations", pod + `containers[name="proxy"].image`} {
		if f := field(c, path); f.After == nil || f.Cause.Kind != plan.Server || f.Cause.Default {
			t.Errorf("%s: %+v", path, f)
		}
	}
	if f := field(c, pod+"terminationGracePeriodSeconds"); !f.Cause.Default {
		t.Errorf("a default: %+v", f)
	}
	if !slices.ContainsFunc(c.Impact.Privileges, func(f fact.Fact) bool { return f.Code == plan.PrivilegeHostNetwork }) {
		t.Errorf("the privilege that admission adds is not said: %+v", c.Impact)
	}
	if !slices.Contains(c.Impact.Requests, plan.RequestChange{Resource: "cpu", Before: "0", After: "100m"}) {
		t.Errorf("what the injected containers request is not counted: %+v", c.Impact.Requests)
	}
}

func TestCreationWithoutAdmissionAddsDefaultsOnly(t *testing.T) {
	w := newWorld(t)
	for name, text := range map[string]string{
		"Deployment": web,
		"StatefulSet": edit(web, "kind: Deployment", "kind: StatefulSet", "  replicas: 2", `  replicas: 2
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`),
		"DaemonSet": edit(web, "kind: Deployment", "kind: DaemonSet", "  replicas: 2\n", ""),
		"Job":       "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}",
		"CronJob": `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: '@daily', jobTemplate: {spec: {template: {spec: {restartPolicy: Never,
  volumes: [{name: h, hostPath: {path: /x}}, {name: s, configMap: {name: s}}],
  containers: [{name: a, image: 'a:1', ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: 80}}, env: [{name: P, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}}}}}}`,
		"Service":   "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port: 80}], selector: {a: b}}}",
		"balancer":  "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]}}",
		"ConfigMap": settings,
		"claim":     "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1000Mi}}}}",
		"scaler":    edit(scaler, "autoscaling/v1", "autoscaling/v2", "targetCPUUtilizationPercentage: 80, ", "", "minReplicas: 1, ", ""),
		"budget":    "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 1, selector: {matchLabels: {a: b}}}}",
		"account":   "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}",
		"binding":   "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: a}, {kind: User, name: u}]}",
		"ingress":   "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}]}}",
		"network":   "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: net}, spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}}",
		"limits":    "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: PersistentVolumeClaim, max: {storage: 5Gi}}]}}",
	} {
		t.Run(name, func(t *testing.T) {
			p := w.plan(plan.Options{}, w.manifest(text))
			for _, f := range p.Changes[0].Fields {
				if f.Requested != nil || f.Cause.Kind == plan.Server && !f.Cause.Default {
					t.Errorf("taken for admission's: %+v", f)
				}
			}
			if len(p.Dropped) > 0 {
				t.Errorf("taken for dropped: %+v", p.Dropped)
			}
		})
	}
}

// What must not be shown is not, whatever admission makes of it.
func TestCreationHidesWhatAdmissionMakesOfASecret(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(injecting, "value: \"mirror/\" + object.spec.template.spec.containers[0].image", "value: object.spec.template.spec.containers[0].image + \"-hunter\""))
	w.rule(edit(binding, "KIND", "MutatingAdmissionPolicy", "NAMESPACE", "NAME"))
	m := w.manifest(edit(web, "nginx:1.27", "swordfish:1"))
	m.Sensitive = []object.Path{object.MustParsePath("spec.template.spec.containers[0].image")}
	w.until("the policy counts", func() bool {
		result, err := w.asked(m)
		return err == nil && strings.Contains(describeJSON(result.Object), "hunter")
	})
	p := w.plan(plan.Options{}, m)
	if text := describeJSON(p); strings.Contains(text, "swordfish") || strings.Contains(text, "hunter") {
		t.Error(text)
	}
}
