package state

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/object"
)

// Write makes r the current revision. With the serial of prev's revision it
// replaces that one, as an operation does that continues; with a higher serial, a
// first one included, prev's becomes the newest of the history, of which as many
// are kept as the Store is to, the last good one, and the one to which a rollback goes. The objects as applied stay those
// of the revision that is replaced where r has none. Format version, stack and key are filled in, and
// the lineage is prev's or, at first, r's or a random one. The error is an ErrRaced
// when prev is no longer current.
//
// A write whose answer is lost, or is that the server has failed, is tried again. If that does not help, the same
// Store recognises its own write later: it is not an ErrRaced.
func (s *Store) Write(ctx context.Context, prev Snapshot, r Revision) (Snapshot, error) {
	if err := complete(s.in.stack, prev, &r); err != nil {
		return Snapshot{}, s.in.fail(Unwritten, err)
	}
	payload, err := encode(r)
	if err != nil {
		return Snapshot{}, s.in.fail(Unwritten, err)
	}
	next := &head{FormatVersion: FormatVersion, Lineage: r.Lineage, Token: rand.Text()}
	if err := s.keepHistory(ctx, prev, next, &r); err != nil {
		return Snapshot{}, err
	}
	next.Current = pointer{Summary: r.Summary(), Digest: digest(payload), Inline: len(payload) <= s.in.Sizes().Inline}
	if err := s.keepApplied(ctx, prev, &next.Current, r.Applied); err != nil {
		return Snapshot{}, err
	}
	if next.Current.Inline {
		next.inline = payload
	} else if err := s.revisions.write(ctx, &next.Current, payload); err != nil {
		return Snapshot{}, err
	}
	var left map[string]int64
	if prev.head == nil {
		left, _ = s.in.Parts(ctx) // of a state that was removed
	}
	if err := s.heads.commit(ctx, next, &r); err != nil {
		if errors.Is(err, ErrRaced) {
			s.heads.discard(context.WithoutCancel(ctx), next)
		}
		return Snapshot{}, err
	}
	s.sweep(ctx, prev, next, left)
	r.Applied = nil // as it is read
	return snapshot(&r, next), nil
}

// complete fills in what is known of a revision of the stack, and refuses what would break the
// history.
func complete(stack object.Stack, prev Snapshot, r *Revision) error {
	r.FormatVersion, r.Stack, r.Key = FormatVersion, stack, prev.Key
	r.Started, r.Ended = r.Started.UTC(), r.Ended.UTC()
	byRef := func(a, b Entry) int { return object.Compare(a.Ref, b.Ref) }
	if !slices.IsSortedFunc(r.Objects, byRef) {
		r.Objects = slices.SortedFunc(slices.Values(r.Objects), byRef)
	}
	last := int64(1)
	if prev.head != nil {
		r.Lineage, last = prev.head.Lineage, prev.head.Current.Serial
	}
	r.Lineage = cmp.Or(r.Lineage, rand.Text())
	if r.Serial < last {
		return fmt.Errorf("its serial, %d, is below %d", r.Serial, last)
	}
	return nil
}

// historyLength is how many revisions are kept, the current one included, unless it is
// said otherwise.
const historyLength = 10

// KeepAsBefore keeps as many revisions as there are, and no fewer than ten: nothing is known
// of what the configuration says.
const KeepAsBefore = -1

// length is how many revisions are kept with a next one, of a Store that keeps so many.
func length(keep int, before *head) int {
	if keep == KeepAsBefore {
		return max(historyLength, len(before.all()))
	}
	return cmp.Or(keep, historyLength)
}

// keepApplied writes the objects of a revision, or keeps those that it has.
func (s *Store) keepApplied(ctx context.Context, prev Snapshot, p *pointer, objects []AppliedObject) error {
	if prev.head != nil && prev.head.Current.Serial == p.Serial {
		p.Applied = prev.head.Current.Applied
	}
	if objects == nil {
		return nil
	}
	return s.revisions.writeApplied(ctx, p, objects)
}

// within are the newest revisions of a history of which so many are kept and, beyond these,
// the last good one, the one to which the next revision goes back, if it does, and the last
// rollback that was not finished with the one to which that was going.
func within(history []pointer, length int, to int64) []pointer {
	needed := map[int64]bool{to: true}
	if i := slices.IndexFunc(history, func(p pointer) bool { return p.Good }); i >= 0 {
		needed[history[i].Serial] = true
	}
	if i := slices.IndexFunc(history, func(p pointer) bool { return p.LeadsTo() > 0 }); i >= 0 {
		needed[history[i].Serial], needed[history[i].LeadsTo()] = true, true
	}
	kept := slices.Clone(history[:min(len(history), length)])
	for _, p := range history[len(kept):] {
		if needed[p.Serial] {
			kept = append(kept, p)
		}
	}
	return kept
}

// keepHistory continues from prev's head: a revision that is superseded leaves
// the head for a part of its own.
func (s *Store) keepHistory(ctx context.Context, prev Snapshot, next *head, r *Revision) error {
	if prev.head == nil {
		return nil
	}
	next.version, next.History = prev.head.version, prev.head.History
	old := prev.head.Current
	if old.Serial == r.Serial {
		return nil
	}
	if old.Inline && !prev.former {
		if err := s.revisions.write(ctx, &old, prev.head.inline); err != nil {
			return err
		}
	}
	next.History = within(append([]pointer{old}, next.History...), length(s.Keep, prev.head)-1, r.RollbackTo)
	var err error
	if prev.former {
		next.History, err = s.revisions.upgrade(ctx, prev, next.History)
	}
	return err
}

// sweep removes the parts that nothing names any more: revisions beyond the
// history, and what interrupted writes left. It is no error when it cannot; the
// next one tries again. Parts of the current serial and later ones are left
// alone, since another operation may be about to name them; but not what was left
// before there was a head.
func (s *Store) sweep(ctx context.Context, prev Snapshot, next *head, left map[string]int64) {
	garbage := slices.Collect(maps.Keys(left))
	if prev.head != nil && prev.head.Current.Serial == next.Current.Serial {
		garbage = prev.head.Current.names()
	} else if prev.head != nil {
		parts, _ := s.in.Parts(ctx)
		for name, serial := range parts {
			if serial < next.Current.Serial {
				garbage = append(garbage, name)
			}
		}
	}
	named := map[string]bool{}
	for _, p := range next.all() {
		for _, name := range p.names() {
			named[name] = true
		}
	}
	if garbage = slices.DeleteFunc(garbage, func(name string) bool { return named[name] }); len(garbage) > 0 {
		_ = s.in.DeleteParts(ctx, garbage...)
	}
}
