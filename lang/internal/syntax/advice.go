package syntax

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/diag"
)

const withoutQuotes = "Text without quotes"

var (
	// unquoted is an argument whose value is a text without quotes: what a name or an
	// expression can have, such as brackets, is not in it, but a letter is.
	unquoted = regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_-]*)[ \t]*=[ \t]*([^\s"'()\[\]{},=?#]+(?:[ \t]+[^\s"'()\[\]{},=?#]+)*)`)
	percent  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*[ \t]*=[ \t]*[0-9.]+%[ \t\r]*([,}#]|$)`)
	letter   = regexp.MustCompile(`[A-Za-z]`)
	colon    = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:[ \t]*([^#\s]?)`)
	bare     = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)[ \t]+[^\s"{=:]+[ \t]*\{`)
)

// advised says of syntax errors, in the terms of what is written there, what to write, where
// that is text without quotes or YAML. It quotes no value, which may be secret.
func advised(diags hcl.Diagnostics, src []byte) hcl.Diagnostics {
	for i, d := range diags {
		if d.Subject == nil {
			continue
		}
		said, at := *d, min(max(d.Subject.Start.Byte, 0), len(src))
		switch d.Summary {
		case "Argument or block definition required":
			if !adviseOnName(&said, src[at:]) {
				continue
			}
		case "Missing newline after argument", "Missing attribute separator", "Invalid character", "Invalid expression":
			argument := textWithoutQuotes(src, at, d.Summary == "Invalid expression")
			if argument == "" {
				continue
			}
			said.Summary = withoutQuotes
			diag.Reword(&said, "A text must be in quotes. Write %s = \"…\".", argument)
		default:
			continue
		}
		diags[i] = &said
	}
	return slices.CompactFunc(onceEach(diags), sameText)
}

// onceEach leaves out that there is no expression where a character stands that cannot be in
// one, which is reported.
func onceEach(diags hcl.Diagnostics) hcl.Diagnostics {
	characters := make(map[hcl.Pos]bool)
	for _, d := range diags {
		if d.Summary == "Invalid character" && d.Subject != nil {
			characters[d.Subject.Start] = true
		}
	}
	return slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool {
		return d.Summary == "Invalid expression" && d.Subject != nil && characters[d.Subject.Start]
	})
}

// sameText reports whether two errors are about one text without quotes.
func sameText(a, b *hcl.Diagnostic) bool {
	return a.Summary == withoutQuotes && b.Summary == withoutQuotes && a.Subject.Start.Line == b.Subject.Start.Line
}

// adviseOnName is about a name that begins neither an argument nor a block. It reports whether
// it knows what was meant.
func adviseOnName(said *hcl.Diagnostic, rest []byte) bool {
	if m := colon.FindSubmatch(rest); m != nil {
		said.Summary = "Colon after a name"
		if len(m[2]) > 0 {
			diag.Reword(said, "An argument has an equals sign where YAML has a colon. Write %s = …, with text in quotes.", string(m[1]))
		} else {
			diag.Reword(said, "A block has braces where YAML has a colon. Write %s { … }, or %s = … if it is an argument.", string(m[1]), string(m[1]))
		}
		return true
	}
	if m := bare.FindSubmatch(rest); m != nil {
		said.Summary = "Label without quotes"
		diag.Reword(said, "The label of a block must be in quotes. Write %s \"…\" {.", string(m[1]))
		return true
	}
	return false
}

// textWithoutQuotes is the argument whose value has a place in it that is no expression, or
// begins there; empty where it is no text either.
func textWithoutQuotes(src []byte, at int, begins bool) string {
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	line := src[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	for _, m := range unquoted.FindAllSubmatchIndex(line, -1) {
		from, to, text := start+m[4], start+m[5], letter.Match(line[m[4]:m[5]])
		switch {
		case at < from || to < at:
		case percent.Match(line[m[0]:]), text && !begins, text && at == from:
			return string(line[m[2]:m[3]])
		}
	}
	return ""
}
