package state

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Whatever happened to a state: it is an error that says what to do, never an
// empty state, and never overwritten by a first write.
func TestDamagedStatesAreErrors(t *testing.T) {
	c, stack := connect(t, nil)
	for name, d := range map[string]struct {
		entries int
		damage  func(t *testing.T, s *Store, h *head, content map[string]any)
		want    string
	}{
		"no head entry":     {1, func(t *testing.T, s *Store, h *head, content map[string]any) { delete(data(content), headKey) }, `key="head"`},
		"no revision entry": {1, func(t *testing.T, s *Store, h *head, content map[string]any) { delete(data(content), revisionKey) }, `key="revision"`},
		"truncated head": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, headKey, func(b []byte) []byte { return b[:len(b)/2] })
		}, "state_damaged"},
		"truncated revision": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, revisionKey, func(b []byte) []byte { return b[:len(b)-9] })
		}, string(ChecksumDiffers)},
		"changed revision": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, revisionKey, func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
		}, string(ChecksumDiffers)},
		"empty head": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, headKey, func(b []byte) []byte { return []byte("{}") })
		}, string(WithoutVersion)},
		"newer head": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, headKey, func(b []byte) []byte { return []byte(`{"format_version": 99, "current": "elsewhere"}`) })
		}, string(OfNewerVersion)},
		"newer revision": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			replaceRevision(t, h, content, func(r *Revision) { r.FormatVersion = FormatVersion + 1 })
		}, string(OfNewerVersion)},
		"another stack's": {1, func(t *testing.T, s *Store, h *head, content map[string]any) {
			replaceRevision(t, h, content, func(r *Revision) { r.Stack.Name = "copied" })
		}, `stack="copied"`},
		"a part missing": {100, func(t *testing.T, s *Store, h *head, content map[string]any) {
			if err := s.in.DeleteParts(t.Context(), h.Current.Parts[0]); err != nil {
				t.Fatal(err)
			}
		}, string(PartMissing)},
		"parts swapped": {200, func(t *testing.T, s *Store, h *head, content map[string]any) {
			edit(content, headKey, func(b []byte) []byte {
				parts := h.Current.Parts
				b = bytes.Replace(b, []byte(parts[0]), []byte("first"), 1)
				b = bytes.Replace(b, []byte(parts[1]), []byte(parts[0]), 1)
				return bytes.Replace(b, []byte("first"), []byte(parts[1]), 1)
			})
		}, string(ChecksumDiffers)},
	} {
		t.Run(name, func(t *testing.T) {
			stack := object.Stack{Name: strings.Trim(strings.Map(letters, name), "-"), Namespace: stack.Namespace}
			s := openSplit(c, stack)
			snapshot := mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", d.entries))
			ref := headOf(stack)
			content, err := c.Get(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			d.damage(t, s, snapshot.head, content)
			if _, err := c.Update(t.Context(), ref, content); err != nil {
				t.Fatal(err)
			}
			if read, err := s.Read(t.Context()); err == nil || !strings.Contains(err.Error(), d.want) || !strings.Contains(err.Error(), ref.Name) {
				t.Errorf("read %+v, %v; want an error that says %q", read.Revision, err, d.want)
			}
			if _, err := s.Write(t.Context(), Snapshot{}, revision(1, "bob@laptop", 1)); err == nil {
				t.Error("overwritten as if there were no state")
			}
		})
	}
}

func TestAForeignSecretIsLeftAlone(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	ref := headOf(stack)
	foreign := map[string]any{"metadata": map[string]any{"name": ref.Name}, "type": "Opaque", "stringData": map[string]any{"password": "x"}}
	if _, err := c.Create(t.Context(), ref, foreign); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(t.Context()); err == nil || !strings.Contains(err.Error(), "Opaque") {
		t.Errorf("read: %v", err)
	}
	if _, err := s.Write(t.Context(), Snapshot{}, revision(1, "alice@laptop", 1)); err == nil {
		t.Error("overwritten")
	}
}

// headOf is the Secret that is the head of a state in the cluster.
func headOf(stack object.Stack) object.Ref {
	return object.NewRef(kind.Secret, stack.Namespace, stack.StateName())
}

