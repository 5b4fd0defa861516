package state

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// revisionLimit bounds what a damaged or hostile state can make a reader
// unpack.
const revisionLimit = 512 << 20

// encode packs a revision as compressed JSON: the same revision has the same
// bytes.
func encode(r Revision) ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return packed(raw)
}

func packed(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b) // its header carries no time
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// decode unpacks what encode packed. Whatever else it is given is an error.
func decode(payload []byte) (*Revision, error) {
	z, err := gzip.NewReader(bytes.NewReader(payload))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(z, revisionLimit+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > revisionLimit {
		return nil, fmt.Errorf("it decompresses to more than %d bytes", revisionLimit)
	}
	if err := checkFormat(raw); err != nil {
		return nil, err
	}
	r := &Revision{}
	if err := json.Unmarshal(raw, r); err != nil {
		return nil, err
	}
	return r, nil
}

// errNewer means that the state is fine, but beyond this wl.
var errNewer = errors.New("it was written by a newer version of wl: update wl")

// checkFormat looks at the version before anything else is read, since a newer
// form may not even parse.
func checkFormat(raw []byte) error {
	var form struct {
		FormatVersion int `json:"format_version"`
	}
	if err := json.Unmarshal(raw, &form); err != nil {
		return err
	}
	if form.FormatVersion > FormatVersion {
		return fmt.Errorf("%w (its format is %d; this wl knows up to %d)", errNewer, form.FormatVersion, FormatVersion)
	}
	if form.FormatVersion < 1 {
		return errors.New("it has no format version")
	}
	return nil
}

func digest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}
