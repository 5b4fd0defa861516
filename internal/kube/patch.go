package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// patchOperation is one of a JSON patch (RFC 6902).
type patchOperation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value,omitempty"`
}

// patch sends a patch; the manager of what it changes may be left to the server where
// it changes no value.
func (w writer) patch(ctx context.Context, ref object.Ref, manager string, form types.PatchType, patch []byte) (object.Meta, error) {
	answer, err := w.sendTo(ctx, w.connection.Send, ref, "", func(k kind.Resource) *rest.Request {
		r := w.connection.Request(http.MethodPatch, itemPath(k, ref)).Body(patch).
			SetHeader("Content-Type", string(form)).
			SetHeader("Accept", "application/json")
		if manager != "" {
			r.Param("fieldManager", manager)
		}
		return r
	})
	if err != nil {
		return object.Meta{}, err
	}
	content, err := objectIn(answer)
	if err != nil {
		return object.Meta{}, w.explain(ctx, ref, ref.String(), err)
	}
	return object.MetaOf(content)
}

// ReplaceManagers writes anew who manages which fields of an object: of this very
// version of it, else the answer is apierrors.IsConflict or apierrors.IsInvalid.
// No value changes.
func (w writer) ReplaceManagers(ctx context.Context, live object.Meta, managers []object.ManagerEntry) (object.Meta, error) {
	return w.EditMetadata(ctx, live, MetadataEdit{Managers: managers})
}

// MetadataEdit is a change of who manages which fields of an object, and of its labels
// and annotations.
type MetadataEdit struct {
	Managers []object.ManagerEntry // all that there are to be
	// SetLabels are labels that the object has, with new values; the others are removed.
	SetLabels                       map[string]string
	RemoveLabels, RemoveAnnotations []string
	Manager                         string // the field manager of what gets a new value; empty where nothing does
}

// EditMetadata changes an object's metadata: of this very version of it, else the answer
// is apierrors.IsConflict or apierrors.IsInvalid. What gets a new value is the field
// manager's then; nothing else is anybody's but as the edit says.
func (w writer) EditMetadata(ctx context.Context, live object.Meta, e MetadataEdit) (object.Meta, error) {
	entries := make([]metav1.ManagedFieldsEntry, len(e.Managers))
	for i, m := range e.Managers {
		entries[i] = m.ManagedFields()
	}
	if len(entries) == 0 {
		entries = make([]metav1.ManagedFieldsEntry, 1) // to servers, an empty list is no list: one empty entry is none
	}
	operations := []patchOperation{
		{"test", "/metadata/uid", live.UID},
		{"test", "/metadata/resourceVersion", live.ResourceVersion},
		{"replace", "/metadata/managedFields", entries},
	}
	for _, key := range slices.Sorted(maps.Keys(e.SetLabels)) {
		operations = append(operations, patchOperation{"replace", pointerTo("labels", key), e.SetLabels[key]})
	}
	for _, key := range e.RemoveLabels {
		operations = append(operations, patchOperation{"remove", pointerTo("labels", key), nil})
	}
	for _, key := range e.RemoveAnnotations {
		operations = append(operations, patchOperation{"remove", pointerTo("annotations", key), nil})
	}
	patch, err := json.Marshal(operations)
	if err != nil {
		return object.Meta{}, fmt.Errorf("%s: its metadata cannot be written as JSON: %w", live.Ref, err)
	}
	return w.patch(ctx, live.Ref, e.Manager, types.JSONPatchType, patch)
}

// pointerTo is the JSON pointer (RFC 6901) to a label or an annotation.
func pointerTo(field, key string) string {
	return "/metadata/" + field + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

// AnnotateTemplate sets an annotation of the Pod template at a path of an object, if
// that is the one with the UID: otherwise the answer is apierrors.IsConflict. It is no
// apply: what the manager sets stays until another sets it.
func (w writer) AnnotateTemplate(ctx context.Context, ref object.Ref, uid string, template []string, key, value, manager string) (object.Meta, error) {
	content := map[string]any{"metadata": map[string]any{"annotations": map[string]any{key: value}}}
	for _, field := range slices.Backward(template) {
		content = map[string]any{field: content}
	}
	content["metadata"] = map[string]any{"uid": uid}
	patch, err := json.Marshal(content)
	if err != nil {
		return object.Meta{}, fmt.Errorf("%s: the annotation cannot be written as JSON: %w", ref, err)
	}
	return w.patch(ctx, ref, manager, types.MergePatchType, patch)
}

// GrowClaim changes how much storage a claim requests, if it is the one with the
// UID and requests as much as before: otherwise the answer is apierrors.IsInvalid
// without a cause. What else happens to the claim meanwhile does not matter. It
// is no apply: the claim's template says the size, and no later apply of the
// manager's gives up a field that it has so changed.
func (w writer) GrowClaim(ctx context.Context, claim object.Ref, uid, before, after, manager string) error {
	const size = "/spec/resources/requests/storage"
	patch, err := json.Marshal([]patchOperation{
		{"test", "/metadata/uid", uid},
		{"test", size, before},
		{"replace", size, after},
	})
	if err != nil {
		return fmt.Errorf("%s: its size cannot be written as JSON: %w", claim, err)
	}
	_, err = w.patch(ctx, claim, manager, types.JSONPatchType, patch)
	return err
}
