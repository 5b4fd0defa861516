package state

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// ErrRaced is what a Write returns, as the fact Raced, when another operation has
// written meanwhile.
var ErrRaced = errors.New("another operation has written the state")

// The ApplySet specification's annotations of a set's parent.
const (
	annotationTooling    = "applyset.kubernetes.io/tooling"
	annotationKinds      = "applyset.kubernetes.io/contains-group-kinds"
	annotationNamespaces = "applyset.kubernetes.io/additional-namespaces"
)

// commit swaps the head. It finds out whether a swap without an answer took
// effect.
func (s *heads) commit(ctx context.Context, next *head, r *Revision) error {
	rebased := false
	err := s.persist(ctx, func() error {
		for {
			err := s.swap(ctx, next, r)
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
		return s.fail(Unwritten, err)
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
func (s *heads) afterRace(ctx context.Context, next *head, rebased bool) (again bool, err error) {
	h, err := s.read(ctx)
	switch {
	case err != nil:
		return false, err
	case h == nil:
		return false, &fact.Error{What: fact.New(Raced, fact.Args{"deleted": true}), Err: ErrRaced}
	case h.Token == next.Token:
		next.uid, next.resourceVersion = h.uid, h.resourceVersion
		return false, nil
	case s.remembers(h.Token) && h.Lineage == next.Lineage && !rebased:
		next.uid, next.resourceVersion = h.uid, h.resourceVersion
		return true, nil
	}
	c := h.Current
	return false, &fact.Error{What: fact.New(Raced, fact.Args{
		"revision": c.Serial, "operation": printable(c.Operation), "who": printable(c.Who), "begun": c.Started.Local().Format(time.DateTime),
	}), Err: ErrRaced}
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

// swap writes the head if nobody else has since it was located.
func (s *heads) swap(ctx context.Context, h *head, r *Revision) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	data := map[string][]byte{headKey: raw}
	if h.Current.Inline {
		data[revisionKey] = h.inline
	}
	name := s.stack.StateName()
	content := s.content(name, map[string]any{object.LabelApplySetID: s.stack.ApplySetID()}, data)
	metadata := content["metadata"].(map[string]any)
	metadata["annotations"] = applySetAnnotations(r)
	var answer map[string]any
	if h.resourceVersion == "" {
		answer, err = s.cluster.Create(ctx, s.ref(name), content)
	} else {
		metadata["resourceVersion"], metadata["uid"] = h.resourceVersion, h.uid
		answer, err = s.cluster.Update(ctx, s.ref(name), content)
	}
	if err != nil {
		return err
	}
	return h.locate(answer)
}

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
