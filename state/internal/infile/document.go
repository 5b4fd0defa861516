package infile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/state/internal/storage"
)

// formatVersion is the version of the file's form; that of what is in it is the state's.
const formatVersion = 1

// document is the content of a file.
type document struct {
	FormatVersion int             `json:"format_version"`
	Cluster       string          `json:"cluster"` // the UID of its Namespace kube-system
	Head          json.RawMessage `json:"head"`
	Revision      []byte          `json:"revision,omitempty"`
	Parts         map[string]part `json:"parts,omitempty"`
}

type part struct {
	Serial int64  `json:"serial"`
	Bytes  []byte `json:"bytes"`
}

// version tells a head from any other, since each has a token; that of no document is
// zero.
func (d *document) version() storage.Version {
	if d == nil {
		return storage.Version{}
	}
	sum := sha256.Sum256(d.Head)
	return storage.Version{Object: d.Cluster, Content: hex.EncodeToString(sum[:])}
}

// encode writes the same document as the same bytes.
func (d *document) encode() ([]byte, error) {
	content, err := json.Marshal(d)
	return append(content, '\n'), err
}

// decode reads what encode wrote. Anything else is a DamagedError, or of a newer wl.
func decode(content []byte) (*document, error) {
	var form struct {
		FormatVersion int `json:"format_version"`
	}
	err := json.Unmarshal(content, &form)
	switch {
	case err != nil:
	case form.FormatVersion > formatVersion:
		return nil, fact.NewError(nil, storage.OfNewerVersion, fact.Args{"format": form.FormatVersion, "known": formatVersion})
	case form.FormatVersion < 1:
		err = fact.NewError(nil, storage.WithoutVersion, nil)
	}
	d := &document{}
	if err == nil {
		err = json.Unmarshal(content, d)
	}
	if err == nil && (len(d.Head) == 0 || string(d.Head) == "null") {
		err = fact.NewError(nil, storage.KeyMissing, fact.Args{"key": "head"})
	}
	if err == nil && d.Cluster == "" {
		err = fact.NewError(nil, storage.KeyMissing, fact.Args{"key": "cluster"})
	}
	if err != nil {
		return nil, &storage.DamagedError{Err: err}
	}
	return d, nil
}
