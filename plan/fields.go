package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// fieldChanges compares the live object with what the server would store, and
// says of each difference where it comes from.
func (p *planner) fieldChanges(m *object.Manifest, entry *state.Entry, meta object.Meta, live, after map[string]any) ([]FieldChange, error) {
	changes, err := kubeschema.Diff(live, after)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Ref, err)
	}
	if len(changes) == 0 {
		return nil, nil
	}
	holders, err := p.holders(m, meta, live)
	if err != nil {
		return nil, err
	}
	digest, err := object.Digest(m.Content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Ref, err)
	}
	// The same configuration as last time: what differs was changed since.
	sameConfiguration := entry != nil && entry.UID == meta.UID && entry.Record != nil && entry.Record.Desired == digest
	fields := make([]FieldChange, len(changes))
	for i, c := range changes {
		_, at, inConfiguration := kubeschema.Find(m.Content, c.Path)
		f := FieldChange{Path: kubeschema.FormatPath(c.Path), Op: operation(c), Before: c.Before, After: c.After}
		f.Cause = cause(c, holders, inConfiguration, sameConfiguration)
		if inConfiguration {
			f.Origin = m.SourceOf(at)
		}
		if hidden(m, c, at) || wasHidden(entry, f.Path) {
			f.Sensitive, f.Before, f.After = true, nil, nil
		}
		fields[i] = f
	}
	return fields, nil
}

func operation(c kubeschema.Change) FieldOp {
	switch {
	case c.BeforeAt == "":
		return Add
	case c.AfterAt == "":
		return Remove
	default:
		return Modify
	}
}

// cause says why a field changes, by who holds it now and whether the
// configuration names it.
func cause(c kubeschema.Change, holders []holder, inConfiguration, sameConfiguration bool) Cause {
	i := slices.IndexFunc(holders, func(h holder) bool { return related(h.path, c.Path) })
	switch {
	case i >= 0:
		h := holders[i]
		result := Cause{Kind: Drift, Manager: h.Manager}
		if !h.Time.IsZero() {
			result.Time = h.Time.UTC().Format(time.RFC3339)
		}
		return result
	case sameConfiguration:
		return Cause{Kind: Drift}
	case inConfiguration || c.AfterAt == "":
		return Cause{Kind: Configuration}
	default:
		return Cause{Kind: Server}
	}
}

// related says whether one path is the other or lies within it.
func related(a, b fieldpath.Path) bool {
	n := min(len(a), len(b))
	return a[:n].Equals(b[:n])
}

// hidden says whether a change must not show its values: they are marked in the
// configuration, or stand where marked ones do. The places in the live object
// count by their path, as lists may be in another order there.
func hidden(m *object.Manifest, c kubeschema.Change, at object.Pointer) bool {
	switch {
	case at != "" && m.IsSensitive(at):
		return true
	case at != "":
		return false
	case m.IsSensitive(c.AfterAt) && c.AfterAt != "":
		return true
	}
	// What the configuration does not name is hidden where something around it
	// is marked: a value by hand beside a secret one may well be secret.
	for n := len(c.Path) - 1; n > 0; n-- {
		if _, parent, ok := kubeschema.Find(m.Content, c.Path[:n]); ok {
			return m.IsSensitive(parent)
		}
	}
	return m.IsSensitive(c.BeforeAt)
}

// wasHidden says whether a field held a sensitive value when it was last applied.
func wasHidden(entry *state.Entry, path string) bool {
	return entry != nil && slices.ContainsFunc(entry.Sensitive, func(s string) bool {
		return kubeschema.Within(s, path) || kubeschema.Within(path, s)
	})
}

// newFields are the fields of an object that comes into being: what we ask for,
// leaf by leaf. Its type and name say nothing new.
func newFields(m *object.Manifest) []FieldChange {
	desired, err := kubeschema.Parse(m.Content)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	set, err := desired.ToFieldSet()
	if err != nil {
		return nil
	}
	var fields []FieldChange
	set.Leaves().Iterate(func(path fieldpath.Path) {
		value, at, ok := kubeschema.Find(m.Content, path)
		if !ok || slices.Contains([]object.Pointer{"/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"}, at) {
			return
		}
		f := FieldChange{
			Path: kubeschema.FormatPath(path), Op: Add, After: value,
			Cause: Cause{Kind: Configuration}, Origin: m.SourceOf(at),
		}
		if m.IsSensitive(at) {
			f.Sensitive, f.After = true, nil
		}
		fields = append(fields, f)
	})
	return fields
}

// show writes a value as JSON does, for a sentence.
func show(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}
