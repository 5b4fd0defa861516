package plan

import (
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// DroppedField is a field that the configuration sets and that the server does
// not keep: a feature gate is off there, its schema does not have the field, or
// admission takes it out.
type DroppedField struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Path    object.Path  `json:"path"`
	Origin  object.Range `json:"origin,omitzero"`
}

// droppedBy finds such fields of an object by what the server makes of it. An
// answer that was computed, or by a definition that the plan changes first, says
// nothing about that.
func (p *planner) droppedBy(m *object.Manifest, answer map[string]any) []DroppedField {
	if _, changes := p.ahead.definitions[m.Ref.GroupKind()]; changes || !p.dry.reason(m.Ref).IsZero() {
		return nil
	}
	missing, err := kubeschema.Dropped(m.Content, answer)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	return droppedFields(m, missing)
}

// rememberedDropped are those that the last apply has found, of an object that
// has not changed since.
func (s *subject) rememberedDropped() []DroppedField {
	if s.entry == nil {
		return nil
	}
	missing := make([]object.Path, len(s.entry.Dropped))
	for i, d := range s.entry.Dropped {
		missing[i] = d.Path
	}
	return droppedFields(s.manifest, missing)
}

func droppedFields(m *object.Manifest, missing []object.Path) []DroppedField {
	var fields []DroppedField
	for _, lost := range missing {
		fields = append(fields, DroppedField{Object: m.Ref, Address: m.Address, Path: lost, Origin: m.SourceOf(kubeschema.Locate(m.Content, lost))})
	}
	return fields
}

func sortDropped(fields []DroppedField) {
	slices.SortStableFunc(fields, func(a, b DroppedField) int {
		if c := object.Compare(a.Object, b.Object); c != 0 {
			return c
		}
		return a.Path.Compare(b.Path)
	})
}
