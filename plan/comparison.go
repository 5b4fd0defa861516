package plan

import (
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// comparison sets what is desired of one object against the live one.
type comparison struct {
	subject
	live map[string]any
	meta object.Meta // the live object's
	// managed means that the live object has an entry of our manager; owned is
	// what that entry owns.
	managed bool
	owned   *fieldpath.Set
	// reversioned means that this entry is of another API version than the
	// configuration: what fields are called may differ, so that whose they are
	// cannot be compared.
	reversioned bool
	desired     *fieldpath.Set
	holders     []holder
	// owners and willOwn are who owns what of the live object, and will of what
	// it becomes.
	owners, willOwn []owner
	// leftOver lists the fields that the configuration leaves to others.
	leftOver []object.Path
	// sameConfiguration means that the configuration is the one that was last
	// seen in force: whatever differs was changed in the cluster.
	sameConfiguration bool
	redaction         redaction
	key               []byte // the state's
	manager           string // ours
	// added is what people have added, and removes what of it this plan removes;
	// nil where it removes nothing.
	added   []owner
	removes *fieldpath.Set
}

func (p *planner) newComparison(s subject, live map[string]any) (*comparison, error) {
	c := &comparison{subject: s, live: live, manager: p.Stack.FieldManager(), key: p.snapshot.Key, leftOver: p.leftOver(s.manifest), redaction: newRedaction(p.inFull(s.manifest), s.entry)}
	p.masking.saw(&c.redaction, live)
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.manifest.Ref, err)
	}
	for i, h := range c.holders {
		c.holders[i].drift = p.isDrift(s, c.meta, h)
	}
	var err error
	if c.added, err = p.added(s.manifest, c.meta); err != nil {
		return nil, fmt.Errorf("%s: %w", s.manifest.Ref, err)
	}
	return c, nil
}

func (c *comparison) read() (err error) {
	if c.meta, err = object.MetaOf(c.live); err != nil {
		return err
	}
	if c.owners, err = ownersOf(c.meta); err != nil {
		return err
	}
	if c.owned, c.managed, err = ownedBy(c.meta, c.manager); err != nil {
		return err
	}
	entry, _ := c.meta.Manager(c.manager)
	c.reversioned = c.managed && entry.APIVersion != c.manifest.APIVersion
	typed, err := kubeschema.Parse(c.manifest.Content)
	if err != nil {
		return err
	}
	if c.desired, err = typed.ToFieldSet(); err != nil {
		return err
	}
	c.sameConfiguration = c.known(c.meta) && c.entry.Record != nil && c.entry.Record.IsOf(c.manifest, c.key)
	c.findHolders()
	return nil
}

// foreign reports whether nothing tells that the stack has made the live object: the
// state does not know it, and no field of it is ours.
func (c *comparison) foreign() bool { return !c.managed && !c.known(c.meta) }

// ownedBy is the set of fields that a server-side-apply manager owns.
func ownedBy(m object.Meta, manager string) (owned *fieldpath.Set, managed bool, err error) {
	e, ok := m.Manager(manager)
	if !ok {
		return fieldpath.NewSet(), false, nil
	}
	owned, err = ownership.FieldSet(e)
	return owned, true, err
}

// fields lists what an apply would change, by the server's answer to its
// dry-run: values, the order of list items, and whose the fields are.
func (c *comparison) fields(result kube.ApplyResult) ([]FieldChange, error) {
	changes, err := kubeschema.Diff(c.live, result.Object)
	if err == nil {
		c.willOwn, err = ownersOf(result.Meta)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	paths, fields := make([]object.Path, 0, len(changes)), make([]FieldChange, 0, len(changes))
	for _, d := range changes {
		paths = append(paths, d.Path)
		fields = append(fields, c.field(d))
	}
	if c.reversioned {
		return fields, nil
	}
	willOwn, _, err := ownedBy(result.Meta, c.manager)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	changed := kubeschema.SetOf(paths...)
	taken := willOwn.Difference(c.owned).Leaves().Difference(changed).RecursiveDifference(kubeschema.SetOf(c.leftOver...))
	fields = append(fields, c.transfers(Take, taken)...)
	released := c.transfers(Release, c.owned.Difference(willOwn).Leaves().Difference(changed))
	return append(fields, c.withoutAccount(released)...), nil
}

// field returns what changes, and why.
func (c *comparison) field(d kubeschema.Change) FieldChange {
	f := FieldChange{Path: d.Path, Op: operation(d), Before: d.Before, After: d.After, Cause: c.cause(d)}
	f.OwnersBefore, f.OwnersAfter = owning(c.owners, d.Path), owning(c.willOwn, d.Path)
	if _, at, ok := kubeschema.Find(c.manifest.Content, d.Path); ok {
		f.Origin = c.manifest.SourceOf(at)
	}
	if !d.Reordered && c.redaction.hides(d.Path, d.BeforeAt, d.AfterAt) {
		f.Sensitive, f.Before, f.After = true, nil, nil
	}
	return f.withoutAssigned()
}

func operation(d kubeschema.Change) FieldOp {
	switch {
	case d.BeforeAt.IsRoot():
		return Add
	case d.AfterAt.IsRoot():
		return Remove
	default:
		return Modify
	}
}

// transfers lists fields that keep their value but become ours, or cease to be.
func (c *comparison) transfers(op FieldOp, paths *fieldpath.Set) []FieldChange {
	var fields []FieldChange
	for path := range kubeschema.Paths(paths) {
		value, at, ok := kubeschema.Find(c.live, path)
		if !ok {
			continue // it is gone, which the diff has said if it was there
		}
		if want, _, asked := kubeschema.Find(c.manifest.Content, path); op == Take && asked && isEmptyValue(want) {
			continue
		}
		d := kubeschema.Change{Path: path, Before: value, After: value, BeforeAt: at, AfterAt: at}
		f := c.field(d)
		f.Op, f.Cause = op, Cause{Kind: Configuration}
		if op == Release {
			f.OwnersAfter = slices.DeleteFunc(f.OwnersAfter, func(o string) bool { return o == c.manager })
		}
		fields = append(fields, f)
	}
	return fields
}

func isIdentity(at object.Path) bool {
	return at == object.PathOf("apiVersion") || at == object.PathOf("kind") || at == object.PathOf("metadata", "name") || at == object.PathOf("metadata", "namespace")
}
