package plan

import (
	"reflect"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// FieldOp is what becomes of a field: whether it comes, changes, goes, or changes hands.
type FieldOp string

// The field operations. The last two leave the value as it is, which is both
// Before and After. Take: the configuration now sets it, so that it becomes
// ours. Release: the configuration no longer sets it, but the server keeps
// it, because another field manager owns it, too, or is the default.
const (
	Add     FieldOp = "add"
	Modify  FieldOp = "change"
	Remove  FieldOp = "remove"
	Take    FieldOp = "take"
	Release FieldOp = "release"
)

// KeepsValue reports whether only whose the field is changes.
func (o FieldOp) KeepsValue() bool { return o == Take || o == Release }

// FieldChange is the change of one field. A sensitive one carries no values, but for After where only the live
// value must not be shown and the configuration sets another.
type FieldChange struct {
	// Path addresses the field, list items by their keys:
	// `spec.template.spec.containers[name="nginx"].image`.
	Path   object.Path `json:"path"`
	Op     FieldOp     `json:"op"`
	Before any         `json:"before,omitempty"`
	After  any         `json:"after,omitempty"`
	// Requested is, of a new object, what the configuration sets where the server
	// stores another value.
	Requested any  `json:"requested,omitempty"`
	Sensitive bool `json:"sensitive,omitempty"`
	// Items is how many items of the list at Path it is about, of a sensitive one that cannot name
	// them.
	Items int `json:"items,omitempty"`
	// OwnersBefore and OwnersAfter are the managers that own the field, sorted; of
	// fields of objects that exist.
	OwnersBefore []string `json:"owners_before,omitempty"`
	OwnersAfter  []string `json:"owners_after,omitempty"`
	// Unknown means that the server chooses the value when it stores the object.
	Unknown bool         `json:"known_after_apply,omitempty"`
	Cause   Cause        `json:"cause"`
	Origin  object.Range `json:"origin,omitzero"` // the HCL expression, where one gives the value
}

// CauseKind is why a field changes.
type CauseKind string

// The causes of a field's change.
const (
	Configuration CauseKind = "configuration" // the configuration says something new
	Drift         CauseKind = "drift"         // it was changed by hand in the cluster, or removed
	Conflict      CauseKind = "conflict"      // another manager sets it
	Server        CauseKind = "server"        // a default, or admission
	Content       CauseKind = "content"       // ConfigMaps or Secrets that the Pods read
	Added         CauseKind = "addition"      // it was added by hand in the cluster, and no configuration names it
)

// Cause is why a field changes and, of drift and conflict, who changed it and when
// (RFC 3339, UTC).
type Cause struct {
	Kind CauseKind `json:"kind"`
	// Default says, of what the server adds to a new object, that it is the API's
	// default, and not admission's.
	Default bool   `json:"default,omitempty"`
	Manager string `json:"manager,omitempty"`
	Time    string `json:"time,omitempty"`
	// Sources are, of content, what changes in this plan.
	Sources []Source `json:"sources,omitempty"`
	// Note says, of content, what the sources do not.
	Note fact.Fact `json:"note,omitzero"`
}

// Equal reports whether two causes are the same.
func (c Cause) Equal(other Cause) bool { return reflect.DeepEqual(c, other) }

// Source is a ConfigMap or a Secret, and which of its keys change.
type Source struct {
	Object object.Ref `json:"object"`
	Keys   []string   `json:"keys"`
}

// ConfigHashPath is where a workload's Pod template carries the digest of what
// its Pods read.
func ConfigHashPath() object.Path {
	return object.PathOf("spec", "template", "metadata", "annotations", object.AnnotationConfigHash)
}
