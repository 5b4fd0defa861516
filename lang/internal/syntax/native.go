package syntax

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// parseNative parses a file piece by piece where it can, since the parser
// holds all tokens of what it parses at once: for a large file most of the
// time would go into that. A file in which a piece has an error is parsed as a
// whole, for the parser to see what the error means.
func parseNative(src []byte, name string) (*hcl.File, hcl.Diagnostics) {
	if len(src) > maxFileSize {
		return &hcl.File{Bytes: src}, hcl.Diagnostics{tooLarge(name)}
	}
	if body := parsePieces(src, name, pieceSize); body != nil {
		return &hcl.File{Body: body, Bytes: src}, nil
	}
	// What is wrong with a token is the parser's to report.
	tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
	if diags := checkTokens(tokens); diags.HasErrors() {
		return &hcl.File{Bytes: src}, diags
	}
	return hclsyntax.ParseConfig(src, name, hcl.InitialPos)
}

// pieceSize is what a piece has at least; smaller ones would not pay.
const pieceSize = 4 << 10

// parsePieces parses pieces of at least the given size that end in a line with nothing but a closing
// brace, as blocks do in the one style. A piece that ends anywhere else than
// between two blocks cannot be parsed without an error, and then the answer is
// nil.
func parsePieces(src []byte, name string, least int) *hclsyntax.Body {
	whole := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	start := hcl.InitialPos
	for start.Byte < len(src) {
		piece := src[start.Byte:endOfPiece(src, start.Byte+least)]
		if !shallow(piece) {
			if tokens, _ := hclsyntax.LexConfig(piece, name, start); checkTokens(tokens).HasErrors() {
				return nil
			}
		}
		f, diags := hclsyntax.ParseConfig(piece, name, start)
		body, ok := f.Body.(*hclsyntax.Body)
		if len(diags) > 0 || !ok || len(body.Attributes) > 0 {
			return nil
		}
		whole.Blocks = append(whole.Blocks, body.Blocks...)
		start.Line += bytes.Count(piece, []byte("\n"))
		start.Byte += len(piece)
	}
	whole.SrcRange = hcl.Range{Filename: name, Start: hcl.InitialPos, End: start}
	whole.EndRange = hcl.Range{Filename: name, Start: start, End: start}
	return whole
}

// endOfPiece finds the end of a piece that goes on to a place at least.
func endOfPiece(src []byte, least int) int {
	least = min(least, len(src))
	if i := bytes.Index(src[least:], []byte("\n}\n")); i >= 0 {
		return least + i + len("\n}\n")
	}
	return len(src)
}
