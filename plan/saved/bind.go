package saved

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Bind identifies a cluster, by its UID, and what the configuration asks of it.
//
// Sensitive values are told apart by a digest whose key is made of the state's:
// random, and nowhere but in the state itself. Who has the file alone cannot try
// guesses. Where no state has a key yet, there is no digest.
func Bind(uid string, desired []object.Manifest, snapshot state.Snapshot) (Binding, error) {
	b := Binding{UID: uid, Desired: make([]Asked, len(desired))}
	var key []byte
	if r := snapshot.Revision; r != nil {
		b.Serial, b.Keyed, b.Applied = r.Serial, len(r.Key) > 0, r.Operation == "apply"
	}
	if b.Keyed {
		key = keyed(snapshot.Revision.Key, []byte("wl/plan-file")) // and no other use of the key is like it
	}
	for i := range desired {
		m := &desired[i]
		digest, err := object.Digest(masked(m, object.Path{}, m.Content))
		if err != nil {
			return Binding{}, fmt.Errorf("%s: %w", m.Ref, err)
		}
		b.Desired[i] = Asked{Object: m.Ref, Address: m.Address, Origin: m.Origin, Digest: digest}
		if key == nil || !m.IsSensitive(object.Path{}) && !m.IsSensitive(object.PathOf("data")) && !m.IsSensitive(object.PathOf("stringData")) {
			continue
		}
		raw, err := json.Marshal(m.Content)
		if err != nil {
			return Binding{}, fmt.Errorf("%s: %w", m.Ref, err)
		}
		b.Desired[i].Sensitive = hex.EncodeToString(keyed(key, raw))
	}
	slices.SortFunc(b.Desired, func(x, y Asked) int { return object.Compare(x.Object, y.Object) })
	return b, nil
}

// whyNothing is why nothing is left to do of what was reviewed, although the state is another since. Which plan a
// revision was made by is not kept: where the only one since is an apply, it has done what was reviewed.
func (b Binding) whyNothing(reviewed Binding) fact.Code {
	if b.Applied && b.Serial == reviewed.Serial+1 {
		return ProblemApplied
	}
	return ProblemNothingLeft
}

func keyed(key, text []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(text)
	return h.Sum(nil)
}

// masked is content without its sensitive values.
func masked(m *object.Manifest, at object.Path, value any) any {
	if m.IsSensitive(at) && !within(m, at) {
		return true
	}
	switch value := value.(type) {
	case map[string]any:
		copied := make(map[string]any, len(value))
		for k, v := range value {
			copied[k] = masked(m, at.Field(k), v)
		}
		return copied
	case []any:
		copied := make([]any, len(value))
		for i, v := range value {
			copied[i] = masked(m, at.Index(i), v)
		}
		return copied
	}
	return value
}

// within reports whether the sensitive values lie deeper than at.
func within(m *object.Manifest, at object.Path) bool {
	return slices.ContainsFunc(m.Sensitive, func(s object.Path) bool { return s != at && s.HasPrefix(at) })
}
