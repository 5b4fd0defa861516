package kube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// DryRunApply asks what a server-side apply would do. Nothing is written.
func (c *Client) DryRunApply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return c.apply(ctx, a, true)
}

// Apply is a server-side apply. After an UnreachableError it is not known
// whether it took effect; it may then be repeated.
func (c *Client) Apply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return c.apply(ctx, a, false)
}

func (c *Client) apply(ctx context.Context, a ApplyRequest, dry bool) (ApplyResult, error) {
	body, err := json.Marshal(a.Content)
	if err != nil {
		return ApplyResult{}, fmt.Errorf("%s: the object cannot be written as JSON: %w", a.Ref, err)
	}
	answer, err := c.sendTo(ctx, c.send, a.Ref, versionIn(a.Content), func(k kind.Resource) *rest.Request {
		r := c.rest.Verb(http.MethodPatch).AbsPath(itemPath(k, a.Ref)).
			Param("fieldManager", a.FieldManager).
			Param("force", strconv.FormatBool(a.Force)).
			Param("fieldValidation", metav1.FieldValidationStrict).
			SetHeader("Content-Type", string(types.ApplyPatchType)).
			SetHeader("Accept", "application/json").
			Body(body)
		if dry {
			r.Param("dryRun", metav1.DryRunAll)
		}
		return r
	})
	if err != nil {
		return ApplyResult{}, err
	}
	return c.readResult(ctx, a.Ref, answer)
}

func (c *Client) readResult(ctx context.Context, ref object.Ref, answer rest.Result) (ApplyResult, error) {
	var result ApplyResult
	answer.WasCreated(&result.Created)
	warnings := answer.Warnings()
	for _, w := range warnings[:min(len(warnings), maxParts)] {
		result.Warnings = append(result.Warnings, maskFor(ctx, ref).Text(shortened(w.Text)))
	}
	var typed struct {
		Metadata metav1.ObjectMeta `json:"metadata"`
	}
	if err := errors.Join(unmarshal(answer, &result.Object), unmarshal(answer, &typed)); err != nil {
		return ApplyResult{}, c.explain(ref.String(), err)
	}
	result.Meta = object.MetaFrom(ref.GroupKind(), &typed.Metadata)
	return result, nil
}

// Create makes an object that must not exist: apierrors.IsAlreadyExists tells
// that it does.
func (c *Client) Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return c.write(ctx, http.MethodPost, ref, content)
}

// Update replaces an object by content, which must carry the
// metadata.resourceVersion on which it is based: apierrors.IsConflict tells
// that the object has moved on since.
func (c *Client) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return c.write(ctx, http.MethodPut, ref, content)
}

func (c *Client) write(ctx context.Context, method string, ref object.Ref, content map[string]any) (map[string]any, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("%s: the object cannot be written as JSON: %w", ref, err)
	}
	answer, err := c.sendTo(ctx, c.send, ref, versionIn(content), func(k kind.Resource) *rest.Request {
		path := itemPath(k, ref)
		if method == http.MethodPost {
			path = collectionPath(k, ref.Namespace)
		}
		return c.rest.Verb(method).AbsPath(path).Body(body).
			SetHeader("Content-Type", "application/json").
			SetHeader("Accept", "application/json")
	})
	if err != nil {
		return nil, err
	}
	written, err := objectIn(answer)
	if err != nil {
		return nil, c.explain(ref.String(), Masked(ctx, ref, err))
	}
	return written, nil
}
