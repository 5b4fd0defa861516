package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	journal "github.com/workloadlang/wl/internal/run"
)

var (
	clusterRoles = schema.GroupVersionResource{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: "clusterroles"}
	roleBindings = schema.GroupVersionResource{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: "clusterrolebindings"}
)

// rule is a rule of RBAC.
func rule(group, resource string, verbs ...any) any {
	return map[string]any{"apiGroups": []any{group}, "resources": []any{resource}, "verbs": verbs}
}

// restrict has wl come to a member as a user who may do what some rules say, beside everything that is no workload.
func (f *fleet) restrict(m *member, file string, rules ...any) {
	f.Helper()
	file = filepath.Join(f.dir, file)
	config, err := clientcmd.LoadFromFile(file)
	if err != nil {
		f.Fatal(err)
	}
	config.AuthInfos["it"].Impersonate = f.namespace
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		f.Fatal(err)
	}
	for _, group := range []string{"", "coordination.k8s.io"} {
		rules = append(rules, rule(group, "*", "*"))
	}
	name := map[string]any{"name": f.namespace}
	f.create(m, clusterRoles, map[string]any{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": name, "rules": rules})
	f.create(m, roleBindings, map[string]any{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": name,
		"roleRef":  map[string]any{"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": f.namespace},
		"subjects": []any{map[string]any{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": f.namespace}},
	})
	f.may(m, true, "get", "", "secrets")
}

// allow has whoever is restricted do everything.
func (f *fleet) allow(m *member) {
	f.Helper()
	f.rules(m, rule("*", "*", "*"))
	f.may(m, true, "get", "example.com", "whatever") // which no other rule allows
}

// rules has whoever is restricted do what they say, and nothing else.
func (f *fleet) rules(m *member, rules ...any) {
	f.Helper()
	patch, err := json.Marshal(map[string]any{"rules": rules})
	if err != nil {
		f.Fatal(err)
	}
	if _, err := m.client.Resource(clusterRoles).Patch(f.Context(), f.namespace, "application/merge-patch+json", patch, metav1.PatchOptions{}); err != nil {
		f.Fatal(err)
	}
}

// may waits until the server knows whether whoever is restricted may do something.
func (f *fleet) may(m *member, is bool, verb, group, resource string) {
	f.Helper()
	reviews := m.client.Resource(schema.GroupVersionResource{Group: "authorization.k8s.io", Version: "v1", Resource: "subjectaccessreviews"})
	review := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
		"spec": map[string]any{"user": f.namespace, "resourceAttributes": map[string]any{"verb": verb, "group": group, "resource": resource, "namespace": f.namespace}},
	}}
	for range 300 {
		answer, err := reviews.Create(f.Context(), review, metav1.CreateOptions{})
		if err != nil {
			f.Error(err)
			return
		}
		if allowed, _, _ := unstructured.NestedBool(answer.Object, "status", "allowed"); allowed == is {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.Errorf("the server does not know of the right to %s %s", verb, resource)
}

// create creates an object that belongs to no namespace, until the end of the test.
func (f *fleet) create(m *member, of schema.GroupVersionResource, content map[string]any) {
	f.Helper()
	o := &unstructured.Unstructured{Object: content}
	if _, err := m.client.Resource(of).Create(f.Context(), o, metav1.CreateOptions{}); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = m.client.Resource(of).Delete(context.Background(), o.GetName(), metav1.DeleteOptions{}) })
}

// A right that only whoever applies lacks is no failure of a cluster, neither to the Job of a check nor to an object: the run
// stands, and continues once there is the right.
func testRightsMissing(t *testing.T, second *controlplane.Cluster) {
	const check, skip = silentJob, "unreachable = \"skip\"\n"
	const stands = "Error: The apply to the cluster south cannot be finished"
	rollout := func(job, more string) string {
		if job != "" {
			more += "check \"smoke\" { workload = workload.smoke }"
		}
		return job + "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\n" + more + "\n}\n}\n"
	}
	all, read := rule("apps", "*", "*"), []any{"get", "list", "watch"}
	jobs := rule("batch", "*", read...)
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		before    string // the first apply's alone
		job, more string
		rules     []any
		says      []string
		state     journal.ClusterState
	}{
		"a check":         {"", check, "", []any{all, jobs}, []string{"Error: Whether the check \"smoke\" has succeeded on the cluster south is not known", `cannot create resource "jobs"`, "nothing is rolled back"}, journal.Applied},
		"a check, skip":   {"", check, skip, []any{all, jobs}, []string{"Error: Whether the check \"smoke\"", "nothing is rolled back"}, journal.Applied},
		"an object":       {"", "", "", []any{rule("apps", "*", read...)}, []string{stands, "Deployment", `cannot patch resource "deployments"`, "nothing is rolled back"}, journal.Applying},
		"an object, skip": {"", "", skip, []any{rule("apps", "*", read...)}, []string{stands, "nothing is rolled back"}, journal.Applying},
		"a deletion":      {silentJob, "", "", []any{all, jobs}, []string{stands, "Job", `cannot delete resource "jobs"`, "nothing is rolled back"}, journal.Applying},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, c.before+rollout("", ""))
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			f.configure(fleetStack + rollout(c.job, c.more))
			f.restrict(f.south, "south.yaml", c.rules...)
			f.must(f.apply("2", "--timeout", "20s"), 1, c.says...)
			if r := f.run(f.north); r.HasEnded() || r.Waves[1].Clusters[0].State != c.state || f.image(f.north) != "nginx:2" {
				t.Errorf("the run is %s, the second cluster %s, and the first has %q", r.State, r.Waves[1].Clusters[0].State, f.image(f.north))
			}
			f.allow(f.south)
			f.must(f.apply("2"), 0, "is done: 2 clusters are healthy")
			f.done(f.run(f.north).ID, "2")
		})
	}
}

