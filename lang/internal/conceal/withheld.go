package conceal

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
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
	texts      [][]byte // as they are written, and as they are meant
	told       []string // that are said though they are in these
}

// add withholds a text in the place.
func (p *withheldPlace) add(text []byte) {
	p.texts = append(p.texts, text)
	if meant := unescaped(string(text)); meant != string(text) {
		p.texts = append(p.texts, []byte(meant))
	}
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
			p.add(src[r.Start.Byte:r.End.Byte])
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
			p.add(text)
		}
		w.places[name] = append(w.places[name], p)
	}
}

// interpolated is what templates in a JSON file evaluate.
var interpolated = regexp.MustCompile(`[$%]\{([^}]*)`)

// Values withholds a file of values with all but their names: nothing that is said of one has
// another, or a comment.
func (w *Withheld) Values(name string, f *hcl.File) {
	w.Whole(name, f.Bytes)
	body, native := f.Body.(*hclsyntax.Body)
	if !native {
		return
	}
	tokens, _ := hclsyntax.LexConfig(f.Bytes, "", hcl.InitialPos) // that the file is wrong is known
	lost, whole := lostAt(f.Bytes, tokens), &w.places[name][len(w.places[name])-1]
	for _, a := range body.Attributes {
		if a.NameRange.Start.Byte < lost {
			whole.told = append(whole.told, a.Name)
		}
	}
}

// Whole withholds a file of which nothing may be shown.
func (w *Withheld) Whole(name string, src []byte) {
	w.source(name, src)
	p := withheldPlace{end: len(src) + 1}
	p.add(src)
	w.places[name] = append(w.places[name], p)
}

// json withholds what the templates of a file of JSON evaluate that is no reference, where that may be sensitive.
// It reports whether there is anything that may be.
func (w *Withheld) json(name string) bool {
	src := w.sources[name]
	texts := jsonTexts(src)
	for _, t := range texts {
		p := withheldPlace{start: t.start, end: t.end}
		if t.whole {
			p.add(bytes.Trim(src[p.start:p.end], `"`))
		}
		for _, m := range interpolated.FindAllSubmatch(src[p.start:p.end], -1) {
			root, _, _ := strings.Cut(strings.TrimSpace(string(m[1])), ".")
			if !isRoot(root) {
				p.add(m[1])
			}
		}
		w.places[name] = append(w.places[name], p)
	}
	return len(texts) > 0
}

// Unsaid returns diagnostics without what they say of what is withheld where they are about it: the
// summary, the place and the advice stay. Of what they name there that is nothing, the place in
// the sources is concealed, and a file that is read there is not among them any more.
func (w *Withheld) Unsaid(diags hcl.Diagnostics, sources map[string]*hcl.File) hcl.Diagnostics {
	all, names, sorted := make(hcl.Diagnostics, len(diags)), make(map[string][]hcl.Range), make(map[string]*ordered)
	read := w.read(diags, sources, sorted)
	for i, d := range diags {
		all[i] = d
		if call := callOf(d); call != nil {
			all[i] = unsaidOfFile(d, read[d.Subject.Filename])
			continue
		}
		places := w.around(d, sorted)
		if len(places) == 0 {
			continue
		}
		inside, name := len(w.within(*d.Subject, sorted)) > 0, w.name(*d.Subject)
		if inside && (d.Summary == unknownReference || d.Summary == unknownFunction) {
			at := *d.Subject
			if f := sources[at.Filename]; f != nil && len(name) > 0 && len(f.Bytes) == len(w.sources[at.Filename]) && bytes.HasPrefix(f.Bytes[at.Start.Byte:], name) {
				names[at.Filename] = append(names[at.Filename], at)
			}
			places = append(places, withheldPlace{texts: [][]byte{name}})
		}
		said, told := *d, ""
		if !inside { // but what it says may have something of what is around it
			told = string(name)
		}
		unsay(&said, places, told)
		all[i] = &said
	}
	for name, places := range names {
		sources[name].Bytes = Ranges(sources[name].Bytes, places)
	}
	return all
}

// name is one that is of nothing, which may be a text without quotes.
func (w *Withheld) name(r hcl.Range) []byte {
	src := w.sources[r.Filename]
	return src[min(r.Start.Byte, len(src)):min(r.End.Byte, len(src))]
}
