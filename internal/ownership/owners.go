package ownership

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Owner is a manager and what it owns.
type Owner struct {
	object.ManagerEntry
	Fields *fieldpath.Set
}

// IsMaker reports whether a manager is one of those that make objects and send them as a whole:
// kubectl, Helm, Terraform, whatever there was before the first server-side apply, and stacks of wl.
func IsMaker(e object.ManagerEntry) bool {
	if e.Subresource != "" {
		return false // what is scaled, or counted, stays who did it
	}
	if strings.HasPrefix(e.Manager, "wl/") || e.Manager == "kubectl" {
		return e.Operation == string(metav1.ManagedFieldsOperationApply)
	}
	return slices.Contains([]string{
		"kubectl-client-side-apply", "kubectl-create", "kubectl-run", "kubectl-expose", "kubectl-autoscale", "kubectl-replace",
		BeforeFirstApply, "helm", "HashiCorp", "Terraform",
	}, e.Manager)
}

// OwnersOf reads the managed fields of an object. Who only reports a status is
// left out: nobody desires one.
func OwnersOf(m object.Meta) ([]Owner, error) {
	var owners []Owner
	for _, e := range m.Managers {
		if e.Subresource == "status" {
			continue
		}
		set, err := FieldSet(e)
		if err != nil {
			return nil, err
		}
		owners = append(owners, Owner{ManagerEntry: e, Fields: set})
	}
	return owners, nil
}

// ReportedOf is what those own of an object who only report its status: annotations, beside that. An
// apply that removes what is around these leaves them, as it leaves any other manager's.
func ReportedOf(m object.Meta) (*fieldpath.Set, error) {
	all := fieldpath.NewSet()
	for _, e := range m.Managers {
		if e.Subresource != "status" {
			continue
		}
		set, err := FieldSet(e)
		if err != nil {
			return nil, err
		}
		all = all.Union(set)
	}
	return all, nil
}

// OwnedBy is the set of fields that a server-side-apply manager owns.
func OwnedBy(m object.Meta, manager string) (owned *fieldpath.Set, managed bool, err error) {
	e, ok := m.Manager(manager)
	if !ok {
		return fieldpath.NewSet(), false, nil
	}
	owned, err = FieldSet(e)
	return owned, true, err
}

// Owning names those who own a field, sorted.
func Owning(owners []Owner, path object.Path) []string {
	var names []string
	for _, o := range owners {
		if kubeschema.Has(o.Fields, path) {
			names = append(names, o.Manager)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Unowned are the fields that belong to no manager: what names an object, and
// what the server keeps for itself.
func Unowned() *fieldpath.Set {
	fields := []object.Path{object.PathOf("apiVersion"), object.PathOf("kind"), object.PathOf("metadata")}
	for _, field := range []string{"name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"} {
		fields = append(fields, object.PathOf("metadata", field))
	}
	return kubeschema.SetOf(fields...)
}

// IsComponent reports whether a manager is one of Kubernetes' own components.
func IsComponent(manager string) bool {
	return slices.Contains([]string{
		"kube-controller-manager", "cloud-controller-manager", "kube-scheduler", "kube-apiserver", "kubelet", "kube-proxy",
	}, manager)
}
