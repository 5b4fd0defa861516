package syntax

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/diag"
)

// Limits of what is parsed at all. HCL's parser recurses with the source's
// nesting: a file of brackets alone would overflow its stack, one of nested
// blocks would keep it busy for minutes. What people write stays far below.
const (
	maxFileSize  = 16 << 20
	maxTotalSize = 64 << 20
	MaxDepth     = 500    // brackets and templates within each other
	maxOperators = 2_000  // of one expression, which nest as well
	maxLines     = 10_000 // of one text, which the parser joins in quadratic time

	maxUnreadLevels = 10_000 // brackets in JSON behind an error
)

// shallow reports whether a source cannot go beyond the limits, since it has
// fewer bytes that begin a level, an operator or a line than the limits allow,
// and no number with an exponent.
// It is a cheap test that nearly all sources pass when they are cut in pieces.
func shallow(src []byte) bool {
	levels, operators := 0, 0
	for _, c := range src {
		switch c {
		case '{', '[', '(', '"':
			levels++
		case '<', '!', '-', '+', '*', '/', '%', '=', '>', '&', '|', '?', ':', '.', '$', '~', '^', ';', '`', '\'':
			operators++
		}
	}
	return levels+bytes.Count(src, []byte("<<")) <= MaxDepth && operators+levels <= maxOperators && len(src) <= maxLines && !hasExponent(src)
}

// A level is what stands within one pair of brackets.
type level struct {
	opener    hclsyntax.TokenType
	operators int // since the last separator
	lines     int // of a text
}

// checkTokens counts how deep tokens nest: by brackets, and by operators
// within one level of them, since operators nest in one another as well.
func checkTokens(tokens hclsyntax.Tokens) hcl.Diagnostics {
	levels := make([]level, 1, MaxDepth+1)
	for _, t := range tokens {
		top := &levels[len(levels)-1]
		switch {
		case closes(t.Type):
			levels = levels[:max(1, len(levels)-1)]
		case separates(t.Type, top.opener):
			top.operators = 0
		case t.Type == hclsyntax.TokenNumberLit && extremeLiteral(t.Bytes):
			return hcl.Diagnostics{errorExtremeLiteral(t.Range)}
		case t.Type == hclsyntax.TokenStringLit || t.Type == hclsyntax.TokenQuotedLit:
			top.lines++
		case nests(t.Type):
			top.operators++
		}
		if top.lines > maxLines {
			return hcl.Diagnostics{tooManyLines(t.Range)}
		}
		if top.operators > maxOperators {
			return hcl.Diagnostics{tooLong(t.Range)}
		}
		if opens(t.Type) {
			if len(levels) > MaxDepth {
				return hcl.Diagnostics{tooDeep(t.Range)}
			}
			levels = append(levels, level{opener: t.Type})
		}
	}
	return nil
}

// separates reports whether a token ends an expression: a comma does, and a
// newline does except where brackets let expressions continue.
func separates(t, opener hclsyntax.TokenType) bool {
	newlines := opener == hclsyntax.TokenNil || opener == hclsyntax.TokenOBrace
	return t == hclsyntax.TokenComma || t == hclsyntax.TokenNewline && newlines
}

func opens(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
		return true
	}
	return false
}

func closes(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen,
		hclsyntax.TokenTemplateSeqEnd, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
		return true
	}
	return false
}

// nests reports whether a token can begin another level of an expression without
// a bracket around it, as an operator, an index or a template's directive does.
func nests(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenStringLit, hclsyntax.TokenQuotedLit,
		hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenOBrace, hclsyntax.TokenOParen,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenComment, hclsyntax.TokenEOF,
		hclsyntax.TokenInvalid, hclsyntax.TokenBadUTF8, hclsyntax.TokenQuotedNewline, hclsyntax.TokenTabs:
		return false
	}
	return true
}

// checkTemplate checks a text that is a template.
func checkTemplate(text []byte, name string) hcl.Diagnostics {
	tokens, _ := hclsyntax.LexTemplate(text, name, hcl.InitialPos)
	return checkTokens(tokens)
}

// checkLiteral checks a text that is never parsed.
func checkLiteral([]byte, string) hcl.Diagnostics { return nil }

// CheckTemplate does for a template file what is done for every source.
func CheckTemplate(src []byte, name string) hcl.Diagnostics {
	if len(src) > maxFileSize {
		return hcl.Diagnostics{tooLarge(name)}
	}
	return checkTemplate(src, name)
}

