package conceal

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// heredoc ends a line that begins a heredoc.
var heredoc = regexp.MustCompile(`(?m)<<-?[\pL_][\pL\pN_-]*\r?$`)

// lostAt is from where on it is unknown what is in a text of a file and what is not: a quote or a heredoc
// is not ended, or is written as another language has it; after the file where it is known everywhere.
func lostAt(src []byte, tokens hclsyntax.Tokens) int {
	var within []int // heredocs
	known := 0       // up to where nothing in other quotes is lost
	for i, t := range tokens {
		at := t.Range.Start.Byte
		switch t.Type {
		case hclsyntax.TokenOHeredoc:
			within = append(within, at)
		case hclsyntax.TokenCHeredoc:
			if len(within) > 0 {
				within = within[:len(within)-1]
			}
		case hclsyntax.TokenStringLit: // where the end of one is missing, that of another one ends it
			if len(within) > 0 && heredoc.Match(t.Bytes) {
				return within[0]
			}
		case hclsyntax.TokenApostrophe, hclsyntax.TokenInvalid: // in other quotes, brackets count
			if at < known {
				continue
			}
			if known = lineEnd(src, at); bytes.ContainsAny(src[at:known], brackets) && !paired(src[at:known]) {
				return orBefore(within, at)
			}
		default:
			if isLost(t, tokens[i+1:]) {
				return orBefore(within, at)
			}
		}
	}
	return orBefore(within, len(src)+1)
}

const brackets = "{}()[]"

// paired reports whether a line from an apostrophe on has texts in apostrophes, all ended, in which
// every bracket has its pair, so that the brackets around them count as they are.
func paired(line []byte) bool {
	if line[0] != '\'' || bytes.ContainsAny(line, "\"`\\") {
		return false
	}
	parts := bytes.Split(line, []byte("'"))
	for i := 1; i < len(parts); i += 2 {
		depth := 0
		for _, c := range parts[i] {
			if at := bytes.IndexByte([]byte(brackets), c); at >= 0 {
				depth += 1 - 2*(at%2) // each that opens stands before the one that closes
			}
			if depth < 0 {
				return false
			}
		}
		if depth > 0 {
			return false
		}
	}
	return len(parts)%2 == 1
}

// heredocsOf are the texts of the heredocs of a file, and all that follows where it is unknown what is
// in a text.
func heredocsOf(src []byte) []hcl.Range {
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos)      // that the file is wrong is known
	all := []hcl.Range{stretch(lostAt(src, tokens)+1, len(src)+1)} // from the next line on
	var within []int
	for _, t := range tokens {
		switch last := len(within) - 1; {
		case t.Type == hclsyntax.TokenOHeredoc:
			within = append(within, t.Range.End.Byte)
		case t.Type == hclsyntax.TokenCHeredoc && last >= 0:
			all = append(all, stretch(within[last], t.Range.Start.Byte))
			within = within[:last]
		}
	}
	return joined(all)
}

// joined are stretches in order, each with those that begin in it.
func joined(all []hcl.Range) (apart []hcl.Range) {
	slices.SortFunc(all, func(a, b hcl.Range) int { return cmp.Compare(a.Start.Byte, b.Start.Byte) })
	for _, r := range all {
		if last := len(apart) - 1; last >= 0 && r.Start.Byte <= apart[last].End.Byte {
			apart[last].End.Byte = max(apart[last].End.Byte, r.End.Byte)
			continue
		}
		apart = append(apart, r)
	}
	return apart
}

// orBefore is where the outermost of some heredocs begins; the place where there are none.
func orBefore(heredocs []int, at int) int {
	if len(heredocs) > 0 {
		return heredocs[0]
	}
	return at
}

// isLost reports whether a token begins a text that is none: a heredoc with another marker, or a comment
// without an end; or one in quotes that continues in the next line.
func isLost(t hclsyntax.Token, rest hclsyntax.Tokens) bool {
	next := func(is hclsyntax.TokenType) bool { return len(rest) > 0 && rest[0].Type == is }
	switch t.Type {
	case hclsyntax.TokenQuotedNewline, hclsyntax.TokenBacktick:
		return true
	case hclsyntax.TokenLessThan:
		return next(hclsyntax.TokenLessThan)
	case hclsyntax.TokenSlash:
		return next(hclsyntax.TokenStar)
	}
	return false
}
