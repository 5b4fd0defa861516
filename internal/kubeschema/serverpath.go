package kubeschema

import (
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
)

// ServerPath reads a field of an object as servers name it: validation writes
// spec.template.spec.containers[0].resources.limits[cpu], and
// structured-merge-diff .spec.template.spec.containers[name="nginx"].image, with
// no quotes around names. Some names begin with a capital in what validation writes, as
// Go has them: spec.LoadBalancerSourceRanges[0]. It is the zero Path where that cannot be
// read.
func ServerPath(content map[string]any, field string) object.Path {
	plain, merged := strings.CutPrefix(field, ".")
	if merged {
		if p := mergedPath(content, field); !p.IsRoot() {
			return p
		}
	}
	p, err := object.ParsePath(plain)
	if err != nil {
		return object.Path{}
	}
	return spelled(content, p)
}

// spelled writes the fields of a path that an object lacks as it has them.
func spelled(content map[string]any, p object.Path) object.Path {
	var own object.Path
	var here any = content
	for e := range p.Elements() {
		fields, _ := here.(map[string]any)
		if name, ok := e.Field(); ok && fields != nil {
			plain := strings.ToLower(name[:min(1, len(name))]) + name[min(1, len(name)):]
			if _, has := fields[name]; !has && fields[plain] != nil {
				e = object.FieldOf(plain)
			}
		}
		own = own.Child(e)
		here, _ = own.At(content)
	}
	return own
}

// mergedPath finds the field that structured-merge-diff calls so.
func mergedPath(content map[string]any, field string) object.Path {
	set, err := FieldsOf(content)
	if err != nil {
		return object.Path{}
	}
	var found object.Path
	set.Iterate(func(p fieldpath.Path) {
		if p.String() == field {
			found = pathOf(p)
		}
	})
	return found
}
