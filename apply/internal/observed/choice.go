package observed

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Choice knows how workloads choose their Pods and ReplicaSets, so that those of
// all of them are seen by one selection of each kind in each namespace, however
// many workloads there are.
type Choice map[choiceKey][]string

type choiceKey struct {
	kind      kind.GroupKind
	namespace string
}

// Add adds a workload, desired or live. Fit is how it was fitted to the live
// one, where it was adopted.
func (c Choice) Add(k *kind.Kind, ref object.Ref, content map[string]any, fit *object.Fit) {
	selector := chosenBy(k, ref.Name, content, fit)
	for _, child := range k.Children {
		c.add(child, ref.Namespace, selector)
	}
	if k.Pods == kind.SchedulesPods { // what it makes has labels as the configuration says
		c.add(kind.Job, ref.Namespace, "")
		c.add(kind.Pod, ref.Namespace, selector)
	}
}

func (c Choice) add(gk kind.GroupKind, namespace, selector string) {
	key := choiceKey{gk, namespace}
	if i, found := slices.BinarySearch(c[key], selector); !found {
		c[key] = slices.Insert(c[key], i, selector)
	}
}

// Selection selects the objects of a kind among which are those of all
// workloads of a namespace: what the server can tell by one selector or, where
// they are chosen in different ways, everything.
func (c Choice) Selection(gk kind.GroupKind, namespace string) kube.Selection {
	s := kube.Selection{Kind: gk, Namespace: namespace}
	if selectors := c[choiceKey{gk, namespace}]; len(selectors) == 1 {
		s.LabelSelector = selectors[0]
	}
	return s
}

// Selections are those of all kinds and namespaces that matter.
func (c Choice) Selections() []kube.Selection {
	var all []kube.Selection
	for key := range c {
		all = append(all, c.Selection(key.kind, key.namespace))
	}
	return Distinct(all)
}

// Admits reports whether an object that a selection has brought may belong to
// one of the workloads: what is theirs alone need not be remembered.
func (c Choice) Admits(s kube.Selection, content map[string]any) bool {
	selectors := c[choiceKey{s.Kind, s.Namespace}]
	if len(selectors) < 2 || s.LabelSelector != "" {
		return true
	}
	metadata, _ := content["metadata"].(map[string]any)
	bears := labels.Set{}
	of, _ := metadata["labels"].(map[string]any)
	for key, value := range of {
		bears[key], _ = value.(string)
	}
	return slices.ContainsFunc(selectors, func(text string) bool {
		selector, err := labels.Parse(text)
		return err != nil || selector.Matches(bears)
	})
}

// chosenBy is the selector by which a workload's Pods are found. Those of
// workload blocks are found by a label that all of them bear.
func chosenBy(k *kind.Kind, name string, content map[string]any, fit *object.Fit) string {
	if k.Selector != nil {
		return ownSelector(k, content, fit)
	}
	switch {
	case fit == nil && bears(content, k.InTemplate("metadata", "labels")...):
		return object.LabelKind
	case k.PodLabel != "":
		return k.PodLabel + "=" + name
	}
	return ""
}

// ownSelector is the selector that a workload has itself.
func ownSelector(k *kind.Kind, content map[string]any, fit *object.Fit) string {
	found, _, _ := unstructured.NestedFieldNoCopy(content, k.Selector...)
	chosen, _ := found.(map[string]any)
	if fit != nil && (fit.Selector != nil || !fit.Replicas) {
		chosen = fit.Selector
	}
	if bears(chosen, "matchLabels") {
		return object.LabelKind
	}
	var selector metav1.LabelSelector
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(chosen, &selector); err != nil || chosen == nil {
		return "" // the server refuses it; everything matches
	}
	return metav1.FormatLabelSelector(&selector)
}

// bears reports whether the labels at a place include the one that the Pods of
// workload blocks have.
func bears(at map[string]any, path ...string) bool {
	for _, name := range path {
		at, _ = at[name].(map[string]any)
	}
	_, has := at[object.LabelKind]
	return has
}
