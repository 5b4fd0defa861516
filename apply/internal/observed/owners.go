package observed

import (
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/object"
)

// Owners climb from objects to the workloads that own them, by their controllers'
// references. The zero value is not usable; see NewOwners.
type Owners struct {
	workloads map[types.UID]object.Ref
	owners    map[types.UID]types.UID
}

// NewOwners knows none yet.
func NewOwners() Owners {
	return Owners{workloads: map[types.UID]object.Ref{}, owners: map[types.UID]types.UID{}}
}

// Workload remembers that an object is a workload.
func (o Owners) Workload(uid types.UID, ref object.Ref) { o.workloads[uid] = ref }

// Own remembers who owns an object.
func (o Owners) Own(uid, owner types.UID) { o.owners[uid] = owner }

// Forget forgets an object.
func (o Owners) Forget(uid types.UID) {
	delete(o.workloads, uid)
	delete(o.owners, uid)
}

// WorkloadOf is the nearest workload above an object, which may be itself, if it is known.
func (o Owners) WorkloadOf(uid types.UID) (object.Ref, bool) {
	for range 4 { // Pod, ReplicaSet or Job, Deployment or CronJob
		if ref, known := o.workloads[uid]; known {
			return ref, true
		}
		if uid = o.owners[uid]; uid == "" {
			break
		}
	}
	return object.Ref{}, false
}
