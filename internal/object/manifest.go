package object

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/workloadlang/wl/internal/kind"
)

// Manifest is one desired object: exactly what is sent to the server, and
// where in the configuration it comes from.
type Manifest struct {
	Ref        Ref
	APIVersion string
	// Content is the whole object as JSON holds it: map[string]any, []any,
	// string, bool, int64 and float64, never nil. It is not to be changed.
	Content map[string]any
	// Address is the block that made the object, as people write it in HCL:
	// `workload.nginx-01`, `workload.nginx-01.service["nginx"]`.
	Address string
	// Origin is where that block stands.
	Origin Range
	// Fields holds which expression gave which value. A field that is not in it
	// belongs to the nearest enclosing one, at last to Origin.
	Fields map[Path]Range
	// Sensitive lists the values that must never be shown.
	Sensitive []Path
	// ReplicasImplied means that the configuration sets no number of Pods, and the
	// one in Content is the default.
	ReplicasImplied bool
	// DependsOn names objects of the same stack and cluster that must be in
	// place before this one is sent.
	DependsOn []Ref
	// Fit is how it was fitted to a live workload; nil where it was not.
	Fit *Fit
	// Lifecycle is what the configuration says of the object beside its content.
	Lifecycle Lifecycle
	// IgnoredWarnings are the names of the warnings about it that the configuration
	// does not want.
	IgnoredWarnings []string
}

// Version is the API version that the object is written in, without its group.
func (m *Manifest) Version() string {
	_, version := kind.SplitAPIVersion(m.APIVersion)
	return version
}

// Lifecycle is how an object is to be treated, whatever is in it.
type Lifecycle struct {
	// PreventDestroy refuses to delete the object, also to replace it.
	PreventDestroy bool
	// Release has the stack stop managing the object, instead of deleting it, where
	// it is to be removed: it stays in the cluster as it is.
	Release bool
	// Adopt adopts an object of this name that the stack has not created.
	Adopt bool
	// IgnoreFields are left to others; items of lists are named by their keys.
	IgnoreFields []Path
	// NoWait means that an apply does not wait until the object is ready.
	NoWait bool
	// Ready is when it is ready, where the configuration says so.
	Ready *Ready
	// RunsAlways means of a Job that it runs again in every apply that does anything else.
	RunsAlways bool
	// ForceFields become the stack's although other managers own them.
	ForceFields []Path
	// Derived are fields that the configuration does not set itself: they follow others of its
	// fields, and give way to what other managers have added beside these.
	Derived []Path
	// Origin is where the configuration says so.
	Origin Range
}

// Awaited reports whether an apply waits until the object is rolled out or ready.
func (m *Manifest) Awaited(k *kind.Kind) bool {
	return !m.Lifecycle.NoWait && (m.Lifecycle.Ready != nil || k.Awaits(m.Content))
}

// Range is a stretch of a source file. Lines and columns count from 1, bytes
// from 0, as HCL counts them. The zero Range means that nothing is known.
type Range struct {
	File        string `json:"file"`
	StartLine   int    `json:"start_line"`
	StartColumn int    `json:"start_column"`
	StartByte   int    `json:"start_byte"`
	EndLine     int    `json:"end_line"`
	EndColumn   int    `json:"end_column"`
	EndByte     int    `json:"end_byte"`
}

// String is "file:line", as editors and terminals link it.
func (r Range) String() string {
	if r.File == "" {
		return ""
	}
	return r.File + ":" + strconv.Itoa(r.StartLine)
}

// SourceOf is the source range of the value at p, items of lists by their
// positions: its own, or the nearest enclosing one's.
func (m *Manifest) SourceOf(p Path) Range {
	for {
		if r, ok := m.Fields[p]; ok {
			return r
		}
		if p.IsRoot() {
			return m.Origin
		}
		p = p.Parent()
	}
}

// LeavesToOthers reports whether the object's lifecycle leaves a field, named as there, to others.
func (m *Manifest) LeavesToOthers(field Path) bool {
	return slices.ContainsFunc(m.Lifecycle.IgnoreFields, field.HasPrefix)
}

// IsSensitive reports whether the value at p, something above it or something
// within it is marked sensitive. Everything a Secret carries is.
func (m *Manifest) IsSensitive(p Path) bool {
	if m.Ref.GroupKind() == kind.Secret && (p.HasPrefix(PathOf("data")) || p.HasPrefix(PathOf("stringData"))) {
		return true
	}
	return slices.ContainsFunc(m.Sensitive, p.Overlaps)
}

// Digest identifies a JSON value: equal values have equal digests, whatever
// the order of their keys. It is the SHA-256 of the value's JSON with sorted
// keys, cut to 128 bits, in hexadecimal. Values that JSON cannot hold are an
// error.
func Digest(value any) (string, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("cannot compute a digest: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16]), nil
}
