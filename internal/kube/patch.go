package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

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
	Value any    `json:"value"`
}

// patchJSON sends a JSON patch; the manager of what it changes may be left to the
// server where it changes no value.
func (w writer) patchJSON(ctx context.Context, ref object.Ref, manager string, patch []byte) (object.Meta, error) {
	answer, err := w.sendTo(ctx, w.connection.Send, ref, "", func(k kind.Resource) *rest.Request {
		r := w.connection.Request(http.MethodPatch, itemPath(k, ref)).Body(patch).
			SetHeader("Content-Type", string(types.JSONPatchType)).
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
		return object.Meta{}, w.explain(ref.String(), Masked(ctx, ref, err))
	}
	return object.MetaOf(content)
}

// ReplaceManagers writes anew who manages which fields of an object: of this very
// version of it, else the answer is apierrors.IsConflict or apierrors.IsInvalid.
// No value changes.
func (w writer) ReplaceManagers(ctx context.Context, live object.Meta, managers []object.ManagerEntry) (object.Meta, error) {
	entries := make([]metav1.ManagedFieldsEntry, len(managers))
	for i, m := range managers {
		entries[i] = m.ManagedFields()
	}
	patch, err := json.Marshal([]patchOperation{
		{"test", "/metadata/uid", live.UID},
		{"test", "/metadata/resourceVersion", live.ResourceVersion},
		{"replace", "/metadata/managedFields", entries},
	})
	if err != nil {
		return object.Meta{}, fmt.Errorf("%s: its managers cannot be written as JSON: %w", live.Ref, err)
	}
	return w.patchJSON(ctx, live.Ref, "", patch)
}

// GrowClaim changes how much storage a claim asks for, if it is the one with the
// UID and asks for as much as before: otherwise the answer is apierrors.IsInvalid
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
	_, err = w.patchJSON(ctx, claim, manager, patch)
	return err
}
