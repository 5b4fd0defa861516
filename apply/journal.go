package apply

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Store is the stack's state in the cluster; *state.Store is one.
type Store interface {
	Read(ctx context.Context) (state.Snapshot, error)
	Write(ctx context.Context, prev state.Snapshot, r state.Revision) (state.Snapshot, error)
	Remove(ctx context.Context) error
	Lock(ctx context.Context, info state.LockInfo) (*state.Lock, error)
}

// journal is the revision that an apply writes: first with everything that is
// about to happen, then as it happens. It is not safe for concurrent use, but
// what revision returns may be written while it continues.
type journal struct {
	header  state.Revision
	entries map[object.Ref]state.Entry
	// sensitive lists the paths of each desired object's values that are not
	// to be shown.
	sensitive map[object.Ref][]string
	written   state.Snapshot // the state as it is in the cluster
	dirty     bool           // there is something to write
}

// newJournal begins the next revision: the inventory so far without what is
// neither desired nor to be deleted, because the plan found it gone or not ours
// any more.
func newJournal(in *Input, operation string, now time.Time) (*journal, error) {
	sensitive, err := sensitivePaths(in.Desired)
	if err != nil {
		return nil, err
	}
	j := &journal{
		header: state.Revision{
			Serial:    1,
			WLVersion: in.WLVersion,
			Operation: operation,
			Who:       in.Who,
			Commit:    in.Commit,
			Started:   now,
			Outcome:   state.Running,
		},
		entries:   map[object.Ref]state.Entry{},
		sensitive: sensitive,
		written:   in.Prior,
		dirty:     true,
	}
	if r := in.Prior.Revision; r != nil {
		j.header.Serial = r.Serial + 1
		for _, e := range r.Objects {
			j.entries[e.Ref] = e
		}
	}
	j.intend(in)
	return j, nil
}

func sensitivePaths(desired []object.Manifest) (map[object.Ref][]string, error) {
	paths := map[object.Ref][]string{}
	for i := range desired {
		m := &desired[i]
		if len(m.Sensitive) == 0 {
			continue // a Secret's data is known to be
		}
		var err error
		if paths[m.Ref], err = kubeschema.SensitivePaths(m); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// intend notes what is about to happen.
func (j *journal) intend(in *Input) {
	known := j.entries
	j.entries = make(map[object.Ref]state.Entry, len(in.Desired))
	if len(in.Plan.Targets) > 0 { // what the plan is not about stays as it is
		maps.Copy(j.entries, known)
		for _, ref := range in.Plan.Missing {
			delete(j.entries, ref)
		}
	}
	for i := range in.Desired {
		m := &in.Desired[i]
		e, ok := known[m.Ref]
		if !ok {
			e = state.Entry{Ref: m.Ref, Phase: state.Intended}
		}
		e.APIVersion, e.Address, e.Sensitive = m.APIVersion, m.Address, j.sensitive[m.Ref]
		e.PreventDestroy = m.Lifecycle.PreventDestroy
		j.entries[m.Ref] = e
	}
	uids := map[object.Ref]string{}
	for _, s := range in.Plan.Steps {
		uids[s.Object] = cmp.Or(s.If.UID, uids[s.Object])
	}
	for _, c := range in.Plan.Changes {
		e, ok := j.entries[c.Object]
		if !ok {
			e = known[c.Object]
			e.Ref, e.Address = c.Object, c.Address
		}
		switch c.Action {
		case plan.Create, plan.Adopt: // until it is adopted, nothing is known of it
			e.Phase, e.UID, e.Record, e.Finished = state.Intended, "", nil, nil
		case plan.Update, plan.Replace, plan.Rerun:
			e.Phase, e.UID, e.Finished = state.Intended, uids[c.Object], nil
			// Until it is written, the object holds the former values.
			e.Sensitive = slices.Compact(slices.Sorted(slices.Values(slices.Concat(known[c.Object].Sensitive, e.Sensitive))))
		case plan.Delete:
			e.Phase = state.Deleting
		}
		j.entries[c.Object] = e
	}
}

// landed notes that the server has stored an object, as its answer shows it.
func (j *journal) landed(m *object.Manifest, live object.Meta, in *Input) error {
	applied, err := kubeschema.Applied(m)
	if err != nil {
		return err
	}
	record, err := state.NewRecord(applied, live, in.Stack.FieldManager(), in.Plan.ServerVersion, j.written.Key)
	if err != nil {
		return err
	}
	e := j.entries[m.Ref]
	e.Fit = m.Fit
	e.UID, e.Record, e.Phase, e.Sensitive = live.UID, record, state.Ready, j.sensitive[m.Ref]
	if in.known().About(m.Ref.GroupKind()).Awaited {
		e.Phase = state.Applied
	}
	j.entries[m.Ref], j.dirty = e, true
	return nil
}

// tookBack notes which fields a change has taken back from whom.
func (j *journal) tookBack(c *plan.Change) {
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

// confirmed notes that an object was found to be as wanted. How its rollout
// went, if that is known, stands.
func (j *journal) confirmed(m *object.Manifest, live object.Meta, in *Input) error {
	before := j.entries[m.Ref].Phase
	err := j.landed(m, live, in)
	if err == nil && before == state.Ready {
		j.settled(m.Ref, state.Ready)
	}
	return err
}

// settled notes how a rollout ended.
func (j *journal) settled(ref object.Ref, phase state.Phase) {
	if e, ok := j.entries[ref]; ok && e.Phase != phase {
		e.Phase = phase
		j.entries[ref], j.dirty = e, true
	}
}

// finished notes that a Job has run to its end, and succeeded.
func (j *journal) finished(m *object.Manifest, ttl bool) error {
	run, err := plan.RunDigest(m, j.written.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", m.Ref, err)
	}
	e := j.entries[m.Ref]
	e.Finished = &state.Finished{Run: run, TTL: ttl}
	j.entries[m.Ref], j.dirty = e, true
	return nil
}

// cleared notes that an object does not exist any more which will again.
func (j *journal) cleared(ref object.Ref) {
	e := j.entries[ref]
	e.Phase, e.UID, e.Record = state.Intended, "", nil
	j.entries[ref], j.dirty = e, true
}

// gone notes that an object does not exist any more.
func (j *journal) gone(ref object.Ref) {
	delete(j.entries, ref)
	j.dirty = true
}

// revision is the journal as it stands.
func (j *journal) revision() state.Revision {
	r := j.header
	r.Objects = slices.SortedFunc(maps.Values(j.entries), func(a, b state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return r
}

// write writes the journal as it stands.
func (j *journal) write(ctx context.Context, s Store) error {
	next, err := s.Write(ctx, j.written, j.revision())
	if err != nil {
		return err
	}
	j.written, j.dirty = next, false
	return nil
}

// endTimeout is how long the last write may take, after which the process may
// end although it was asked to end at once.
const endTimeout = 20 * time.Second

// end writes the outcome, also when ctx has ended. What was intended stays
// written if this fails, so that the next plan is true all the same.
func (j *journal) end(ctx context.Context, s Store, outcome state.Outcome) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	j.header.Outcome, j.header.Ended = outcome, time.Now()
	if err := j.write(ctx, s); err != nil {
		if errors.Is(err, state.ErrRaced) {
			return err
		}
		return fmt.Errorf("the outcome could not be recorded; the next plan checks every object that was to be changed: %w", err)
	}
	return nil
}
