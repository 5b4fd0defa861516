package plan

import (
	"fmt"
	"github.com/workloadlang/wl/internal/kube"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// covers reports whether a path lies in a fixed part.
func covers(f kind.Fixed, path object.Path) bool {
	inner, within := path.Within(object.PathOf(f.Field...))
	first, _ := inner.Cut()
	name, _ := first.Field()
	return within && !slices.Contains(f.Except, name)
}

// forcedBy finds out which changes need the object to be replaced, none where it need
// not be, and whether its Pods can run on meanwhile.
func forcedBy(live map[string]any, gk kind.GroupKind, paths []object.Path) (forcing []object.Path, keepsPods bool) {
	keepsPods = true
	for _, f := range kind.About(gk).Fixed {
		if f.Sealed && at(live, "immutable") != true {
			continue
		}
		for _, p := range paths {
			if covers(f, p) && !slices.Contains(forcing, p) {
				forcing, keepsPods = append(forcing, p), keepsPods && f.KeepsPods
			}
		}
	}
	return forcing, keepsPods
}

// ofInterest reports whether a field is one that the configuration sets, or
// has asked for: what the server makes of an object by itself, its addresses
// and generated labels, is different for every object.
func ofInterest(c *comparison, path object.Path) bool {
	return kubeschema.HasAround(c.desired, path) || kubeschema.HasAround(c.owned, path)
}

// keptAddress reports whether a Service keeps its kind of address although the
// configuration no longer sets it: the server ignores that in silence.
func keptAddress(c *comparison, fields []FieldChange) bool {
	return c.manifest.Ref.GroupKind() == kind.Service && at(c.live, "spec", "clusterIP") == "None" &&
		slices.ContainsFunc(fields, func(f FieldChange) bool { return f.Path == object.PathOf("spec", "clusterIP") && f.Op == Release })
}

// unchangeable reports whether the API will refuse the changes, which a computed
// answer does not.
func unchangeable(c *comparison, fields []FieldChange) bool {
	var paths []object.Path
	for _, f := range fields {
		if f.Op != Take && f.Op != Release {
			paths = append(paths, f.Path)
		}
	}
	forcing, _ := forcedBy(c.live, c.manifest.Ref.GroupKind(), paths)
	return len(forcing) > 0
}

// renewed is an object as it is replaced: with what others have set of the
// fields that are left to them.
func renewed(c *comparison) *object.Manifest {
	m := *c.whole
	m.Content = kubeschema.Carried(m.Content, c.live, c.leftOver)
	return &m
}

// renewedFields lists the fields in which the new object will differ from the live
// one, as far as the configuration has a say in them, and which of them force its
// replacement: none where it need not be replaced.
func renewedFields(c *comparison, result kube.ApplyResult) (fields []FieldChange, forcing []object.Path, keepsPods bool, err error) {
	if err := c.becomes(result.Meta); err != nil {
		return nil, nil, false, err
	}
	after := with(result.Object, "metadata", with(result.Object["metadata"].(map[string]any), "name", c.manifest.Ref.Name))
	changes, err := kubeschema.Diff(c.live, after)
	if err != nil {
		return nil, nil, false, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	var paths []object.Path
	for _, d := range changes {
		if !ofInterest(c, d.Path) {
			continue
		}
		f := c.field(d)
		if f.Path == object.PathOf("spec", "clusterIP") && !kubeschema.Has(c.desired, f.Path) {
			f.Op, f.After, f.Unknown = Remove, nil, false // the server finds another address
		}
		fields, paths = append(fields, f), append(paths, f.Path)
	}
	forcing, keepsPods = forcedBy(c.live, c.manifest.Ref.GroupKind(), paths)
	return fields, forcing, keepsPods, nil
}

// losses returns what is not carried over to a new object.
func losses(c *comparison, after map[string]any, forcing []object.Path) []fact.Fact {
	var lost []fact.Fact
	for _, path := range forcing {
		switch {
		case c.manifest.Ref.GroupKind() == kind.StatefulSet && path == object.PathOf("spec", "serviceName"):
			lost = append(lost, fact.New(WarnDNSNames, nil))
		case c.manifest.Ref.GroupKind() == kind.StatefulSet && path.HasPrefix(object.PathOf("spec", "volumeClaimTemplates")) && !resizesOnly(c.live, after):
			lost = append(lost, fact.New(WarnTemplatesForNew, nil))
		case c.manifest.Ref.GroupKind() == kind.Service && path == object.PathOf("spec", "clusterIP"):
			lost = append(lost, fact.New(WarnAddressChanges, nil))
		}
	}
	return lost
}
