package faults

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// cluster is the namespace of a stack as an administrator sees it, past the proxy.
type cluster struct {
	client    dynamic.Interface
	states    state.Cluster
	namespace string
	files     string // the directory of the state's files; "" where the state is in the cluster
}

// state is that of a stack.
func (c cluster) state(stack string) *state.Store {
	of := object.Stack{Name: stack, Namespace: c.namespace}
	if c.files == "" {
		return state.Open(c.states, of)
	}
	return state.OpenFile(c.states, of, filepath.Join(c.files, state.FileName(of, "default")))
}

// world is what there is of a stack: the objects with its label.
type world map[object.Ref]*unstructured.Unstructured

// kinds are those that variants have.
func kinds() []kind.GroupKind {
	return []kind.GroupKind{kind.ConfigMap, kind.Secret, kind.Service, kind.Deployment, kind.StatefulSet, kind.Job}
}

// of is where the objects of a kind are.
func (c cluster) of(gk kind.GroupKind) dynamic.ResourceInterface {
	k := kind.About(gk)
	return c.client.Resource(schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural}).Namespace(c.namespace)
}

// world reads what there is of a stack, once nothing of it is being deleted any more.
func (c cluster) world(ctx context.Context, stack string) (world, error) {
	selector := object.Stack{Name: stack, Namespace: c.namespace}.MemberSelector()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		w, leaving := world{}, ""
		for _, k := range kinds() {
			list, err := c.of(k).List(ctx, metav1.ListOptions{LabelSelector: selector})
			if err != nil {
				return nil, err
			}
			for _, o := range list.Items {
				ref := refOf(&o)
				if w[ref] = &o; o.GetDeletionTimestamp() != nil {
					leaving = ref.String()
				}
			}
		}
		switch {
		case leaving == "":
			return w, nil
		case time.Now().After(deadline):
			return w, fmt.Errorf("%s is deleted and does not go", leaving)
		}
	}
}

func refOf(o *unstructured.Unstructured) object.Ref {
	return object.Ref{Group: o.GroupVersionKind().Group, Kind: o.GetKind(), Namespace: o.GetNamespace(), Name: o.GetName()}
}

// names are those of the objects of a kind that controllers make.
func (c cluster) names(ctx context.Context, kinds ...kind.GroupKind) (map[string]bool, error) {
	names := map[string]bool{}
	for _, k := range kinds {
		list, err := c.of(k).List(ctx, metav1.ListOptions{})
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			names[o.GetName()] = true
		}
	}
	return names, nil
}

// templates are the names of the Pod templates that there have been.
func (c cluster) templates(ctx context.Context) (map[string]bool, error) {
	return c.names(ctx, kind.ReplicaSet, kind.ControllerRevision)
}

// contentOf is what people would say is in an object: nothing that the server or a controller writes.
func contentOf(o *unstructured.Unstructured) map[string]any {
	content := o.DeepCopy().Object
	delete(content, "status")
	meta := map[string]any{}
	for _, field := range []string{"labels", "annotations"} {
		values, _, _ := unstructured.NestedMap(content, "metadata", field)
		delete(values, "deployment.kubernetes.io/revision")
		if len(values) > 0 {
			meta[field] = values
		}
	}
	content["metadata"] = meta
	for _, assigned := range []string{"clusterIP", "clusterIPs"} {
		unstructured.RemoveNestedField(content, "spec", assigned)
	}
	return content
}

// same reports whether an object has the content that it had, and is the same one.
func same(a, b *unstructured.Unstructured) bool {
	return a.GetUID() == b.GetUID() && reflect.DeepEqual(contentOf(a), contentOf(b))
}

// lacks is a path at which live does not have what wanted says; "" where it has all.
func lacks(live, wanted any) string {
	switch wanted := wanted.(type) {
	case map[string]any:
		live, _ := live.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(wanted)) {
			if path := lacks(live[key], wanted[key]); path != "" {
				return "." + key + path
			}
		}
	case []any:
		live, _ := live.([]any)
		if len(live) != len(wanted) {
			return fmt.Sprintf(": %d items, not %d", len(live), len(wanted))
		}
		for i := range wanted {
			if path := lacks(live[i], wanted[i]); path != "" {
				return fmt.Sprintf("[%d]%s", i, path)
			}
		}
	default:
		if a, b := fmt.Sprint(live), fmt.Sprint(wanted); a != b {
			return fmt.Sprintf(": %s, not %s", a, b)
		}
	}
	return ""
}

// wanted is what the configuration in a directory says that there is to be.
func wanted(ctx context.Context, dir string) (world, error) {
	c := lang.Compile(ctx, dir, lang.Options{})
	if c.Diagnostics.HasErrors() {
		return nil, c.Diagnostics
	}
	w := world{}
	for _, m := range c.Stack.Clusters[0].Objects {
		w[m.Ref] = &unstructured.Unstructured{Object: m.Content}
	}
	return w, nil
}

// refs are the names of a world's objects, in order.
func (w world) refs() []object.Ref { return slices.SortedFunc(maps.Keys(w), object.Compare) }

func (w world) String() string {
	var lines []string
	for _, ref := range w.refs() {
		lines = append(lines, fmt.Sprintf("%s %s", ref, w[ref].GetUID()))
	}
	return strings.Join(lines, "\n")
}
