package compare

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
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
	return said
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
