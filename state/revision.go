// Package state remembers, in each cluster, what a stack has there. It knows
// objects only: no configuration and no plan.
package state

import (
	"time"

	"github.com/workloadlang/wl/internal/object"
)

// FormatVersion is the version of the stored form. A newer one is refused with
// a request to update wl.
const FormatVersion = 1

// Revision is one state of a stack in one cluster. The inventory holds every
// object that may exist because of the stack: it is written with what is
// intended before anything is done, so that nothing is ever orphaned.
type Revision struct {
	FormatVersion int          `json:"format_version"`
	Lineage       string       `json:"lineage"`       // random, fixed when the state is first written
	Key           []byte       `json:"key,omitempty"` // random, fixed likewise, and never shown: it tells secret values apart
	Serial        int64        `json:"serial"`
	Stack         object.Stack `json:"stack"`
	WLVersion     string       `json:"wl_version"`
	Operation     string       `json:"operation"` // "apply" or "destroy"
	Who           string       `json:"who"`       // user@host
	Started       time.Time    `json:"started"`
	Ended         time.Time    `json:"ended,omitzero"`
	Outcome       Outcome      `json:"outcome"`
	Objects       []Entry      `json:"objects"` // sorted by object
}

// Outcome is how far an operation came.
type Outcome string

// The outcomes. Running is written first; a crash leaves it standing.
const (
	Running     Outcome = "running"
	Succeeded   Outcome = "succeeded"
	Failed      Outcome = "failed"
	Interrupted Outcome = "interrupted"
)

// Phase is how far one object came.
type Phase string

// The phases of an object. Intended: to be written, may or may not exist.
// Applied: written, not seen to be rolled out. Ready: rolled out. Stalled: its
// rollout failed. Deleting: to be deleted, may or may not be gone.
const (
	Intended Phase = "intended"
	Applied  Phase = "applied"
	Ready    Phase = "ready"
	Stalled  Phase = "stalled"
	Deleting Phase = "deleting"
)

// Entry is one object of the inventory.
type Entry struct {
	Ref        object.Ref `json:"ref"`
	APIVersion string     `json:"api_version"`
	Address    string     `json:"address"` // the HCL block
	UID        string     `json:"uid,omitempty"`
	Phase      Phase      `json:"phase"`
	// Fit is how the desired workload is fitted to the live one, which was taken
	// over from others.
	Fit *object.Fit `json:"fit,omitempty"`
	// Sensitive lists the paths of the values that are not to be shown, as they
	// were applied: a plan that removes such a field must hide it, too.
	Sensitive []object.Path `json:"sensitive,omitempty"`
	// PreventDestroy means that the object is not to be deleted, as it was
	// applied: that counts when its block is gone.
	PreventDestroy bool `json:"prevent_destroy,omitempty"`
	// TakenBack lists the fields that were taken back from others before.
	TakenBack []TakenBack `json:"taken_back,omitempty"`
	// Dropped lists the fields that were sent and that the server has not kept.
	Dropped []Dropped `json:"dropped,omitempty"`
	// Record proves, while nothing has changed since, that the object is as
	// wanted; nil where that was never known.
	Record *Record `json:"record,omitempty"`
	// Finished is set of a Job that has completed.
	Finished *Finished `json:"finished,omitempty"`
}

// TakenBack is a field that had been changed by hand, and an apply took back.
type TakenBack struct {
	Path    object.Path `json:"path"`
	Manager string      `json:"manager"`
}

// Dropped is a field that was sent and that the server has not kept.
type Dropped struct {
	Path object.Path `json:"path"`
}

// Record is what an object looked like when its apply or rollout ended. As
// long as the live metadata shows the same, the object has not changed.
type Record struct {
	Desired         string `json:"desired"`          // keyed digest of the content sent
	Manager         string `json:"manager"`          // keyed digest of our managed-fields entry: fields and time
	Generation      int64  `json:"generation"`       // of kinds that have one
	ResourceVersion string `json:"resource_version"` // of kinds without generation
	ServerVersion   string `json:"server_version"`
}

// Finished means that a Job has run to its end, and succeeded.
type Finished struct {
	Run string `json:"run"`           // plan.RunDigest of what was run
	TTL bool   `json:"ttl,omitempty"` // its time to live removes it
}

// WasMade reports whether the object is known to have existed, and was to stay.
func (e *Entry) WasMade() bool { return e.UID != "" && e.Phase != Deleting }

// Expires reports whether the object is a Job that has run to its end and that
// Kubernetes removes by itself, so that it is not missing when it is gone.
func (e *Entry) Expires() bool { return e.Finished != nil && e.Finished.TTL }
