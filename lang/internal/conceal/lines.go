package conceal

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func falsehood() cty.Value { return cty.False }

// Ranges is a source without what stands in some of its places.
func Ranges(src []byte, places []hcl.Range) []byte {
	if len(places) == 0 {
		return src
	}
	src, places = slices.Clone(src), slices.Clone(places)
	slices.SortFunc(places, func(a, b hcl.Range) int { return a.Start.Byte - b.Start.Byte })
	done := 0
	for _, r := range places {
		for at, end := max(done, r.Start.Byte), min(r.End.Byte, len(src)); at < end; at = done {
			for at < end && (src[at] == ' ' || src[at] == '\t') { // the indentation stays
				at++
			}
			done = lineEnd(src, at)
			cut(src[at:done])
			done++
		}
	}
	return src
}

// cut takes out the rest of a line.
func cut(rest []byte) {
	content := bytes.TrimRight(rest, "\r")
	if len(bytes.TrimSpace(content)) == 0 {
		return
	}
	mark := masked
	if len(content) < len(mark) {
		mark = "..."
	}
	if len(content) < len(mark) {
		mark = strings.Repeat("*", len(content))
	}
	for i := range content {
		content[i] = ' '
	}
	copy(content, mark)
}

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

// Values conceals literals that are one of the given values, or a line of one,
// wherever they stand and however short they are.
func Values(src []byte, values map[string]bool) []byte {
	if len(values) == 0 {
		return src
	}
	var places []hcl.Range
	for start := 0; start < len(src); {
		end := lineEnd(src, start)
		if at := valueIn(src[start:end], values); at >= 0 {
			places = append(places, hcl.Range{Start: hcl.Pos{Byte: start + at}, End: hcl.Pos{Byte: end}})
		}
		start = end + 1
	}
	return Ranges(src, places)
}

// Lookup is what Values looks for: the values and their lines. A line that is but
// a bracket, say, tells nothing.
func Lookup(values []string) map[string]bool {
	known := make(map[string]bool)
	for _, v := range values {
		if text := strings.TrimSpace(v); text != "" {
			known[text] = true
		}
		for _, line := range strings.Split(v, "\n") {
			if line = strings.TrimSpace(line); tells([]byte(line)) {
				known[line] = true
			}
		}
	}
	return known
}

// tells reports whether a text is more than a little punctuation.
func tells(text []byte) bool {
	return len(text) > 3 || bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// valueIn finds the first value in a line: between quotation marks, as a number, or
// alone.
func valueIn(line []byte, values map[string]bool) int {
	if trimmed := bytes.TrimSpace(line); values[string(trimmed)] && tells(trimmed) {
		return bytes.Index(line, trimmed)
	}
	for at := 0; at < len(line); {
		end := at + 1
		switch c := line[at]; {
		case c == '"':
			shut := closing(line, at)
			if shut < 0 {
				return -1
			}
			if literal := string(line[at+1 : shut]); values[literal] || values[unescaped(literal)] {
				return at
			}
			end = shut + 1
		case inName(c):
			for end < len(line) && inName(line[end]) {
				end++
			}
			if c <= '9' && values[string(line[at:end])] {
				return at
			}
		}
		at = end
	}
	return -1
}

// closing finds the quotation mark that ends what begins with one; -1 where none
// does.
func closing(line []byte, open int) int {
	for at := open + 1; at < len(line); at++ {
		switch line[at] {
		case '\\':
			at++
		case '"':
			return at
		}
	}
	return -1
}

// inName reports whether a byte may be within a number or a name.
func inName(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || c == '-'
}

// unescaped is a literal as it is meant, as far as it matters here.
func unescaped(literal string) string {
	if !strings.ContainsAny(literal, `\$%`) {
		return literal
	}
	if strings.Contains(literal, `\u`) || strings.Contains(literal, `\U`) {
		literal = character.ReplaceAllStringFunc(literal, func(escape string) string {
			code, _ := strconv.ParseUint(escape[2:], 16, 32) // it is all hexadecimal digits
			return string(rune(code))
		})
	}
	return strings.TrimSpace(strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\"`, `"`, `\\`, `\`, "$${", "${", "%%{", "%{").Replace(literal))
}

// character is the escape of a character by its number.
var character = regexp.MustCompile(`\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}`)

func stretch(start, end int) hcl.Range {
	return hcl.Range{Start: hcl.Pos{Byte: start}, End: hcl.Pos{Byte: end}}
}
