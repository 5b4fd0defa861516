package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/object"
)

const mediaJSON = "application/json"

// do sends a request and returns the answer's body and status. What names the
// thing asked for, for errors.
func (c *Client) do(ctx context.Context, r *rest.Request, what string) ([]byte, int, error) {
	limited, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	var status int
	result := r.Do(limited).StatusCode(&status)
	raw, err := result.Raw()
	if err != nil {
		return nil, status, c.explain(ctx, fullStatus(raw, err), what)
	}
	return raw, status, nil
}

// fullStatus takes the server's own Status from an error's body: without a
// decoder for it, client-go makes a less telling one.
func fullStatus(raw []byte, err error) error {
	var s metav1.Status
	if message, notProtobuf := unwrap(raw); notProtobuf == nil {
		if s.Unmarshal(message) != nil {
			return err
		}
	} else if json.Unmarshal(raw, &s) != nil {
		return err
	}
	if s.Status != metav1.StatusFailure {
		return err
	}
	return &apierrors.StatusError{ErrStatus: s}
}

// object sends a request whose answer is an object.
func (c *Client) object(ctx context.Context, r *rest.Request, ref object.Ref) (map[string]any, int, error) {
	raw, status, err := c.do(ctx, r.SetHeader("Accept", mediaJSON), ref.String())
	if err != nil {
		return nil, status, err
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		return nil, status, fmt.Errorf("%s on %s: the answer is not an object: %w", ref, c.context, err)
	}
	return content, status, nil
}

// Get reads one object. apierrors.IsNotFound holds for the error when it is not
// there.
func (c *Client) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	path, err := objectPath(ref)
	if err != nil {
		return nil, err
	}
	content, _, err := c.object(ctx, c.rest.Get().AbsPath(path...), ref)
	return content, err
}

// DryRunApply asks what a server-side apply would store, admission and
// validation included, and changes nothing.
func (c *Client) DryRunApply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return c.apply(ctx, a, true)
}

// Apply is a server-side apply. A conflict with another manager is an error for
// which apierrors.IsConflict holds, and whose Status' causes name the fields.
func (c *Client) Apply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return c.apply(ctx, a, false)
}

func (c *Client) apply(ctx context.Context, a ApplyRequest, dry bool) (ApplyResult, error) {
	path, err := objectPath(a.Ref)
	if err != nil {
		return ApplyResult{}, err
	}
	body, err := json.Marshal(a.Content)
	if err != nil {
		return ApplyResult{}, fmt.Errorf("%s cannot be written as JSON: %w", a.Ref, err)
	}
	r := c.rest.Patch(types.ApplyYAMLPatchType).AbsPath(path...).Body(body).
		Param("fieldManager", a.FieldManager).
		Param("fieldValidation", metav1.FieldValidationStrict)
	if a.Force {
		r.Param("force", "true")
	}
	if dry {
		r.Param("dryRun", metav1.DryRunAll)
	}
	ctx, warned := collectWarnings(ctx)
	content, status, err := c.object(ctx, r, a.Ref)
	if err != nil {
		return ApplyResult{}, err
	}
	return ApplyResult{Created: status == http.StatusCreated, Object: content, Warnings: warned.texts}, nil
}

// Create writes an object that must not exist yet; otherwise
// apierrors.IsAlreadyExists holds for the error.
func (c *Client) Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	path, err := collectionPath(ref.GroupKind(), ref.Namespace)
	if err != nil {
		return nil, err
	}
	return c.send(ctx, c.rest.Post().AbsPath(path...), ref, content)
}

// Update replaces an object. With metadata.resourceVersion in the content it is
// a compare-and-swap: apierrors.IsConflict holds for the error of the loser.
func (c *Client) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	path, err := objectPath(ref)
	if err != nil {
		return nil, err
	}
	return c.send(ctx, c.rest.Put().AbsPath(path...), ref, content)
}

func (c *Client) send(ctx context.Context, r *rest.Request, ref object.Ref, content map[string]any) (map[string]any, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be written as JSON: %w", ref, err)
	}
	answer, _, err := c.object(ctx, r.SetHeader("Content-Type", mediaJSON).Body(body), ref)
	return answer, err
}

// Delete begins the deletion of an object; where uid is not empty, only of the
// one with that UID, otherwise apierrors.IsConflict holds for the error.
func (c *Client) Delete(ctx context.Context, ref object.Ref, uid string, p Propagation) error {
	path, err := objectPath(ref)
	if err != nil {
		return err
	}
	policy := metav1.DeletionPropagation(p)
	options := metav1.DeleteOptions{PropagationPolicy: &policy}
	options.Kind, options.APIVersion = "DeleteOptions", "v1"
	if uid != "" {
		options.Preconditions = metav1.NewUIDPreconditions(uid)
	}
	body, err := json.Marshal(options)
	if err != nil {
		return fmt.Errorf("%s: %w", ref, err)
	}
	_, _, err = c.do(ctx, c.rest.Delete().AbsPath(path...).SetHeader("Accept", mediaJSON).SetHeader("Content-Type", mediaJSON).Body(body), ref.String())
	return err
}

// PodLogs returns the last lines of a container's log, of its previous run
// where asked for.
func (c *Client) PodLogs(ctx context.Context, namespace, pod, container string, previous bool, tailLines int64) (string, error) {
	ref := object.Ref{Kind: "Pod", Namespace: namespace, Name: pod}
	r := c.rest.Get().AbsPath("/api/v1/namespaces", namespace, "pods", pod, "log").
		Param("container", container).
		Param("tailLines", fmt.Sprint(tailLines))
	if previous {
		r.Param("previous", "true")
	}
	raw, _, err := c.do(ctx, r.SetHeader("Accept", "*/*"), "the log of "+ref.String())
	return string(raw), err
}
