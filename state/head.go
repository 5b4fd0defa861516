package state

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// head is what the head Secret says: which revisions there are.
type head struct {
	FormatVersion int       `json:"format_version"`
	Lineage       string    `json:"lineage"`
	Token         string    `json:"token"` // of the write that made this head
	Current       pointer   `json:"current"`
	History       []pointer `json:"history,omitempty"` // newest first

	uid, resourceVersion string
	inline               []byte // the current revision's bytes, where they are in the head
}

// heads reads and swaps the head Secret. It may be used by several goroutines at once.
type heads struct {
	secrets

	mu     sync.Mutex
	unsure map[string]bool // tokens of swaps that had no answer
}

// read returns nil where there is no state.
func (s *heads) read(ctx context.Context) (*head, error) {
	content, err := s.cluster.Get(ctx, s.ref(s.stack.StateName()))
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, s.fail(Unreadable, err)
	}
	if content["type"] != secretType {
		return nil, s.fail(Unusable, fact.NewError(nil, OtherSecret, fact.Args{"type": content["type"]}))
	}
	h, err := parseHead(content)
	switch {
	case errors.Is(err, errNewer):
		return nil, s.fail(Unreadable, err)
	case err != nil:
		return nil, s.damaged(err)
	}
	return h, nil
}

func parseHead(content map[string]any) (*head, error) {
	raw, err := secretData(content, headKey)
	if err != nil {
		return nil, err
	}
	if err := checkFormat(raw); err != nil {
		return nil, err
	}
	h := &head{}
	if err := json.Unmarshal(raw, h); err != nil {
		return nil, err
	}
	if h.Current.Inline {
		if h.inline, err = secretData(content, revisionKey); err != nil {
			return nil, err
		}
	}
	return h, h.locate(content)
}

// locate notes which version of the Secret the head is.
func (h *head) locate(content map[string]any) error {
	meta, err := object.MetaOf(content)
	if err != nil {
		return err
	}
	h.uid, h.resourceVersion = meta.UID, meta.ResourceVersion
	return nil
}
