package rollout

import (
	"bytes"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Hold is what keeps a workload from running its template everywhere.
type Hold string

// The holds.
const (
	Paused     Hold = "paused"      // spec.paused of a Deployment
	Partition  Hold = "partition"   // spec.updateStrategy.rollingUpdate.partition of a StatefulSet
	OnDelete   Hold = "on_delete"   // spec.updateStrategy.type of a StatefulSet or DaemonSet
	Suspended  Hold = "suspended"   // spec.suspend of a Job or CronJob
	NoReplicas Hold = "no_replicas" // spec.replicas is 0
)

// Held means that a workload is held, and whether the configuration says so: then
// it is as wanted.
type Held struct {
	By         Hold  `json:"by"`
	Configured bool  `json:"configured"`
	Partition  int64 `json:"partition,omitempty"` // of Partition
}

// path is the field of a hold.
func (h Hold) path() object.Path {
	switch h {
	case Paused:
		return object.PathOf("spec", "paused")
	case Partition:
		return object.PathOf("spec", "updateStrategy", "rollingUpdate", "partition")
	case OnDelete:
		return object.PathOf("spec", "updateStrategy", "type")
	case Suspended:
		return object.PathOf("spec", "suspend")
	default:
		return object.PathOf("spec", "replicas")
	}
}

// held is a hold on a workload. The configuration says so if the stack's manager
// owns the field: who sets it to another value takes it away.
func held(by Hold, m *metav1.ObjectMeta, manager string) *Held {
	return &Held{By: by, Configured: owns(m, manager, by.path())}
}

func owns(m *metav1.ObjectMeta, manager string, path object.Path) bool {
	return slices.ContainsFunc(m.ManagedFields, func(e metav1.ManagedFieldsEntry) bool {
		return manager != "" && e.Manager == manager && e.Operation == metav1.ManagedFieldsOperationApply && has(e, path)
	})
}

// othersOf are the managers of a field, each once, without that of the stack: what an admission
// webhook sets when the stack writes is the stack's by name.
func othersOf(m *metav1.ObjectMeta, manager string, path object.Path) (managers []string) {
	for _, e := range m.ManagedFields {
		if e.Manager != manager && has(e, path) && !slices.Contains(managers, e.Manager) {
			managers = append(managers, e.Manager)
		}
	}
	slices.Sort(managers)
	return managers
}

func has(e metav1.ManagedFieldsEntry, path object.Path) bool {
	var set fieldpath.Set
	return e.FieldsV1 != nil && set.FromJSON(bytes.NewReader(e.FieldsV1.GetRawBytes())) == nil && kubeschema.Has(&set, path)
}
