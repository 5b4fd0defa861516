package syntax

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/conceal"
	"github.com/workloadlang/wl/lang/internal/diag"
)

const (
	withoutQuotes  = "Text without quotes"
	invalidHeredoc = "Invalid heredoc"
)

var (
	// unquoted is an argument whose value is a text without quotes: what a name or an
	// expression can have, such as brackets, is not in it, but a letter is.
	unquoted = regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_-]*)[ \t]*=[ \t]*([^\s"'()\[\]{},=?#]+(?:[ \t]+[^\s"'()\[\]{},=?#]+)*)`)
	// another begins after the last word of such a text, where that names another argument,
	// or a block.
	another  = regexp.MustCompile(`^[ \t]*(=([^=]|$)|["{])`)
	lastWord = regexp.MustCompile(`[ \t]+[A-Za-z_][A-Za-z0-9_-]*$`)
	// undecimal is a number as other languages have them.
	undecimal = regexp.MustCompile(`^-?(0[xX][0-9A-Fa-f_]+|0[bBoO][0-7_]+|[0-9]+(_[0-9]+)+)$`)
	percent   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*[ \t]*=[ \t]*[0-9.]+%[ \t\r]*([,}#]|$)`)
	letter    = regexp.MustCompile(`[A-Za-z]`)
	colon     = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:[ \t]*([^#\s]?)`)
	bare      = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)[ \t]+[^\s"{=:]+[ \t]*\{`)
)

// advised says of syntax errors, in the terms of what is written there, what to write, where
// that is text without quotes or YAML. It quotes no value, which may be secret,
// nor a name that may be a sensitive key.
func advised(diags hcl.Diagnostics, src []byte) hcl.Diagnostics {
	keys := sync.OnceValue(func() *conceal.Keys { return conceal.KeysOf(src) })
	for i, d := range diags {
		if d.Subject == nil {
			continue
		}
		said, at := *d, min(max(d.Subject.Start.Byte, 0), len(src))
		switch d.Summary {
		case "Argument or block definition required":
			if keys().MayBe(at) || !adviseOnName(&said, src[at:]) {
				continue
			}
		case "Missing newline after argument", "Missing attribute separator", "Invalid character", "Invalid expression":
			if !adviseOnValue(&said, src, at, keys) {
				continue
			}
		default:
			continue
		}
		diags[i] = &said
	}
	return oncePerText(onceEach(diags), src)
}

// oncePerText leaves out what is about a text of which an error has been said, in the order of the source: the parser's
// errors follow all of the scanner's.
func oncePerText(diags hcl.Diagnostics, src []byte) hcl.Diagnostics {
	slices.SortStableFunc(diags, func(a, b *hcl.Diagnostic) int {
		return cmp.Compare(startOf(a), startOf(b))
	})
	var kept *hcl.Diagnostic
	return slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool {
		if kept != nil && sameText(kept, d, src) {
			return true
		}
		kept = d
		return false
	})
}

// onceEach leaves out what only follows from another error: that there is no expression where
// a character stands that cannot be in one, and that the lines of a heredoc are no arguments.
func onceEach(diags hcl.Diagnostics) hcl.Diagnostics {
	characters, heredoc := make(map[hcl.Pos]bool), false
	for _, d := range diags {
		if (d.Summary == "Invalid character" || d.Summary == withDollar) && d.Subject != nil {
			characters[d.Subject.Start] = true
		}
	}
	return slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool {
		heredoc = heredoc || d.Summary == invalidHeredoc
		return d.Summary == "Invalid expression" && d.Subject != nil && characters[d.Subject.Start] ||
			d.Summary == "Argument or block definition required" && heredoc
	})
}

// startOf is where what an error is about begins; -1 of one that is about no place.
func startOf(d *hcl.Diagnostic) int {
	if d.Subject == nil {
		return -1
	}
	return d.Subject.Start.Byte
}

// sameText reports whether an error is about the text without quotes that one before it is
// about: its other characters are as wrong as the first.
func sameText(a, b *hcl.Diagnostic, src []byte) bool {
	if a.Summary != withDollar && a.Summary != withoutQuotes || b.Subject == nil || a.Subject.Start.Line != b.Subject.Start.Line {
		return false
	}
	if b.Summary != withoutQuotes && (a.Summary != withDollar || b.Summary != withDollar && b.Summary != "Invalid character") {
		return false
	}
	from, to := min(max(startOf(a), 0), len(src)), min(max(startOf(b), 0), len(src))
	return to-from > longestLine || !separated(src[from:to])
}

// separated reports whether an argument ends in a part of a line: at a comma outside of brackets and quotes.
func separated(part []byte) bool {
	depth, quoted := 0, false
	for i, c := range part {
		switch {
		case c == '"' && (i == 0 || part[i-1] != '\\'):
			quoted = !quoted
		case quoted:
		case c == '{', c == '[', c == '(':
			depth++
		case c == '}', c == ']', c == ')':
			depth--
		case c == ',' && depth <= 0:
			return true
		}
	}
	return false
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

// adviseOnValue is about a value that is no expression from a place on. It reports whether it
// knows what was meant.
func adviseOnValue(said *hcl.Diagnostic, src []byte, at int, keys func() *conceal.Keys) bool {
	begins := said.Summary == "Invalid expression"
	if begins && bytes.HasPrefix(src[at:], []byte("<<")) {
		said.Summary = invalidHeredoc
		diag.Reword(said, "The line must end after the marker of a heredoc, which is a name without quotes. Write <<EOT, the text from the next line on, and EOT on a line of its own.")
		return true
	}
	argument, text := textWithoutQuotes(src, at, begins)
	switch {
	case argument == "", keys().MayBe(at), bytes.HasPrefix(src[at:], []byte("...")): // which expands the last argument of a call
		return false
	case undecimal.Match(text):
		said.Summary = "Number not in decimal"
		diag.Reword(said, "A number is in decimal digits, with nothing between them. Write %s = … in decimal, or in quotes if it is a text.", argument)
	default:
		said.Summary = withoutQuotes
		diag.Reword(said, "A text must be in quotes. Write %s = \"…\".", argument)
	}
	return true
}

// longestLine is how many bytes a line may have in which a text without quotes is looked for, at each of its mistakes.
const longestLine = 1000

// textWithoutQuotes is the argument whose value has a place in it that is no expression, or
// begins there, and the value; empty where that is no text either.
func textWithoutQuotes(src []byte, at int, begins bool) (argument string, value []byte) {
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	line := src[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	if len(line) > longestLine {
		return "", nil
	}
	for _, m := range unquoted.FindAllSubmatchIndex(line, -1) {
		value = line[m[4]:m[5]]
		if another.Match(line[m[5]:]) {
			value = lastWord.ReplaceAll(value, nil)
		}
		from, text := start+m[4], letter.Match(value)
		switch {
		case at < from || from+len(value) < at:
		case percent.Match(line[m[0]:]), text && !begins, text && at == from, undecimal.Match(value):
			return string(line[m[2]:m[3]]), value
		}
	}
	return "", nil
}
