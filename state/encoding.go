package state

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	kjson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/fact"
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

// unpacked is what was packed. Whatever else it is given is an error.
func unpacked(payload []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(payload))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(z, revisionLimit+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > revisionLimit {
		return nil, fact.NewError(nil, RevisionTooLarge, fact.Args{"limit": revisionLimit})
	}
	return raw, nil
}

// decode unpacks what encode packed.
func decode(payload []byte) (*Revision, error) {
	raw, err := unpacked(payload)
	if err != nil {
		return nil, err
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

// encodeApplied packs the objects of a revision as encode does a revision.
func encodeApplied(objects []AppliedObject) ([]byte, error) {
	raw, err := json.Marshal(objects)
	if err != nil {
		return nil, err
	}
	return packed(raw)
}

// decodeApplied unpacks what encodeApplied packed, whole numbers as such.
func decodeApplied(payload []byte) (objects []AppliedObject, err error) {
	raw, err := unpacked(payload)
	if err != nil {
		return nil, err
	}
	return objects, kjson.Unmarshal(raw, &objects)
}

// errNewer means that the state is fine, but beyond this wl.
var errNewer = errors.New("of a newer version")

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
		return &fact.Error{What: fact.New(OfNewerVersion, fact.Args{"format": form.FormatVersion, "known": FormatVersion}), Err: errNewer}
	}
	if form.FormatVersion < 1 {
		return fact.NewError(nil, WithoutVersion, nil)
	}
	return nil
}

func digest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}
