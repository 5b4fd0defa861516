package state

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// NewRecord records an object as wanted and as it is.
func NewRecord(desired *object.Manifest, live object.Meta, manager, serverVersion string, key []byte) (*Record, error) {
	owned, err := managerDigest(live, manager, key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", live.Ref, err)
	}
	digest, err := object.Digest(desired.Canonical())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", live.Ref, err)
	}
	return &Record{
		Desired:         Keyed(key, digest),
		Manager:         owned,
		Generation:      live.Generation,
		ResourceVersion: live.ResourceVersion,
		ServerVersion:   serverVersion,
	}, nil
}

// managerDigest identifies what a manager owns and when it last applied. What it
// owns may be a value: an item of a set.
func managerDigest(live object.Meta, manager string, key []byte) (string, error) {
	e, ok := live.Manager(manager)
	if !ok {
		return "", fmt.Errorf("the server lists no fields of the manager %s", manager)
	}
	fields, err := fieldSetDigest(e.FieldsV1)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(e.Time.UTC().AppendFormat(fields[:], time.RFC3339))
	return Keyed(key, hex.EncodeToString(sum[:16])), nil
}

// Proves reports whether the live object is as wanted, without asking the server
// anything more. A false is no proof of the contrary.
//
// Our managed-fields entry alone would not do: reordered containers, an
// admission policy acting on another manager's request, or two applies within a
// second leave it as it is. Each of them moves the generation or, of kinds that
// have none, the resource version.
func (e *Entry) Proves(desired *object.Manifest, live object.Meta, manager, serverVersion string, key []byte) bool {
	r := e.Record
	if r == nil || live.Deleting || live.UID != e.UID || r.ServerVersion != serverVersion || !r.unmoved(live) ||
		!contains(live.Labels, desired.Content, "labels") || !contains(live.Annotations, desired.Content, "annotations") {
		return false
	}
	owned, err := managerDigest(live, manager, key)
	return err == nil && owned == r.Manager && r.IsOf(desired, key)
}

// Covers reports whether a live object of the entry's name is the stack's, without which nothing is
// changed or deleted: the stack manages fields of it, also where it was restored or made again and has
// another UID, or it is the very one that was seen last; and no other set's label is on it. No entry knows
// of none.
func (e *Entry) Covers(s object.Stack, live object.Meta) bool {
	if set := live.Labels[object.LabelApplySet]; set != "" && set != s.ApplySetID() {
		return false
	}
	_, managed := live.Manager(s.FieldManager())
	return managed || e != nil && e.UID == live.UID
}

func (r *Record) unmoved(live object.Meta) bool {
	if k, ok := kind.Lookup(live.Ref.GroupKind()); !ok || k.Generation { // custom kinds have one
		return live.Generation == r.Generation
	}
	return live.ResourceVersion == r.ResourceVersion
}

// contains reports whether the live labels or annotations hold the desired ones:
// changing them moves no generation.
func contains(live map[string]string, desired map[string]any, field string) bool {
	metadata, _ := desired["metadata"].(map[string]any)
	wanted, _ := metadata[field].(map[string]any)
	for key, value := range wanted {
		if has, ok := live[key]; !ok || has != value {
			return false
		}
	}
	return true
}
