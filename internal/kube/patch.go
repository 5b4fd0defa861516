package kube

import (
	"context"
	"net/http"

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
