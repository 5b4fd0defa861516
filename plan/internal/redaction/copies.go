package redaction

import (
	"encoding/json"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// Copies finds values that must not be shown where no configuration has put them: people
// copy them by hand, and other field managers and admission put them there. What the configuration
// sets, or the stack has set, is marked where it is secret, and is shown as it is where it is not:
// a user's name in a Secret would otherwise take ordinary values out of a plan.
type Copies struct {
	manager string      // the stack's
	secret  object.Mask // of all that is desired, and of all live objects that were read
	long    object.Mask // of those that no other value is likely to have by chance
}

// NewCopies finds copies of what a mask takes out, where they are not a stack's own.
func NewCopies(manager string, secret object.Mask) *Copies {
	var long []any
	for _, text := range secret.Values() {
		if len(text) >= lengthy {
			long = append(long, text)
		}
	}
	return &Copies{manager, secret, object.MaskOf(long...)}
}

// lengthy is the length from which on a text is taken for a copy where the configuration sets something else: shorter
// ones, such as the name of a user, are in images and addresses, too.
const lengthy = 8

// Hide hides them in what a decision shows of its object: changes and additions, and what
// is said of fields that are another manager's, or cannot be changed.
func (c *Copies) Hide(d *decision.Decision) {
	if c.secret.IsEmpty() {
		return
	}
	for i := range d.Fields {
		c.hideCopy(d.Manifest, &d.Fields[i])
	}
	if d.Addition != nil {
		for i := range d.Addition.Fields {
			if f := &d.Addition.Fields[i]; repeats(c.secret, f.After) {
				hide(f)
			}
		}
	}
	if d.Blocked != nil {
		for _, said := range []string{"owned", "differs"} {
			facts, _ := d.Blocked.Args[said].([]fact.Fact)
			for i := range facts {
				c.hideIn(&facts[i])
			}
		}
	}
}

// hideCopy hides the values of a field that has, or gets, one that must not be shown. What the configuration sets
// in the place of such a one stays: the change would otherwise look like none.
func (c *Copies) hideCopy(m *object.Manifest, f *plan.FieldChange) {
	var asked any
	if m != nil {
		asked, _, _ = kubeschema.Find(m.Content, f.Path)
	}
	if !c.isCopy(asked, f) {
		return
	}
	path, after := f.Path, f.After
	if hide(f); f.Op == plan.Modify && f.Path == path && asked != nil && kubeschema.Equal(asked, after) {
		f.After = after
	}
}

// isCopy reports whether a field has, or gets, such a value, and not from the configuration, which sets what is
// asked.
func (c *Copies) isCopy(asked any, f *plan.FieldChange) bool {
	likely := c.secret
	if asked != nil {
		likely = c.long
	}
	ours := slices.Contains(f.OwnersBefore, c.manager)
	return !repeats(likely, asked) && (!ours && repeats(likely, f.Before) || repeats(likely, f.After))
}

// hideIn hides such a value in what is said of a field.
func (c *Copies) hideIn(f *fact.Fact) {
	var is any
	if json.Unmarshal([]byte(f.Text("is")), &is) != nil || !repeats(c.long, is) {
		return
	}
	args := fact.Args{"field": f.Args["field"], "manager": f.Args["manager"]}
	if f.Code == plan.OwnedByAnother {
		f.Code = plan.OwnedByAnotherHidden
	} else {
		args["sensitive"] = true
	}
	if path, err := object.ParsePath(f.Text("field")); err == nil {
		args["field"] = withoutMembers(path)
	}
	*f = fact.New(f.Code, args)
}

func hide(f *plan.FieldChange) {
	f.Sensitive, f.Before, f.After, f.Requested = true, nil, nil, nil
	if shown := withoutMembers(f.Path); shown != f.Path {
		f.Path, f.Items = shown, 1
	}
}

// withoutMembers is a path up to the first list that is a set: there, a value is part of the path.
func withoutMembers(path object.Path) object.Path {
	for at := path; !at.IsRoot(); at = at.Parent() {
		if _, isMember := at.Last().Member(); isMember {
			path = at.Parent()
		}
	}
	return path
}

// repeats reports whether one of the texts of a value holds one that a mask takes out. A short
// one has to be a word of it, and numbers are none.
func repeats(secret object.Mask, value any) bool {
	switch value := value.(type) {
	case string:
		return secret.Text(value) != value
	case map[string]any:
		for _, inner := range value {
			if repeats(secret, inner) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(value, func(inner any) bool { return repeats(secret, inner) })
	}
	return false
}
