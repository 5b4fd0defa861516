package state

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// ErrRaced is what a Write returns, as the fact Raced, when another operation has
// written meanwhile.
var ErrRaced = errors.New("another operation has written the state")

// head is what the head says: which revisions there are.
type head struct {
	FormatVersion int       `json:"format_version"`
	Lineage       string    `json:"lineage"`
	Token         string    `json:"token"` // of the write that made this head
	Current       pointer   `json:"current"`
	History       []pointer `json:"history,omitempty"` // newest first

	version storage.Version
	inline  []byte // the current revision's bytes, where they are in the head
}

// all are the revisions that are kept, the newest first.
func (h *head) all() []pointer { return append([]pointer{h.Current}, h.History...) }

// summaries are what of them is known without reading them.
func (h *head) summaries() []Summary {
	var all []Summary
	for _, p := range h.all() {
		all = append(all, p.Summary)
	}
	return all
}

// find finds a revision among those that are kept.
func (h *head) find(serial int64) (pointer, error) {
	var known []string
	if h != nil {
		for _, p := range h.all() {
			if p.Serial == serial {
				return p, nil
			}
			known = append(known, serialText(p.Serial))
		}
	}
	slices.Reverse(known)
	return pointer{}, fact.NewError(nil, NoRevision, fact.Args{"revision": serial, "kept": known})
}

// heads reads and swaps the head. It may be used by several goroutines at once.
type heads struct {
	place
	// elsewhere, unless nil, finds the stack's state in another place, which is an error,
	// beside what was read.
	elsewhere func(ctx context.Context, here *head) error

	mu     sync.Mutex
	unsure map[string]bool // tokens of swaps that seemed to fail
}

// read returns nil where there is no state, neither here nor elsewhere.
func (s *heads) read(ctx context.Context) (*head, error) {
	h, err := s.readHere(ctx)
	if err == nil && s.elsewhere != nil {
		err = s.elsewhere(ctx, h)
	}
	return h, err
}

func (s *heads) readHere(ctx context.Context) (*head, error) {
	stored, err := s.Head(ctx)
	switch {
	case err != nil:
		return nil, s.unread(err)
	case stored.Version == storage.Version{}:
		return nil, nil
	}
	h, err := parseHead(stored)
	switch {
	case errors.Is(err, errNewer):
		return nil, s.fail(Unreadable, err)
	case err != nil:
		return nil, s.damaged(err)
	}
	return h, nil
}

func parseHead(stored storage.Head) (*head, error) {
	if err := checkFormat(stored.Index); err != nil {
		return nil, err
	}
	h := &head{version: stored.Version}
	if err := json.Unmarshal(stored.Index, h); err != nil {
		return nil, err
	}
	if h.Current.Inline {
		if h.inline = stored.Revision; h.inline == nil {
			return nil, fact.NewError(nil, KeyMissing, fact.Args{"key": "revision"})
		}
	}
	return h, nil
}

// commit swaps the head. It finds out whether a swap that seemed to fail took
// effect.
func (s *heads) commit(ctx context.Context, next *head, r *Revision) error {
	rebased := false
	err := s.Persist(ctx, func() error {
		for {
			err := s.swap(ctx, next, r)
			switch {
			case errors.As(err, new(*storage.RacedError)):
				again, err := s.afterRace(ctx, next, rebased)
				if err != nil || !again {
					return err
				}
				rebased = true
				continue
			case err != nil: // a server may have failed after it had written
				s.remember(next.Token)
			}
			return err
		}
	})
	if err != nil && !errors.Is(err, ErrRaced) {
		return s.fail(Unwritten, err)
	}
	return err
}

// afterRace finds out who was quicker. Its own write is no race: it took effect
// although its answer was lost. An earlier write of this Store that seemed to
// fail is no race either: the swap can be done again, once, on top of it.
func (s *heads) afterRace(ctx context.Context, next *head, rebased bool) (again bool, err error) {
	h, err := s.read(ctx)
	switch {
	case err != nil:
		return false, err
	case h == nil:
		return false, &fact.Error{What: fact.New(Raced, fact.Args{"deleted": true}), Err: ErrRaced}
	case h.Token == next.Token:
		next.version = h.version
		return false, nil
	case s.remembers(h.Token) && h.Lineage == next.Lineage && !rebased:
		next.version = h.version
		return true, nil
	}
	c := h.Current
	return false, &fact.Error{What: fact.New(Raced, fact.Args{
		"revision": c.Serial, "operation": storage.Printable(c.Operation), "who": storage.Printable(c.Who), "begun": c.Started.Local().Format(time.DateTime),
	}), Err: ErrRaced}
}

// discard removes the parts that were written for a head that never came, where the state
// was removed meanwhile. What another operation's head has overtaken, its later writes remove.
func (s *heads) discard(ctx context.Context, never *head) {
	if h, err := s.readHere(ctx); err != nil || h != nil {
		return
	}
	var names []string
	for _, p := range never.all() {
		names = append(names, p.names()...)
	}
	_ = s.DeleteParts(ctx, names...)
}

func (s *heads) remember(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsure[token] = true
}

func (s *heads) remembers(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unsure[token]
}

// swap writes the head if nobody else has since it was read.
func (s *heads) swap(ctx context.Context, h *head, r *Revision) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	next := storage.Head{Version: h.version, Index: raw, Annotations: applySetAnnotations(r)}
	if r.MovingTo != nil {
		next.Labels = map[string]any{object.LabelMovingTo: r.MovingTo.ApplySetID()}
	}
	if h.Current.Inline {
		next.Revision = h.inline
	}
	version, err := s.Swap(ctx, next)
	if err == nil {
		h.version = version
	}
	return err
}

// The ApplySet specification's annotations of a set's parent.
const (
	annotationTooling    = "applyset.kubernetes.io/tooling"
	annotationKinds      = "applyset.kubernetes.io/contains-group-kinds"
	annotationNamespaces = "applyset.kubernetes.io/additional-namespaces"
)

// applySetAnnotations are what the ApplySet specification asks of a set's
// parent (KEP-3659).
func applySetAnnotations(r *Revision) map[string]any {
	kinds, namespaces := map[string]bool{}, map[string]bool{}
	for _, e := range r.Objects {
		kind := e.Ref.Kind
		if e.Ref.Group != "" {
			kind += "." + e.Ref.Group
		}
		kinds[kind] = true
		if e.Ref.Namespace != "" && e.Ref.Namespace != r.Stack.Namespace {
			namespaces[e.Ref.Namespace] = true
		}
	}
	annotations := map[string]any{
		annotationTooling: "wl/" + r.WLVersion,
		annotationKinds:   strings.Join(slices.Sorted(maps.Keys(kinds)), ","),
	}
	if len(namespaces) > 0 {
		annotations[annotationNamespaces] = strings.Join(slices.Sorted(maps.Keys(namespaces)), ",")
	}
	return annotations
}
