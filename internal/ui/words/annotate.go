package words

import (
	"bytes"
	"encoding/json"

	"github.com/workloadlang/wl/internal/fact"
)

// Annotate adds to every fact in a JSON text what it says, for those who read it
// without the list of codes: of a problem the members summary and detail, of every
// other fact text. The facts in a fact's arguments are left as they are. The order
// of members stays.
func (w *Words) Annotate(raw []byte) ([]byte, error) {
	a := annotator{words: w, decoder: json.NewDecoder(bytes.NewReader(raw))}
	a.decoder.UseNumber()
	if err := a.value(); err != nil {
		return nil, err
	}
	return a.out.Bytes(), nil
}

type annotator struct {
	words   *Words
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
	var f fact.Fact
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
func (a *annotator) member(f *fact.Fact) error {
	key, err := a.decoder.Token()
	if err != nil {
		return err
	}
	if err := a.write(key); err != nil {
		return err
	}
	a.out.WriteByte(':')
	if key != "code" && key != "args" {
		return a.value()
	}
	var raw json.RawMessage
	if err := a.decoder.Decode(&raw); err != nil {
		return err
	}
	a.out.Write(raw)
	// What does not fit is no fact's.
	if key == "code" {
		_ = json.Unmarshal(raw, &f.Code)
	} else {
		_ = json.Unmarshal(raw, &f.Args)
	}
	return nil
}

// sentences adds what a fact says, where it is one.
func (a *annotator) sentences(f fact.Fact) error {
	row, known := a.words.rows[f.Code]
	switch {
	case !known:
		return nil
	case row.detail == "":
		return a.add("text", a.words.Text(f))
	}
	if err := a.add("summary", a.words.Text(f)); err != nil {
		return err
	}
	return a.add("detail", a.words.Detail(f))
}

func (a *annotator) add(key, text string) error {
	a.out.WriteByte(',')
	if err := a.write(key); err != nil {
		return err
	}
	a.out.WriteByte(':')
	return a.write(text)
}

func (a *annotator) write(scalar any) error {
	encoder := json.NewEncoder(&a.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(scalar); err != nil {
		return err
	}
	a.out.Truncate(a.out.Len() - 1) // the line break
	return nil
}
