package plan

import (
	"context"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Addition is what people have added to an object by hand: fields and list items
// that the configuration does not name and that no other manager holds.
type Addition struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Origin  object.Range `json:"origin,omitzero"`
	// Fields have the cause Added, which says who and when. An item of a list is
	// one field, with all that is in it.
	Fields []FieldChange `json:"fields"`
	// Lost reports that the object is replaced, and what was added goes with it.
	Lost bool `json:"lost,omitempty"`
}

// added finds, by an object's metadata alone, what people have added to it, by
// manager. The managers are those whose changes are drift.
func (w *wanted) added(m *object.Manifest, live object.Meta) ([]owner, error) {
	if !slices.ContainsFunc(live.Managers, w.interactive) {
		return nil, nil // nearly always
	}
	owners, err := ownersOf(live)
	if err != nil {
		return nil, err
	}
	typed, err := kubeschema.Parse(m.Content)
	if err != nil {
		return nil, err
	}
	claimed, err := typed.ToFieldSet()
	if err != nil {
		return nil, err
	}
	var people []owner
	for _, o := range owners {
		if w.interactive(o.ManagerEntry) {
			people = append(people, o)
		} else {
			claimed = claimed.Union(o.fields)
		}
	}
	return unclaimed(people, claimed, slices.Concat(w.leftOver(m), kubectlBooks())), nil
}

// unclaimed keeps of what people hold what nobody else claims, and what is not
// in one of the ignored fields.
func unclaimed(people []owner, claimed *fieldpath.Set, ignored []object.Path) []owner {
	claimed = withParents(claimed)
	var added []owner
	for _, o := range people {
		o.fields = o.fields.Difference(claimed).RecursiveDifference(kubeschema.SetOf(ignored...))
		if !o.fields.Empty() {
			added = append(added, o)
		}
	}
	return added
}

// kubectlBooks are fields in which kubectl keeps its own books, and the trace of
// a restart, which is no addition.
func kubectlBooks() []object.Path {
	return []object.Path{
		object.PathOf("metadata", "annotations", lastApplied),
		object.PathOf("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"),
	}
}

// withParents is a set with everything around its fields.
func withParents(set *fieldpath.Set) *fieldpath.Set {
	var all []object.Path
	for path := range kubeschema.Paths(set) {
		for ; !path.IsRoot(); path = path.Parent() {
			all = append(all, path)
		}
	}
	return kubeschema.SetOf(all...)
}

// outermost lists the fields of a set as people see them: an item of a list
// stands for all that is in it, and what is in a map for the map.
func outermost(set *fieldpath.Set) []object.Path {
	var paths []object.Path
	for path := range kubeschema.Paths(set) {
		for around := path.Parent(); !around.IsRoot(); around = around.Parent() {
			if leadsToItem(around) && kubeschema.Has(set, around) {
				path = around
			}
		}
		if leadsToItem(path) || kubeschema.Below(set, path).Empty() {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, object.Path.Compare)
	return slices.Compact(paths)
}

// leadsToItem reports whether a path is that of an item of a list.
func leadsToItem(path object.Path) bool {
	_, isField := path.Last().Field()
	return !isField
}

// addition returns what people have added to an object that stays as it is, or is
// changed in other things; nil where there is nothing to say. Only such an object
// is read for it.
func (p *planner) addition(ctx context.Context, s subject, d decision) (*Addition, error) {
	if len(s.added) == 0 || d.Action == Create || d.Action == Adopt {
		return nil, nil
	}
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := p.newComparison(s, live)
	if err != nil {
		return nil, err
	}
	secret := p.masking.All().With(c.redaction.maskOf(live))
	a := &Addition{Object: s.manifest.Ref, Address: s.manifest.Address, Origin: s.manifest.Origin, Lost: d.Action.Renews()}
	stays := c.added
	if d.Action == Update && p.RemoveAdditions {
		stays = c.remaining()
	}
	for _, o := range stays {
		for _, path := range outermost(o.fields) {
			if f, there := c.addedField(o, path); there {
				if repeats(f.After, secret) {
					f.Sensitive, f.After = true, nil
				}
				a.Fields = append(a.Fields, f)
			}
		}
	}
	if len(a.Fields) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(a.Fields, func(x, y FieldChange) int { return x.Path.Compare(y.Path) })
	return a, nil
}

// repeats reports whether a value holds one that must not be shown: people copy
// such values by hand to where the configuration has none.
func repeats(value any, secret object.Mask) bool {
	switch value := value.(type) {
	case string:
		return secret.Text(value) != value
	case map[string]any:
		for _, inner := range value {
			if repeats(inner, secret) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(value, func(inner any) bool { return repeats(inner, secret) })
	}
	return false
}

// addedField is a field that another manager has added.
func (c *comparison) addedField(by owner, path object.Path) (f FieldChange, there bool) {
	value, at, there := kubeschema.Find(c.live, path)
	f = FieldChange{Path: path, Op: Add, After: value, Cause: addedBy(by.ManagerEntry)}
	hidden := c.redaction.hides(path, object.Path{}, at)
	for inner := range kubeschema.Paths(kubeschema.Below(by.fields, path)) {
		whole := path.Join(inner)
		_, at, _ := kubeschema.Find(c.live, whole)
		hidden = hidden || c.redaction.hides(whole, object.Path{}, at)
	}
	if hidden {
		f.Sensitive, f.After = true, nil
	}
	return f, there
}

func addedBy(e object.ManagerEntry) Cause {
	c := Cause{Kind: Added, Manager: e.Manager}
	if !e.Time.IsZero() {
		c.Time = e.Time.UTC().Format(time.RFC3339)
	}
	return c
}
