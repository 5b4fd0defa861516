package judge

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// maxNamed bounds how many objects a warning names.
const maxNamed = 5

// WarnOfVersions warns of definitions that are changed to lack a version which the managed
// fields of objects still name: the server cannot convert these to it, and fails at
// everything that is applied to them.
func WarnOfVersions(o *Observation, decisions []decision.Decision) {
	for i := range decisions {
		d := &decisions[i]
		if d.Object.GroupKind() != kind.Definition || d.Action != plan.Update || d.Manifest == nil {
			continue
		}
		gone := o.namedVersionsBut(wanted.DefinedBy(d.Manifest.Content), versionsOf(d.Manifest.Content))
		for _, version := range slices.Sorted(maps.Keys(gone)) {
			args := fact.Args{"version": version, "objects": gone[version][:min(len(gone[version]), maxNamed)]}
			if more := len(gone[version]) - maxNamed; more > 0 {
				args["more"] = more
			}
			d.Warnings = append(d.Warnings, fact.New(plan.WarnVersionGone, args))
		}
	}
}

// namedVersionsBut lists by API version, of those that a kind is not to have, the objects
// whose managed fields name it.
func (o *Observation) namedVersionsBut(gk kind.GroupKind, versions []string) map[string][]string {
	found := map[string][]string{}
	for _, ref := range slices.SortedFunc(maps.Keys(o.Metas), object.Compare) {
		if ref.GroupKind() != gk {
			continue
		}
		for _, e := range o.Metas[ref].Managers {
			group, version := kind.SplitAPIVersion(e.APIVersion)
			if group == gk.Group && !slices.Contains(versions, version) && !slices.Contains(found[e.APIVersion], ref.String()) {
				found[e.APIVersion] = append(found[e.APIVersion], ref.String())
			}
		}
	}
	return found
}

// versionsOf lists the versions of a definition.
func versionsOf(definition map[string]any) []string {
	var names []string
	versions, _ := object.At(definition, "spec", "versions").([]any)
	for _, item := range versions {
		v, _ := item.(map[string]any)
		if name, ok := v["name"].(string); ok {
			names = append(names, name)
		}
	}
	return names
}
