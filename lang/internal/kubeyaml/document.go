// Package kubeyaml reads YAML as Kubernetes reads it: with the decoder and by
// the rules of sigs.k8s.io/yaml, strictly. Every document, object and value still
// knows where it stands.
package kubeyaml

import "strings"

// Document is one document of a text.
type Document struct {
	text string
	// line and offset are how many lines and bytes of the text come before it.
	line, offset int
}

// byteOrderMark may begin a text. It means nothing.
const byteOrderMark = "\ufeff"

// split takes a text apart at the lines that YAML keeps for that: "---" begins a
// document and "..." ends one, whatever else stands on the line. Documents in
// which nothing stands, or comments alone, are left out.
func split(text string) []Document {
	s := splitter{text: strings.TrimPrefix(text, byteOrderMark)}
	for at, line := 0, 0; at < len(s.text); line++ {
		end := at + strings.IndexByte(s.text[at:], '\n') + 1
		if end == at {
			end = len(s.text)
		}
		s.take(at, end, line)
		at = end
	}
	s.cut(len(s.text))
	return s.documents
}

type splitter struct {
	text      string
	documents []Document
	current   Document
	// marked means that the current document begins with its marker, filled that
	// something stands in it.
	marked, filled bool
}

func (s *splitter) take(at, end, line int) {
	text := s.text[at:end]
	switch {
	case marker(text, "---"):
		if s.marked || s.filled {
			s.cut(at)
			s.begin(at, line)
		}
		s.marked, s.filled = true, !blank(text[len("---"):])
	case marker(text, "..."):
		s.cut(at)
		s.begin(end, line+1)
	case !blank(text) && (s.marked || s.filled || text[0] != '%'):
		s.filled = true
	}
}

func (s *splitter) begin(at, line int) {
	s.current, s.marked, s.filled = Document{offset: at, line: line}, false, false
}

// cut ends the current document.
func (s *splitter) cut(at int) {
	if s.filled {
		s.current.text = s.text[s.current.offset:at]
		s.documents = append(s.documents, s.current)
	}
	s.filled = false
}

func marker(line, m string) bool {
	rest, ok := strings.CutPrefix(line, m)
	return ok && (rest == "" || strings.ContainsRune(" \t\r\n", rune(rest[0])))
}

// blank reports whether nothing but a comment stands on a line.
func blank(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}
