package conceal

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Withheld is what was concealed of some files, and where: what messages about these
// places say must not have it either.
type Withheld struct {
	sources map[string][]byte // as they are, of what has been concealed or may be
	places  map[string][]withheldPlace
}

// withheldPlace is a stretch of a file, and the texts in it that are not said.
type withheldPlace struct {
	start, end int
	texts      [][]byte
}

// Withholding returns one of nothing yet.
func Withholding() *Withheld {
	return &Withheld{sources: make(map[string][]byte), places: make(map[string][]withheldPlace)}
}

// source is what a file has before anything is concealed in it.
func (w *Withheld) source(name string, src []byte) { w.sources[name] = src }

// Input withholds what an expression gives to a sensitive variable, and returns where it is to be
// concealed.
func (w *Withheld) Input(e hcl.Expression) []hcl.Range {
	places, texts := literalsOf(e, true)
	w.note(e.Range(), texts)
	return places
}

// note withholds texts of an expression.
func (w *Withheld) note(whole hcl.Range, texts []hcl.Range) {
	src := w.sources[whole.Filename]
	p := withheldPlace{start: whole.Start.Byte, end: whole.End.Byte}
	for _, r := range texts {
		if r.Start.Byte < r.End.Byte && r.End.Byte <= len(src) {
			p.texts = append(p.texts, src[r.Start.Byte:r.End.Byte])
		}
	}
	w.places[whole.Filename] = append(w.places[whole.Filename], p)
}

// lines withholds places of a file that cannot be parsed, each with the whole of its lines.
func (w *Withheld) lines(name string, places []hcl.Range) {
	src := w.sources[name]
	for _, r := range places {
		start, end := min(r.Start.Byte, len(src)), min(r.End.Byte, len(src))
		p := withheldPlace{start: bytes.LastIndexByte(src[:start], '\n') + 1, end: lineEnd(src, end)}
		if text := bytes.TrimSpace(src[start:end]); !bytes.HasPrefix(text, []byte("#")) && !bytes.HasPrefix(text, []byte("//")) {
			p.texts = [][]byte{text}
		}
		w.places[name] = append(w.places[name], p)
	}
}

// interpolated is what templates in a JSON file evaluate.
var interpolated = regexp.MustCompile(`[$%]\{([^}]*)`)

// Whole withholds a file of which nothing may be shown.
func (w *Withheld) Whole(name string, src []byte) {
	w.source(name, src)
	w.places[name] = append(w.places[name], withheldPlace{end: len(src) + 1, texts: [][]byte{src}})
}

// file withholds a file of JSON: all of it where it cannot be parsed, and else what its templates
// evaluate that is no reference.
func (w *Withheld) file(name string, broken bool) {
	src := w.sources[name]
	if broken {
		w.Whole(name, src)
		return
	}
	p := withheldPlace{end: len(src) + 1}
	for _, m := range interpolated.FindAllSubmatch(src, -1) {
		root, _, _ := strings.Cut(strings.TrimSpace(string(m[1])), ".")
		if !isRoot(root) {
			p.texts = append(p.texts, m[1])
		}
	}
	w.places[name] = append(w.places[name], p)
}

// Unsaid returns diagnostics without what they say of what is withheld where they are about it: the
// summary, the place and the advice stay. Of what they name there that is nothing, the place in
// the sources is concealed.
func (w *Withheld) Unsaid(diags hcl.Diagnostics, sources map[string]*hcl.File) hcl.Diagnostics {
	all := make(hcl.Diagnostics, len(diags))
	for i, d := range diags {
		all[i] = d
		places := w.around(d)
		if len(places) == 0 {
			continue
		}
		if d.Summary == "Unknown reference" || d.Summary == "Call to unknown function" {
			places = append(places, w.name(*d.Subject, sources[d.Subject.Filename]))
		}
		said := *d
		unsay(&said, places)
		all[i] = &said
	}
	return all
}

// name withholds a name that is of nothing, which may be a text without quotes, and conceals it.
func (w *Withheld) name(r hcl.Range, f *hcl.File) withheldPlace {
	src := w.sources[r.Filename]
	name := src[min(r.Start.Byte, len(src)):min(r.End.Byte, len(src))]
	if f != nil && len(f.Bytes) == len(src) && bytes.Equal(f.Bytes[r.Start.Byte:r.End.Byte], name) {
		f.Bytes = Ranges(f.Bytes, []hcl.Range{r})
	}
	return withheldPlace{texts: [][]byte{name}}
}

// around are the places that a diagnostic is about.
func (w *Withheld) around(d *hcl.Diagnostic) []withheldPlace {
	if d.Subject == nil {
		return nil
	}
	from, to := d.Subject.Start.Byte, max(d.Subject.End.Byte, d.Subject.Start.Byte+1)
	if c := d.Context; c != nil && c.Filename == d.Subject.Filename {
		from, to = min(from, c.Start.Byte), max(to, c.End.Byte)
	}
	var all []withheldPlace
	for _, p := range w.places[d.Subject.Filename] {
		if p.start < to && from < p.end {
			all = append(all, p)
		}
	}
	return all
}
