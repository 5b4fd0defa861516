package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
)

// writer writes, and asks what would be written.
type writer struct{ *discovery }

// DryRunApply asks what a server-side apply would do. Nothing is written.
func (w writer) DryRunApply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return w.apply(ctx, a, true)
}

// Apply is a server-side apply. After an UnreachableError it is not known
// whether it took effect; it may then be repeated.
func (w writer) Apply(ctx context.Context, a ApplyRequest) (ApplyResult, error) {
	return w.apply(ctx, a, false)
}

func (w writer) apply(ctx context.Context, a ApplyRequest, dry bool) (ApplyResult, error) {
	body, err := json.Marshal(a.Content)
	if err != nil {
		return ApplyResult{}, fmt.Errorf("%s: the object cannot be written as JSON: %w", a.Ref, err)
	}
	answer, err := w.sendTo(ctx, w.connection.Send, a.Ref, versionIn(a.Content), func(k kind.Resource) *rest.Request {
		r := w.connection.Request(http.MethodPatch, itemPath(k, a.Ref)).
			Param("fieldManager", a.FieldManager).
			Param("force", strconv.FormatBool(a.Force)).
			Param("fieldValidation", metav1.FieldValidationStrict).
			SetHeader("Content-Type", string(types.ApplyPatchType)).
			SetHeader("Accept", "application/json").
			Body(connection.ReadAsYAML(body))
		if dry {
			r.Param("dryRun", metav1.DryRunAll)
		}
		return r
	})
	if err != nil {
		return ApplyResult{}, err
	}
	return w.readResult(ctx, a.Ref, answer)
}

func (w writer) readResult(ctx context.Context, ref object.Ref, answer rest.Result) (ApplyResult, error) {
	var result ApplyResult
	answer.WasCreated(&result.Created)
	for _, text := range connection.Warnings(answer) {
		result.Warnings = append(result.Warnings, w.maskFor(ctx, ref).Text(text))
	}
	var typed struct {
		Metadata metav1.ObjectMeta `json:"metadata"`
	}
	err := connection.Unmarshal(answer, &result.Object)
	if err == nil {
		err = connection.Unmarshal(answer, &typed)
	}
	if err = errorWithout(result.Object, err); err != nil {
		return ApplyResult{}, w.explain(ctx, ref, ref.String(), err)
	}
	result.Meta = object.MetaFrom(ref.GroupKind(), &typed.Metadata)
	return result, nil
}

// DryRunReplace asks what would be stored if an object were replaced by content,
// which must carry the metadata.resourceVersion on which it is based. Nothing is
// written.
func (w writer) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (ApplyResult, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return ApplyResult{}, fmt.Errorf("%s: the object cannot be written as JSON: %w", ref, err)
	}
	answer, err := w.sendTo(ctx, w.connection.Send, ref, versionIn(content), func(k kind.Resource) *rest.Request {
		return w.connection.Request(http.MethodPut, itemPath(k, ref)).Body(body).
			Param("dryRun", metav1.DryRunAll).
			Param("fieldManager", manager).
			SetHeader("Content-Type", "application/json").
			SetHeader("Accept", "application/json")
	})
	if err != nil {
		return ApplyResult{}, err
	}
	return w.readResult(ctx, ref, answer)
}

// Create makes an object that must not exist: apierrors.IsAlreadyExists tells
// that it does. What is returned is its metadata alone.
func (w writer) Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return w.write(ctx, http.MethodPost, ref, content)
}

// Update replaces an object by content, which must carry the
// metadata.resourceVersion on which it is based: apierrors.IsConflict tells
// that the object has moved on since. What is returned is its metadata alone.
func (w writer) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return w.write(ctx, http.MethodPut, ref, content)
}

func (w writer) write(ctx context.Context, method string, ref object.Ref, content map[string]any) (map[string]any, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("%s: the object cannot be written as JSON: %w", ref, err)
	}
	answer, err := w.sendTo(ctx, w.connection.Send, ref, versionIn(content), func(k kind.Resource) *rest.Request {
		path := itemPath(k, ref)
		if method == http.MethodPost {
			path = collectionPath(k, ref.Namespace)
		}
		return w.connection.Request(method, path).Body(body).
			SetHeader("Content-Type", "application/json").
			SetHeader("Accept", acceptMetaJSON)
	})
	if err != nil {
		return nil, err
	}
	written, err := objectIn(answer)
	if err != nil {
		return nil, w.explain(ctx, ref, ref.String(), err)
	}
	written["apiVersion"], written["kind"] = content["apiVersion"], content["kind"]
	return written, nil
}

// Delete deletes an object; it may be there for a while still, with a deletion
// timestamp. A uid that is not empty must be the object's, otherwise
// apierrors.IsConflict. apierrors.IsNotFound tells that it was gone already.
func (w writer) Delete(ctx context.Context, ref object.Ref, uid string, p Propagation) error {
	options := metav1.DeleteOptions{}
	policy := metav1.DeletionPropagation(p)
	options.PropagationPolicy = &policy
	if uid != "" {
		options.Preconditions = metav1.NewUIDPreconditions(uid)
	}
	return w.delete(ctx, ref, options)
}

// DeleteVersion deletes an object if it is still the one that was read, with
// errors as Delete's.
func (w writer) DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error {
	options := metav1.DeleteOptions{Preconditions: metav1.NewUIDPreconditions(uid)}
	options.Preconditions.ResourceVersion = &resourceVersion
	return w.delete(ctx, ref, options)
}

func (w writer) delete(ctx context.Context, ref object.Ref, options metav1.DeleteOptions) error {
	options.TypeMeta = metav1.TypeMeta{APIVersion: "v1", Kind: "DeleteOptions"}
	body, err := json.Marshal(options)
	if err != nil {
		return fmt.Errorf("%s: %w", ref, err)
	}
	request := func(k kind.Resource) *rest.Request {
		return w.connection.Request(http.MethodDelete, itemPath(k, ref)).Body(body).
			SetHeader("Content-Type", "application/json").
			SetHeader("Accept", "application/json")
	}
	_, err = w.sendTo(ctx, w.connection.Send, ref, "", request)
	if version := Unconverted(err); version != "" { // in which nothing has to be converted
		_, err = w.sendTo(ctx, w.connection.Send, ref, version, request)
	}
	return err
}
