package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Change is one change, with its content as it is shown.
type Change struct {
	plan.Change
	// Differing is what becomes of the Pods on each of several clusters; none where that
	// is the same on all of them.
	Differing []Differing
	verbose   bool
}

// Content is what changes within an object.
type Content struct {
	// Described means that a new object is described, instead of all its fields, or of
	// a definition's schemas.
	Described bool
	Groups    []FieldGroup
	More      int // fields that are left out, because there are too many
	Unchanged int // fields that are left out, because they keep their values

	Shared      plan.Cause // of each of the fields: it is said once
	Approximate bool       // defaults are not included
	Verbose     bool       // nothing is folded
}

// Reverts returns who changed the object by hand, where that is the same for all of
// its fields and an apply reverts it.
func (c Change) Reverts() (plan.Cause, bool) {
	shared := SharedCause(c.Fields)
	return shared, shared.Kind == plan.Drift && c.Action != plan.Blocked
}

// Content is what changes within the object; of a new one, unless everything is asked
// for, only what the server makes of it beside its description.
func (c Change) Content() Content {
	if !c.verbose {
		switch c.Action {
		case plan.Delete, plan.ReleaseObject:
			return Content{}
		case plan.Create:
			content := Fold(withOwnOrigins(c.Change, admitted(c.Change)), false)
			content.Described = true
			return content
		}
	}
	fields, hidden := apparent(c.Change, c.verbose)
	fields = asStored(withoutSchemas(c.Object, fields))
	if !c.verbose { // of which there are better words
		fields = slices.DeleteFunc(fields, func(f plan.FieldChange) bool { return f.Cause.Kind == plan.Content })
	}
	content := Fold(withOwnOrigins(c.Change, fields), c.verbose)
	content.Described = c.Action == plan.Create && c.Object.GroupKind() == kind.Definition
	content.Unchanged, content.Shared, content.Approximate = hidden, SharedCause(c.Fields), !c.Approximate.IsZero()
	return content
}

// Count is how many fields the change has, without those of which there are better
// words.
func (c Change) Count() int {
	n := 0
	for _, f := range c.Fields {
		if c.verbose || f.Cause.Kind != plan.Content {
			n++
		}
	}
	return n
}

// apparent are the fields of a change that are shown: of an object that is adopted,
// unless everything is asked for, not those that keep their values.
func apparent(c plan.Change, verbose bool) (fields []plan.FieldChange, hidden int) {
	if c.Action != plan.Adopt || verbose {
		return c.Fields, 0
	}
	for _, f := range c.Fields {
		if f.Op.KeepsValue() {
			hidden++
			continue
		}
		fields = append(fields, f)
	}
	return fields, hidden
}

// withOwnOrigins are the fields, without origins that say no more than the
// change's own.
func withOwnOrigins(c plan.Change, fields []plan.FieldChange) []plan.FieldChange {
	fields = slices.Clone(fields)
	for i := range fields {
		if fields[i].Origin.String() == c.Origin.String() {
			fields[i].Origin = object.Range{}
		}
	}
	return fields
}

// SharedCause is the drift that several fields have in common; zero where they do not.
func SharedCause(fields []plan.FieldChange) plan.Cause {
	if len(fields) < 2 {
		return plan.Cause{}
	}
	for _, f := range fields {
		if !f.Cause.Equal(fields[0].Cause) || f.Cause.Kind != plan.Drift {
			return plan.Cause{}
		}
	}
	return fields[0].Cause
}

// Addition is what was added to an object by hand, with its content as it is shown.
type Addition struct {
	plan.Addition
	verbose bool
}

// Content is what was added.
func (a Addition) Content() Content { return Added(a.Fields, a.verbose) }

// Added is what was added to an object; Shared is who has, where it was one.
func Added(fields []plan.FieldChange, verbose bool) Content {
	content := Fold(fields, verbose)
	if !slices.ContainsFunc(fields, func(f plan.FieldChange) bool { return !f.Cause.Equal(fields[0].Cause) }) && len(fields) > 0 {
		content.Shared = fields[0].Cause
	}
	return content
}
