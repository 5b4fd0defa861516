package plan

import (
	"fmt"
	corev1 "k8s.io/api/core/v1"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// otherManagers are the managers that stay beside us, without the fields that are
// taken from them by force, and what they own.
func otherManagers(c *comparison) ([]object.ManagerEntry, *fieldpath.Set, error) {
	var others []object.ManagerEntry
	lost, kept := fieldpath.NewSet(), fieldpath.NewSet()
	for _, h := range c.holders {
		lost = lost.Union(kubeschema.SetOf(h.path))
	}
	for _, e := range c.meta.Managers {
		if predecessor(e) || e.Manager == c.manager && e.Subresource == "" {
			continue
		}
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
		}
		set = set.Difference(lost)
		if e.FieldsV1, err = set.ToJSON(); err != nil {
			return nil, nil, fmt.Errorf("%s: its managed fields cannot be written: %w", c.manifest.Ref, err)
		}
		others, kept = append(others, e), kept.Union(set)
	}
	return others, kept, nil
}

// otherSet names the stack, or the ApplySet of another tool, whose label an
// object bears; zero where there is none.
func otherSet(live object.Meta, s object.Stack) fact.Fact {
	id := live.Labels[object.LabelApplySet]
	if id == "" || id == s.ApplySetID() {
		return fact.Fact{}
	}
	if other, known := memberOf(live); known {
		return fact.New(OwnerStack, fact.Args{"name": other.Name, "namespace": other.Namespace})
	}
	return fact.New(OwnerApplySet, fact.Args{"id": id})
}

// memberOf is the stack whose label an object bears, if one of its managers is
// that stack's.
func memberOf(live object.Meta) (s object.Stack, known bool) {
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

const (
	helmRelease          = "meta.helm.sh/release-name"
	helmReleaseNamespace = "meta.helm.sh/release-namespace"
)

// cautions are what people must know before wl takes an object over.
func cautions(c *comparison) []fact.Fact {
	var all []fact.Fact
	if release := c.meta.Annotations[helmRelease]; release != "" {
		all = append(all, fact.New(WarnHelmRelease, fact.Args{"release": release, "namespace": c.meta.Annotations[helmReleaseNamespace]}))
	} else if c.meta.Labels[object.LabelManagedBy] == "Helm" {
		all = append(all, fact.New(WarnHelmLabels, nil))
	}
	if _, ok := c.meta.Annotations[corev1.LastAppliedConfigAnnotation]; ok {
		all = append(all, fact.New(WarnKubectlApply, nil))
	}
	if c.manifest.Ref.GroupKind() == kind.Namespace {
		all = append(all, fact.New(WarnNamespaceDeletion, nil))
	}
	var others []string
	for _, e := range c.meta.Managers {
		if e.Operation == "Apply" && e.Subresource == "" && !predecessor(e) && e.Manager != c.manager {
			others = append(others, e.Manager)
		}
	}
	for _, o := range slices.Compact(slices.Sorted(slices.Values(others))) {
		all = append(all, fact.New(WarnOtherApplier, fact.Args{"manager": o}))
	}
	return all
}
