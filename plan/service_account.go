package plan

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// defaultAccount is the service account of Pods that name none.
const defaultAccount = "default"

// accountSteps lead to the name of a workload's service account; nil for what
// runs no Pods.
func accountSteps(gk kind.GroupKind) []string {
	return kind.About(gk).InTemplate("spec", "serviceAccountName")
}

func (c *comparison) accountPath() object.Path {
	return object.PathOf(accountSteps(c.manifest.Ref.GroupKind())...)
}

// dropsAccount reports whether the configuration no longer names the service account
// that it named. To leave the field out would not change it: the server has
// copied the name into an older field, which nobody owns, and back.
func (c *comparison) dropsAccount() bool {
	path := c.accountPath()
	if path.IsRoot() {
		return false
	}
	name, _, ok := kubeschema.Find(c.live, path)
	return ok && name != defaultAccount && kubeschema.Has(c.owned, path) && !kubeschema.Has(c.desired, path)
}

// accountIn is the account that an object names.
func (c *comparison) accountIn(content map[string]any) any {
	return at(content, accountSteps(c.manifest.Ref.GroupKind())...)
}

// withAccount asks what an apply would do that names the default account.
func (q *inquiry) withAccount(ctx context.Context, c *comparison) (kube.ApplyResult, error) {
	return q.cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: c.manifest.Ref, FieldManager: c.manager, Content: withPrecondition(q.asked(c), "uid", c.meta.UID),
	})
}

// withDefaultAccount is a workload that names the account which it would have
// without naming one.
func withDefaultAccount(content map[string]any) map[string]any {
	return withNested(content, defaultAccount, accountSteps(kind.Of(content))...)
}

func withNested(content map[string]any, value any, path ...string) map[string]any {
	if len(path) > 1 {
		inner, _ := content[path[0]].(map[string]any)
		value = withNested(inner, value, path[1:]...)
	}
	if content == nil {
		return map[string]any{path[0]: value}
	}
	return with(content, path[0], value)
}

// withoutAccount leaves out that the name of the default account is given up:
// it stays, and means nothing.
func (c *comparison) withoutAccount(fields []FieldChange) []FieldChange {
	path := c.accountPath()
	if path.IsRoot() {
		return fields
	}
	return slices.DeleteFunc(fields, func(f FieldChange) bool { return f.Path == path && f.After == defaultAccount })
}
