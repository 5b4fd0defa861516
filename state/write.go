package state

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// ErrRaced is what a Write returns when another operation has written meanwhile.
var ErrRaced = errors.New("the state has changed since the plan was made, because another wl wrote it: plan again")

// Write makes r the current revision. With the serial of prev's revision it
// replaces that one, as an operation does that continues; with a higher serial, a
// first one included, prev's becomes the newest of the history, of which the
// last HistoryLength are kept. Format version, stack and key are filled in, and
// the lineage is prev's or, at first, r's or a random one. The error is an ErrRaced
// when prev is no longer current.
//
// A write whose answer is lost is tried again. If that does not help, the same
// Store recognises its own write later: it is not an ErrRaced.
func (s *Store) Write(ctx context.Context, prev Snapshot, r Revision) (Snapshot, error) {
	if err := s.complete(prev, &r); err != nil {
		return Snapshot{}, s.wrap("cannot be written", err)
	}
	payload, err := encode(r)
	if err != nil {
		return Snapshot{}, s.wrap("cannot be written", err)
	}
	next := &head{FormatVersion: FormatVersion, Lineage: r.Lineage, Token: rand.Text()}
	if err := s.keepHistory(ctx, prev, next, r.Serial); err != nil {
		return Snapshot{}, err
	}
	next.Current = pointer{Summary: summarize(&r), Digest: digest(payload), Inline: len(payload) <= s.sizes.inline}
	if next.Current.Inline {
		next.inline = payload
	} else if err := s.writeParts(ctx, &next.Current, payload); err != nil {
		return Snapshot{}, err
	}
	if err := s.commit(ctx, next, &r); err != nil {
		return Snapshot{}, err
	}
	s.sweep(ctx, prev, next)
	return snapshot(&r, next), nil
}

// complete fills in what the store knows, and refuses what would break the
// history.
func (s *Store) complete(prev Snapshot, r *Revision) error {
	r.FormatVersion, r.Stack, r.Key = FormatVersion, s.stack, prev.Key
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

func summarize(r *Revision) Summary {
	return Summary{
		Serial: r.Serial, Operation: r.Operation, Who: r.Who, Commit: r.Commit, WLVersion: r.WLVersion,
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
	next.History = next.History[:min(len(next.History), HistoryLength-1)]
	var err error
	if prev.former {
		next.History, err = s.upgradeHistory(ctx, prev, next.History)
	} else if old.Inline {
		err = s.writeParts(ctx, &next.History[0], prev.head.inline)
	}
	return err
}

// commit swaps the head. It finds out whether a swap without an answer took
// effect.
func (s *Store) commit(ctx context.Context, next *head, r *Revision) error {
	rebased := false
	err := s.persist(ctx, func() error {
		for {
			err := s.swapHead(ctx, next, r)
			switch {
			case isRace(err, next):
				again, err := s.afterRace(ctx, next, rebased)
				if err != nil || !again {
					return err
				}
				rebased = true
				continue
			case err != nil && !isAnswer(err):
				s.remember(next.Token)
			}
			return err
		}
	})
	if err != nil && !errors.Is(err, ErrRaced) {
		return s.wrap("cannot be written", err)
	}
	return err
}

// isRace reports whether the head was not the one that was to be swapped.
func isRace(err error, next *head) bool {
	return apierrors.IsConflict(err) || apierrors.IsAlreadyExists(err) || apierrors.IsNotFound(err) && next.resourceVersion != ""
}

// afterRace finds out who was quicker. Its own write is no race: it took effect
// although its answer was lost. An earlier write of this Store that seemed to
// fail is no race either: the swap can be done again, once, on top of it.
func (s *Store) afterRace(ctx context.Context, next *head, rebased bool) (again bool, err error) {
	h, err := s.readHead(ctx)
	switch {
	case err != nil:
		return false, err
	case h == nil:
		return false, fmt.Errorf("%w (it was deleted)", ErrRaced)
	case h.Token == next.Token:
		next.uid, next.resourceVersion = h.uid, h.resourceVersion
		return false, nil
	case s.remembers(h.Token) && h.Lineage == next.Lineage && !rebased:
		next.uid, next.resourceVersion = h.uid, h.resourceVersion
		return true, nil
	}
	c := h.Current
	return false, fmt.Errorf("%w (revision %d: %s by %s, begun %s)", ErrRaced, c.Serial, printable(c.Operation), printable(c.Who), c.Started.Local().Format(time.DateTime))
}

func (s *Store) remember(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsure[token] = true
}

func (s *Store) remembers(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unsure[token]
}

// sweep removes the Secrets that nothing names any more: revisions beyond the
// history, and what interrupted writes left. It is no error when it cannot; the
// next one tries again. Parts of the current serial and later ones are left
// alone, since somebody may be about to name them.
func (s *Store) sweep(ctx context.Context, prev Snapshot, next *head) {
	var garbage []string
	if prev.head != nil && prev.head.Current.Serial == next.Current.Serial {
		garbage = prev.head.Current.Parts
	} else if prev.head != nil {
		parts, _ := s.parts(ctx)
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
			_ = s.deleteSecret(ctx, name)
		}
	}
}

// persistAttempts bounds how often a write without an answer is tried.
const persistAttempts = 5

// persist repeats a write that got no answer, so that a lost connection or a
// restart of the server does not lose what an operation did.
func (s *Store) persist(ctx context.Context, write func() error) error {
	pause := s.backoff
	for attempt := 1; ; attempt++ {
		err := write()
		if !errors.As(err, new(*kube.UnreachableError)) || attempt == persistAttempts {
			return err
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-ctx.Done():
			return err
		}
	}
}

// isAnswer reports whether the error is the server's, so that nothing was written.
func isAnswer(err error) bool { return errors.As(err, new(apierrors.APIStatus)) }
