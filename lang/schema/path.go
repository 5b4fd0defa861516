package schema

import (
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Root is what a path starts from.
type Base int

const (
	// Here is the enclosing block's own place.
	Here Base = iota
	// Whole is the object that the enclosing block makes.
	Whole
	// Pod is the Pod's spec, within the workload's template.
	Pod
	// Template is the workload's Pod template.
	Template
)

// Path is the place of a Kubernetes field, seen from a base.
type Path struct {
	Base  Base
	Field object.Path
}

// Place is a path that holds for some kinds.
type Place struct {
	Kinds Kinds
	Path  Path
}

var bases = map[string]Base{"object": Whole, "pod": Pod, "template": Template}

// ParsePath reads a path as the table writes it, with an optional base in braces:
// "spec.replicas", "{pod}.dnsPolicy", "{object}.metadata.annotations[a.b/c]".
func ParsePath(s string) Path {
	var p Path
	if rest, ok := strings.CutPrefix(s, "{"); ok {
		name, tail, _ := strings.Cut(rest, "}")
		p.Base, s = bases[name], strings.TrimPrefix(tail, ".")
	}
	p.Field = object.MustParsePath(s)
	return p
}

// PathFor returns the path that holds for a kind.
func PathFor(places []Place, k Kinds) (Path, bool) {
	for _, p := range places {
		if p.Kinds.Has(k) {
			return p.Path, true
		}
	}
	return Path{}, false
}

// TemplatePath is the place of the Pod template in an object; of several kinds, the
// one that most have.
func TemplatePath(k Kinds) object.Path {
	of := kind.Deployment
	for i, gk := range workloads() {
		if k == 1<<i {
			of = gk
		}
	}
	return object.PathOf(kind.About(of).InTemplate()...)
}

// PodPath is the place of the Pod's spec in an object.
func PodPath(k Kinds) object.Path { return TemplatePath(k).Field("spec") }
