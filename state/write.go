package state

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/object"
)

// Write makes r the current revision. With the serial of prev's revision it
// replaces that one, as an operation does that continues; with a higher serial, a
// first one included, prev's becomes the newest of the history, of which the
// last ten are kept. Format version, stack and key are filled in, and
// the lineage is prev's or, at first, r's or a random one. The error is an ErrRaced
// when prev is no longer current.
//
// A write whose answer is lost is tried again. If that does not help, the same
// Store recognises its own write later: it is not an ErrRaced.
func (s *Store) Write(ctx context.Context, prev Snapshot, r Revision) (Snapshot, error) {
	if err := s.complete(prev, &r); err != nil {
		return Snapshot{}, s.secrets.fail(Unwritten, err)
	}
	payload, err := encode(r)
	if err != nil {
		return Snapshot{}, s.secrets.fail(Unwritten, err)
	}
	next := &head{FormatVersion: FormatVersion, Lineage: r.Lineage, Token: rand.Text()}
	if err := s.keepHistory(ctx, prev, next, r.Serial); err != nil {
		return Snapshot{}, err
	}
	next.Current = pointer{summary: summarize(&r), Digest: digest(payload), Inline: len(payload) <= s.revisions.sizes.inline}
	if next.Current.Inline {
		next.inline = payload
	} else if err := s.revisions.write(ctx, &next.Current, payload); err != nil {
		return Snapshot{}, err
	}
	if err := s.heads.commit(ctx, next, &r); err != nil {
		return Snapshot{}, err
	}
	s.sweep(ctx, prev, next)
	return snapshot(&r, next), nil
}

// complete fills in what the store knows, and refuses what would break the
// history.
func (s *Store) complete(prev Snapshot, r *Revision) error {
	r.FormatVersion, r.Stack, r.Key = FormatVersion, s.secrets.stack, prev.Key
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

// historyLength is how many revisions are kept, the current one included.
const historyLength = 10

func summarize(r *Revision) summary {
	return summary{
		Serial: r.Serial, Operation: r.Operation, Who: r.Who, WLVersion: r.WLVersion,
		Started: r.Started, Ended: r.Ended, Outcome: r.Outcome, Objects: len(r.Objects),
	}
}

// keepHistory continues from prev's head: a revision that is superseded leaves
// the head for a Secret of its own.
func (s *Store) keepHistory(ctx context.Context, prev Snapshot, next *head, serial int64) error {
	if prev.head == nil {
		return nil
	}
	next.uid, next.resourceVersion, next.History = prev.head.uid, prev.head.resourceVersion, prev.head.History
	old := prev.head.Current
	if old.Serial == serial {
		return nil
	}
	next.History = append([]pointer{old}, next.History...)
	next.History = next.History[:min(len(next.History), historyLength-1)]
	var err error
	if prev.former {
		next.History, err = s.revisions.upgrade(ctx, prev, next.History)
	} else if old.Inline {
		err = s.revisions.write(ctx, &next.History[0], prev.head.inline)
	}
	return err
}

// sweep removes the Secrets that nothing names any more: revisions beyond the
// history, and what interrupted writes left. It is no error when it cannot; the
// next one tries again. Parts of the current serial and later ones are left
// alone, since another operation may be about to name them.
func (s *Store) sweep(ctx context.Context, prev Snapshot, next *head) {
	var garbage []string
	if prev.head != nil && prev.head.Current.Serial == next.Current.Serial {
		garbage = prev.head.Current.Parts
	} else if prev.head != nil {
		parts, _ := s.secrets.parts(ctx)
		for name, serial := range parts {
			if serial < next.Current.Serial {
				garbage = append(garbage, name)
			}
		}
	}
	named := map[string]bool{}
	for _, p := range append([]pointer{next.Current}, next.History...) {
		for _, name := range p.Parts {
			named[name] = true
		}
	}
	for _, name := range garbage {
		if !named[name] {
			_ = s.secrets.delete(ctx, name)
		}
	}
}