// CheckExpression does the same for an expression that stands alone.
func CheckExpression(src []byte, name string) hcl.Diagnostics {
	if len(src) > maxFileSize {
		return hcl.Diagnostics{tooLarge(name)}
	}
	tokens, _ := hclsyntax.LexExpression(src, name, hcl.InitialPos)
	return checkTokens(tokens)
}

// checkJSON does for JSON what parseNative does for the native syntax, and checks each text
// in it by checkText.
func checkJSON(src []byte, name string, checkText func(text []byte, name string) hcl.Diagnostics) hcl.Diagnostics {
	if diags := checkBytes(src, name); diags.HasErrors() {
		return diags
	}
	decoder := json.NewDecoder(bytes.NewReader(src))
	decoder.UseNumber()
	for depth := 0; ; {
		token, err := decoder.Token()
		if err != nil {
			return checkRest(src, name, depth, decoder.InputOffset()) // an error is reported better by the parser
		}
		switch t := token.(type) {
		case json.Number:
			if extremeLiteral([]byte(t)) {
				return hcl.Diagnostics{errorExtremeLiteral(rangeAt(src, name, decoder.InputOffset()))}
			}
		case json.Delim:
			if t == '{' || t == '[' {
				depth++
			} else {
				depth--
			}
			if depth > MaxDepth {
				return hcl.Diagnostics{tooDeep(rangeAt(src, name, decoder.InputOffset()))}
			}
		case string:
			if diags := checkText([]byte(t), name); diags.HasErrors() {
				at := rangeAt(src, name, decoder.InputOffset())
				diags[0].Subject = &at // it knows its place in the text alone
				return diags
			}
		}
	}
}

// checkRest checks what follows an error in JSON, after which HCL's parser continues, and recurses. What is a text there
// nobody can tell: each bracket counts as a level, and none as its end.
func checkRest(src []byte, name string, depth int, offset int64) hcl.Diagnostics {
	for _, c := range src[offset:] {
		if c == '{' || c == '[' {
			depth++
		}
	}
	if depth <= maxUnreadLevels {
		return nil
	}
	return hcl.Diagnostics{diag.Error(rangeAt(src, name, offset+1), "Invalid JSON",
		"The file is not valid JSON here, and has more than %d brackets after it: what else is wrong with it is not looked for. Correct it.", maxUnreadLevels)}
}

// checkBytes checks what a file of JSON must be before it is read.
func checkBytes(src []byte, name string) hcl.Diagnostics {
	if len(src) > maxFileSize {
		return hcl.Diagnostics{tooLarge(name)}
	}
	if valid := utf8Prefix(src); valid < len(src) { // the decoder would put U+FFFD in its place
		return hcl.Diagnostics{diag.Error(rangeAt(src, name, int64(valid)+1), "Invalid character encoding",
			"All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.")}
	}
	return nil
}

// utf8Prefix is how many bytes a text has before the first that is not UTF-8.
func utf8Prefix(src []byte) int {
	for at := 0; at < len(src); {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(src)
}

func rangeAt(src []byte, name string, offset int64) hcl.Range {
	before := src[:offset]
	line := bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	pos := hcl.Pos{Line: line + 1, Column: max(1, column-1), Byte: max(0, int(offset)-1)}
	end := hcl.Pos{Line: line + 1, Column: column, Byte: int(offset)}
	return hcl.Range{Filename: name, Start: pos, End: end}
}

func tooLarge(name string) *hcl.Diagnostic {
	return diag.Error(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}, "File too large",
		"%s is larger than %d MiB, the limit for one file. Split it into several files.", name, maxFileSize>>20)
}

func tooMuchSource(dir string) *hcl.Diagnostic {
	return diag.Nowhere("Too much configuration",
		"The files of %s are together larger than %d MiB, the limit for one stack. Split it into several stacks.", dir, maxTotalSize>>20)
}

func tooDeep(r hcl.Range) *hcl.Diagnostic {
	return diag.Error(r, "Nested too deeply",
		"Blocks, brackets and templates may be nested at most %d levels deep. Move inner parts to locals.", MaxDepth)
}

func tooManyLines(r hcl.Range) *hcl.Diagnostic {
	return diag.Error(r, "String too long",
		"A string or template in the configuration may have at most %d lines. Move it to a file and read it with file().", maxLines)
}

func tooLong(r hcl.Range) *hcl.Diagnostic {
	return diag.Error(r, "Expression too long",
		"One expression may have at most %d operators. Move parts of it to locals.", maxOperators)
}
