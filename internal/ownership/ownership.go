// Package ownership edits who owns which fields of an object: the managed fields
// of server-side apply (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
// No edit changes a value. It is pure: the caller reads the object, and writes
// the managers back on the version that it has read. client-go's csaupgrade hands all
// fields of some managers to another one: it cannot take a few, nor release any.
package ownership

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// BeforeFirstApply is the manager that servers make up by the first apply to an object
// whose managed fields are empty, and to which they give all its fields
// (https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/555-server-side-apply).
const BeforeFirstApply = "before-first-apply"

// MadeUp reports whether an entry is that manager's: nobody's.
func MadeUp(e object.ManagerEntry) bool {
	return e.Manager == BeforeFirstApply && e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == ""
}

// Edit is a change of ownership in favour of, or away from, one server-side-apply
// manager.
type Edit struct {
	Manager    string
	APIVersion string // in which the manager's fields are named
	Take       []Take
	// Restore are fields that nobody owns, by what the server knows, and that are the
	// manager's: the managed fields were cleared, the object was released, or they are defaults
	// to be removed; nil where there are none. With them goes what the server has made up since (MadeUp),
	// and what the manager owns in another version of the API: it is restored by the names of this one.
	Restore *fieldpath.Set
	// Release are fields that the manager stops owning, with all that is in them.
	// Others' applies may then set them, and the manager's leave them alone.
	Release []object.Path
}

// Take makes fields of another manager the editing manager's own.
type Take struct {
	Manager, Operation string
	// Fields is the part of its fields that is taken; nil for all of them. Fields
	// that are named in another API version cannot be taken: of all of them, they
	// become nobody's, unless they are restored by the names of this one. A part is taken by its
	// names in whichever version.
	Fields *fieldpath.Set
}

// Result is what an edit makes of an object's managers.
type Result struct {
	Managers []object.ManagerEntry
	Owned    *fieldpath.Set // the editing manager's fields
	Changed  bool           // the managers are others than before
}

// Of applies the edit to an object. What a manager no longer owns is not taken.
func (e Edit) Of(live object.Meta) (Result, error) {
	ours := object.ManagerEntry{Manager: e.Manager, Operation: string(metav1.ManagedFieldsOperationApply), APIVersion: e.APIVersion}
	own, had := live.Manager(e.Manager)
	r := Result{Owned: fieldpath.NewSet()}
	if had {
		if err := r.add(live.Ref, own); err != nil {
			return r, fmt.Errorf("%s: %w", live.Ref, err)
		}
	}
	before := r.Owned
	if renames := had && e.Restore != nil && own.APIVersion != e.APIVersion; renames {
		r.Owned, ours.Time = fieldpath.NewSet(), own.Time
	} else if had {
		ours = own
	}
	if e.Restore != nil {
		r.Owned = r.Owned.Union(e.Restore)
	}
	for _, entry := range live.Managers {
		if isOf(entry, e.Manager) {
			continue
		}
		if e.Restore != nil && MadeUp(entry) {
			r.Changed = true
			continue
		}
		rest, stays, err := e.takeFrom(live.Ref, entry, &ours, &r)
		if err != nil {
			return r, fmt.Errorf("%s: %w", live.Ref, err)
		}
		if r.Changed = r.Changed || !stays; stays {
			r.Managers = append(r.Managers, rest)
		}
	}
	r.Owned = r.Owned.RecursiveDifference(kubeschema.SetOf(e.Release...))
	r.Changed = r.Changed || !r.Owned.Equals(before)
	if r.Owned.Empty() {
		return r, nil
	}
	var err error
	if ours.FieldsV1, err = r.Owned.ToJSON(); err != nil {
		return r, fmt.Errorf("%s: its managed fields cannot be written: %w", live.Ref, err)
	}
	r.Managers = append(r.Managers, ours)
	return r, nil
}

// add adds what an entry owns.
func (r *Result) add(ref object.Ref, entry object.ManagerEntry) error {
	set, err := StoredSet(ref.GroupKind(), entry)
	if err == nil {
		r.Owned = r.Owned.Union(set)
	}
	return err
}

// takeFrom takes what the edit takes of one manager's entry. Stays reports
// whether something is left of it, which rest is then.
func (e Edit) takeFrom(ref object.Ref, entry object.ManagerEntry, ours *object.ManagerEntry, r *Result) (rest object.ManagerEntry, stays bool, err error) {
	wanted, all := e.of(entry)
	switch {
	case wanted == nil && !all:
		return entry, true, nil
	case all:
		if ours.Time.Before(entry.Time) {
			ours.Time = entry.Time
		}
		if entry.APIVersion == ours.APIVersion {
			err = r.add(ref, entry)
		}
		return entry, false, err
	}
	held, err := FieldSet(entry)
	if err != nil {
		return entry, true, err
	}
	taken := held.Intersection(wanted)
	r.Owned = r.Owned.Union(taken)
	left := held.Difference(taken)
	if taken.Empty() || left.Empty() {
		return entry, taken.Empty(), nil
	}
	entry.FieldsV1, err = left.ToJSON()
	return entry, true, err
}

// of is what the edit takes of a manager's entry: some fields, or all.
func (e Edit) of(entry object.ManagerEntry) (some *fieldpath.Set, all bool) {
	for _, t := range e.Take {
		switch {
		case t.Manager != entry.Manager || t.Operation != entry.Operation || entry.Subresource != "":
		case t.Fields == nil:
			return nil, true
		case some == nil:
			some = t.Fields
		default:
			some = some.Union(t.Fields)
		}
	}
	return some, false
}

func isOf(e object.ManagerEntry, manager string) bool {
	return e.Manager == manager && e.Operation == string(metav1.ManagedFieldsOperationApply) && e.Subresource == ""
}

// FieldSet is what an entry of the managed fields owns.
func FieldSet(e object.ManagerEntry) (*fieldpath.Set, error) {
	set := &fieldpath.Set{}
	if err := set.FromJSON(bytes.NewReader(e.FieldsV1)); err != nil {
		return nil, fmt.Errorf("the managed fields of %s cannot be read: %w", e.Manager, err)
	}
	return set, nil
}

// Written is a set of fields as managed fields hold it; empty for none.
func Written(fields *fieldpath.Set) (string, error) {
	if fields.Empty() {
		return "", nil
	}
	raw, err := fields.ToJSON()
	return string(bytes.TrimSpace(raw)), err
}

// Held identifies the fields in content that other managers own of a live object,
// with who owns them and their values. While it stays the same, nothing has
// happened that a forced apply of the content would undo unseen, whatever the
// object's version. It is made of values, so it must not be stored.
func Held(content, live map[string]any, manager string) (string, error) {
	meta, err := object.MetaOf(live)
	if err != nil {
		return "", err
	}
	desired, err := kubeschema.FieldsOf(content, meta)
	if err != nil {
		return "", err
	}
	var held []string
	for _, e := range meta.Managers {
		if isOf(e, manager) || e.Subresource == "status" {
			continue
		}
		owned, err := FieldSet(e)
		if err != nil {
			return "", fmt.Errorf("%s: %w", meta.Ref, err)
		}
		for path := range kubeschema.Paths(desired.Intersection(owned).Leaves()) {
			value, _, _ := kubeschema.Find(live, path)
			held = append(held, fmt.Sprintf("%s %s %s %s %v", path, e.Manager, e.Operation, e.Subresource, value))
		}
	}
	slices.Sort(held)
	return object.Digest(meta.UID + "\n" + strings.Join(held, "\n"))
}
