// Package journal keeps the revision that an operation writes: first with everything
// that is about to happen, then as it happens. Whatever becomes of the process, the
// next plan knows what was begun.
package journal

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	unanswered "github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Store is where revisions are written; *state.Store is one.
type Store interface {
	Write(ctx context.Context, prev state.Snapshot, r state.Revision) (state.Snapshot, error)
}

// Operation is what a journal is kept of.
type Operation struct {
	Name       string // "apply", "destroy", "rollback" or "release"
	RollbackTo int64  // of a rollback: the revision
	Started    time.Time
	Who        string // user@host
	Commit     string
	Run        *state.RunRef
	OutsideRun *state.RunRef
	WLVersion  string
	Stack      object.Stack
	Plan       *plan.ClusterPlan
	Desired    []object.Manifest
	Prior      state.Snapshot       // the state on which the plan was made
	Outputs    []state.Output       // nil to keep those that there are
	Clusters   []state.KnownCluster // of the stack; likewise
	// Awaited reports whether an object is waited for until it is rolled out or ready.
	Awaited func(*object.Manifest) bool
	// Former returns the objects of the prior state as they were applied, where they are
	// needed: of what the plan is not about.
	Former func(context.Context) ([]state.AppliedObject, error)
}

// Journal is not safe for concurrent use.
type Journal struct {
	operation Operation
	header    state.Revision
	entries   map[object.Ref]state.Entry
	// sensitive lists the paths of each desired object's values that are not
	// to be shown.
	sensitive map[object.Ref][]object.Path
	keeper    *keeper
	written   state.Snapshot // the state as it is in the cluster
	saved     time.Time      // when that was written
	dirty     bool           // there is something to write
}

// New begins the next revision, or continues the last one where the operation only
// concludes that: the inventory so far without what is neither
// desired nor to be deleted, because the plan found it gone or not ours any more.
func New(o Operation) (*Journal, error) {
	sensitive, err := sensitivePaths(o.Desired)
	if err != nil {
		return nil, err
	}
	j := &Journal{
		operation: o,
		header: state.Revision{
			Serial: 1, WLVersion: o.WLVersion, Operation: o.Name, RollbackTo: o.RollbackTo,
			Who: o.Who, Commit: o.Commit, Run: o.Run, OutsideRun: o.OutsideRun, Started: o.Started, Outcome: state.Running, Outputs: o.Outputs, Clusters: o.Clusters,
		},
		entries:   map[object.Ref]state.Entry{},
		sensitive: sensitive,
		written:   o.Prior,
		dirty:     true,
	}
	if j.keeper, err = newKeeper(&j.operation); err != nil {
		return nil, err
	}
	if r := o.Prior.Revision; r != nil {
		j.header.Serial = r.Serial + 1
		if o.concludes() {
			j.header, j.dirty = o.concluded(), !r.HasOutputs(o.Outputs) || !r.HasClusters(o.Clusters)
		}
		j.inherit(r)
		for _, e := range r.Objects {
			j.entries[e.Ref] = e
		}
	}
	j.intend()
	return j, nil
}

// inherit has the revision keep what the operation does not know.
func (j *Journal) inherit(r *state.Revision) {
	if j.operation.Outputs == nil {
		j.header.Outputs = r.Outputs
	}
	if j.operation.Clusters == nil {
		j.header.Clusters = r.Clusters
	}
}

// Serial is the revision's.
func (j *Journal) Serial() int64 { return j.header.Serial }

// Landed notes that the server has stored an object, as its answer shows it.
func (j *Journal) Landed(m *object.Manifest, answer kube.ApplyResult) error {
	applied := kubeschema.Applied(m)
	record, err := state.NewRecord(applied, answer.Meta, j.operation.Stack.FieldManager(), j.operation.Plan.ServerVersion, j.written.Key)
	if err != nil {
		return err
	}
	if kubeschema.LacksEmptied(answer.Object, applied.Content) {
		record = nil // it is not as wanted yet, which the next plan shows
	}
	e := j.entries[m.Ref]
	e.Fit = m.Fit
	e.UID, e.Record, e.Phase, e.Sensitive, e.Replacing = answer.Meta.UID, record, state.Ready, j.sensitive[m.Ref], nil
	if j.operation.Awaited(m) {
		e.Phase = state.Applied
	}
	noteDropped(&e, applied, answer.Object)
	j.entries[m.Ref], j.dirty = e, true
	return nil
}

// noteDropped notes what the server has not kept of an object, by its answer: a plan
// that finds it unchanged, and asks nothing, has it from here.
func noteDropped(e *state.Entry, sent *object.Manifest, answer map[string]any) {
	if answer == nil {
		return
	}
	missing, err := kubeschema.Dropped(sent.Content, answer)
	if err != nil {
		return // the server has taken what wl's schema cannot read
	}
	e.Dropped = nil
	for _, lost := range missing {
		e.Dropped = append(e.Dropped, state.Dropped{Path: lost})
	}
}