// Its keys.
const (
	headKey     = "head"
	revisionKey = "revision"
)

func letters(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r
	}
	return '-'
}

func data(content map[string]any) map[string]any { return content["data"].(map[string]any) }

func edit(content map[string]any, key string, change func([]byte) []byte) {
	raw, _ := base64.StdEncoding.DecodeString(data(content)[key].(string))
	data(content)[key] = base64.StdEncoding.EncodeToString(change(raw))
}

// replaceRevision writes another revision that is whole in itself.
func replaceRevision(t *testing.T, h *head, content map[string]any, change func(*Revision)) {
	t.Helper()
	r, err := decode(h.inline)
	if err != nil {
		t.Fatal(err)
	}
	change(r)
	payload, err := encode(*r)
	if err != nil {
		t.Fatal(err)
	}
	forged := *h
	forged.Current.Digest = digest(payload)
	raw, err := json.Marshal(forged)
	if err != nil {
		t.Fatal(err)
	}
	edit(content, headKey, func([]byte) []byte { return raw })
	edit(content, revisionKey, func([]byte) []byte { return payload })
}

func TestTheSameRevisionHasTheSameBytes(t *testing.T) {
	a, errA := encode(revision(1, "alice@laptop", 100))
	b, errB := encode(revision(1, "alice@laptop", 100))
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%v, %v, equal %v", errA, errB, bytes.Equal(a, b))
	}
}

func FuzzDecode(f *testing.F) {
	whole, err := encode(revision(1, "alice@laptop", 2))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, payload []byte) {
		if r, err := decode(payload); err == nil && (r.FormatVersion < 1 || r.FormatVersion > FormatVersion) {
			t.Errorf("format %d was accepted", r.FormatVersion)
		}
	})
}

func FuzzParseHead(f *testing.F) {
	f.Add([]byte(`{"format_version":1,"lineage":"x","current":{"serial":1,"inline":true}}`), []byte("H4sI"))
	f.Add([]byte(`{"format_version":2,"current":[]}`), []byte(nil))
	f.Add([]byte(`{`), []byte("%"))
	f.Fuzz(func(t *testing.T, index, revision []byte) {
		if h, err := parseHead(storage.Head{Index: index, Revision: revision}); err == nil && (h.FormatVersion < 1 || h.FormatVersion > FormatVersion) {
			t.Errorf("format %d was accepted", h.FormatVersion)
		}
	})
}

// What is lost of one revision is no reason to give up the state, and none to delete it.
func TestDamagedRevisions(t *testing.T) {
	c, stack := connect(t, nil)
	for name, d := range map[string]struct {
		parts  func(h *head) []string
		serial int64
		want   fact.Code
	}{
		"a former one":               {func(h *head) []string { return h.History[0].Parts }, 1, RevisionDamaged},
		"objects of a former one":    {func(h *head) []string { return h.History[0].Applied.Parts }, 1, RevisionDamaged},
		"objects of the current one": {func(h *head) []string { return h.Current.Applied.Parts }, 2, RevisionDamaged},
		"the current one":            {func(h *head) []string { return h.Current.Parts }, 2, Damaged},
		"another one":                {func(h *head) []string { return h.History[0].Parts }, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			stack := object.Stack{Name: strings.Trim(strings.Map(letters, name), "-"), Namespace: stack.Namespace}
			s := openSplit(c, stack)
			snapshot := mustWrite(t, s, mustWrite(t, s, Snapshot{}, good(1, 120)), good(2, 120))
			if err := s.in.DeleteParts(t.Context(), d.parts(snapshot.head)...); err != nil {
				t.Fatal(err)
			}
			if _, err := openSplit(c, stack).Revision(t.Context(), d.serial); fact.Of(err).Code != d.want || d.want != "" && !strings.Contains(err.Error(), string(PartMissing)) {
				t.Errorf("got %v", err)
			}
			if _, err := openSplit(c, stack).Read(t.Context()); (err != nil) != (d.want == Damaged) {
				t.Errorf("the state: %v", err)
			}
		})
	}
}
