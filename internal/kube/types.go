// Package kube is the one package that talks to a cluster. A Client speaks to
// one API server over one HTTP/2 connection, with no rate limit of its own,
// obeying 429 and Retry-After. What it reads and writes are plain values; which
// of its methods a package may use is said by the interface that package
// declares for itself.
package kube

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// ApplyRequest is one server-side apply.
type ApplyRequest struct {
	Ref object.Ref
	// Content is sent as it stands, to the API version that it names. A caller that wants a precondition puts
	// metadata.uid or metadata.resourceVersion into it.
	Content      map[string]any
	FieldManager string
	Force        bool
}

// ApplyResult is the server's answer to a server-side apply, dry or not.
type ApplyResult struct {
	Created  bool           // the object did not exist: 201
	Object   map[string]any // what the server stores, or would store
	Meta     object.Meta    // its metadata, the managed fields in the server's own bytes
	Warnings []string       // Warning headers, in the order sent
}

// Selection chooses objects of one kind. Namespace "" means every namespace,
// or a cluster-scoped kind. An empty selector matches everything; FieldSelector
// likewise.
type Selection struct {
	Kind kind.GroupKind
	// Version is the API version in which whole objects are read; for "", the one
	// that the server prefers.
	Version       string
	Namespace     string
	LabelSelector string
	FieldSelector string
	Form          Form // of a Watch
}

// Form is how much of each object is read.
type Form int

// The forms: of what is less, less goes over the wire.
const (
	// Whole is every field, also such as wl does not know.
	Whole Form = iota
	// Known is every field that client-go's types have, as protobuf, where there are such
	// types.
	Known
	// Metadata is the metadata alone.
	Metadata
)

// EventType is what a watch saw.
type EventType string

// The kinds of event that a watch delivers. Synced follows the objects that
// existed when the watch began, or was asked to list. Blocked means that lists get through
// to the server and the watch does not, and Unblocked that it does again. Away means that
// lists have not got through for some time either, and Back that they do again.
const (
	Changed   EventType = "changed"
	Deleted   EventType = "deleted"
	Synced    EventType = "synced"
	Blocked   EventType = "blocked"
	Unblocked EventType = "unblocked"
	Away      EventType = "away"
	Back      EventType = "back"
)

// Event is one observation of a watch.
type Event struct {
	Type   EventType
	Object map[string]any // of Changed and Deleted
	Err    error          // of Blocked and Away
}

// Propagation is what becomes of a deleted object's dependents.
type Propagation string

// The propagation policies of the Kubernetes API.
const (
	Background Propagation = "Background"
	Foreground Propagation = "Foreground"
	Orphan     Propagation = "Orphan"
)
