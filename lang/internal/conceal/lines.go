package conceal

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

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

// shortest is the length from which on a value is looked for in sources: a
// shorter one is in too many places that have nothing to do with it.
const shortest = 4

// Values conceals literals that are one of the given values, or a line of one,
// wherever they stand.
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

// Lookup is what Values looks for: the values and their lines.
func Lookup(values []string) map[string]bool {
	known := make(map[string]bool)
	for _, v := range values {
		for _, text := range append(strings.Split(v, "\n"), v) {
			if text = strings.TrimSpace(text); len(text) >= shortest {
				known[text] = true
			}
		}
	}
	return known
}

// valueIn finds the first value in a line: between quotation marks, or alone.
func valueIn(line []byte, values map[string]bool) int {
	trimmed := bytes.TrimSpace(line)
	if values[string(trimmed)] {
		return bytes.Index(line, trimmed)
	}
	for at := 0; at < len(line); {
		open := bytes.IndexByte(line[at:], '"')
		if open < 0 {
			return -1
		}
		open += at
		shut := open + 1
		for shut < len(line) && line[shut] != '"' {
			if line[shut] == '\\' {
				shut++
			}
			shut++
		}
		if shut >= len(line) {
			return -1
		}
		if literal := string(line[open+1 : shut]); values[literal] || values[unescaped(literal)] {
			return open
		}
		at = shut + 1
	}
	return -1
}

// unescaped is a literal as it is meant, as far as it matters here.
func unescaped(literal string) string {
	if !strings.ContainsAny(literal, `\$%`) {
		return literal
	}
	return strings.TrimSpace(strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\"`, `"`, `\\`, `\`, "$${", "${", "%%{", "%{").Replace(literal))
}

// block is the first line of a block of a file that cannot be parsed.
var block = regexp.MustCompile(`^\s*(secret|object|variable|output)\b`)

// withoutSuspects conceals, in a file that cannot be parsed, all values of blocks
// that may hold sensitive ones.
func withoutSuspects(src []byte) []byte {
	if !mentionsSecrets(src) {
		return src
	}
	var places []hcl.Range
	within := false
	for start := 0; start < len(src); {
		end := lineEnd(src, start)
		line := src[start:end]
		switch {
		case block.Match(line):
			within = true
			if at := bytes.IndexByte(line, '{'); at >= 0 { // all in one line
				places = append(places, stretch(start+at+1, end))
			}
		case len(line) > 0 && line[0] == '}':
			within = false
		case len(bytes.Trim(line, " \t\r{}[]()")) == 0:
		case within:
			places = append(places, stretch(start+bytes.IndexByte(line, '=')+1, end))
		case bytes.Contains(line, []byte("sensitive")):
			places = append(places, stretch(start+bytes.Index(line, []byte("sensitive")), end))
		}
		start = end + 1
	}
	return Ranges(src, places)
}

func stretch(start, end int) hcl.Range {
	return hcl.Range{Start: hcl.Pos{Byte: start}, End: hcl.Pos{Byte: end}}
}
