package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// WriteJSON writes a value as JSON, a line break at its end: indented, or on
// one line. Characters that a terminal would obey are escaped; "<" and its
// like are not.
func WriteJSON(w io.Writer, v any, indent string) error {
	raw, err := encodeJSON(v)
	if err != nil {
		return err
	}
	return writeIndented(w, raw, indent)
}

// WriteFacts is WriteJSON for what holds facts: what they say is with them.
func WriteFacts(w io.Writer, v any, indent string, o Options) error {
	raw, err := encodeJSON(v)
	if err != nil {
		return err
	}
	if raw, err = words.In(o.Language).Annotate(raw, o.snippetAt); err != nil {
		return fmt.Errorf("cannot encode the output as JSON: %w", err)
	}
	return writeIndented(w, append(raw, '\n'), indent)
}

// snippetAt is the source of a problem, where it is at hand.
func (o Options) snippetAt(origin json.RawMessage) map[string]any {
	var r object.Range
	if json.Unmarshal(origin, &r) != nil {
		return nil
	}
	if s := SnippetOf(r, r, o.Files[r.File]); s != nil {
		return map[string]any{"snippet": s}
	}
	return nil
}

func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("cannot encode the output as JSON: %w", err)
	}
	return b.Bytes(), nil
}

func writeIndented(w io.Writer, raw []byte, indent string) error {
	if indent != "" {
		var b bytes.Buffer
		if err := json.Indent(&b, raw, "", indent); err != nil {
			return fmt.Errorf("cannot encode the output as JSON: %w", err)
		}
		raw = b.Bytes()
	}
	return Write(w, escapeControls(raw))
}

// escapeControls escapes what encoding/json leaves as it is in strings. Line
// breaks stand only between JSON's tokens and stay.
func escapeControls(text []byte) []byte {
	if bytes.IndexFunc(text, func(r rune) bool { return typeset.IsControl(r) && r != '\n' }) < 0 {
		return text
	}
	var b bytes.Buffer
	for _, r := range string(text) {
		if typeset.IsControl(r) && r != '\n' {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}
