package words

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
)

// Annotate adds to every fact in a JSON text what it says, for those who read it
// without the list of codes: of a problem the members summary and detail, of every
// other fact text. The facts in a fact's arguments are left as they are. The order
// of members stays.
//
// What extra returns of a fact's origin, the JSON of members to be added, is added
// too; it may be nil.
func (w *Words) Annotate(raw []byte, extra func(origin json.RawMessage) map[string]any) ([]byte, error) {
	if !bytes.Contains(raw, []byte(`"code"`)) { // as in most events of an apply
		return bytes.TrimSpace(raw), nil
	}
	a := annotator{words: w, extra: extra, decoder: json.NewDecoder(bytes.NewReader(raw))}
	a.decoder.UseNumber()
	if err := a.value(); err != nil {
		return nil, err
	}
	return a.out.Bytes(), nil
}

// annotated is a fact, and where it comes from.
type annotated struct {
	fact.Fact
	origin json.RawMessage
}

type annotator struct {
	words   *Words
	extra   func(origin json.RawMessage) map[string]any
	decoder *json.Decoder
	out     bytes.Buffer
}

func (a *annotator) value() error {
	token, err := a.decoder.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		return a.object()
	case json.Delim('['):
		return a.array()
	}
	return a.write(token)
}

func (a *annotator) array() error {
	a.out.WriteByte('[')
	for i := 0; a.decoder.More(); i++ {
		if i > 0 {
			a.out.WriteByte(',')
		}
		if err := a.value(); err != nil {
			return err
		}
	}
	a.out.WriteByte(']')
	_, err := a.decoder.Token()
	return err
}

func (a *annotator) object() error {
	a.out.WriteByte('{')
	var f annotated
	for i := 0; a.decoder.More(); i++ {
		if i > 0 {
			a.out.WriteByte(',')
		}
		if err := a.member(&f); err != nil {
			return err
		}
	}
	if err := a.sentences(f); err != nil {
		return err
	}
	a.out.WriteByte('}')
	_, err := a.decoder.Token()
	return err
}

// member copies a member, and reads it where it is one of a fact's own.
func (a *annotator) member(f *annotated) error {
	key, err := a.decoder.Token()
	if err != nil {
		return err
	}
	if err := a.write(key); err != nil {
		return err
	}
	a.out.WriteByte(':')
	if key != "code" && key != "args" && key != "origin" {
		return a.value()
	}
	var raw json.RawMessage
	if err := a.decoder.Decode(&raw); err != nil {
		return err
	}
	a.out.Write(raw)
	// What does not fit is no fact's.
	switch key {
	case "code":
		_ = json.Unmarshal(raw, &f.Code)
	case "args":
		_ = json.Unmarshal(raw, &f.Args)
	default:
		f.origin = raw
	}
	return nil
}

// sentences adds what a fact says, where it is one.
func (a *annotator) sentences(f annotated) error {
	row, known := a.words.rows[f.Code]
	switch {
	case !known:
		return nil
	case row.detail == "":
		return a.add("text", a.words.Text(f.Fact))
	}
	if err := a.add("summary", a.words.Text(f.Fact)); err != nil {
		return err
	}
	if err := a.add("detail", a.words.Detail(f.Fact)); err != nil || a.extra == nil || f.origin == nil {
		return err
	}
	members := a.extra(f.origin)
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if err := a.add(key, members[key]); err != nil {
			return err
		}
	}
	return nil
}

func (a *annotator) add(key string, value any) error {
	a.out.WriteByte(',')
	if err := a.write(key); err != nil {
		return err
	}
	a.out.WriteByte(':')
	return a.write(value)
}

func (a *annotator) write(value any) error {
	encoder := json.NewEncoder(&a.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	a.out.Truncate(a.out.Len() - 1) // the line break
	return nil
}
