package state

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
)

var errFieldSet = errors.New("the managed fields are not a field set")

// fieldSetDigest identifies a field set (fieldsV1: objects within objects and
// nothing else) by its content: the order of members and the escapes in keys,
// which depend on how the set was read, make no difference.
func fieldSetDigest(raw []byte) (sum [sha256.Size]byte, err error) {
	var set fieldSet
	if json.Unmarshal(raw, &set) != nil || set == nil {
		return sum, errFieldSet
	}
	return set.digest(), nil
}

type fieldSet map[string]fieldSet

// quoting writes keys as JSON does, with nothing else escaped.
var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// digest of an empty set is zero.
func (s fieldSet) digest() (sum [sha256.Size]byte) {
	if len(s) == 0 {
		return sum
	}
	keys := make(map[string]string, len(s))
	for name := range s {
		keys[quoting.Replace(name)] = name
	}
	var text []byte
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		inner := s[keys[key]].digest()
		text = binary.AppendUvarint(text, uint64(len(key)))
		text = append(append(text, key...), inner[:]...)
	}
	return sha256.Sum256(text)
}
