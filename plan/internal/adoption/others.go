package adoption

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// OtherManagers are the managers that stay beside us, without the fields that are
// taken from them by force or because they are removed, and what they own.
func OtherManagers(c *compare.Comparison) ([]object.ManagerEntry, *fieldpath.Set, error) {
	var others []object.ManagerEntry
	lost, kept := c.Removes(), fieldpath.NewSet()
	for _, h := range c.Holders {
		lost = lost.Union(kubeschema.SetOf(h.Path))
	}
	for _, e := range c.Meta.Managers {
		if IsPredecessor(e) || e.Manager == c.Manager && e.Subresource == "" {
			continue
		}
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
		}
		set = set.Difference(lost)
		if e.FieldsV1, err = set.ToJSON(); err != nil {
			return nil, nil, fmt.Errorf("%s: its managed fields cannot be written: %w", c.Manifest.Ref, err)
		}
		others, kept = append(others, e), kept.Union(set)
	}
	return others, kept, nil
}

// OtherSet names the stack, or the ApplySet of another tool, whose label an
// object bears; zero where there is none.
func OtherSet(live object.Meta, s object.Stack) fact.Fact {
	id := live.Labels[object.LabelApplySet]
	if id == "" || id == s.ApplySetID() {
		return fact.Fact{}
	}
	if other, known := StackOf(live); known {
		return fact.New(plan.OwnerStack, fact.Args{"name": other.Name, "namespace": other.Namespace})
	}
	return fact.New(plan.OwnerApplySet, fact.Args{"id": id})
}

// StackOf is the stack whose label an object bears, if one of its managers is
// that stack's.
func StackOf(live object.Meta) (s object.Stack, known bool) {
	for _, e := range live.Managers {
		parts := strings.SplitN(e.Manager, "/", 3)
		if len(parts) != 3 || parts[0] != "wl" {
			continue
		}
		if s = (object.Stack{Namespace: parts[1], Name: parts[2]}); s.ApplySetID() == live.Labels[object.LabelApplySet] {
			return s, true
		}
	}
	return object.Stack{}, false
}

// appliesAgain reports whether a manager is likely to set its fields again: appliers do, on the
// server's side or on their own, and neither people with kubectl nor Kubernetes' components.
func appliesAgain(e object.ManagerEntry) bool {
	person := e.Manager == "kubectl" || strings.HasPrefix(e.Manager, "kubectl-")
	return e.Operation == string(metav1.ManagedFieldsOperationApply) || !person && !ownership.IsComponent(e.Manager)
}

const (
	helmRelease          = "meta.helm.sh/release-name"
	helmReleaseNamespace = "meta.helm.sh/release-namespace"
)

// Cautions are what people must know before wl takes an object over.
func Cautions(w *wanted.Configuration, c *compare.Comparison) []fact.Fact {
	var all []fact.Fact
	if release := c.Meta.Annotations[helmRelease]; release != "" {
		all = append(all, fact.New(plan.WarnHelmRelease, fact.Args{"release": release, "namespace": c.Meta.Annotations[helmReleaseNamespace]}))
	} else if c.Meta.Labels[object.LabelManagedBy] == "Helm" {
		all = append(all, fact.New(plan.WarnHelmLabels, nil))
	}
	if _, ok := c.Meta.Annotations[corev1.LastAppliedConfigAnnotation]; ok {
		all = append(all, fact.New(plan.WarnKubectlApply, nil))
	}
	if c.Manifest.Ref.GroupKind() == kind.Namespace {
		all = append(all, fact.New(plan.WarnNamespaceDeletion, nil))
	}
	var others []string
	for _, e := range c.Meta.Managers {
		if IsPredecessor(e) && e.Manager != c.Manager {
			all = append(all, compare.KeptOfVersion(c, e)...)
		}
		if e.Subresource == "" && e.Manager != c.Manager && !IsPredecessor(e) && !w.ByHand(e) && appliesAgain(e) {
			others = append(others, e.Manager)
		}
	}
	for _, o := range slices.Compact(slices.Sorted(slices.Values(others))) {
		all = append(all, fact.New(plan.WarnOtherApplier, fact.Args{"manager": o}))
	}
	return all
}
