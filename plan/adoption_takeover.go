package plan

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// predecessor reports whether a manager has made objects as wl does, and has
// nothing more to say about one that wl adopts: kubectl in its several manners,
// Helm, Terraform, whatever there was before the first server-side apply, and
// another stack, which has released the object.
func predecessor(e object.ManagerEntry) bool {
	if e.Subresource != "" {
		return false // what is scaled, or counted, stays who did it
	}
	if strings.HasPrefix(e.Manager, "wl/") || e.Manager == "kubectl" {
		return e.Operation == string(metav1.ManagedFieldsOperationApply)
	}
	return slices.Contains([]string{
		"kubectl-client-side-apply", "kubectl-create", "before-first-apply", "helm", "HashiCorp", "Terraform",
	}, e.Manager)
}

// takeover is how an object changes hands when a stack adopts it: what its
// predecessors own becomes the stack's. Of that, what is not desired is removed by
// the apply that follows, except for the replicas, which are never touched unless
// the configuration sets them, and for what its lifecycle leaves to others.
func takeover(c *comparison) (step.SetOwnership, *fieldpath.Set, error) {
	var taken step.SetOwnership
	for _, e := range c.meta.Managers {
		if predecessor(e) && e.Manager != c.manager {
			taken.Take = append(taken.Take, step.Take{Manager: e.Manager, Operation: e.Operation})
		}
	}
	taken.Take = compactTakes(taken.Take)
	edit, err := taken.Edit(c.manifest, c.manager)
	if err != nil {
		return taken, nil, err
	}
	all, err := edit.Of(c.meta)
	if err != nil {
		return taken, nil, err
	}
	kept := slices.Clone(c.manifest.Lifecycle.IgnoreFields)
	if _, _, asked := kubeschema.Find(c.manifest.Content, replicasPath()); !asked {
		kept = append(kept, replicasPath())
	}
	for _, path := range kept {
		if kubeschema.HasWithin(all.Owned, path) {
			edit.Release = append(edit.Release, path)
		}
	}
	taken.Release = edit.Release
	left, err := edit.Of(c.meta)
	return taken, left.Owned, err
}

// predecessors names those from whom an object is taken over, sorted.
func predecessors(taken step.SetOwnership) []string {
	var names []string
	for _, t := range taken.Take {
		names = append(names, t.Manager)
	}
	return slices.Compact(names)
}
