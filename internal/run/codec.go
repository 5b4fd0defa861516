package run

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
)

// FormatVersion is the version of the stored form. A newer one is refused with a request
// to update wl.
const FormatVersion = 1

// Why a run that is stored cannot be used.
const (
	Damaged        fact.Code = "run_damaged"
	OfNewerVersion fact.Code = "run_of_newer_version"
)

// Encode returns a run as it is stored: the same run has the same bytes.
func (r *Run) Encode() ([]byte, error) { return json.Marshal(r) }

// Decode returns the run that was stored; nil of nothing.
func Decode(raw []byte) (*Run, error) {
	if raw == nil {
		return nil, nil
	}
	var format struct {
		FormatVersion int `json:"format_version"`
	}
	if err := json.Unmarshal(raw, &format); err != nil {
		return nil, fact.NewError(err, Damaged, nil)
	}
	if format.FormatVersion > FormatVersion {
		return nil, fact.NewError(nil, OfNewerVersion, fact.Args{"version": format.FormatVersion})
	}
	r, d := new(Run), json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(r); err != nil {
		return nil, fact.NewError(err, Damaged, nil)
	}
	if r.ID == "" || len(r.Key) == 0 || r.State == "" || !r.isBounded() {
		return nil, fact.NewError(nil, Damaged, nil)
	}
	return r, nil
}

// maxSamples bounds what an analysis asks for.
const maxSamples = 10_000

// isBounded reports whether the analyses come to an end.
func (r *Run) isBounded() bool {
	for _, w := range r.Waves {
		for _, a := range w.Analyses {
			if a.Count < 0 || a.Count > maxSamples || a.Count > 0 && a.Interval <= 0 {
				return false
			}
		}
	}
	return true
}

// NewKey returns a key for the digests of a run.
func NewKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it never fails
	return key
}

// NewID returns what a run is called: short enough to be said.
func NewID() string { return strings.ToLower(rand.Text()[:8]) }

// DigestOf is the keyed digest of some bytes: whoever sees it cannot try out what it is of.
func DigestOf(key, content []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("wl/run\n"))
	h.Write(content)
	return "hmac-sha256:" + hex.EncodeToString(h.Sum(nil)[:16])
}
