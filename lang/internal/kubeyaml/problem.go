package kubeyaml

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v2"

	"github.com/workloadlang/wl/internal/object"
)

// Error is what is wrong with YAML, and on which line.
type Error struct {
	File string // empty where the text is of no file
	Line int    // from 1; 0 where nothing is known
	// Problem is what is wrong and what to do, without the full stop.
	Problem string
	// start and end are the bytes of the line.
	start, end int
}

// Error returns where it is and what.
func (e *Error) Error() string {
	switch {
	case e.File != "" && e.Line > 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem)
	case e.File != "":
		return e.File + ": " + e.Problem
	case e.Line > 0:
		return fmt.Sprintf("on line %d, %s", e.Line, e.Problem)
	}
	return e.Problem
}

// Range is the line, where it is known of which file.
func (e *Error) Range() (object.Range, bool) {
	r := object.Range{File: e.File, StartLine: e.Line, StartColumn: 1, StartByte: e.start, EndLine: e.Line, EndColumn: 1 + e.end - e.start, EndByte: e.end}
	return r, e.File != "" && e.Line > 0
}

// problem is what is wrong on a line of the document.
func (d Document) problem(line int, problem string) *Error {
	e := &Error{Problem: problem}
	if line < 1 {
		return e
	}
	e.Line, e.start = line+d.line, d.offset
	rest := d.text
	for ; line > 1; line-- {
		i := strings.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		e.start, rest = e.start+i+1, rest[i+1:]
	}
	rest, _, _ = strings.Cut(rest, "\n")
	e.end = e.start + len(strings.TrimRight(rest, " \t\r"))
	return e
}

// problemAt is what is wrong with a value.
func (d Document) problemAt(at *place, problem string) *Error {
	return d.problem(d.lineOf(at.path()), problem)
}

// keyProblem is what is wrong with a key of the mapping at a place.
func (d Document) keyProblem(at *place, problem string) *Error {
	return d.problem(max(d.badKey(), d.lineOf(at.path())), problem)
}

// numbered is how the decoder says where an error is.
var numbered = regexp.MustCompile(`^line (\d+): `)

// explained turns the decoder's errors into ours. It quotes no values, which may
// be nobody's business.
func (d Document) explained(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if several, ok := err.(*yaml.TypeError); ok && len(several.Errors) > 0 {
		text = several.Errors[0]
	}
	line := 0
	if m := numbered.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	switch {
	case strings.HasPrefix(text, "invalid map key"):
		return d.problem(d.badKey(), "a key is a mapping or a list. Put a string with braces in quotes"+d.templated())
	case strings.HasSuffix(text, alreadySet):
		key, _, _ := strings.Cut(strings.TrimPrefix(text, "key "), " already set")
		return d.problem(line, "the key "+key+" is there twice. Remove one of them")
	case strings.HasPrefix(text, "cannot decode"):
		return d.problem(0, "a value does not have the type of its tag. Correct one of the two")
	case text == "control characters are not allowed":
		return d.problem(d.controlLine(), "control characters are not allowed. Write them as escape sequences in double quotes")
	case strings.HasPrefix(text, "unknown anchor"):
		return d.problem(d.aliasLine(text), "an alias names no anchor. Define the anchor in the same document, or put a string that begins with * in quotes")
	case strings.Contains(text, "excessive aliasing"):
		return d.problem(0, "the aliases of the document expand to too much. Write the values out")
	}
	if line == 0 { // the decoder leaves the first line out
		line = 1
	}
	return d.problem(line, text+d.templated())
}

// templated adds a hint where the text is a template of another tool.
func (d Document) templated() string {
	if strings.Contains(d.text, "{{") {
		return ". The text has {{ }}, as Helm templates do: use the output of helm template"
	}
	return ""
}

// controlLine is the line of the first control character.
func (d Document) controlLine() int {
	i := strings.IndexFunc(d.text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 && r != 0x85
	})
	if i < 0 {
		return 0
	}
	return 1 + strings.Count(d.text[:i], "\n")
}

// aliasLine is the line of an alias that stands for nothing.
func (d Document) aliasLine(text string) int {
	_, rest, _ := strings.Cut(text, "'")
	name, _, _ := strings.Cut(rest, "'")
	if i := strings.Index(d.text, "*"+name); i >= 0 {
		return 1 + strings.Count(d.text[:i], "\n")
	}
	return 0
}
