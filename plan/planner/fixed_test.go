package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/plan"
)

// fixedCases are objects with changes of theirs. NAME is a name that no other test uses.
func fixedCases() map[string]struct {
	object           string
	replaced, update [][2]string // what stands in the object, and what is written in its place
} {
	return map[string]struct {
		object           string
		replaced, update [][2]string
	}{
		"StorageClass": {
			`{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: NAME}, provisioner: example.com/a, parameters: {a: b}, reclaimPolicy: Delete, volumeBindingMode: Immediate, mountOptions: [noatime], allowVolumeExpansion: false, allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a]}]}]}`,
			[][2]string{{"example.com/a", "example.com/b"}, {"{a: b}", "{a: c}"}, {"reclaimPolicy: Delete", "reclaimPolicy: Retain"}, {"Immediate", "WaitForFirstConsumer"}},
			[][2]string{{"noatime", "ro"}, {"false", "true"}, {"values: [a]", "values: [b]"}},
		},
		"PersistentVolume": {
			`{apiVersion: v1, kind: PersistentVolume, metadata: {name: NAME}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, storageClassName: none, mountOptions: [ro], volumeMode: Filesystem, hostPath: {path: /a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [a]}]}]}}}}`,
			[][2]string{{"/a", "/b"}, {"Filesystem", "Block"}, {"values: [a]", "values: [b]"}},
			[][2]string{{"1Gi", "2Gi"}, {"ReadWriteOnce", "ReadOnlyMany"}, {"Retain", "Recycle"}, {"none", "other"}, {"[ro]", "[rw]"}, {"hostPath:", "claimRef: {namespace: a, name: b}, hostPath:"}},
		},
		"CSI volume": {
			`{apiVersion: v1, kind: PersistentVolume, metadata: {name: NAME}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: none, csi: {driver: csi.example.com, volumeHandle: a}}}`,
			[][2]string{{"volumeHandle: a", "volumeHandle: b"}, {"volumeHandle: a", "volumeHandle: a, nodeExpandSecretRef: {namespace: a, name: b}"}},
			[][2]string{
				{"volumeHandle: a", "volumeHandle: a, controllerExpandSecretRef: {namespace: a, name: b}"}, {"csi:", "volumeAttributesClassName: a, csi:"},
				{"csi:", "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [a]}]}]}}, csi:"},
			},
		},
		"PriorityClass": {
			`{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: NAME}, value: 5, preemptionPolicy: PreemptLowerPriority, description: a}`,
			[][2]string{{"value: 5", "value: 6"}, {"PreemptLowerPriority", "Never"}}, [][2]string{{"description: a", "description: b"}},
		},
		"RuntimeClass": {
			`{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: NAME}, handler: a, overhead: {podFixed: {cpu: 10m}}}`,
			[][2]string{{"handler: a", "handler: b"}}, [][2]string{{"10m", "20m"}, {"overhead:", "scheduling: {nodeSelector: {a: b}}, overhead:"}},
		},
		"IngressClass": {
			`{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: NAME}, spec: {controller: example.com/a, parameters: {kind: A, name: a}}}`,
			[][2]string{{"example.com/a", "example.com/b"}}, [][2]string{{"name: a}}", "name: b}}"}},
		},
		"ResourceQuota": {
			`{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota}, spec: {hard: {pods: "3"}, scopes: [NotTerminating], scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [a]}]}}}`,
			[][2]string{{"[NotTerminating]", "[Terminating]"}, {"scopes: [NotTerminating], ", ""}}, [][2]string{{`"3"`, `"4"`}, {"values: [a]", "values: [b]"}},
		},
		"ClusterRoleBinding": {
			`{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: NAME}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: a}]}`,
			[][2]string{{"view", "edit"}}, [][2]string{{"Group, name: a", "Group, name: b"}},
		},
		"CSIDriver": {
			`{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: NAME}, spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent], fsGroupPolicy: File}}`,
			[][2]string{{"attachRequired: true", "attachRequired: false"}, {"[Persistent]", "[Ephemeral]"}}, [][2]string{{"podInfoOnMount: true", "podInfoOnMount: false"}, {"File", "None"}},
		},
	}
}

// What the server refuses to change is replaced, and what it changes is updated:
// also by the plan that asks it for no dry-run.
func TestFixedFields(t *testing.T) {
	for name, c := range fixedCases() {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			text, read := edit(c.object, "NAME", w.namespace), w.manifest
			if !kind.About(w.manifest(text).Ref.GroupKind()).Namespaced {
				read = w.scoped
			}
			w.apply(read(text))
			for action, edits := range map[plan.Action][][2]string{plan.Replace: c.replaced, plan.Update: c.update} {
				for _, e := range edits {
					for _, o := range []plan.Options{{}, {ReadOnly: true}} {
						p := w.plan(o, read(edit(text, e[0], e[1])))
						if len(p.Changes) != 1 || p.Changes[0].Action != action {
							t.Errorf("%s -> %s (read-only %v): want %s:\n%s", e[0], e[1], o.ReadOnly, action, describe(p))
						}
					}
				}
			}
		})
	}
}
