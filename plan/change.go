package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Action is how apply would change one object.
type Action string

// The actions. Each has one word, the same in every format.
const (
	Create  Action = "create"
	Update  Action = "update"
	Replace Action = "replace" // delete, then create: a field cannot be changed
	Rerun   Action = "rerun"   // the same, of a Job, which so runs once more
	Adopt   Action = "adopt"   // it exists, created by another field manager, and becomes the stack's
	Delete  Action = "delete"
	// ReleaseObject: it stays as it is, and the stack stops managing it.
	ReleaseObject Action = "release"
	None          Action = "none"
	Blocked       Action = "blocked"
)

// Renews reports whether the object is deleted and created again.
func (a Action) Renews() bool { return a == Replace || a == Rerun }

// Writes reports whether the object is sent to the server.
func (a Action) Writes() bool { return a == Create || a == Update || a == Adopt || a.Renews() }

// Change is how apply would change one object, and why.
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
	// Along is what goes with an object that is deleted, or stays behind, and the claims
	// that go with Pods.
	Along *Along `json:"along,omitempty"`
	// Finalizers are those of other controllers than Kubernetes' own, of Delete and where the
	// object is deleted to be created again: it is gone only when these have removed them.
	Finalizers []string `json:"finalizers,omitempty"`
	// Readers are the workloads whose Pods read what changes; of ConfigMaps and
	// Secrets.
	Readers []Reader `json:"readers,omitempty"`
	// Always means, of Rerun, that the Job is as wanted and runs again because it does in
	// every apply that does anything else.
	Always bool `json:"always,omitempty"`
	// Asked means, of Rerun, that the Job is as wanted and runs again because whoever goes
	// back asks for it.
	Asked bool `json:"asked,omitempty"`
	// Failed means, of Rerun, that the Job runs again because it has failed, whatever else
	// changes.
	Failed bool `json:"failed,omitempty"`
	// Replacement is why and how an object is replaced; of Replace and of Rerun, unless Always,
	// Asked or Failed.
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
	// Going means of a deletion or a replacement that it has begun: the object is being
	// deleted, and apply waits for its end.
	Going    bool        `json:"going,omitempty"`
	Blocked  *Problem    `json:"blocked,omitempty"` // of a blocked change: the reason
	Warnings []fact.Fact `json:"warnings,omitempty"`
}

// Replacement is why an object is deleted and created again.
type Replacement struct {
	// Because lists the paths of the changes that the API does not allow on an
	// existing object, or the completions of a Job that is over, which only another run of it completes.
	Because []object.Path `json:"because"`
	// KeepsPods means that the object is deleted alone: its Pods run on, and the
	// new object takes them over.
	KeepsPods bool `json:"keeps_pods,omitempty"`
}

// Adoption is from which field managers an object is adopted.
type Adoption struct {
	// From are the managers whose fields become the stack's: of those, what the
	// configuration does not ask for is removed, now and later.
	From []string `json:"from,omitempty"`
	// Unowned means that likewise what no manager owned becomes the stack's, because nobody is
	// known to have made the object, or it was made in another version of the API.
	Unowned bool `json:"unowned,omitempty"`
	// Keeps is what stays as it is although wl would write it otherwise.
	Keeps []fact.Fact `json:"keeps,omitempty"`
}

// Addition is what people have added to an object by hand: fields and list items
// that the configuration does not name and that no other manager holds.
type Addition struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Origin  object.Range `json:"origin,omitzero"`
	// Fields have the cause Added, which says who and when. An item of a list is
	// one field, with all that is in it.
	Fields []FieldChange `json:"fields"`
	// Lost reports that the object is replaced, and what was added goes with it.
	Lost bool `json:"lost,omitempty"`
}

// DroppedField is a field that the configuration sets and that the server does
// not keep: a feature gate is off there, its schema does not have the field, or
// admission takes it out.
type DroppedField struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Path    object.Path  `json:"path"`
	Origin  object.Range `json:"origin,omitzero"`
}

// TakenBack lists the fields that a change takes back, from whom.
func (c *Change) TakenBack() []state.TakenBack {
	var taken []state.TakenBack
	for _, f := range c.Fields {
		if f.Cause.Kind == Drift && f.Cause.Manager != "" {
			taken = append(taken, state.TakenBack{Path: f.Path, Manager: f.Cause.Manager})
		}
	}
	return taken
}
