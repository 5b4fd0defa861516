// Package state remembers, in each cluster, what a stack has there. It knows
// objects only: no configuration and no plan.
package state

import (
	"encoding/json"
	"slices"
	"time"

	kjson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// FormatVersion is the version of the stored form. A newer one is refused with
// a request to update wl.
// Since 2, revisions keep their objects as applied.
const FormatVersion = 2

// Revision is one state of a stack in one cluster. The inventory holds every
// object that may exist because of the stack: it is written with what is
// intended before anything is done, so that nothing is ever orphaned.
type Revision struct {
	FormatVersion int          `json:"format_version"`
	Lineage       string       `json:"lineage,omitempty"` // random, fixed when the state is first written
	Key           []byte       `json:"key,omitempty"`     // random, fixed likewise, and never shown: it tells secret values apart
	Serial        int64        `json:"serial"`
	Stack         object.Stack `json:"stack"`
	WLVersion     string       `json:"wl_version"`
	Operation     string       `json:"operation"`             // "apply", "destroy", "rollback", "release" or "move"
	RollbackTo    int64        `json:"rollback_to,omitempty"` // of a rollback: the revision that it went back to
	Who           string       `json:"who"`                   // user@host
	Commit        string       `json:"commit,omitempty"`      // of the configuration, "+dirty" where it had other changes
	Run           *RunRef      `json:"run,omitempty"`         // the run over several clusters of which it is a part
	OutsideRun    *RunRef      `json:"outside_run,omitempty"` // the run that was under way, outside of which it was made; or that went Back by it
	Started       time.Time    `json:"started"`
	Ended         time.Time    `json:"ended,omitzero"`
	Outcome       Outcome      `json:"outcome"`
	Changes       []Change     `json:"changes,omitempty"` // what was done, in the order in which it was
	Objects       []Entry      `json:"objects"`           // sorted by object
	Outputs       []Output     `json:"outputs,omitempty"`
	// Clusters are those that the stack declared, and former ones that have something of it
	// still, sorted by name; none where it declared none.
	Clusters []KnownCluster `json:"clusters,omitempty"`
	// MovingTo is the stack as which this one is to continue: the move has begun, and has
	// not ended. MovedFrom is the one that it was before; of the revision that ended it.
	MovingTo  *object.Stack `json:"moving_to,omitempty"`
	MovedFrom *object.Stack `json:"moved_from,omitempty"`
	// Applied are the objects as they were applied, sorted by object. They are kept beside
	// the rest, and read by Store.Revision alone; nil where they are not known.
	Applied []AppliedObject `json:"-"`
}

// RunRef is what a revision knows of its run: enough to rebuild that without its home.
type RunRef struct {
	ID     string `json:"id"`
	Key    []byte `json:"key,omitempty"` // of the run's digests, and never shown
	Home   string `json:"home"`
	Wave   string `json:"wave"`
	Digest string `json:"digest"` // of the run
	// Who has begun the run, and as which user of its home; empty where a wl wrote it that did not keep
	// that. Begun is when.
	Who   string    `json:"who,omitempty"`
	User  string    `json:"user,omitempty"`
	Begun time.Time `json:"begun,omitzero"`
	// Back means that the run itself has made the revision, to go back to what was there before it.
	Back bool `json:"back,omitempty"`
}

// KnownCluster is a cluster of a stack, as it was declared and last seen.
type KnownCluster struct {
	Name       string `json:"name"`
	Context    string `json:"context,omitempty"`
	Kubeconfig string `json:"kubeconfig,omitempty"` // the file, where the configuration names one
	// UID is that of its Namespace kube-system, by which it is known whatever its context is
	// called; empty where that could not be read. Seen is when it was.
	UID  string    `json:"uid,omitempty"`
	Seen time.Time `json:"seen,omitzero"`
}

// PartOf is the run over several clusters that has made the revision, be it to roll the cluster back; nil where none has.
func (r *Revision) PartOf() *RunRef {
	if r.Run == nil && r.OutsideRun != nil && r.OutsideRun.Back {
		return r.OutsideRun
	}
	return r.Run
}

// Shown is the revision as it may be printed: without what digests are keyed with. The
// lineage was that of plan files of their second format, which may be kept still.
func (r *Revision) Shown() Revision {
	shown := *r
	shown.Lineage, shown.Key = "", nil
	shown.Run, shown.OutsideRun = r.Run.shown(), r.OutsideRun.shown()
	return shown
}

func (r *RunRef) shown() *RunRef {
	if r == nil {
		return nil
	}
	shown := *r
	shown.Key = nil
	return &shown
}

// HasClusters reports whether the revision knows of these clusters, whenever they were seen;
// nil are any.
func (r *Revision) HasClusters(clusters []KnownCluster) bool {
	return clusters == nil || slices.EqualFunc(r.Clusters, clusters, func(a, b KnownCluster) bool {
		return a.Name == b.Name && a.Context == b.Context && a.Kubeconfig == b.Kubeconfig && a.UID == b.UID
	})
}

// Change is what an operation has done to one object, by the plan's word for it.
type Change struct {
	Action  string     `json:"action"`
	Object  object.Ref `json:"object"`
	Address string     `json:"address,omitempty"`
}

// IsGood reports whether everything of the revision was in place when its operation
// ended, so that it can be gone back to.
func (r *Revision) IsGood() bool {
	kept := make(map[object.Ref]bool, len(r.Applied))
	for i := range r.Applied {
		kept[r.Applied[i].Ref] = true
	}
	return r.Outcome == Succeeded && r.Applied != nil && !slices.ContainsFunc(r.Objects, func(e Entry) bool {
		return e.Ref.GroupKind() != kind.Job && (e.Phase != Ready || !kept[e.Ref]) // a Job is never run again to go back
	})
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
	// Fit is how the desired workload is fitted to the live one, which was
	// adopted.
	Fit *object.Fit `json:"fit,omitempty"`
	// Sensitive lists the paths of the values that are not to be shown, as they
	// were applied: a plan that removes such a field must hide it, too.
	Sensitive []object.Path `json:"sensitive,omitempty"`
	// PreventDestroy means that the object is not to be deleted, as it was
	// applied: that counts when its block is gone.
	PreventDestroy bool `json:"prevent_destroy,omitempty"`
	// Release means that the object is released, and not deleted, when it is to be
	// removed, as it was applied: that counts when its block is gone.
	Release bool `json:"release,omitempty"`
	// NoWait means that nothing waits until the object is rolled out or ready, and Ready is
	// when it is, where the configuration says so, as both were applied.
	NoWait bool          `json:"no_wait,omitempty"`
	Ready  *object.Ready `json:"ready,omitempty"`
	// Adopted means that the object was there before the stack managed it.
	Adopted bool `json:"adopted,omitempty"`
	// TakenBack lists the fields that were taken back from others before.
	TakenBack []TakenBack `json:"taken_back,omitempty"`
	// Dropped lists the fields that were sent and that the server has not kept.
	Dropped []Dropped `json:"dropped,omitempty"`
	// Record proves, while nothing has changed since, that the object is as
	// wanted; nil where that was never known.
	Record *Record `json:"record,omitempty"`
	// Finished is set of a Job that has completed.
	Finished *Finished `json:"finished,omitempty"`
	// Replacing is set of an object that is deleted to be created again: from before it is
	// deleted until it is created.
	Replacing *Replacing `json:"replacing,omitempty"`
	// Begun is set of a Job that runs in every apply, from when it is to run until that
	// apply has succeeded: plan.ClusterPlan.Configuration of what is applied.
	Begun string `json:"begun,omitempty"`
}

// Replacing is what only a live object has told, and one that is created in its place is to
// have: it is known here even where the process ends in between.
type Replacing struct {
	// Fields are those on which others decide, with what they have set. Sensitive values
	// are not among them.
	Fields []Carried `json:"fields,omitempty"`
	// PodSelector finds the Pods that run on without the object; empty where they do not.
	PodSelector string `json:"pod_selector,omitempty"`
}

// Carried is a field with its value, in JSON's form.
type Carried struct {
	Path  object.Path `json:"path"`
	Value any         `json:"value"`
}

// UnmarshalJSON reads numbers as Kubernetes does: whole ones as int64.
func (c *Carried) UnmarshalJSON(raw []byte) error {
	var read struct {
		Path  object.Path     `json:"path"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	c.Path = read.Path
	return kjson.Unmarshal(read.Value, &c.Value)
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

// AppliedObject is an object as a revision applied it: what was sent, without what must
// not be shown. Package applied makes one of a manifest, and a manifest of one.
type AppliedObject struct {
	Ref     object.Ref `json:"ref"`
	Address string     `json:"address"` // the HCL block
	// Content is what was sent; null stands in the place of what is withheld.
	Content map[string]any `json:"content"`
	// Withheld are the values that are not kept: a Secret's data, and what is sensitive.
	Withheld  []Withheld       `json:"withheld,omitempty"`
	DependsOn []object.Ref     `json:"depends_on,omitempty"`
	Fit       *object.Fit      `json:"fit,omitempty"`
	Lifecycle object.Lifecycle `json:"lifecycle,omitzero"`
}

// Withheld is a value that is not kept.
type Withheld struct {
	Path   object.Path `json:"path"`   // items of lists by their positions
	Digest string      `json:"digest"` // keyed: it tells whether a value is this one
}
