package schema

import (
	"strings"

	"github.com/workloadlang/wl/internal/kind"
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

// Path is the place of a Kubernetes field: steps from a base.
type Path struct {
	Base  Base
	Steps []string
}

// Place is a path that holds for some kinds.
type Place struct {
	Kinds Kinds
	Path  Path
}

var bases = map[string]Base{"object": Whole, "pod": Pod, "template": Template}

// ParsePath reads a path as the table writes it: fields joined by dots, a key
// that has dots itself in brackets, and an optional base in braces:
// "spec.replicas", "{pod}.dnsPolicy", "{object}.metadata.annotations[a.b/c]".
func ParsePath(s string) Path {
	var p Path
	if rest, ok := strings.CutPrefix(s, "{"); ok {
		name, tail, _ := strings.Cut(rest, "}")
		p.Base, s = bases[name], strings.TrimPrefix(tail, ".")
	}
	for s != "" {
		if key, rest, ok := strings.Cut(s, "["); ok && !strings.Contains(key, ".") {
			inner, tail, _ := strings.Cut(rest, "]")
			if key != "" {
				p.Steps = append(p.Steps, key)
			}
			p.Steps, s = append(p.Steps, inner), strings.TrimPrefix(tail, ".")
			continue
		}
		step, rest, _ := strings.Cut(s, ".")
		p.Steps, s = append(p.Steps, step), rest
	}
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

// TemplateSteps are the steps from the object's root to its Pod template; of
// several kinds, those that most have.
func TemplateSteps(k Kinds) []string {
	of := kind.Deployment
	for i, gk := range workloads() {
		if k == 1<<i {
			of = gk
		}
	}
	return kind.About(of).InTemplate()
}

// PodSteps are the steps from the object's root to the Pod's spec.
func PodSteps(k Kinds) []string { return append(TemplateSteps(k), "spec") }
