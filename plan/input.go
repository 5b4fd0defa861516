package plan

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Input is what to plan.
type Input struct {
	Stack   object.Stack
	Cluster string            // its name in the stack
	Wave    string            // the wave of the rollout that it is in; empty where there are none
	Desired []object.Manifest // as compiled; empty to plan the removal of everything
	// Configured is the configuration where it is not what is desired: that of a
	// stack to be removed. It names what must not be.
	Configured []object.Manifest
	// Destroy means that everything goes, with the state.
	Destroy bool
	// Keep are objects of the inventory that stay although they are not desired.
	Keep []object.Ref
	// Released are addresses of blocks whose objects are released, instead of deleted,
	// where no block makes them any more.
	Released []string
	// Sensitive are further values that must not be shown, such as those of
	// variables, which may be parts of what objects hold.
	Sensitive []any
	// KubernetesVersion is what the configuration says of the cluster, such as
	// "1.36", and VersionOrigin where; empty where it says nothing.
	KubernetesVersion string
	VersionOrigin     object.Range
	// StateFile is the file in which the state is; empty where it is in the cluster.
	StateFile string
	// NamedOnly reports that the stack is known by its name alone: there is no configuration.
	NamedOnly bool
	// Kinds is what is known of kinds; nil for those that every cluster has.
	Kinds *kind.Registry
	Options
}

// StateNamespace is the namespace that holds the state; none where it is in a file.
func (in *Input) StateNamespace() object.Ref {
	if in.StateFile != "" {
		return object.Ref{}
	}
	return in.Stack.StateNamespace()
}

// Options change how it is planned.
type Options struct {
	// ForceConflicts plans to take ownership of fields from other field managers.
	ForceConflicts bool
	// Force plans to take the ownership of some objects, or some fields of them, only.
	Force []Force
	// Adopt plans to adopt whatever exists under a desired object's name and
	// belongs to no other stack.
	Adopt bool
	// Interactive lists the field managers of changes by hand, which are drift;
	// InteractiveManagers where it is nil.
	Interactive []string
	// RemoveAdditions plans the removal of what was added by hand to objects
	// and the configuration does not name.
	RemoveAdditions bool
	// AsApplied plans to have everything again as it was applied last, instead of as it is
	// desired now, unless that may not be read.
	AsApplied bool
	// DryRunAll asks the server about every object, also about those whose
	// metadata proves that nothing has changed.
	DryRunAll bool
	// ReadOnly asks for no dry-runs: what an apply would do is computed, and the
	// changes are Approximate. The cluster is sent nothing but GETs and LISTs.
	ReadOnly bool
	// RerunJobs plans to run the desired Jobs again, also those that are as wanted; of a
	// rollback, which leaves Jobs alone without it.
	RerunJobs bool
	// Targets are addresses of blocks: only their objects, and what those depend
	// on, are planned. None means all.
	Targets []string
	// ReleaseOnly plans that the stack stops managing what these name of the state, as
	// blocks are addressed or as objects are called, Kind/namespace/name: nothing else.
	ReleaseOnly []string
	// Parallelism is how many requests are in flight at most; 0 is
	// DefaultParallelism.
	Parallelism int
}

// DefaultParallelism keeps a server of ordinary size busy without queueing.
const DefaultParallelism = 32

// InteractiveManagers are kubectl's commands by which people change an object by
// hand. As kubectl itself, without a command, goes who writes a former revision back with
// kubectl rollout undo; kubectl-rollout pauses and resumes, and restarts, which is no change.
func InteractiveManagers() []string {
	return []string{"kubectl", "kubectl-edit", "kubectl-set", "kubectl-patch", "kubectl-label", "kubectl-annotate", "kubectl-replace", "kubectl-rollout"}
}
