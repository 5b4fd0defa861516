// Package apply carries out a plan on one cluster: it writes the objects in
// order, watches workloads until they are rolled out, deletes what is no longer
// wanted, and keeps the stack's state true at every instant.
package apply

import (
	"cmp"
	"context"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/masking"
	"github.com/workloadlang/wl/state"
)

// Cluster is what an apply needs of a cluster; *kube.Client is one. It may be
// used by several goroutines at once. Errors are recognisable by
// k8s.io/apimachinery/pkg/api/errors. A watch survives restarts of the server
// and delivers whatever changes, after everything there is and one Synced.
type Cluster interface {
	Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	// DryRunApply is asked what has become of a write that was not answered.
	DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	ReplaceManagers(ctx context.Context, live object.Meta, managers []object.ManagerEntry) (object.Meta, error)
	EditMetadata(ctx context.Context, live object.Meta, e kube.MetadataEdit) (object.Meta, error)
	GrowClaim(ctx context.Context, claim object.Ref, uid, before, after, manager string) error
	Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error
	DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error
	// Version is asked as a sign of life.
	Version(ctx context.Context) (string, error)
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	Follow(ctx context.Context, s kube.Selection, again *kube.Again, handle func(kube.Event) error) error
	ServerTime(ctx context.Context) (time.Time, error)
	PodLogs(ctx context.Context, namespace, pod, container string, previous bool, tailLines int64) (string, error)
}

// Store is the stack's state in the cluster; *state.Store is one.
type Store interface {
	Read(ctx context.Context) (state.Snapshot, error)
	Write(ctx context.Context, prev state.Snapshot, r state.Revision) (state.Snapshot, error)
	Remove(ctx context.Context) error
	Left(ctx context.Context) (bool, error)
	Lock(ctx context.Context, info state.LockInfo) (*state.Lock, error)
	Applied(ctx context.Context, of state.Snapshot) ([]state.AppliedObject, error)
}

// defaultParallelism keeps a server of ordinary size busy without queueing.
const defaultParallelism = 16

// Input is what to do, and on whose behalf.
type Input struct {
	Plan    *plan.ClusterPlan
	Desired []object.Manifest // all objects that the plan is about; none to destroy
	Prior   state.Snapshot    // the state on which the plan was made
	// Masking knows what must not be shown of what the cluster says; it is made of
	// what is desired where it is nil.
	Masking *masking.Masking
	Stack   object.Stack
	// Outputs are what the state is to keep of the stack's outputs; nil to keep what it
	// has.
	Outputs []state.Output
	// Clusters are those that the state is to know the stack has; nil to keep what it knows.
	Clusters  []state.KnownCluster
	Who       string // user@host
	WLVersion string
	Commit    string // of the configuration; empty where it has none
	// Run is the run over several clusters of which the apply is a part; nil where it is of none.
	Run *state.RunRef
	// OutsideRun is the run that is under way, and of which the apply is no part; nil where none is.
	OutsideRun *state.RunRef
	// RollbackTo is the revision that the plan goes back to; 0 where it is no rollback.
	RollbackTo int64
	// Release means that the plan is nothing but that the stack stops managing some objects,
	// because the user has asked for that.
	Release bool
	// Continue means that after a failure whatever does not depend on the failed object is
	// done all the same. Without it nothing further is begun.
	Continue bool
	// Timeout is how long one rollout, or one deletion, may take. Without one,
	// 0, a rollout fails when there is no progress for its progress deadline.
	Timeout time.Duration
	// Parallelism is how many requests may be in flight at once; 0 means 16.
	Parallelism int

	kinds *rollout.Kinds // nil for those that every cluster has
}

// known is what is known of kinds.
func (in *Input) known() *rollout.Kinds { return cmp.Or(in.kinds, rollout.BuiltIn()) }

// Result is what was done.
type Result struct {
	Outcome   state.Outcome
	Serial    int64 // of the revision written; 0 where there was nothing to write
	Created   int
	Updated   int
	Adopted   int // until now other field managers' alone
	Replaced  int // deleted and created again
	Deleted   int
	Released  int // that the stack no longer manages
	Recorded  int // objects that were as wanted, and are now known to be
	RolledOut int
	Remaining int // objects of the plan that were not begun
	Elapsed   time.Duration
}
