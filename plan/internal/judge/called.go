package judge

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// changesConversion reports whether a definition changes how its objects are converted.
func changesConversion(d decision.Decision) bool {
	return slices.ContainsFunc(d.Fields, func(f plan.FieldChange) bool {
		return f.Path.HasPrefix(object.PathOf("spec", "conversion")) && !f.Op.KeepsValue()
	})
}

// Answering lists what the plan creates behind the webhook that does not respond about an
// object: its Service, and the workloads that this chooses; nothing where the refusal has
// another reason, or they are there, or the webhook is asked about the object that serves it:
// then none of them can come first.
func Answering(j *Judge, of object.Ref, refused error) []object.Ref {
	service, called := failing.Service(refused)
	if !called {
		return nil
	}
	desired := make(map[object.Ref]*object.Manifest, len(j.Desired))
	for i := range j.Desired {
		desired[j.Desired[i].Ref] = &j.Desired[i]
	}
	behind := program.Behind(cmp.Or(j.Kinds, kind.BuiltIn()), desired, service)
	if slices.Contains(behind, of) {
		return nil
	}
	return slices.DeleteFunc(behind, func(ref object.Ref) bool {
		_, there := j.Metas[ref]
		return there
	})
}

// Rescoping is the stack's definition of an object's kind, where that has another scope than the
// kind has in the cluster, which is in namespaces or not; nil where there is none.
func Rescoping(w *wanted.Configuration, of object.Ref, namespaced bool) *object.Ref {
	for i := range w.All {
		m := &w.All[i]
		if m.Ref.GroupKind() != kind.Definition || wanted.DefinedBy(m.Content) != of.GroupKind() {
			continue
		}
		if wants := object.At(m.Content, "spec", "scope") == "Namespaced"; wants != namespaced {
			return &m.Ref
		}
	}
	return nil
}
