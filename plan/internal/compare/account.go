package compare

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
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

// DropsAccount reports whether the configuration no longer names the service account
// that it named. To leave the field out would not change it: the server has
// copied the name into an older field, which nobody owns, and back.
func (c *Comparison) DropsAccount() bool {
	path := accountPath(c.Manifest.Ref.GroupKind())
	if path.IsRoot() {
		return false
	}
	name, _, ok := kubeschema.Find(c.Live, path)
	return ok && name != object.DefaultServiceAccount && kubeschema.Has(c.Owned, path) && !kubeschema.Has(c.Desired, path)
}

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