// What a cluster forbids to everybody is a failure of the check, whatever it says.
func testCheckForbidden(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		forbid func(*fleet)
		says   string
	}{
		"a quota": {func(f *fleet) {
			quotas := f.south.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "resourcequotas"}).Namespace(f.namespace)
			full := &unstructured.Unstructured{Object: map[string]any{
				"apiVersion": "v1", "kind": "ResourceQuota", "metadata": map[string]any{"name": "full"}, "spec": map[string]any{"hard": map[string]any{"count/jobs.batch": "0"}},
			}}
			if _, err := quotas.Create(f.Context(), full, metav1.CreateOptions{}); err != nil {
				f.Fatal(err)
			}
		}, "exceeded quota: full"},
		"a policy": {func(f *fleet) {
			of := func(resource string) schema.GroupVersionResource {
				return schema.GroupVersionResource{Group: "admissionregistration.k8s.io", Version: "v1", Resource: resource}
			}
			name := map[string]any{"name": f.namespace}
			f.create(f.south, of("validatingadmissionpolicies"), map[string]any{
				"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": name,
				"spec": map[string]any{
					"matchConstraints": map[string]any{"resourceRules": []any{map[string]any{"apiGroups": []any{"batch"}, "apiVersions": []any{"v1"}, "resources": []any{"jobs"}, "operations": []any{"CREATE"}}}},
					"validations":      []any{map[string]any{"expression": "false", "reason": "Forbidden", "message": `User "ann" cannot create resource "jobs"`}},
				},
			})
			f.create(f.south, of("validatingadmissionpolicybindings"), map[string]any{
				"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding", "metadata": name,
				"spec": map[string]any{
					"policyName": f.namespace, "validationActions": []any{"Deny"},
					"matchResources": map[string]any{"namespaceSelector": map[string]any{"matchLabels": map[string]any{"kubernetes.io/metadata.name": f.namespace}}},
				},
			})
		}, `User "ann" cannot create resource "jobs"`},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, smoked)
			f.configure(fleetStack)
			f.must(f.apply("1"), 0)
			c.forbid(f)
			f.configure(fleetStack + smoked)
			p := f.apply("2")
			f.must(p, 1, "The check \"smoke\" has failed: Job "+f.namespace+"/smoke-", c.says)
			r := f.run(f.north)
			if _, out := p.wait(); r.State != journal.Halted || strings.Contains(out, r.ID+": Job") {
				t.Errorf("the run is %s, or the Job is named twice:\n%s", r.State, out)
			}
		})
	}
}
