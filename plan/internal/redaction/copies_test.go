package redaction

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

func TestCopies(t *testing.T) {
	copies := NewCopies("wl", object.MaskOf("hunter2hunter2", "1", "true", "nginx", "postgres"))
	m := &object.Manifest{Content: map[string]any{"spec": map[string]any{"a": "hunter2hunter2", "b": "x", "n": int64(1), "image": "nginx:1", "db": "postgres:15"}}}
	theirs, ours := []string{"kubectl-edit"}, []string{"other", "wl"}
	for name, c := range map[string]struct {
		field plan.FieldChange
		path  string // as it is hidden; empty where it is shown
		after any    // what is shown of a hidden one: what the configuration sets
	}{
		"theirs":                              {plan.FieldChange{Path: object.PathOf("spec", "b"), Op: plan.Modify, Before: "hunter2hunter2", After: "x", OwnersBefore: theirs}, "spec.b", "x"},
		"ours before":                         {plan.FieldChange{Path: object.PathOf("spec", "b"), Before: "hunter2hunter2", After: "x", OwnersBefore: ours}, "", nil},
		"theirs, in a longer one":             {plan.FieldChange{Path: object.PathOf("spec", "image"), Op: plan.Modify, Before: "postgres:16", After: "nginx:1", OwnersBefore: theirs}, "spec.image", "nginx:1"},
		"a number in the place of a copy":     {plan.FieldChange{Path: object.PathOf("spec", "n"), Op: plan.Modify, Before: "hunter2hunter2", After: int64(1), OwnersBefore: theirs}, "spec.n", int64(1)},
		"what admission puts there instead":   {plan.FieldChange{Path: object.PathOf("spec", "b"), Op: plan.Modify, Before: "z", After: "hunter2hunter2", OwnersBefore: theirs}, "spec.b", nil},
		"what is not asked":                   {plan.FieldChange{Path: object.PathOf("spec", "c"), Op: plan.Modify, Before: "hunter2hunter2", After: "z", OwnersBefore: theirs}, "spec.c", nil},
		"theirs, as we want it":               {plan.FieldChange{Path: object.PathOf("spec", "a"), Before: "hunter2hunter2", After: "hunter2hunter2", OwnersBefore: theirs}, "", nil},
		"ours after":                          {plan.FieldChange{Path: object.PathOf("spec", "a"), Before: "y", After: "hunter2hunter2", OwnersBefore: theirs}, "", nil},
		"the server's":                        {plan.FieldChange{Path: object.PathOf("spec", "c"), After: "hunter2hunter2"}, "spec.c", nil},
		"within a value":                      {plan.FieldChange{Path: object.PathOf("spec", "c"), Before: map[string]any{"x": []any{"p=hunter2hunter2"}}}, "spec.c", nil},
		"a short one as it is":                {plan.FieldChange{Path: object.PathOf("spec", "c"), Before: "1"}, "spec.c", nil},
		"a short one in a word":               {plan.FieldChange{Path: object.PathOf("spec", "c"), Before: "a17"}, "", nil},
		"a user's name in an image":           {plan.FieldChange{Path: object.PathOf("spec", "image"), Before: "nginx:hacked", After: "nginx:1", OwnersBefore: theirs}, "", nil},
		"a longer one in an image":            {plan.FieldChange{Path: object.PathOf("spec", "db"), Before: "postgres:16", After: "postgres:15", OwnersBefore: theirs}, "", nil},
		"a user's name, removed":              {plan.FieldChange{Path: object.PathOf("spec", "c"), Before: "nginx", OwnersBefore: theirs}, "spec.c", nil},
		"a short one that is asked otherwise": {plan.FieldChange{Path: object.PathOf("spec", "b"), Before: "true", After: "x", OwnersBefore: theirs}, "", nil},
		"a number":                            {plan.FieldChange{Path: object.PathOf("spec", "n"), Before: int64(1), After: int64(2)}, "", nil},
		"a flag":                              {plan.FieldChange{Path: object.PathOf("spec", "c"), Before: true}, "", nil},
		"a member, which is a path":           {plan.FieldChange{Path: object.MustParsePath(`spec.tags[="hunter2hunter2"]`), Before: "hunter2hunter2"}, "spec.tags", nil},
	} {
		d := decision.Decision{Manifest: m, Change: plan.Change{Fields: []plan.FieldChange{c.field}}}
		copies.Hide(&d)
		f := d.Fields[0]
		if f.Sensitive != (c.path != "") || f.Sensitive && (f.Path.String() != c.path || f.Before != nil || f.After != c.after) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
