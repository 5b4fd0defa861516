package conceal

import (
	"regexp"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// calls are the places of calls of sensitive() in a file that cannot be parsed, each up to the
// bracket that closes it. Where none does, all that follows may be in the call.
func calls(src []byte) (places []hcl.Range) {
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos) // that the file is wrong is known
	start, depth, lost := -1, 0, lostAt(src, tokens)
	for i, t := range tokens {
		if t.Range.Start.Byte >= lost && depth < unknownDepth/2 {
			depth = unknownDepth
			if at := callIn(src[min(lost, len(src)):]); start < 0 && at >= 0 {
				start = lost + at
			}
		}
		switch t.Type {
		case hclsyntax.TokenIdent:
			if start < 0 && opens(tokens[i+1:]) && isMarkerCall(string(t.Bytes)) {
				start, depth = t.Range.Start.Byte, 0
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

// opens reports whether a parenthesis is what follows, after comments at most.
func opens(tokens hclsyntax.Tokens) bool {
	for _, t := range tokens {
		if t.Type != hclsyntax.TokenComment && t.Type != hclsyntax.TokenNewline {
			return t.Type == hclsyntax.TokenOParen
		}
	}
	return false
}

// called finds words that may be calls of it, with comments before the parenthesis.
var called = regexp.MustCompile(`(?i)([a-z_]*(?:sen|siti|tive|itv)[a-z_]*)\s*(?:\(|#|/[/*])`)

// callIn is where in a text of a file the first call of sensitive() may be; -1 where none may.
func callIn(src []byte) int {
	for _, m := range called.FindAllSubmatchIndex(src, -1) {
		if isMarkerCall(string(src[m[2]:m[3]])) {
			return m[2]
		}
	}
	return -1
}
