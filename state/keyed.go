package state

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/workloadlang/wl/internal/object"
)

// keyedPrefix begins the digests of a record. Those of the former form had no
// key, so that whoever saw one could try out which short value it was of.
const keyedPrefix = "hmac-sha256:"

// Keyed makes a digest of a digest that can be compared by means of the state's
// key alone. That it is of the former form of the digest lets states of that form
// be read.
func Keyed(key []byte, digest string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("wl/record\n" + digest)) // and no other use of the key is like it
	return keyedPrefix + hex.EncodeToString(h.Sum(nil)[:16])
}

// IsOf reports whether the record is of what this object is desired to be.
func (r *Record) IsOf(desired *object.Manifest, key []byte) bool {
	digest, err := object.Digest(desired.Canonical())
	return err == nil && hmac.Equal([]byte(r.Desired), []byte(Keyed(key, digest)))
}

// upgrade brings the records of a revision into their form with the key, and
// reports whether any was of the former form.
func (r *Revision) upgrade(key []byte) (former bool) {
	for i := range r.Objects {
		record := r.Objects[i].Record
		if record == nil || strings.HasPrefix(record.Desired, keyedPrefix) {
			continue
		}
		upgraded := *record
		upgraded.Desired, upgraded.Manager = Keyed(key, record.Desired), Keyed(key, record.Manager)
		r.Objects[i].Record, former = &upgraded, true
	}
	return former
}

// upgrade writes the revisions that are kept of a state of the former form
// anew in today's. What is lost already is no loss; what cannot be read just now must not be dropped.
func (s revisions) upgrade(ctx context.Context, prev Snapshot, history []pointer) ([]pointer, error) {
	var kept []pointer
	for _, p := range history {
		r, err := s.read(ctx, prev.head, p)
		switch {
		case err != nil && (ctx.Err() != nil || !IsLost(err)):
			return nil, err
		case err != nil:
			continue
		}
		r.Key = prev.Key
		r.upgrade(prev.Key)
		payload, err := encode(*r)
		if err != nil {
			return nil, s.fail(Unwritten, err)
		}
		p.Digest = digest(payload)
		if err := s.write(ctx, &p, payload); err != nil {
			return nil, err
		}
		kept = append(kept, p)
	}
	return kept, nil
}
