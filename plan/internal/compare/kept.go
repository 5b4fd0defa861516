package compare

import (
	"slices"

	"k8s.io/apimachinery/pkg/version"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
)

// Kept says of fields that the configuration gives up and that the server keeps all the same, of
// those that change: they are nobody's then, and stay in force. Of a default that is no
// news.
func Kept(c *Comparison, fields []plan.FieldChange) []fact.Fact {
	var said []fact.Fact
	for _, f := range fields {
		left := slices.ContainsFunc(c.LeftOver, f.Path.HasPrefix)
		if left || f.Op != plan.Release || len(f.OwnersAfter) > 0 || kubeschema.IsDefault(c.Manifest.Ref.GroupKind(), f.Path, f.After) {
			continue
		}
		args := fact.Args{"field": f.Path}
		if !f.Sensitive {
			args["value"] = show(f.After)
		}
		said = append(said, fact.New(plan.WarnKept, args))
	}
	if entry, _ := c.Meta.Manager(c.Manager); c.reversioned {
		said = append(said, KeptOfVersion(c, entry)...)
	}
	return said
}

// KeptOfVersion says of what a manager has set in a newer version of the API than the configuration's that this has
// no such names for it: neither the server nor this plan can tell what of it stays in force.
func KeptOfVersion(c *Comparison, e object.ManagerEntry) []fact.Fact {
	_, was := kind.SplitAPIVersion(e.APIVersion)
	if e.Subresource != "" || c.Restored.Any() || version.CompareKubeAwareVersionStrings(was, c.Manifest.Version()) <= 0 {
		return nil
	}
	owned, err := ownership.FieldSet(e)
	if err != nil {
		return nil // which is told where the managers are compared
	}
	fields := unnamed(c, owned)
	if len(fields) == 0 {
		return nil
	}
	return []fact.Fact{fact.New(plan.WarnKeptOfVersion, fact.Args{"fields": object.PathTexts(fields), "manager": e.Manager, "was": e.APIVersion, "version": c.Manifest.APIVersion})}
}

// StillKept warns of such fields on an object to which nothing else is done.
func StillKept(c *Comparison, kept []fact.Fact) *plan.Problem {
	if len(kept) == 0 {
		return nil
	}
	p := plan.NewProblem(plan.ProblemKept, fact.Args{"object": c.Manifest.Ref, "kept": kept})
	p.Object, p.Origin = &c.Manifest.Ref, c.Manifest.Origin
	return &p
}
