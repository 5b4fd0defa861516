package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// DryRunReplace asks what would be stored if an object were replaced by content,
// which must carry the metadata.resourceVersion on which it is based. Nothing is
// written.
func (c *Client) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (ApplyResult, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return ApplyResult{}, fmt.Errorf("%s: the object cannot be written as JSON: %w", ref, err)
	}
	answer, err := c.sendTo(ctx, c.send, ref, versionIn(content), func(k kind.Resource) *rest.Request {
		return c.rest.Verb(http.MethodPut).AbsPath(itemPath(k, ref)).Body(body).
			Param("dryRun", metav1.DryRunAll).
			Param("fieldManager", manager).
			SetHeader("Content-Type", "application/json").
			SetHeader("Accept", "application/json")
	})
	if err != nil {
		return ApplyResult{}, err
	}
	return c.readResult(ctx, ref, answer)
}

// ReplaceManagers writes anew who manages which fields of an object: of this very
// version of it, else the answer is apierrors.IsConflict or apierrors.IsInvalid.
// No value changes.
func (c *Client) ReplaceManagers(ctx context.Context, live object.Meta, managers []object.ManagerEntry) (object.Meta, error) {
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
	return c.patchJSON(ctx, live.Ref, "", patch)
}
