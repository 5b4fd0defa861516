package step

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Operation is one request, or a few that belong together, about a step's object:
// GrowClaim, SetOwnership, Apply, Remove or ReleaseOwnership.
type Operation interface{ name() string }

// GrowClaim makes the claim of a StatefulSet's Pod larger. Those of a step come
// first, in any order.
type GrowClaim struct {
	Claim string `json:"claim"` // in the StatefulSet's namespace
	UID   string `json:"uid"`
	From  string `json:"from"` // as Kubernetes writes quantities
	To    string `json:"to"`
}

// SetOwnership changes which manager owns which fields of the live object, and no
// value.
type SetOwnership struct {
	// Restore is the set of fields, as managed fields hold it (fieldsV1), that the stack
	// owned before the managed fields were cleared, or has set in another version of the API; empty
	// where that is not so.
	Restore string `json:"restore,omitempty"`
	// Unowned is the set of fields, written likewise, that nobody owns of an object that is
	// adopted, and that become the stack's; empty where that is not so.
	Unowned string `json:"unowned,omitempty"`
	// Defaults is the set of fields, written likewise, that nobody owns and in whose place the
	// configuration sets something else: the stack's apply removes what is its own; empty where
	// there are none.
	Defaults string `json:"defaults,omitempty"`
	// Take is what becomes the stack's own.
	Take []Take `json:"take,omitempty"`
	// Release lists fields that the stack stops owning: others decide on them.
	Release []object.Path `json:"release,omitempty"`
	// Shown is the operation without what must not be shown of its fields, which JSON and facts have in its
	// place; nil where it is the same.
	Shown *SetOwnership `json:"-"`
}

// Take is what one manager loses to the stack.
type Take struct {
	Manager   string `json:"manager"`
	Operation string `json:"operation"`
	// Fields is the set of the fields, as managed fields hold it (fieldsV1); empty
	// for all that the manager owns.
	Fields string `json:"fields,omitempty"`
}

// Apply is a server-side apply of the object.
type Apply struct {
	// Creates requires that the object does not exist.
	Creates bool `json:"creates,omitempty"`
	// Force takes fields from other managers.
	Force bool `json:"force,omitempty"`
	// RetryRefusals repeats the request for a while where the server refuses it:
	// the program changes first why it does, which counts a moment later.
	RetryRefusals bool `json:"retry_refusals,omitempty"`
	// Content is the body, without the metadata of the precondition.
	Content map[string]any `json:"-"`
}

// Remove deletes the object.
type Remove struct {
	Propagation kube.Propagation `json:"propagation"`
	// Carry lists fields with whose values at this moment the object is created
	// again, because others decide on them.
	Carry []object.Path `json:"carry,omitempty"`
	// Pods are deleted instead: all that a replacement which was cut off has left.
	Pods []Pod `json:"pods,omitempty"`
	// Shown is as in SetOwnership.
	Shown *Remove `json:"-"`
}

// Pod is one in the namespace of a step's object.
type Pod struct {
	Name string `json:"name"`
	UID  string `json:"uid"`
}

// ReleaseOwnership gives the object up: everything that the stack owns of it becomes
// nobody's, and what marks it as the stack's is removed. No other value changes.
type ReleaseOwnership struct {
	// Labels and Annotations are removed where they still have these values.
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

func (GrowClaim) name() string        { return "grow_claim" }
func (SetOwnership) name() string     { return "set_ownership" }
func (Apply) name() string            { return "apply" }
func (Remove) name() string           { return "delete" }
func (ReleaseOwnership) name() string { return "release_ownership" }

// Operations are a step's. In JSON each names itself in the property "op".
type Operations []Operation

// MarshalJSON writes each operation with its name, as it may be shown.
func (o Operations) MarshalJSON() ([]byte, error) {
	all := make([]any, len(o))
	for i, op := range o {
		named := struct {
			Op string `json:"op"`
			*GrowClaim
			*SetOwnership
			*Apply
			*Remove
			*ReleaseOwnership
		}{Op: op.name()}
		switch op := op.(type) {
		case GrowClaim:
			named.GrowClaim = &op
		case SetOwnership:
			named.SetOwnership = cmp.Or(op.Shown, &op)
		case Apply:
			named.Apply = &op
		case Remove:
			named.Remove = cmp.Or(op.Shown, &op)
		case ReleaseOwnership:
			named.ReleaseOwnership = &op
		}
		all[i] = named
	}
	return json.Marshal(all)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Operations) UnmarshalJSON(raw []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	*o = make(Operations, len(items))
	for i, item := range items {
		var named struct {
			Op string `json:"op"`
		}
		if err := json.Unmarshal(item, &named); err != nil {
			return err
		}
		var err error
		switch named.Op {
		case GrowClaim{}.name():
			(*o)[i], err = read[GrowClaim](item)
		case SetOwnership{}.name():
			(*o)[i], err = read[SetOwnership](item)
		case Apply{}.name():
			(*o)[i], err = read[Apply](item)
		case Remove{}.name():
			(*o)[i], err = read[Remove](item)
		case ReleaseOwnership{}.name():
			(*o)[i], err = read[ReleaseOwnership](item)
		default:
			err = fmt.Errorf("unknown operation %q", named.Op)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func read[T Operation](raw []byte) (op T, err error) {
	err = json.Unmarshal(raw, &op)
	return op, err
}

// Applied is the step's Apply, if it has one.
func (s *Step) Applied() (op Apply, ok bool) {
	for _, o := range s.Operations {
		if op, ok = o.(Apply); ok {
			return op, true
		}
	}
	return op, false
}
