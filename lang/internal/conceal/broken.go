package conceal

import (
	"bytes"
	"regexp"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is the first line of a block of a file that cannot be parsed.
var block = regexp.MustCompile(`^\s*(secret|object|variable|output)\b`)

// withoutSuspects conceals, in a file that cannot be parsed, all values of blocks
// that may hold sensitive ones.
func withoutSuspects(src []byte) []byte {
	if !mentionsSecrets(src) {
		return src
	}
	places := calls(src)
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
			places = append(places, stretch(start+afterName(line), end))
		case bytes.Contains(line, []byte("sensitive")):
			places = append(places, stretch(start+bytes.Index(line, []byte("sensitive")), end))
		}
		start = end + 1
	}
	return Ranges(src, places)
}

// named begins a line that gives a value to a name. What ends in a sign of equality, or has two, may
// as well be a line of a text, such as a key in base64.
var named = regexp.MustCompile(`^\s*("[^"=]*"|[\w.-]+)\s*=[^=\r]`)

// afterName is where in a line the value begins: at once where it may be no line of a name.
func afterName(line []byte) int {
	if !named.Match(line) {
		return 0
	}
	return bytes.IndexByte(line, '=') + 1
}

// InCall reports whether a place in a file that cannot be parsed is in a call of sensitive().
func InCall(src []byte, at int) bool {
	if !bytes.Contains(src[:at], []byte("sensitive")) {
		return false
	}
	for _, r := range calls(src) {
		if r.Start.Byte <= at && at < r.End.Byte {
			return true
		}
	}
	return false
}

// calls are the places of calls of sensitive() in a file that cannot be parsed, each up to the
// bracket that closes it. Where none does, all that follows may be in the call.
func calls(src []byte) (places []hcl.Range) {
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos) // that the file is wrong is known
	start, depth := -1, 0
	for i, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenIdent:
			if start < 0 && string(t.Bytes) == "sensitive" && i+1 < len(tokens) && tokens[i+1].Type == hclsyntax.TokenOParen {
				start, depth = t.Range.Start.Byte, 0
			}
		case hclsyntax.TokenQuotedNewline: // what is in quotes from here on, and what is not, is unknown
			if depth = 1 << 30; start < 0 && bytes.Contains(src[t.Range.Start.Byte:], []byte("sensitive")) {
				start = t.Range.Start.Byte
			}
		case hclsyntax.TokenOParen, hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
		case hclsyntax.TokenCParen, hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenTemplateSeqEnd:
			if depth--; start >= 0 && depth <= 0 {
				places, start = append(places, stretch(start, t.Range.End.Byte)), -1
			}
		}
	}
	if start >= 0 {
		places = append(places, stretch(start, len(src)))
	}
	return places
}
