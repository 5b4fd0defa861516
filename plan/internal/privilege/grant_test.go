package privilege

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func rbac(t *testing.T, text string) map[string]any {
	t.Helper()
	if text == "" {
		return nil
	}
	var content map[string]any
	if err := yaml.Unmarshal([]byte("apiVersion: rbac.authorization.k8s.io/v1\n"+text), &content); err != nil {
		t.Fatal(err)
	}
	return content
}

const binding = "kind: ClusterRoleBinding\nmetadata: {name: b}\n"

func TestGainedGrants(t *testing.T) {
	web := "subjects: [{kind: ServiceAccount, name: web, namespace: shop}]\n"
	view, admin := "roleRef: {kind: ClusterRole, name: view}\n", "roleRef: {kind: ClusterRole, name: cluster-admin}\n"
	role := func(rules string) string { return "kind: Role\nmetadata: {name: r, namespace: shop}\nrules: " + rules }
	for name, c := range map[string]struct {
		before, after string
		want          []plan.Grant
	}{
		"a new binding": {"", binding + view + web, []plan.Grant{{Subject: "ServiceAccount shop/web", Role: "ClusterRole view"}}},
		"another role":  {binding + view + web, binding + admin + web, []plan.Grant{{Subject: "ServiceAccount shop/web", Role: "ClusterRole cluster-admin", Grave: true}}},
		"one more subject": {
			binding + view + web, binding + view + "subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: Group, name: 'system:authenticated'}]",
			[]plan.Grant{{Subject: "Group system:authenticated", Role: "ClusterRole view", Grave: true}},
		},
		"one subject less": {binding + view + "subjects: [{kind: User, name: a}, {kind: User, name: b}]", binding + view + "subjects: [{kind: User, name: b}]", nil},
		"a role of the stack with grave rules": {
			"", "kind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef: {kind: Role, name: grave}\n" + web,
			[]plan.Grant{{Subject: "ServiceAccount shop/web", Role: "Role grave", Namespace: "shop", Grave: true}},
		},
		"ordinary rules":   {"", role("[{apiGroups: [''], resources: [configmaps], verbs: [get, list]}]"), nil},
		"no more than was": {role("[{apiGroups: [''], resources: [secrets], verbs: ['*']}]"), role("[{apiGroups: [''], resources: [secrets], verbs: [get]}]"), nil},
		"secrets": {
			role("[{apiGroups: [''], resources: [secrets], verbs: [get]}]"), role("[{apiGroups: [''], resources: [secrets, pods/exec, pods], verbs: [get, list]}]"),
			[]plan.Grant{
				{Verbs: []string{"get", "list"}, Resources: []string{"pods/exec"}, Namespace: "shop"},
				{Verbs: []string{"list"}, Resources: []string{"secrets"}, Namespace: "shop"},
			},
		},
		"a wildcard": {
			role("[{apiGroups: [''], resources: [configmaps], verbs: [get]}]"), role("[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]"),
			[]plan.Grant{{Verbs: []string{"*"}, Resources: []string{"*"}, Namespace: "shop", Grave: true}},
		},
		"a group's wildcard": {"", role("[{apiGroups: [apps], resources: ['*'], verbs: [get]}]"), []plan.Grant{{Verbs: []string{"get"}, Resources: []string{"*.apps"}, Namespace: "shop"}}},
		"escalate and impersonate": {
			"", role("[{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]}, {apiGroups: [''], resources: [users], verbs: [impersonate]}]"),
			[]plan.Grant{
				{Verbs: []string{"escalate"}, Resources: []string{"roles.rbac.authorization.k8s.io"}, Namespace: "shop", Grave: true},
				{Verbs: []string{"impersonate"}, Resources: []string{"users"}, Namespace: "shop", Grave: true},
			},
		},
		"policies that change requests": {
			"", role("[{apiGroups: [admissionregistration.k8s.io], resources: [mutatingadmissionpolicies, mutatingadmissionpolicybindings, mutatingwebhookconfigurations], verbs: [create, update]}]"),
			[]plan.Grant{{Verbs: []string{"create", "update"}, Resources: []string{
				"mutatingadmissionpolicies.admissionregistration.k8s.io", "mutatingadmissionpolicybindings.admissionregistration.k8s.io", "mutatingwebhookconfigurations.admissionregistration.k8s.io",
			}, Namespace: "shop", Grave: true}},
		},
		"every verb on their bindings": {
			"", role("[{apiGroups: ['*'], resources: [mutatingadmissionpolicybindings], verbs: ['*']}]"),
			[]plan.Grant{{Verbs: []string{"*"}, Resources: []string{"mutatingadmissionpolicybindings.*"}, Namespace: "shop", Grave: true}},
		},
		"policies that are read": {"", role("[{apiGroups: [admissionregistration.k8s.io], resources: [mutatingadmissionpolicies, validatingadmissionpolicies], verbs: [get, list]}]"), nil},
		"policies that refuse requests": {
			"", role("[{apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicies], verbs: [get, delete]}]"),
			[]plan.Grant{{Verbs: []string{"delete"}, Resources: []string{"validatingadmissionpolicies.admissionregistration.k8s.io"}, Namespace: "shop"}},
		},
		"all of a group with grave resources": {
			"", role("[{apiGroups: [admissionregistration.k8s.io, certificates.k8s.io], resources: ['*'], verbs: [patch]}]"),
			[]plan.Grant{{Verbs: []string{"patch"}, Resources: []string{"*.admissionregistration.k8s.io", "*.certificates.k8s.io"}, Namespace: "shop", Grave: true}},
		},
		"a subresource of all": {
			"", role("[{apiGroups: [''], resources: ['*/proxy', '*/token', '*/status'], verbs: [create]}]"),
			[]plan.Grant{
				{Verbs: []string{"create"}, Resources: []string{"*/proxy", "*/token"}, Namespace: "shop", Grave: true},
				{Verbs: []string{"create"}, Resources: []string{"*/status"}, Namespace: "shop"},
			},
		},
		"constrained impersonation": {
			role("[{apiGroups: [authentication.k8s.io], resources: [users], verbs: ['impersonate:user-info']}]"),
			role("[{apiGroups: [authentication.k8s.io], resources: [users, nodes], verbs: ['impersonate:user-info', 'impersonate:arbitrary-node']}, {apiGroups: [''], resources: [pods], verbs: ['impersonate-on:user-info:list']}]"),
			[]plan.Grant{
				{Verbs: []string{"impersonate:arbitrary-node", "impersonate:user-info"}, Resources: []string{"nodes.authentication.k8s.io"}, Namespace: "shop", Grave: true},
				{Verbs: []string{"impersonate-on:user-info:list"}, Resources: []string{"pods"}, Namespace: "shop"},
				{Verbs: []string{"impersonate:arbitrary-node"}, Resources: []string{"users.authentication.k8s.io"}, Namespace: "shop", Grave: true},
			},
		},
		"a verb that only begins like it": {"", role("[{apiGroups: [example.com], resources: [gadgets], verbs: [impersonated]}]"), nil},
		"aggregation": {
			"", "kind: ClusterRole\nmetadata: {name: r, labels: {rbac.authorization.k8s.io/aggregate-to-edit: 'true'}}\nrules: []",
			[]plan.Grant{{Aggregated: "edit"}},
		},
		"of another group": {"", "kind: Deployment", nil},
	} {
		t.Run(name, func(t *testing.T) {
			grave := object.Manifest{
				Ref:     object.NewRef(kind.Role, "shop", "grave"),
				Content: rbac(t, "kind: Role\nmetadata: {name: grave, namespace: shop}\nrules: [{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}]"),
			}
			if diff := cmp.Diff(c.want, Grants(rbac(t, c.before), rbac(t, c.after), []object.Manifest{grave})); diff != "" {
				t.Error(diff)
			}
		})
	}
}
