package plan

import (
	"cmp"
	"sync"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// creation plans a new object, of which answer is what the server will store, or
// what is sent where it was not asked; why says then why.
func (j *judge) creation(m *object.Manifest, answer map[string]any, why fact.Fact) decision {
	left := j.leftOver(m)
	m = j.inFull(m)
	if answer == nil {
		answer = m.Content
	}
	sent, stored, begins := m.Content, answer, j.begins(m)
	if begins != nil {
		sent, stored = withReplicas(sent, *begins), withReplicas(stored, *begins)
	}
	return decision{steps: []step.Step{creating(m.Ref, sent, within(sent, left))}, Change: Change{
		Action: Create, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: newFields(m, answer),
		Impact:   j.facts(cmp.Or(impactOfCreate(stored), impactOfFirstSchedule(m), impactOfSuspension(m.Ref, nil, stored)), nil, stored),
		Warnings: append(riskOfOutage(stored), j.runsAgain(m)...), Approximate: why,
	}}
}

// newFields are the fields of an object that comes into being, leaf by leaf, as
// the server will store it: what the configuration sets, what admission makes of
// that or adds to it, and defaults. Its type and name say nothing new.
func newFields(m *object.Manifest, answer map[string]any) []FieldChange {
	leaves, err := kubeschema.Leaves(answer)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	secretive, redaction := len(m.Sensitive) > 0 || isSecret(m.Ref), newRedaction(m, nil)
	// How it would be stored unchanged is seldom needed.
	sent := sync.OnceValue(func() map[string]any { return kubeschema.Stored(m.Content) })
	var fields []FieldChange
	for _, leaf := range leaves {
		if isIdentity(leaf.At) {
			continue
		}
		f := newField(m, sent, leaf)
		if secretive && redaction.hides(leaf.Path, object.Path{}, leaf.At) {
			f.Sensitive, f.After, f.Requested = true, nil, nil
		}
		fields = append(fields, f.withoutAssigned())
	}
	return fields
}

// newField returns for one value why it will be there. Sent returns the object in the
// form in which the server would store it unchanged.
func newField(m *object.Manifest, sent func() map[string]any, leaf kubeschema.Leaf) FieldChange {
	f := FieldChange{Path: leaf.Path, Op: Add, After: leaf.Value, Cause: Cause{Kind: Configuration}}
	want, at, asked := kubeschema.Find(m.Content, leaf.Path)
	if !asked {
		f.Cause = Cause{Kind: Server, Default: kubeschema.IsDefault(m.Ref.GroupKind(), leaf.Path, leaf.Value)}
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
	f.Requested, f.Cause = want, Cause{Kind: Server}
	return f
}
