package replacement

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// Trial is the object under another name: the server judges it as it would
// judge a new one, which it cannot be asked while the old one is there. Ports
// of nodes are left to the server, for the old object has them still.
func Trial(m *object.Manifest) (object.Ref, map[string]any, error) {
	digest, err := object.Digest(m.Ref.Name)
	if err != nil {
		return object.Ref{}, nil, err
	}
	ref := m.Ref
	ref.Name = strings.TrimRight(ref.Name[:min(len(ref.Name), 38)], "-.") + "-wl-" + digest[:8]
	content := object.WithMetadata(m.Content, "name", ref.Name)
	if ref.GroupKind() == kind.Service {
		content = withoutNodePorts(content)
	}
	return ref, content, nil
}

// WithDefaults is a new object, as it was computed, with the defaults that the live one has: a
// server gives it the same, where nobody has set those fields.
func WithDefaults(c *compare.Comparison, computed map[string]any) (map[string]any, error) {
	changes, err := kubeschema.Diff(c.Live, computed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	owners, err := c.Restored.OwnersOf(c.Meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	var defaults []object.Path
	for _, d := range changes {
		owned := func(o ownership.Owner) bool { return kubeschema.HasWithin(o.Fields, d.Path) }
		if d.AfterAt.IsRoot() && !kubeschema.HasWithin(c.Owned, d.Path) && !slices.ContainsFunc(owners, owned) {
			defaults = append(defaults, d.Path)
		}
	}
	return kubeschema.Carried(computed, c.Live, defaults), nil
}

func withoutNodePorts(service map[string]any) map[string]any {
	ports, ok := object.At(service, "spec", "ports").([]any)
	if !ok {
		return service
	}
	free := make([]any, len(ports))
	for i, p := range ports {
		free[i] = p
		if port, ok := p.(map[string]any); ok {
			free[i] = object.Without(port, "nodePort")
		}
	}
	return object.With(service, "spec", object.With(service["spec"].(map[string]any), "ports", free))
}
