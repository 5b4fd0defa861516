package syntax

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Sources that would overflow the parser's stack, or keep it busy for minutes,
// are refused before they are parsed.
func TestHostileNesting(t *testing.T) {
	for name, c := range map[string]struct {
		file, src, want string
	}{
		"lists":          {"a.wl.hcl", "a = " + strings.Repeat("[", 200_000), "Nested too deeply"},
		"objects":        {"a.wl.hcl", "a = " + strings.Repeat("{ a = ", 50_000), "Nested too deeply"},
		"blocks":         {"a.wl.hcl", strings.Repeat("a {\n", 50_000) + strings.Repeat("}\n", 50_000), "Nested too deeply"},
		"parentheses":    {"a.wl.hcl", "a = " + strings.Repeat("(", 200_000), "Nested too deeply"},
		"templates":      {"a.wl.hcl", "a = " + strings.Repeat(`"${`, 50_000), "Nested too deeply"},
		"calls":          {"a.wl.hcl", "a = " + strings.Repeat("f(", 50_000), "Nested too deeply"},
		"negation":       {"a.wl.hcl", "a = " + strings.Repeat("!", 200_000) + "true", "Expression too long"},
		"minus":          {"a.wl.hcl", "a = (\n" + strings.Repeat("-\n", 200_000) + "1)", "Expression too long"},
		"conditionals":   {"a.wl.hcl", "a = " + strings.Repeat("true ? 1 : ", 100_000) + "1", "Expression too long"},
		"sums":           {"a.wl.hcl", "a = 1" + strings.Repeat(" + 1", 100_000), "Expression too long"},
		"indexes":        {"a.wl.hcl", "a = b" + strings.Repeat("[0]", 100_000), "Expression too long"},
		"attributes":     {"a.wl.hcl", "a = b" + strings.Repeat(".c", 100_000), "Expression too long"},
		"directives":     {"a.wl.hcl", "a = \"" + strings.Repeat("%{ if true }", 50_000) + "\"", "Expression too long"},
		"heredoc":        {"a.wl.hcl", "a = <<E\n" + strings.Repeat("%{ if true }\n", 50_000) + "E\n", "Expression too long"},
		"lines":          {"a.wl.hcl", "a = <<E\n" + strings.Repeat("x\n", 20_000) + "E\n", "String too long"},
		"escapes":        {"a.wl.hcl", "a = \"" + strings.Repeat("$${", 20_000) + "\"\n", "String too long"},
		"JSON lists":     {"a.wl.hcl.json", `{"a": ` + strings.Repeat("[", 200_000), "Nested too deeply"},
		"JSON error":     {"a.wl.hcl.json", `{"a": tru, "b": ` + strings.Repeat("[", 200_000), "Invalid JSON"},
		"JSON escape":    {"a.wl.hcl.json", `{"a": "\q", "b": ` + strings.Repeat(`{"]": [`, 100_000), "Invalid JSON"},
		"JSON comma":     {"a.wl.hcl.json", `{"a": [1,], "b": ` + strings.Repeat(`["]", `, 200_000), "Invalid JSON"},
		"JSON text":      {"a.wl.hcl.json", `{"a": "${` + strings.Repeat("[", 200_000) + `}"}`, "Nested too deeply"},
		"JSON not UTF-8": {"a.wl.hcl.json", "{\"a\": \"x\xa5y\"}", "Invalid character encoding"},
		"many bytes":     {"a.wl.hcl.json", "{\"a\": \"${b" + strings.Repeat("\xa5", 10_000) + "}\"}", "Invalid character encoding"},
		"a key":          {"a.wl.hcl.json", "{\"\xff\": 1}", "Invalid character encoding"},
		"cut off":        {"a.wl.hcl.json", "{\"a\": \"\xe2\x82", "Invalid character encoding"},
		"size":           {"a.wl.hcl", strings.Repeat("#", maxFileSize+1), "File too large"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := Parse([]byte(c.src), c.file)
			if len(diags) != 1 || diags[0].Summary != c.want {
				t.Errorf("got %d diagnostics, the first %q; want one, %q", len(diags), first(diags), c.want)
			}
		})
	}
}

func first(diags hcl.Diagnostics) string {
	if len(diags) == 0 {
		return ""
	}
	return diags[0].Summary
}

// What people write is far from the limits.
func TestOrdinaryNesting(t *testing.T) {
	src := "a = " + strings.Repeat("[", 50) + strings.Repeat("]", 50) + "\nb = \"" + strings.Repeat("${x} ", 5_000) + "\"\n" +
		"c = [\n" + strings.Repeat("  1 + 2,\n", 10_000) + "]\n" + "d = {\n" + strings.Repeat("  a = b.c ? 1 : -2\n", 10_000) + "}\n"
	if diags := checkTokens(lex(src)); diags.HasErrors() {
		t.Error(diags)
	}
}

func lex(src string) hclsyntax.Tokens {
	tokens, _ := hclsyntax.LexConfig([]byte(src), "a.wl.hcl", hcl.InitialPos)
	return tokens
}

// What passes the cheap test must pass the exact one.
func FuzzShallow(f *testing.F) {
	f.Add("a = [[[\n{{((", uint8(3))
	f.Add("a = <<E\n${x}%{if}\nE\n\t\x00;^", uint8(200))
	f.Fuzz(func(t *testing.T, src string, times uint8) {
		src = strings.Repeat(src, int(times))
		if shallow([]byte(src)) {
			if diags := checkTokens(lex(src)); diags.HasErrors() {
				t.Fatal(diags)
			}
		}
	})
}

// Parsing in pieces must give what parsing the whole gives, or give up.
func FuzzPieces(f *testing.F) {
	block := "workload \"a\" {\n  x = \"${1}\"\n  y = <<E\n}\nE\n}\n"
	f.Add(block + block)
	f.Add("locals {\n  a = 1\n}\n# }\nlocals {\n}\n}\n")
	f.Add("/*\n}\n}\n*/\n" + block)
	f.Add("locals {\n  a = <<X\n}\n}\nX\n}\n")
	f.Fuzz(func(t *testing.T, src string) {
		pieces := parsePieces([]byte(src), "a.wl.hcl", 1)
		if pieces == nil {
			return
		}
		whole, diags := hclsyntax.ParseConfig([]byte(src), "a.wl.hcl", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatalf("the whole has errors, the pieces have none: %v", diags)
		}
		body := whole.Body.(*hclsyntax.Body)
		if len(body.Blocks) != len(pieces.Blocks) {
			t.Fatalf("%d blocks in the whole, %d in the pieces", len(body.Blocks), len(pieces.Blocks))
		}
		for i, b := range body.Blocks {
			p := pieces.Blocks[i]
			if b.Range() != p.Range() || b.Type != p.Type || len(b.Body.Attributes) != len(p.Body.Attributes) {
				t.Fatalf("block %d: %v %q in the whole, %v %q in the pieces", i, b.Range(), b.Type, p.Range(), p.Type)
			}
		}
	})
}
