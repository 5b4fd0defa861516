package plan

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Takeover is what the managers of a live object become when a stack adopts it.
type Takeover struct {
	// From names the managers whose fields become the stack's, sorted.
	From []string
	// Owned are the stack's fields then: those and the ones it had.
	Owned *fieldpath.Set
	// Managers are all entries of the object's managed fields then.
	Managers []object.ManagerEntry
}

// predecessor says of a manager that it has made objects as wl does, and has
// nothing more to say about one that wl adopts: kubectl in its several manners,
// Helm, Terraform, whatever there was before the first server-side apply, and
// another stack, which has let the object go.
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

// NewTakeover says what becomes of the managers of a live object. Fields that
// are ours afterwards and not desired are removed by the next apply, except for
// the replicas, which are never touched unless the configuration sets them, and
// for what its lifecycle leaves to others. The same holds for fields of another
// version of the API: they become nobody's.
func NewTakeover(live object.Meta, manager string, m *object.Manifest) (Takeover, error) {
	t := Takeover{Owned: fieldpath.NewSet()}
	ours := object.ManagerEntry{Manager: manager, Operation: string(metav1.ManagedFieldsOperationApply), APIVersion: m.APIVersion}
	for _, e := range live.Managers {
		own := e.Manager == manager && e.Operation == ours.Operation && e.Subresource == ""
		if !own && !predecessor(e) {
			t.Managers = append(t.Managers, e)
			continue
		}
		if !own {
			t.From = append(t.From, e.Manager)
		}
		if ours.Time.Before(e.Time) {
			ours.Time = e.Time
		}
		if e.APIVersion != m.APIVersion {
			continue
		}
		set, err := fieldSet(e)
		if err != nil {
			return t, fmt.Errorf("%s: %w", live.Ref, err)
		}
		t.Owned = t.Owned.Union(set)
	}
	if _, _, asked := kubeschema.Find(m.Content, replicasPath()); !asked {
		t.Owned = t.Owned.Difference(fieldpath.NewSet(replicasPath()))
	}
	ignored, err := kubeschema.Ignored(m)
	if err != nil {
		return t, err
	}
	t.Owned = t.Owned.RecursiveDifference(fieldpath.NewSet(ignored...))
	slices.Sort(t.From)
	t.From = slices.Compact(t.From)
	if t.Owned.Empty() {
		return t, nil
	}
	if ours.FieldsV1, err = t.Owned.ToJSON(); err != nil {
		return t, fmt.Errorf("%s: its managed fields cannot be written: %w", live.Ref, err)
	}
	t.Managers = append(t.Managers, ours)
	return t, nil
}

func replicasPath() fieldpath.Path { return fieldpath.MakePathOrDie("spec", "replicas") }
