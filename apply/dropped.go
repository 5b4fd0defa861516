package apply

import (
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// dropped notes what the server has not kept of an object, by its answer: a plan
// that finds it unchanged, and asks nothing, has it from here.
func (j *journal) dropped(m *object.Manifest, answer map[string]any) {
	sent, err := kubeschema.Applied(m)
	if err != nil || answer == nil {
		return
	}
	missing, err := kubeschema.Dropped(sent.Content, answer)
	if err != nil {
		return // the server has taken what wl's schema cannot read
	}
	e := j.entries[m.Ref]
	e.Dropped = nil
	for _, lost := range missing {
		e.Dropped = append(e.Dropped, state.Dropped{Path: lost.Path, At: lost.At})
	}
	j.entries[m.Ref], j.dirty = e, true
}
