package state

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
)

const (
	secretType = "wl/state"
	labelState = "wl/state" // its value is the stack's name

	headKey     = "head"
	revisionKey = "revision"

	// The ApplySet specification's annotations of a set's parent.
	annotationTooling    = "applyset.kubernetes.io/tooling"
	annotationKinds      = "applyset.kubernetes.io/contains-group-kinds"
	annotationNamespaces = "applyset.kubernetes.io/additional-namespaces"
)

// head is what the head Secret says: which revisions there are.
type head struct {
	FormatVersion int       `json:"format_version"`
	Lineage       string    `json:"lineage"`
	Current       pointer   `json:"current"`
	History       []pointer `json:"history,omitempty"` // newest first

	uid, resourceVersion string
	inline               []byte // the current revision's bytes, where they are in the head
}

// pointer says where a revision's bytes are, and what they must be.
type pointer struct {
	Summary
	Digest string   `json:"digest"` // SHA-256 of all bytes
	Inline bool     `json:"inline,omitempty"`
	Parts  []string `json:"parts,omitempty"` // names of Secrets, in order
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
	raw, err := secretData(content, headKey)
	if err != nil {
		return nil, s.wrap("is damaged", err)
	}
	h := &head{}
	if err := json.Unmarshal(raw, h); err != nil {
		return nil, s.wrap("is damaged", err)
	}
	if h.FormatVersion > FormatVersion {
		return nil, s.wrap("cannot be read", fmt.Errorf("it was written by a newer wl (format %d; this wl knows up to %d): update wl", h.FormatVersion, FormatVersion))
	}
	if h.Current.Inline {
		if h.inline, err = secretData(content, revisionKey); err != nil {
			return nil, s.wrap("is damaged", err)
		}
	}
	meta, err := object.MetaOf(content)
	if err != nil {
		return nil, s.wrap("cannot be read", err)
	}
	h.uid, h.resourceVersion = meta.UID, meta.ResourceVersion
	return h, nil
}

// swapHead writes the head if nobody else has since it was read.
func (s *Store) swapHead(ctx context.Context, h *head, r Revision) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return s.wrap("cannot be written", err)
	}
	data := map[string][]byte{headKey: raw}
	if h.Current.Inline {
		data[revisionKey] = h.inline
	}
	content := s.secretContent(s.stack.StateName(), data)
	metadata := content["metadata"].(map[string]any)
	maps.Copy(metadata["labels"].(map[string]any), map[string]any{object.LabelApplySetID: s.stack.ApplySetID()})
	metadata["annotations"] = applySetAnnotations(r)
	var answer map[string]any
	ref := s.secret(s.stack.StateName())
	if h.resourceVersion == "" {
		answer, err = s.cluster.Create(ctx, ref, content)
	} else {
		metadata["resourceVersion"], metadata["uid"] = h.resourceVersion, h.uid
		answer, err = s.cluster.Update(ctx, ref, content)
	}
	switch {
	case apierrors.IsConflict(err), apierrors.IsAlreadyExists(err):
		return fmt.Errorf("%w (%v)", ErrRaced, err)
	case apierrors.IsNotFound(err) && h.resourceVersion != "":
		return fmt.Errorf("%w (it was removed)", ErrRaced)
	case err != nil:
		return s.wrap("cannot be written", err)
	}
	meta, err := object.MetaOf(answer)
	if err != nil {
		return s.wrap("was written, but the answer cannot be read", err)
	}
	h.uid, h.resourceVersion = meta.UID, meta.ResourceVersion
	return nil
}

// applySetAnnotations are what the ApplySet specification asks of a set's
// parent (KEP-3659).
func applySetAnnotations(r Revision) map[string]any {
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

func (s *Store) secretContent(name string, data map[string][]byte) map[string]any {
	encoded := make(map[string]any, len(data))
	for key, value := range data {
		encoded[key] = base64.StdEncoding.EncodeToString(value)
	}
	return map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"type":       secretType,
		"metadata": map[string]any{
			"name":      name,
			"namespace": s.stack.Namespace,
			"labels": map[string]any{
				labelState:            s.stack.Name,
				object.LabelManagedBy: object.ManagedBy,
			},
		},
		"data": encoded,
	}
}

func secretData(content map[string]any, key string) ([]byte, error) {
	data, _ := content["data"].(map[string]any)
	text, ok := data[key].(string)
	if !ok {
		return nil, errors.New("it has no entry " + key)
	}
	return base64.StdEncoding.DecodeString(text)
}
