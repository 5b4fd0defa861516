// Package plan finds out what apply would do. It reads the live cluster and
// asks the server for dry-runs; nothing in it can write. Its result is a plain
// value from which every renderer works.
package plan

import (
	"reflect"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// FormatVersion is the version of a plan's JSON form. It changes when a field
// changes its meaning or goes away, not when one is added.
const FormatVersion = "2"

// Plan is what apply would do, on every cluster of a stack.
type Plan struct {
	FormatVersion string        `json:"format_version"`
	WLVersion     string        `json:"wl_version"`
	Stack         object.Stack  `json:"stack"`
	Destroy       bool          `json:"destroy,omitempty"`
	Clusters      []ClusterPlan `json:"clusters"`
}

// ClusterPlan is what apply would do on one cluster. Changes are sorted by
// object and hold no object whose action is None: those are only counted.
type ClusterPlan struct {
	Cluster       string `json:"cluster"` // its name in the stack
	Context       string `json:"context"`
	Server        string `json:"server"`
	ServerVersion string `json:"server_version"`
	// Targets are the addresses to which the plan is restricted; without any it
	// is about everything.
	Targets   []string  `json:"targets,omitempty"`
	Changes   []Change  `json:"changes"`
	Unchanged int       `json:"unchanged"`
	Problems  []Problem `json:"problems,omitempty"` // what kept this plan from being whole
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
	// ReplacedPods are Pods that apply deletes although nobody has asked for it,
	// because a rollout cannot come forward while they are there.
	ReplacedPods []ReplacedPods `json:"replaced_pods,omitempty"`
	// Missing names objects of the state that are not there any more, or no
	// longer bear the stack's label; the next apply removes them from the state.
	Missing []object.Ref `json:"missing,omitempty"`
	// Additions are fields that managers with people behind them have added to
	// objects of the stack, and that the configuration does not name. They stay.
	Additions []Addition `json:"additions,omitempty"`
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

// Action is what apply would do to one object.
type Action string

// The actions. Each has one word, the same in every format.
const (
	Create  Action = "create"
	Update  Action = "update"
	Replace Action = "replace" // delete, then create: a field cannot be changed
	Rerun   Action = "rerun"   // the same, of a Job, which so runs once more
	Adopt   Action = "adopt"   // it exists, created by another field manager, and becomes the stack's
	Delete  Action = "delete"
	None    Action = "none"
	Blocked Action = "blocked"
)

// Change is what apply would do to one object, and why.
type Change struct {
	Action  Action       `json:"action"`
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"` // the HCL block; of a deletion: the block there once was
	Origin  object.Range `json:"origin,omitzero"`
	// Gone reports, of Create, that the stack has made the object before and that
	// it was deleted since by another client: it is created again.
	Gone   bool          `json:"gone,omitempty"`
	Fields []FieldChange `json:"fields,omitempty"`
	Impact *Impact       `json:"impact,omitempty"` // of workloads, and where data is at risk
	// Along is what goes with an object that is deleted, or stays behind.
	Along *Along `json:"along,omitempty"`
	// Readers are the workloads whose Pods read what changes; of ConfigMaps and
	// Secrets.
	Readers []Reader `json:"readers,omitempty"`
	// Replacement is why and how an object is replaced; of Replace and Rerun.
	Replacement *Replacement `json:"replacement,omitempty"`
	// Grows are the claims of a StatefulSet's Pods that are made larger first.
	Grows []step.GrowClaim `json:"grows,omitempty"`
	// Adoption is from which field managers an object is adopted; of Adopt.
	Adoption *Adoption `json:"adoption,omitempty"`
	// First lists what the plan changes before this object, and without which the
	// server would refuse it: its definition, a policy, a quota.
	First []object.Ref `json:"first,omitempty"`
	// Approximate is why the server was not asked, where it was not: the
	// object's namespace does not exist yet, say. Defaults, admission and
	// validation are then not included.
	Approximate fact.Fact `json:"approximate,omitzero"`
	// Going means of a deletion that it has begun: the object is being deleted, and
	// apply waits for its end.
	Going    bool        `json:"going,omitempty"`
	Blocked  *Problem    `json:"blocked,omitempty"` // of a blocked change: the reason
	Warnings []fact.Fact `json:"warnings,omitempty"`
}

// Replacement is why an object is deleted and created again.
type Replacement struct {
	// Because lists the paths of the changes that the API does not allow on an
	// existing object.
	Because []object.Path `json:"because"`
	// KeepsPods means that the object is deleted alone: its Pods run on, and the
	// new object takes them over.
	KeepsPods bool `json:"keeps_pods,omitempty"`
}

// Renews reports whether the object is deleted and created again.
func (a Action) Renews() bool { return a == Replace || a == Rerun }

// Writes reports whether the object is sent to the server.
func (a Action) Writes() bool { return a == Create || a == Update || a == Adopt || a.Renews() }

// FieldOp reports whether a field comes, changes or goes.
type FieldOp string

// The field operations. The last two leave the value as it is, which is both
// Before and After. Take: the configuration now asks for it, so that it becomes
// ours. Release: the configuration no longer sets it, but the server keeps
// it, because another field manager owns it, too, or is the default.
const (
	Add     FieldOp = "add"
	Modify  FieldOp = "change"
	Remove  FieldOp = "remove"
	Take    FieldOp = "take"
	Release FieldOp = "release"
)

// FieldChange is the change of one field. A sensitive one carries no values.
type FieldChange struct {
	// Path addresses the field, list items by their keys:
	// `spec.template.spec.containers[name="nginx"].image`.
	Path   object.Path `json:"path"`
	Op     FieldOp     `json:"op"`
	Before any         `json:"before,omitempty"`
	After  any         `json:"after,omitempty"`
	// Requested is, of a new object, what the configuration sets where the server
	// stores another value.
	Requested any  `json:"requested,omitempty"`
	Sensitive bool `json:"sensitive,omitempty"`
	// OwnersBefore and OwnersAfter are the managers that own the field, sorted; of
	// fields of objects that exist.
	OwnersBefore []string `json:"owners_before,omitempty"`
	OwnersAfter  []string `json:"owners_after,omitempty"`
	// Unknown means that the server chooses the value when it stores the object.
	Unknown bool         `json:"known_after_apply,omitempty"`
	Cause   Cause        `json:"cause"`
	Origin  object.Range `json:"origin,omitzero"` // the HCL expression, where one gives the value
}

// CauseKind is why a field changes.
type CauseKind string

// The causes of a field's change.
const (
	Configuration CauseKind = "configuration" // the configuration says something new
	Drift         CauseKind = "drift"         // it was changed by hand in the cluster, or removed
	Conflict      CauseKind = "conflict"      // another manager sets it
	Server        CauseKind = "server"        // a default, or admission
	Content       CauseKind = "content"       // ConfigMaps or Secrets that the Pods read
	Added         CauseKind = "addition"      // it was added by hand in the cluster, and no configuration names it
)

// Cause is why a field changes and, of drift and conflict, who changed it and when
// (RFC 3339, UTC).
type Cause struct {
	Kind CauseKind `json:"kind"`
	// Default says, of what the server adds to a new object, that it is the API's
	// default, and not admission's.
	Default bool   `json:"default,omitempty"`
	Manager string `json:"manager,omitempty"`
	Time    string `json:"time,omitempty"`
	// Sources are, of content, what changes in this plan.
	Sources []Source `json:"sources,omitempty"`
	// Note says, of content, what the sources do not.
	Note fact.Fact `json:"note,omitzero"`
}

// Equal reports whether two causes are the same.
func (c Cause) Equal(other Cause) bool { return reflect.DeepEqual(c, other) }

// Source is a ConfigMap or a Secret, and which of its keys change.
type Source struct {
	Object object.Ref `json:"object"`
	Keys   []string   `json:"keys"`
}

// Reader is a workload whose Pods read a ConfigMap or a Secret that changes, and
// what becomes of them.
type Reader struct {
	Object   object.Ref  `json:"object"`
	Restarts int64       `json:"restarts"`
	Effects  []fact.Fact `json:"effects"` // as in Impact
}

// Impact is what a change does to a workload's Pods, or to a CronJob's times.
type Impact struct {
	ReplicasBefore int64 `json:"replicas_before"`
	ReplicasAfter  int64 `json:"replicas_after"`
	// Restarts is the number of running Pods that are replaced because the Pod
	// template changes.
	Restarts int64 `json:"restarts"`
	// Effects are what becomes of its Pods: 4 of them restart, one at a time; of a
	// CronJob, when it runs.
	Effects []fact.Fact `json:"effects,omitempty"`
	Outage  bool        `json:"outage,omitempty"`
	// Requests is what all of its Pods request together, of every resource.
	// Those of a CronJob's runs and of a new DaemonSet are not counted.
	Requests []RequestChange `json:"requests,omitempty"`
	// Privileges are rights beyond their own containers that its Pods have now
	// and had not before.
	Privileges []fact.Fact `json:"privileges,omitempty"`
	// Grants are the rights that a role or a binding gives and did not before.
	Grants []Grant `json:"grants,omitempty"`
	// DataAtRisk is which stored data the change can lose.
	DataAtRisk []fact.Fact `json:"data_at_risk,omitempty"`
	// Budgets are disruption budgets of the stack that keep its Pods from ever
	// being evicted.
	Budgets []fact.Fact `json:"budgets,omitempty"`
}

// RequestChange is how much of a resource all Pods of a workload request
// together, as Kubernetes writes quantities.
type RequestChange struct {
	Resource string `json:"resource"`
	Before   string `json:"before"`
	After    string `json:"after"`
}

// Problem is something that a person must look at, and the HCL it comes from where
// it comes from HCL.
type Problem struct {
	fact.Fact
	Object *object.Ref  `json:"object,omitempty"`
	Path   object.Path  `json:"path,omitzero"`
	Origin object.Range `json:"origin,omitzero"`
}

// Requests counts a plan's requests to one server.
type Requests struct {
	Lists   int `json:"lists"`
	Gets    int `json:"gets"`
	DryRuns int `json:"dry_runs"`
}
