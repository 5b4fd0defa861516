package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
)

// The ApplySet specification's annotations of a set's parent.
const (
	annotationTooling    = "applyset.kubernetes.io/tooling"
	annotationKinds      = "applyset.kubernetes.io/contains-group-kinds"
	annotationNamespaces = "applyset.kubernetes.io/additional-namespaces"
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

// readHead returns nil where there is no state.
func (s *Store) readHead(ctx context.Context) (*head, error) {
	content, err := s.cluster.Get(ctx, s.secret(s.stack.StateName()))
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, s.wrap("cannot be read", err)
	}
	if content["type"] != secretType {
		return nil, s.wrap("cannot be used", fmt.Errorf("a Secret of that name exists, but its type is %v: remove it, or rename the stack", content["type"]))
	}
	h, err := parseHead(content)
	switch {
	case errors.Is(err, errNewer):
		return nil, s.wrap("cannot be read", err)
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

// swapHead writes the head if nobody else has since it was located.
func (s *Store) swapHead(ctx context.Context, h *head, r *Revision) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	data := map[string][]byte{headKey: raw}
	if h.Current.Inline {
		data[revisionKey] = h.inline
	}
	name := s.stack.StateName()
	content := s.secretContent(name, map[string]any{object.LabelApplySetID: s.stack.ApplySetID()}, data)
	metadata := content["metadata"].(map[string]any)
	metadata["annotations"] = applySetAnnotations(r)
	var answer map[string]any
	if h.resourceVersion == "" {
		answer, err = s.cluster.Create(ctx, s.secret(name), content)
	} else {
		metadata["resourceVersion"], metadata["uid"] = h.resourceVersion, h.uid
		answer, err = s.cluster.Update(ctx, s.secret(name), content)
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
