package compare

import (
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
)

// accountSteps lead to the name of a workload's service account; nil for what
// runs no Pods.
func accountSteps(gk kind.GroupKind) []string {
	return kind.About(gk).InTemplate("spec", "serviceAccountName")
}

func accountPath(gk kind.GroupKind) object.Path {
	return object.PathOf(accountSteps(gk)...)
}

// olderAccountPath leads to the older field, into which the server copies the name, and from
// which it copies it back.
func olderAccountPath(gk kind.GroupKind) object.Path {
	return accountPath(gk).Parent().Field("serviceAccount")
}

// DropsAccount reports whether the configuration no longer names the service account
// that it named. To leave the field out would not change it: of the two that have the
// name, the other one is nobody's.
func (c *Comparison) DropsAccount() bool {
	path, older := accountPath(c.Manifest.Ref.GroupKind()), olderAccountPath(c.Manifest.Ref.GroupKind())
	if path.IsRoot() || kubeschema.Has(c.Desired, path) || kubeschema.Has(c.Desired, older) {
		return false
	}
	name, _, ok := kubeschema.Find(c.Live, path)
	return ok && name != object.DefaultServiceAccount && (kubeschema.Has(c.Owned, path) || kubeschema.Has(c.Owned, older))
}

// ResetsAccount reports whether an adoption is to name the default account: one of the two
// fields becomes the stack's, and another manager that stays has set neither. Where
// both do, they go.
func ResetsAccount(c *Comparison) bool {
	path, older := accountPath(c.Manifest.Ref.GroupKind()), olderAccountPath(c.Manifest.Ref.GroupKind())
	if !c.DropsAccount() || kubeschema.Has(c.Owned, path) && kubeschema.Has(c.Owned, older) {
		return false
	}
	named := kubeschema.SetOf(path, older).Difference(c.Removes())
	return !slices.ContainsFunc(c.owners, func(o ownership.Owner) bool {
		stays := o.Manager != c.Manager && !ownership.IsMaker(o.ManagerEntry)
		return stays && !o.Fields.Intersection(named).Empty()
	})
}

// ResetAccount is the set of the account's name.
func ResetAccount(gk kind.GroupKind) *fieldpath.Set { return kubeschema.SetOf(accountPath(gk)) }

// NamesAccount reports whether an object names another service account than the one
// that it would have without naming one.
func NamesAccount(content map[string]any) bool {
	return object.At(content, accountSteps(kind.Of(content))...) != object.DefaultServiceAccount
}

// WithDefaultAccount is a workload that names the account which it would have
// without naming one.
func WithDefaultAccount(content map[string]any) map[string]any {
	return object.WithNested(content, object.DefaultServiceAccount, accountSteps(kind.Of(content))...)
}

// withoutAccount leaves out that the name of the default account is given up:
// it stays, and means nothing.
func withoutAccount(gk kind.GroupKind, fields []plan.FieldChange) []plan.FieldChange {
	path := accountPath(gk)
	if path.IsRoot() {
		return fields
	}
	return slices.DeleteFunc(fields, func(f plan.FieldChange) bool { return f.Path == path && f.After == object.DefaultServiceAccount })
}
