package kube

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// disownAttempts bounds how often an object is read again because it changed
// between reading and writing, as a workload does during its rollout.
const disownAttempts = 10

// Disown takes fields, with all that is in them, out of what a server-side-apply
// manager owns. Their values stay, and the manager's later applies leave them
// alone; an apply without them would remove them instead. It does nothing where
// the manager does not own them. An object with another UID is
// apierrors.IsConflict, and so is, where version is not empty, another version.
func (c *Client) Disown(ctx context.Context, ref object.Ref, uid, version, manager string, fields *fieldpath.Set) (object.Meta, error) {
	for attempt := 1; ; attempt++ {
		content, err := c.Get(ctx, ref)
		if err != nil {
			return object.Meta{}, err
		}
		meta, err := object.MetaOf(content)
		if err != nil {
			return object.Meta{}, err
		}
		if version != "" && meta.ResourceVersion != version {
			return meta, apierrors.NewConflict(schema.GroupResource{Group: ref.Group, Resource: ref.Kind}, ref.Name, errors.New("the object has been modified"))
		}
		patch, err := disowning(meta, uid, manager, fields)
		if err != nil || patch == nil {
			return meta, err
		}
		meta, err = c.patchJSON(ctx, ref, "", patch)
		if attempt == disownAttempts || !apierrors.IsInvalid(err) && !apierrors.IsConflict(err) {
			return meta, err
		}
	}
}

// disowning is the JSON patch that does it, on this very version of the object;
// nil where there is nothing to do.
func disowning(meta object.Meta, uid, manager string, fields *fieldpath.Set) ([]byte, error) {
	i := slices.IndexFunc(meta.Managers, func(e object.ManagerEntry) bool {
		return e.Manager == manager && e.Operation == string(metav1.ManagedFieldsOperationApply) && e.Subresource == ""
	})
	if i < 0 {
		return nil, nil
	}
	owned := &fieldpath.Set{}
	if err := owned.FromJSON(bytes.NewReader(meta.Managers[i].FieldsV1)); err != nil {
		return nil, fmt.Errorf("%s: the managed fields of %s cannot be read: %w", meta.Ref, manager, err)
	}
	rest := owned.RecursiveDifference(fields)
	if rest.Equals(owned) {
		return nil, nil
	}
	entry, err := rest.ToJSON()
	if err != nil {
		return nil, fmt.Errorf("%s: the managed fields of %s cannot be written: %w", meta.Ref, manager, err)
	}
	return json.Marshal([]patchOperation{
		{"test", "/metadata/uid", uid},
		{"test", "/metadata/resourceVersion", meta.ResourceVersion},
		{"replace", fmt.Sprintf("/metadata/managedFields/%d/fieldsV1", i), json.RawMessage(entry)},
	})
}

// patchOperation is one of a JSON patch (RFC 6902).
type patchOperation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// patchJSON sends a JSON patch; the manager of what it changes may be left to the
// server where it changes no value.
func (c *Client) patchJSON(ctx context.Context, ref object.Ref, manager string, patch []byte) (object.Meta, error) {
	answer, err := c.sendTo(ctx, c.send, ref, "", func(k kind.Resource) *rest.Request {
		r := c.rest.Verb(http.MethodPatch).AbsPath(itemPath(k, ref)).Body(patch).
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
		return object.Meta{}, c.explain(ref.String(), Masked(ctx, ref, err))
	}
	return object.MetaOf(content)
}
