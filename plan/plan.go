// Package plan is what apply would change, as a value: the changes of every object with their
// fields, causes and impacts, problems, and the steps that apply runs. Everything in it is
// a fact; internal/ui/words makes sentences of them. planner.Compute makes a plan, saved
// keeps it in a file, apply.Run runs it, and every renderer works from it.
package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// FormatVersion is the version of a plan's JSON form. It changes when a field
// changes its meaning or goes away, not when one is added.
const FormatVersion = "2"

// Plan is what apply would change, on every cluster of a stack.
type Plan struct {
	FormatVersion string       `json:"format_version"`
	WLVersion     string       `json:"wl_version"`
	Stack         object.Stack `json:"stack"`
	Destroy       bool         `json:"destroy,omitempty"`
	// Rollback means that it goes back to a revision, on each cluster to that cluster's.
	Rollback bool `json:"rollback,omitempty"`
	// Past, unless nil, means that the changes were made already.
	Past *Past `json:"past,omitempty"`
	// Selection is what was chosen of the stack's clusters; the zero one is all of them.
	Selection Selection     `json:"selection,omitzero"`
	Clusters  []ClusterPlan `json:"clusters"`
	// RemovedClusters are those that the stack no longer declares and that may have objects of
	// it.
	RemovedClusters []RemovedCluster `json:"removed_clusters,omitempty"`
}

// RemovedCluster is a cluster that a stack no longer declares.
type RemovedCluster struct {
	Cluster string `json:"cluster"`
	Context string `json:"context,omitempty"`
	// Kubeconfig is the file that the configuration named, where it did.
	Kubeconfig string `json:"kubeconfig,omitempty"`
	UID        string `json:"uid,omitempty"` // of its Namespace kube-system
	// Objects are how many of the stack's are there, as its state says; Error is why that is
	// not known.
	Objects int       `json:"objects,omitempty"`
	Error   fact.Fact `json:"error,omitzero"`
}

// Selection is a choice of clusters.
type Selection struct {
	Clusters []string `json:"clusters,omitempty"` // by their names in the stack
	Context  string   `json:"context,omitempty"`  // of a stack that declares none
}

