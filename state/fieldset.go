package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

var errFieldSet = errors.New("the managed fields are not a field set")

// maxFieldDepth bounds the nesting that is followed; the server's own limit is
// far below.
const maxFieldDepth = 1000

// fieldSetDigest identifies a field set (fieldsV1: objects within objects and
// nothing else) by its content: the order of members and the escapes in keys,
// which depend on how the set was read, make no difference. It is on the way of
// every unchanged object, so it reads the bytes once and builds nothing.
func fieldSetDigest(raw []byte) ([sha256.Size]byte, error) {
	r := fieldSetReader{raw: raw, members: make([]fieldMember, 0, 32), scratch: make([]byte, 0, 1024)}
	sum, err := r.object(0)
	if err == nil && r.next() != 0 {
		err = errFieldSet
	}
	return sum, err
}

type fieldSetReader struct {
	raw     []byte
	at      int
	members []fieldMember // of the objects being read, innermost last
	scratch []byte
}

type fieldMember struct {
	key []byte
	sum [sha256.Size]byte
}

// object reads one object. An empty one has the zero digest.
func (r *fieldSetReader) object(depth int) (sum [sha256.Size]byte, err error) {
	if r.next() != '{' || depth > maxFieldDepth {
		return sum, errFieldSet
	}
	r.at++
	if r.next() == '}' {
		r.at++
		return sum, nil
	}
	first := len(r.members)
	for {
		var m fieldMember
		if m.key, err = r.key(); err != nil {
			return sum, err
		}
		if m.sum, err = r.object(depth + 1); err != nil {
			return sum, err
		}
		r.members = append(r.members, m)
		end := r.next()
		r.at++
		switch end {
		case ',':
		case '}':
			sum = r.digest(r.members[first:])
			r.members = r.members[:first]
			return sum, nil
		default:
			return sum, errFieldSet
		}
	}
}

func (r *fieldSetReader) digest(members []fieldMember) [sha256.Size]byte {
	slices.SortFunc(members, func(a, b fieldMember) int { return bytes.Compare(a.key, b.key) })
	r.scratch = r.scratch[:0]
	for _, m := range members {
		r.scratch = binary.AppendUvarint(r.scratch, uint64(len(m.key)))
		r.scratch = append(r.scratch, m.key...)
		r.scratch = append(r.scratch, m.sum[:]...)
	}
	return sha256.Sum256(r.scratch)
}

// key reads a member's key and the colon after it. It is returned as JSON holds
// it, with quotation marks and backslashes escaped and nothing else.
func (r *fieldSetReader) key() ([]byte, error) {
	if r.next() != '"' {
		return nil, errFieldSet
	}
	start, unusual := r.at, false
	for r.at++; ; r.at++ {
		if r.at >= len(r.raw) {
			return nil, errFieldSet
		}
		if r.raw[r.at] == '"' {
			break
		}
		if r.raw[r.at] == '\\' {
			r.at++
			unusual = unusual || r.at < len(r.raw) && r.raw[r.at] != '"' && r.raw[r.at] != '\\'
		}
	}
	r.at++
	key := r.raw[start+1 : r.at-1]
	if unusual {
		var text string
		if err := json.Unmarshal(r.raw[start:r.at], &text); err != nil {
			return nil, errFieldSet
		}
		key = []byte(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text))
	}
	if r.next() != ':' {
		return nil, errFieldSet
	}
	r.at++
	return key, nil
}

// next is the next byte that is no space, 0 at the end.
func (r *fieldSetReader) next() byte {
	for ; r.at < len(r.raw); r.at++ {
		switch c := r.raw[r.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}
