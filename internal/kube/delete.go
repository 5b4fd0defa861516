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