// ClusterPlan is what apply would change on one cluster. Changes are sorted by
// object and hold no object whose action is None: those are only counted.
type ClusterPlan struct {
	Cluster string `json:"cluster"`        // its name in the stack
	Wave    string `json:"wave,omitempty"` // the wave of the rollout that it is in
	Context string `json:"context"`
	// Kubeconfig is the file that was named for the cluster, by the configuration or on the command line.
	Kubeconfig    string `json:"kubeconfig,omitempty"`
	Server        string `json:"server"`
	ServerVersion string `json:"server_version"`
	// Targets are the addresses, or the objects, to which the plan is restricted;
	// without any it is about everything.
	Targets []string `json:"targets,omitempty"`
	// Revision is the one to which the plan goes back or, of changes that were made,
	// whose they are.
	Revision *Revision `json:"revision,omitempty"`
	// LastGood is the revision to which a rollback goes if the apply of the plan fails: the newest that can be
	// rolled back to or, of a rollback that was not finished, the one to which that was going; 0 where there is none.
	LastGood int64 `json:"last_good,omitempty"`
	// Kept names objects that a rollback keeps as they are: those that the revision lacks, and Jobs.
	Kept []object.Ref `json:"kept,omitempty"`
	// KeptData names Secrets that a rollback leaves with the data that they have now, which
	// is not the revision's.
	KeptData  []object.Ref `json:"kept_data,omitempty"`
	Changes   []Change     `json:"changes"`
	Unchanged int          `json:"unchanged"`
	// Outputs are the changes of the stack's outputs, which only the state has; the path is the name.
	Outputs  []FieldChange `json:"outputs,omitempty"`
	Problems []Problem     `json:"problems,omitempty"` // what kept this plan from being whole
	// Warnings are about objects to which nothing is done, and the cluster.
	Warnings []Problem `json:"warnings,omitempty"`
	// Dropped are fields that the configuration sets and the server does not keep,
	// of objects that change and of those that do not.
	Dropped []DroppedField `json:"dropped,omitempty"`
	// Unrecorded names objects that are as wanted although the state's record does
	// not prove it, or does not know how they are to be treated; the next apply
	// records them anew.
	Unrecorded []object.Ref `json:"unrecorded,omitempty"`
	// RolloutPending names objects that are as wanted but whose last rollout was
	// not seen to finish; the next apply waits for them again.
	RolloutPending []object.Ref `json:"rollout_pending,omitempty"`
	// RunsAlways names Jobs that run again in every apply that does anything else, which
	// this one does not.
	RunsAlways []object.Ref `json:"runs_always,omitempty"`
	// Configuration identifies what the configuration sets; of one with Jobs that run in
	// every apply. An apply of the same one does not run them twice where it continues.
	Configuration string `json:"configuration,omitempty"`
	// ReplacedPods are Pods that apply deletes although nobody has asked for it,
	// because a rollout cannot come forward while they are there.
	ReplacedPods []ReplacedPods `json:"replaced_pods,omitempty"`
	// Missing names objects of the state that are not there any more, or no
	// longer bear the stack's label; the next apply removes them from the state.
	Missing []object.Ref `json:"missing,omitempty"`
	// Additions are fields that managers with people behind them have added to
	// objects of the stack, and that the configuration does not name. They stay.
	Additions []Addition `json:"additions,omitempty"`
	// StateFile is the file in which the state is; empty where it is in the cluster.
	StateFile string `json:"state_file,omitempty"`
	// Former is where else a stack of this name has its state; of a stack that
	// has none here.
	Former *Former `json:"former,omitempty"`
	// Steps is the program that apply runs, without what is blocked. StateNamespace is the step of the namespace that holds the state,
	// which comes before the state can be locked, or after all else is gone.
	Steps          step.Program `json:"steps,omitempty"`
	StateNamespace *step.Step   `json:"state_namespace,omitempty"`
	// Requests counts what was asked of the server, by kind of request.
	Requests Requests `json:"requests"`
}

// Former is where else in the cluster a stack of the same name has its state.
// A stack whose namespace, or whose state's, was changed in the configuration
// leaves its state, and what that knows of, behind.
type Former struct {
	Stacks []object.Stack `json:"stacks,omitempty"`
	// Unseen is why not every namespace could be looked into, in the server's words.
	Unseen string `json:"unseen,omitempty"`
}

// ReplacedPods are Pods of one workload that apply deletes, so that their
// controller makes others.
type ReplacedPods struct {
	Object  object.Ref      `json:"object"`
	Pods    []string        `json:"pods"` // by ordinal
	Because ReplacedBecause `json:"because"`
}

// ReplacedBecause is why Pods have to be deleted by something else than their
// controller.
type ReplacedBecause string

// The reasons to delete Pods. Those of the first are deleted one at a time; those
// of the second only while they are not ready.
const (
	Outworn  ReplacedBecause = "claim_templates" // they cannot use the claims that the templates make
	Blocking ReplacedBecause = "blocking"        // not ready, of an unwanted revision, and in the way
)

// Problem is something that a person must look at, and the HCL it comes from where
// it comes from HCL.
type Problem struct {
	fact.Fact
	Object *object.Ref  `json:"object,omitempty"`
	Path   object.Path  `json:"path,omitzero"`
	Origin object.Range `json:"origin,omitzero"`
}

// NewProblem returns a problem of no object yet.
func NewProblem(code fact.Code, args fact.Args) Problem { return Problem{Fact: fact.New(code, args)} }

// Requests counts a plan's requests to one server.
type Requests struct {
	Lists   int `json:"lists"`
	Gets    int `json:"gets"`
	DryRuns int `json:"dry_runs"`
}
