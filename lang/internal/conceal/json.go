package conceal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/schema/table"
)

// jsonTexts are the texts in a file of JSON that may be sensitive, each by itself: of
// secrets, of manifests that may be of some, of what is declared to be sensitive, and of what calls sensitive().
func jsonTexts(src []byte) []jsonText {
	w := jsonWalk{src: src, decoder: json.NewDecoder(bytes.NewReader(src))}
	w.decoder.UseNumber()
	if _, err := w.value(nil); err != nil {
		return []jsonText{{end: len(src), hidden: true, whole: true}}
	}
	return slices.DeleteFunc(w.texts, func(t jsonText) bool { return !t.hidden })
}

// jsonWalk goes through a file of JSON once, and notes its keys and plain values.
type jsonWalk struct {
	src     []byte
	decoder *json.Decoder
	texts   []jsonText
}

type jsonText struct {
	start, end int
	hidden     bool
	whole      bool // hidden as it is, as keys of what is sensitive are; else what it evaluates
}

// jsonValue is what tells of a value whether those around it are sensitive.
type jsonValue struct {
	object bool
	text   string // of a plain value
	kind   string // of an object that says it as a plain text
}

// next is the next token, and where it begins.
func (w *jsonWalk) next() (json.Token, int, error) {
	start := int(w.decoder.InputOffset())
	t, err := w.decoder.Token()
	return t, start + len(w.src[start:]) - len(bytes.TrimLeft(w.src[start:], " \t\r\n,:")), err
}

// value reads a value that some keys lead to. Lists are as what is in them.
func (w *jsonWalk) value(path []string) (jsonValue, error) {
	t, start, err := w.next()
	switch {
	case err != nil:
		return jsonValue{}, err
	case t == json.Delim('{'):
		return w.object(path)
	case t == json.Delim('['):
		for w.decoder.More() {
			if _, err := w.value(path); err != nil {
				return jsonValue{}, err
			}
		}
		_, _, err = w.next()
		return jsonValue{}, err
	}
	v := jsonValue{text: fmt.Sprint(t)}
	w.note(start, strings.Contains(v.text, "{") && (markerIn([]byte(v.text)) >= 0 || strings.Contains(v.text, "templatestring") && mentionsSecrets([]byte(v.text))))
	return v, nil
}

// object reads the rest of an object that some keys lead to.
func (w *jsonWalk) object(path []string) (jsonValue, error) {
	first, marked, o := len(w.texts), false, jsonValue{object: true}
	for w.decoder.More() {
		t, start, err := w.next()
		if err != nil {
			return o, err
		}
		key := fmt.Sprint(t)
		w.note(start, false)
		inner, from := len(w.texts), int(w.decoder.InputOffset())
		v, err := w.value(append(slices.Clip(path), key))
		if err != nil {
			return o, err
		}
		if holds(path, key, v, w.src[from:w.decoder.InputOffset()]) {
			w.hide(inner)
		}
		switch {
		case key == "kind" && !strings.Contains(v.text, "{"):
			o.kind = v.text
		case isMarker(key):
			marked = marked || v.text != "false"
		}
	}
	if isSecret(o.kind) || marked {
		w.hide(first)
	}
	if marked {
		for i := range w.texts[first:] {
			w.texts[first+i].whole = true
		}
	}
	_, _, err := w.next()
	return o, err
}

// holds reports whether a member of an object that some keys lead to may be sensitive as a whole.
func holds(path []string, key string, v jsonValue, src []byte) bool {
	switch depth := len(path); {
	case depth == 0:
		return kindOf(key) == "secret"
	case depth == 2 && path[0] == "object":
		return key == "manifest" && v.kind == "" || bytes.Contains(src, []byte("ecret"))
	case path[depth-1] == "secret": // in another block, where it may be a reference to one
		return isData(key) || v.object && key != "items" && key != "item_modes"
	default:
		row, is := table.Root().Block(path[0])
		return is && row.Emits != "" && meansSecret(key)
	}
}

// note remembers a text that begins at a place, and ends where the reading is.
func (w *jsonWalk) note(start int, hidden bool) {
	w.texts = append(w.texts, jsonText{start: start, end: int(w.decoder.InputOffset()), hidden: hidden})
}

// hide is for the texts from one on.
func (w *jsonWalk) hide(from int) {
	for i := range w.texts[from:] {
		w.texts[from+i].hidden = true
	}
}
