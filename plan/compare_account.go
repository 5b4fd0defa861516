package plan

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// accountSteps lead to the name of a workload's service account; nil for what
// runs no Pods.
func accountSteps(gk kind.GroupKind) []string {
	return kind.About(gk).InTemplate("spec", "serviceAccountName")
}

func accountPath(gk kind.GroupKind) object.Path {
	return object.PathOf(accountSteps(gk)...)
}

// dropsAccount reports whether the configuration no longer names the service account
// that it named. To leave the field out would not change it: the server has
// copied the name into an older field, which nobody owns, and back.
func (c *comparison) dropsAccount() bool {
	path := accountPath(c.manifest.Ref.GroupKind())
	if path.IsRoot() {
		return false
	}
	name, _, ok := kubeschema.Find(c.live, path)
	return ok && name != defaultAccount && kubeschema.Has(c.owned, path) && !kubeschema.Has(c.desired, path)
}

// namesAccount reports whether an object names another service account than the one
// that it would have without naming one.
func namesAccount(content map[string]any) bool {
	return at(content, accountSteps(kind.Of(content))...) != defaultAccount
}

// withDefaultAccount is a workload that names the account which it would have
// without naming one.
func withDefaultAccount(content map[string]any) map[string]any {
	return withNested(content, defaultAccount, accountSteps(kind.Of(content))...)
}

// withoutAccount leaves out that the name of the default account is given up:
// it stays, and means nothing.
func withoutAccount(gk kind.GroupKind, fields []FieldChange) []FieldChange {
	path := accountPath(gk)
	if path.IsRoot() {
		return fields
	}
	return slices.DeleteFunc(fields, func(f FieldChange) bool { return f.Path == path && f.After == defaultAccount })
}
