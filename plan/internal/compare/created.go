package compare

import (
	"sync"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/redaction"
)

// CreatedFields are the fields of an object that comes into being, leaf by leaf, as
// the server will store it: what the configuration sets, what admission makes of
// that or adds to it, and defaults. Its type and name say nothing new.
func CreatedFields(m *object.Manifest, answer map[string]any) []plan.FieldChange {
	leaves, err := kubeschema.Leaves(answer)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	secretive, r := len(m.Sensitive) > 0 || m.Ref.GroupKind() == kind.Secret, redaction.Of(m, nil)
	// How it would be stored unchanged is seldom needed.
	sent := sync.OnceValue(func() map[string]any { return kubeschema.Stored(m.Content) })
	var fields []plan.FieldChange
	for _, leaf := range leaves {
		if isIdentity(leaf.At) {
			continue
		}
		f := newField(m, sent, leaf)
		if secretive && r.Hides(leaf.Path, object.Path{}, leaf.At) {
			f.Sensitive, f.After, f.Requested = true, nil, nil
		}
		fields = append(fields, withoutAssigned(f))
	}
	return hidden(&r, fields)
}

// newField returns for one value why it will be there. Sent returns the object in the
// form in which the server would store it unchanged.
func newField(m *object.Manifest, sent func() map[string]any, leaf kubeschema.Leaf) plan.FieldChange {
	f := plan.FieldChange{Path: leaf.Path, Op: plan.Add, After: leaf.Value, Cause: plan.Cause{Kind: plan.Configuration}}
	want, at, asked := kubeschema.Find(m.Content, leaf.Path)
	if !asked {
		f.Cause = plan.Cause{Kind: plan.Server, Default: kubeschema.IsDefault(m.Ref.GroupKind(), leaf.Path, leaf.Value)}
		return f
	}
	f.Origin = m.SourceOf(at)
	if kubeschema.Equal(want, leaf.Value) {
		return f
	}
	if same, _, kept := kubeschema.Find(sent(), leaf.Path); kept && (kubeschema.AddsDefaults(same, leaf.Value) || kubeschema.AddsDefaults(want, leaf.Value)) {
		f.After = want
		return f
	}
	f.Requested, f.Cause = want, plan.Cause{Kind: plan.Server}
	return f
}

func isIdentity(at object.Path) bool {
	return at == object.PathOf("apiVersion") || at == object.PathOf("kind") || at == object.PathOf("metadata", "name") || at == object.PathOf("metadata", "namespace")
}