// TookBack notes which fields a change has taken back from whom.
func (j *Journal) TookBack(c *plan.Change) {
	e := j.entries[c.Object]
	known := slices.Clone(e.TakenBack)
	for _, t := range c.TakenBack() {
		if !slices.Contains(known, t) {
			known = append(known, t)
		}
	}
	e.TakenBack = known
	j.entries[c.Object], j.dirty = e, true
}

// Settled notes how a rollout ended.
func (j *Journal) Settled(ref object.Ref, phase state.Phase) {
	if e, ok := j.entries[ref]; ok && e.Phase != phase {
		e.Phase = phase
		j.entries[ref], j.dirty = e, true
	}
}

// Finished notes that a Job has run to its end, and succeeded.
func (j *Journal) Finished(m *object.Manifest, ttl bool) error {
	run, err := plan.RunDigest(m, j.written.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", m.Ref, err)
	}
	e := j.entries[m.Ref]
	e.Finished = &state.Finished{Run: run, TTL: ttl}
	j.entries[m.Ref], j.dirty = e, true
	return nil
}

// Clearing notes that an object is about to be deleted, to be created again. What is or
// holds a sensitive value is not noted.
func (j *Journal) Clearing(ref object.Ref, r state.Replacing) {
	e := j.entries[ref]
	r.Fields = slices.DeleteFunc(slices.Clone(r.Fields), func(f state.Carried) bool {
		return ref.GroupKind() == kind.Secret || slices.ContainsFunc(e.Sensitive, f.Path.Overlaps)
	})
	e.Replacing = &r
	j.entries[ref], j.dirty = e, true
}

// Cleared notes that an object does not exist any more which will again.
func (j *Journal) Cleared(ref object.Ref) {
	e := j.entries[ref]
	e.Phase, e.UID, e.Record = state.Intended, "", nil
	j.entries[ref], j.dirty = e, true
}

// Gone notes that an object does not exist any more, or is not the stack's.
func (j *Journal) Gone(ref object.Ref) {
	delete(j.entries, ref)
	j.dirty = true
}

// Did notes what was done to an object: of one that was deleted to be created again, the
// replacement, once it is.
func (j *Journal) Did(c *plan.Change) {
	if c.Action.Renews() {
		j.header.Changes = slices.DeleteFunc(slices.Clone(j.header.Changes), func(of state.Change) bool { return of.Object == c.Object })
	}
	j.header.Changes = append(j.header.Changes, state.Change{Action: string(c.Action), Object: c.Object, Address: c.Address})
	j.dirty = true
}

// revision is the journal as it stands.
func (j *Journal) revision() state.Revision {
	r := j.header
	r.Objects = slices.SortedFunc(maps.Values(j.entries), func(a, b state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return r
}

// Save writes the journal as it stands, unless that is written.
func (j *Journal) Save(ctx context.Context, s Store) error { return j.save(ctx, s, false) }

func (j *Journal) save(ctx context.Context, s Store, ended bool) error {
	if !j.dirty {
		return nil
	}
	r := j.revision()
	if err := j.keeper.keep(ctx, &r, ended); err != nil {
		return err
	}
	next, err := s.Write(ctx, j.written, r)
	if err != nil {
		return err
	}
	j.written, j.saved, j.dirty = next, time.Now(), false
	return nil
}

// nothingBegun notes that no run of a Job is left to be continued.
func (j *Journal) nothingBegun() {
	for ref, e := range j.entries {
		e.Begun = ""
		j.entries[ref] = e
	}
}

// EndTimeout is how long the last write may take, after which the process may
// end although it was asked to end at once.
const EndTimeout = 20 * time.Second

// Within is a context for what is done at the end of an operation, also when ctx has ended. What takes
// longer fails for want of an answer.
func Within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	silent := fact.NewError(nil, unanswered.NoAnswer, fact.Args{"time": limit})
	return context.WithTimeoutCause(context.WithoutCancel(ctx), limit, silent)
}

// End writes the outcome, also when ctx has ended. What was intended stays
// written if this fails, so that the next plan is true all the same.
func (j *Journal) End(ctx context.Context, s Store, outcome state.Outcome) error {
	ctx, cancel := Within(ctx, EndTimeout)
	defer cancel()
	j.header.Outcome, j.header.Ended, j.dirty = j.operation.outcome(outcome, j.entries), time.Now(), true
	if j.header.Outcome == state.Succeeded {
		j.nothingBegun()
	}
	if err := j.save(ctx, s, true); err != nil {
		if errors.Is(err, state.ErrRaced) {
			return err
		}
		return fact.NewError(err, reason.OutcomeNotRecorded, nil)
	}
	return nil
}
