package syntax

import (
	"regexp"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// Escaping adds to syntax errors that stand within ${ } or %{ } of a text how
// these are written where they are meant as they are, as in a shell script. The
// tokens are of what the errors are about.
func Escaping(diags hcl.Diagnostics, tokens hclsyntax.Tokens) hcl.Diagnostics {
	opened := interpolations(tokens)
	for i, d := range diags {
		opener := opened.around(d)
		if opener == "" || strings.Contains(d.Detail, opener[:1]+opener) {
			continue
		}
		advised, said := *d, message.Library(strings.TrimSpace(d.Detail))
		if opener == "${" {
			diag.Reword(&advised, "%s To keep ${ literally, as in a shell script, write $${.", said)
		} else {
			diag.Reword(&advised, "%s To keep %%{ literally, as in a shell script, write %%%%{.", said)
		}
		diags[i] = &advised
	}
	return diags
}

// interpolation is where one begins, or a directive, and the first brace that closes anything in
// it; -1 where none does.
type interpolation struct {
	opener           string
	line, start, end int
}

// openers are the interpolations and directives of a source in their order.
type openers []interpolation

// interpolations finds them among the tokens: ${ opens one within a text alone.
func interpolations(tokens hclsyntax.Tokens) openers {
	var all openers
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			all = append(all, interpolation{string(t.Bytes[:2]), t.Range.Start.Line, t.Range.Start.Byte, -1})
		case hclsyntax.TokenTemplateSeqEnd, hclsyntax.TokenCBrace:
			if last := len(all) - 1; last >= 0 && all[last].end < 0 {
				all[last].end = t.Range.Start.Byte
			}
		}
	}
	return all
}

// around is what opens the interpolation or directive that an error stands in; empty where it
// stands in none that begins on its line.
func (o openers) around(d *hcl.Diagnostic) string {
	if d.Subject == nil {
		return ""
	}
	at := d.Subject.Start
	i := sort.Search(len(o), func(i int) bool { return o[i].start > at.Byte }) - 1
	if i < 0 || o[i].line != at.Line || o[i].end >= 0 && o[i].end < at.Byte {
		return ""
	}
	return o[i].opener
}

const withDollar = "Reference with a dollar sign"

// dollar begins a value as references are written within a text, or in a shell script. Any
// other name after it may be a text without quotes.
var dollar = regexp.MustCompile(`^\$+(\{|(var|local|module|each|count|path|target)\b[.\[])`)

// withoutDollar says of references outside of texts that stand there as they do within. It
// quotes none, which may be a sensitive value.
func withoutDollar(diags hcl.Diagnostics, src []byte, tokens hclsyntax.Tokens) hcl.Diagnostics {
	opened := interpolations(tokens)
	for i, d := range diags {
		if d.Summary != "Invalid character" || d.Subject == nil || opened.around(d) != "" {
			continue
		}
		at := min(max(d.Subject.Start.Byte, 0), len(src))
		if at > 0 && !strings.ContainsRune(" \t\r\n=([{,!$", rune(src[at-1])) || !dollar.Match(src[at:]) {
			continue
		}
		said := *d
		said.Summary = withDollar
		diag.Reword(&said, "A reference has $ and braces within quotes only. Write it alone, such as var.name, or all of the text in quotes, such as \"${var.name}\".")
		diags[i] = &said
	}
	return diags
}
