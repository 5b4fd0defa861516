package object

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// AnnotationConfigHash is the annotation of a Pod template that changes with the
// configuration which the Pods read, so that they are restarted.
const AnnotationConfigHash = "wl/config-hash"

// configHashVersion begins every digest. It changes when the same configuration
// would have another one.
const configHashVersion = "1"

// Configuration is what the Pods of a workload read of its stack's ConfigMaps
// and Secrets. What may be told apart by an ordinary digest is kept from what
// may not: few guesses would find a short password.
type Configuration struct {
	public string
	secret []byte // empty where nothing secret is read
}

// ConfigurationOf finds what a workload reads of the stack's objects; false where
// it reads nothing of them, and for whatever keeps no Pods running.
func ConfigurationOf(m *Manifest, find func(Ref) *Manifest) (Configuration, bool) {
	if !kind.About(m.Ref.GroupKind()).IsReplicated() {
		return Configuration{}, false
	}
	var public, secret []piece
	ours := false
	for _, read := range m.Reads() {
		source := find(read.Ref)
		if source == nil {
			continue
		}
		ours = true
		for _, p := range piecesOf(source, read.Key) {
			if p.secret {
				secret = append(secret, p)
			} else {
				public = append(public, p)
			}
		}
	}
	c := Configuration{public: configHashVersion + "-" + short(sha256.Sum256(canonical(public)))}
	if len(secret) > 0 {
		c.secret = canonical(secret)
	}
	return c, ours
}

// IsSecret reports whether the digest has a part that needs a key.
func (c Configuration) IsSecret() bool { return len(c.secret) > 0 }

// Public is the part of the digest that needs no key.
func (c Configuration) Public() string { return c.public }

// Digest is the whole digest. What is secret in it can be compared by means of
// the key alone.
func (c Configuration) Digest(key []byte) string {
	if !c.IsSecret() {
		return c.public
	}
	h := hmac.New(sha256.New, key)
	h.Write(c.secret)
	return c.public + "-" + short([sha256.Size]byte(h.Sum(nil)))
}

// ParseConfigHash takes a digest apart: the version of its form, the part that
// needs no key, and the one that does, if it has one.
func ParseConfigHash(hash string) (version, public, secret string) {
	version, rest, _ := strings.Cut(hash, "-")
	public, secret, _ = strings.Cut(rest, "-")
	return version, public, secret
}

// short is enough of a digest to notice a change.
func short(sum [sha256.Size]byte) string { return hex.EncodeToString(sum[:8]) }

// piece is one value that is read, or that a key is not there.
type piece struct {
	Kind, Name, Key string
	Value           any
	secret          bool
}

// piecesOf are the values of an object, or the one of a key.
func piecesOf(source *Manifest, key string) []piece {
	values, places := make(map[string]any), make(map[string]Path)
	for _, part := range []string{"data", "binaryData"} {
		for k, v := range field(source.Content, part) {
			if (key == "" || k == key) && !source.LeavesToOthers(PathOf(part, k)) {
				values[k], places[k] = v, PathOf(part, k)
			}
		}
	}
	if key != "" && values[key] == nil {
		values[key] = nil
	}
	pieces := make([]piece, 0, len(values))
	for _, k := range slices.Sorted(maps.Keys(values)) {
		secret := source.Ref.GroupKind() == kind.Secret || !places[k].IsRoot() && source.IsSensitive(places[k])
		pieces = append(pieces, piece{Kind: source.Ref.Kind, Name: source.Ref.Name, Key: k, Value: values[k], secret: secret})
	}
	return pieces
}

// canonical writes pieces as bytes: the same for the same pieces. JSON has a form
// for everything that an object can hold.
func canonical(pieces []piece) []byte {
	raw, err := json.Marshal(pieces)
	if err != nil {
		return fmt.Append(nil, pieces)
	}
	return raw
}

// ConfigHash is the digest that a workload's Pod template carries; empty where
// it carries none.
func (m *Manifest) ConfigHash() string {
	hash, _ := field(podTemplate(m), "metadata", "annotations")[AnnotationConfigHash].(string)
	return hash
}

// WithConfigHash is a workload whose Pod template carries the digest, or none
// where it is empty. The workload itself stays as it is.
func (m *Manifest) WithConfigHash(hash string) *Manifest {
	changed := *m
	at := kind.About(m.Ref.GroupKind()).InTemplate("metadata", "annotations")
	changed.Content = edited(m.Content, at, func(annotations map[string]any) {
		if annotations[AnnotationConfigHash] = hash; hash == "" {
			delete(annotations, AnnotationConfigHash)
		}
	})
	return &changed
}

// edited is content with an edit of the object at a path, copied as far as it
// changes. An object that becomes empty goes, if the edit did not find it so.
func edited(content map[string]any, at []string, edit func(map[string]any)) map[string]any {
	content = maps.Clone(content)
	if content == nil {
		content = make(map[string]any)
	}
	if len(at) == 0 {
		edit(content)
		return content
	}
	before, _ := content[at[0]].(map[string]any)
	if after := edited(before, at[1:], edit); len(after) > 0 || before != nil && len(before) == 0 {
		content[at[0]] = after
	} else {
		delete(content, at[0])
	}
	return content
}
