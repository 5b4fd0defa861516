package faults

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// interfere does to an object what other writers do. An object that is not there, or not yet, is an error.
func (c cluster) interfere(k Kind, on object.Ref) error {
	ctx := context.Background()
	patch := func(manager, text string, sub ...string) error {
		_, err := c.of(on.GroupKind()).Patch(ctx, on.Name, types.MergePatchType, []byte(text), metav1.PatchOptions{FieldManager: manager}, sub...)
		return err
	}
	switch k {
	case Deleted:
		background := metav1.DeletePropagationBackground
		return c.of(on.GroupKind()).Delete(ctx, on.Name, metav1.DeleteOptions{PropagationPolicy: &background})
	case Edited:
		return patch("kubectl-edit", editOf(on))
	case Scaled:
		return patch("kubectl", `{"spec":{"replicas":3}}`, "scale")
	case Labelled:
		return patch("kubectl-label", `{"metadata":{"labels":{"example.com/touched":"yes"}}}`)
	case Unlabelled:
		return patch("kubectl-label", fmt.Sprintf(`{"metadata":{"labels":{%q:null}}}`, object.LabelApplySet))
	case PodsDeleted:
		return c.of(kind.Pod).DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{LabelSelector: object.LabelName + "=" + on.Name})
	}
	return fmt.Errorf("no other writer does %s", k)
}

// editOf is a change of what the configuration sets, of no Pod template.
func editOf(on object.Ref) string {
	switch on.GroupKind() {
	case kind.ConfigMap:
		return `{"data":{"level":"edited"}}`
	case kind.Secret:
		return `{"data":{"token":"ZWRpdGVk"}}`
	case kind.Service:
		return `{"spec":{"sessionAffinity":"ClientIP"}}`
	case kind.Job:
		return fmt.Sprintf(`{"metadata":{"labels":{%q:"edited"}}}`, object.LabelName)
	}
	return `{"spec":{"replicas":2}}`
}

// unlock releases the lock as kubectl does.
func (c cluster) unlock() {
	_ = c.of(kind.Lease).Delete(context.Background(), object.Stack{Name: stackName}.StateName(), metav1.DeleteOptions{})
}
