package plan

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// renewal is how an object is replaced whose change the API does not allow.
type renewal int

const (
	keepsPods renewal = iota + 1 // deleted alone; its Pods run on and become the new object's
	endsPods                     // deleted with everything that it has made
)

// renewalFor is how an object is replaced of which a part changes that cannot.
func renewalFor(f kind.Fixed) renewal {
	if f.KeepsPods {
		return keepsPods
	}
	return endsPods
}

// covers reports whether a path lies in a fixed part.
func covers(f kind.Fixed, path object.Path) bool {
	inner, within := path.Within(object.PathOf(f.Field...))
	first, _ := inner.Cut()
	name, _ := first.Field()
	return within && !slices.Contains(f.Except, name)
}

// fixedIn finds out which changes need the object to be replaced, and how;
// zero where none does.
func fixedIn(live map[string]any, gk kind.GroupKind, paths []object.Path) (forcing []object.Path, how renewal) {
	for _, f := range kind.About(gk).Fixed {
		if f.Sealed && at(live, "immutable") != true {
			continue
		}
		for _, p := range paths {
			if covers(f, p) && !slices.Contains(forcing, p) {
				forcing, how = append(forcing, p), max(how, renewalFor(f))
			}
		}
	}
	return forcing, how
}

// ofInterest reports whether a field is one that the configuration sets, or
// has asked for: what the server makes of an object by itself, its addresses
// and generated labels, is different for every object.
func (c *comparison) ofInterest(path object.Path) bool {
	return kubeschema.HasAround(c.desired, path) || kubeschema.HasAround(c.owned, path)
}

// keptAddress reports whether a Service keeps its kind of address although the
// configuration no longer sets it: the server ignores that in silence.
func (c *comparison) keptAddress(fields []FieldChange) bool {
	return c.manifest.Ref.GroupKind() == kind.Service && at(c.live, "spec", "clusterIP") == "None" &&
		slices.ContainsFunc(fields, func(f FieldChange) bool { return f.Path == object.PathOf("spec", "clusterIP") && f.Op == Release })
}

// unchangeable reports whether the API will refuse the changes, which a computed
// answer does not.
func (c *comparison) unchangeable(fields []FieldChange) bool {
	var paths []object.Path
	for _, f := range fields {
		if f.Op != Take && f.Op != Release {
			paths = append(paths, f.Path)
		}
	}
	_, how := fixedIn(c.live, c.manifest.Ref.GroupKind(), paths)
	return how != 0
}

// trial is the object under another name: the server judges it as it would
// judge a new one, which it cannot be asked while the old one is there. Ports
// of nodes are left to the server, for the old object has them still.
func trial(m *object.Manifest) (object.Ref, map[string]any, error) {
	digest, err := object.Digest(m.Ref.Name)
	if err != nil {
		return object.Ref{}, nil, err
	}
	ref := m.Ref
	ref.Name = strings.TrimRight(ref.Name[:min(len(ref.Name), 38)], "-.") + "-wl-" + digest[:8]
	content := withPrecondition(m.Content, "name", ref.Name)
	if ref.GroupKind() == kind.Service {
		content = withoutNodePorts(content)
	}
	return ref, content, nil
}

func withoutNodePorts(service map[string]any) map[string]any {
	ports, ok := at(service, "spec", "ports").([]any)
	if !ok {
		return service
	}
	free := make([]any, len(ports))
	for i, p := range ports {
		free[i] = p
		if port, ok := p.(map[string]any); ok {
			free[i] = without(port, "nodePort")
		}
	}
	return with(service, "spec", with(service["spec"].(map[string]any), "ports", free))
}
