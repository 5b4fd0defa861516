package run

import (
	"bytes"
	"compress/gzip"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

// FormatVersion is the version of the stored form. A newer one is refused with a request
// to update wl. The first was the run's JSON as it is, with all samples of all analyses.
const FormatVersion = 2

// stored is the stored form: a Secret has room for 1 MiB.
type stored struct {
	FormatVersion int    `json:"format_version"`
	Packed        []byte `json:"packed,omitempty"` // the run's JSON, compressed
}

// mostUnpacked bounds what a damaged or hostile run can make a reader unpack.
const mostUnpacked = 64 << 20

// Why a run that is stored cannot be used.
const (
	Damaged        fact.Code = "run_damaged"
	OfNewerVersion fact.Code = "run_of_newer_version"
)

// room is how long the stored form may be, so that the Secret has room for it.
const room = 900 << 10

// Encode returns a run as it is stored: the same run has the same bytes. Where it would not fit, fewer
// samples are kept to show; what decides is kept in any case.
func (r *Run) Encode() ([]byte, error) {
	next := *r
	next.FormatVersion = FormatVersion
	for shown := mostShown(r.Waves); ; {
		raw, err := pack(&next)
		if err != nil || len(raw) <= room || shown == 0 {
			return raw, err
		}
		shown /= 2
		next.Waves = slices.Clone(r.Waves)
		for i := range next.Waves {
			next.Waves[i].Analyses = slices.Clone(next.Waves[i].Analyses)
			for j := range next.Waves[i].Analyses {
				a := &next.Waves[i].Analyses[j]
				a.Samples = slices.Clone(a.Samples)
				a.Keep(shown)
			}
		}
	}
}

// mostShown is how many samples are shown of the analysis that shows most.
func mostShown(of []Wave) (most int) {
	for _, w := range of {
		for _, a := range w.Analyses {
			most = max(most, len(a.Samples))
		}
	}
	return most
}

func pack(r *Run) ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed) // its header carries no time
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return json.Marshal(stored{FormatVersion, packed.Bytes()})
}

// Decode returns the run that was stored; nil of nothing.
func Decode(raw []byte) (*Run, error) {
	if raw == nil {
		return nil, nil
	}
	var form stored
	if err := json.Unmarshal(raw, &form); err != nil {
		return nil, fact.NewError(err, Damaged, nil)
	}
	if form.FormatVersion > FormatVersion {
		return nil, fact.NewError(nil, OfNewerVersion, fact.Args{"version": form.FormatVersion})
	}
	if form.FormatVersion > 1 {
		var err error
		if raw, err = unpacked(form.Packed); err != nil {
			return nil, fact.NewError(err, Damaged, nil)
		}
	}
	r, d := new(Run), json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(r); err != nil {
		return nil, fact.NewError(err, Damaged, nil)
	}
	if r.ID == "" || len(r.Key) == 0 || r.State == "" || !r.isBounded() {
		return nil, fact.NewError(nil, Damaged, nil)
	}
	tally(r.Waves)
	return r, nil
}

func unpacked(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, mostUnpacked)) // one that is longer is no JSON
}

// isBounded reports whether the analyses come to an end.
func (r *Run) isBounded() bool {
	for _, w := range r.Waves {
		for _, a := range w.Analyses {
			if a.Count < 0 || a.Count > analysis.MostSamples || a.Count > 0 && a.Interval <= 0 || !a.IsSound() {
				return false
			}
		}
	}
	return true
}

// tally makes tallies of the samples of the first form.
func tally(waves []Wave) {
	for i := range waves {
		for j := range waves[i].Analyses {
			a := &waves[i].Analyses[j]
			if a.Taken = a.Tallied(); !waves[i].Passed.IsZero() {
				a.Pass()
			}
		}
	}
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
