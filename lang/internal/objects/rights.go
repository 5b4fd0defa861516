package objects

import (
	"cmp"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/schema"
)

// serviceAccount lets the workload's Pods run by the account that it has a block of.
func serviceAccount(w *writer) {
	b := w.owner.Workload().ServiceAccountBlock()
	if !b.Present() {
		return
	}
	at := schema.PodPath(w.kind).Field("serviceAccountName")
	w.set(at, accountName(w))
	w.from(at, b.Header)
}

func accountName(w *writer) string {
	return cmp.Or(w.owner.Workload().ServiceAccountBlock().Name().Value(), w.owner.Object().Name().Value())
}

// roleRule is of the core group unless told otherwise, where it is of resources.
func roleRule(w *writer, b *decode.Block, here object.Path) {
	if rule := (blocks.RoleRule{Block: b}); rule.Resources().Present() && !rule.APIGroups().Present() {
		w.set(here.Field("apiGroups"), []any{""})
	}
}

// boundRole gives the role to the workload's account, by a binding of its own with the
// role's labels.
func boundRole(w *writer, b *decode.Block, _ object.Path) {
	role := w.manifest
	n := w.maker.writer(w.owner, b, role.Ref.Kind+"Binding", role.Address+".binding")
	if name := (blocks.Role{Block: b}).BindingName(); name.Present() {
		n.manifest.Ref.Name = name.Value()
		n.write(object.PathOf("metadata", "name"), name.Attribute())
	}
	w.maker.labelled(n, w.owner.Object().Name().Value())
	if labels := (blocks.Role{Block: b}).Labels(); labels.Present() {
		n.write(object.PathOf("metadata", "labels"), labels.Attribute())
	}
	n.manifest.Lifecycle = role.Lifecycle
	n.manifest.Lifecycle.IgnoreFields, n.manifest.Lifecycle.ForceFields = nil, nil // which are fields of the role
	n.set(object.PathOf("roleRef"), map[string]any{"apiGroup": rbacv1.GroupName, "kind": role.Ref.Kind, "name": role.Ref.Name})
	n.add(object.PathOf("subjects"), map[string]any{"kind": rbacv1.ServiceAccountKind, "name": accountName(w), "namespace": w.owner.Namespace})
	w.maker.made = append(w.maker.made, &made{manifest: n.manifest, item: w.owner, header: b.Header})
}

// roleBinding says which kind of role it is that a binding names.
func roleBinding(w *writer, b *decode.Block, _ object.Path) {
	kind := "ClusterRole"
	if (blocks.RoleBinding{Block: b}).Role().Present() {
		kind = "Role"
	}
	w.set(object.PathOf("roleRef"), map[string]any{"apiGroup": rbacv1.GroupName, "kind": kind})
}

// subject completes who gets permissions: a ServiceAccount has a namespace, and the
// others a group.
func subject(w *writer, b *decode.Block, here object.Path) {
	s := blocks.Subject{Block: b}
	switch {
	case s.Kind().Value() != rbacv1.ServiceAccountKind:
		w.set(here.Field("apiGroup"), rbacv1.GroupName)
	case !s.Namespace().Present():
		w.set(here.Field("namespace"), w.owner.Namespace)
	}
}
