package redaction

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Steps hides what must not be shown in the paths of the fields that steps name, where items of lists
// are called by their keys, and members of sets by themselves. Apply has the fields as they are.
type Steps struct {
	Copies *Copies
	// Key is the state's, by which digests tell apart what is hidden; nil where the state has none
	// yet, and it is numbered.
	Key []byte
}

// Hide hides it in the steps of a decision. The entry is that of the object in the state, nil where that
// does not know it.
func (s Steps) Hide(d *decision.Decision, entry *state.Entry) error {
	var n *namer
	for _, planned := range d.Steps {
		for i, op := range planned.Operations {
			if !namesFields(op) {
				continue
			}
			if n == nil {
				n = s.namer(d, entry)
			}
			shown, err := n.operation(op)
			if err != nil {
				return fmt.Errorf("%s: %w", d.Object, err)
			}
			planned.Operations[i] = shown
		}
	}
	return nil
}

func namesFields(op step.Operation) bool {
	switch op := op.(type) {
	case step.SetOwnership:
		return true
	case step.Remove:
		return len(op.Carry) > 0
	}
	return false
}

// namer names the fields of one object as they may be shown.
type namer struct {
	Steps
	ref    object.Ref
	hidden Object
}

func (s Steps) namer(d *decision.Decision, entry *state.Entry) *namer {
	m := d.Manifest
	if m == nil {
		m = &object.Manifest{Ref: d.Object}
	}
	return &namer{Steps: s, ref: d.Object, hidden: Of(m, entry)}
}

// operation is one with what is shown of it.
func (n *namer) operation(op step.Operation) (step.Operation, error) {
	if n.Copies.secret.IsEmpty() && !n.hidden.Any() {
		return op, nil
	}
	switch op := op.(type) {
	case step.Remove:
		shown := op
		shown.Carry = n.paths(op.Carry)
		op.Shown = &shown
		return op, nil
	case step.SetOwnership:
		shown, err := n.ownership(op)
		op.Shown = &shown
		return op, err
	}
	return op, nil
}

func (n *namer) ownership(shown step.SetOwnership) (step.SetOwnership, error) {
	shown.Release, shown.Take = n.paths(shown.Release), slices.Clone(shown.Take)
	sets := []*string{&shown.Restore, &shown.Unowned, &shown.Defaults}
	for i := range shown.Take {
		sets = append(sets, &shown.Take[i].Fields)
	}
	for _, text := range sets {
		var err error
		if *text, err = n.set(*text); err != nil {
			return shown, err
		}
	}
	return shown, nil
}

// paths are some as they may be shown. They are the configuration's, which tells them apart.
func (n *namer) paths(all []object.Path) []object.Path {
	var shown []object.Path
	for _, path := range all {
		if as := n.shown(path); !slices.Contains(shown, as) {
			shown = append(shown, as)
		}
	}
	return shown
}

// set is a set of fields in the form of managed fields, with a member of its list in the place of each
// path that is hidden.
func (n *namer) set(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	fields, err := ownership.FieldSet(object.ManagerEntry{FieldsV1: []byte(text)})
	if err != nil {
		return "", err
	}
	hidden := 0
	var all []object.Path
	for path := range kubeschema.Paths(fields) {
		as := n.shown(path)
		if as != path {
			hidden++
			as = as.Child(object.MemberOf("(sensitive) " + n.told(path, hidden)))
		}
		all = append(all, as)
	}
	return ownership.Written(kubeschema.SetOf(all...))
}

// shown is a path as far as it may be shown.
func (n *namer) shown(path object.Path) object.Path {
	shown := n.hidden.Shown(path)
	for at := shown; !at.IsRoot(); at = at.Parent() {
		if member, is := at.Last().Member(); is && repeats(n.Copies.secret, member) {
			shown = at.Parent()
		}
	}
	return shown
}

// told tells a hidden path from others: by a digest that nobody can try out who has no key.
func (n *namer) told(path object.Path, number int) string {
	if n.Key == nil {
		return strconv.Itoa(number)
	}
	h := hmac.New(sha256.New, n.Key)
	h.Write([]byte("wl/step\n" + n.ref.String() + "\n" + path.String())) // and no other use of the key is like it
	return hex.EncodeToString(h.Sum(nil)[:16])
}
