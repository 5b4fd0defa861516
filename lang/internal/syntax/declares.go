package syntax

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/source"
)

// Declares reports whether the files of a directory have a block of a type, or may have:
// of a file that cannot be read nothing is known, and of one that cannot be parsed only
// how its lines begin.
func Declares(t source.Tree, dir, block string) bool {
	names, _ := sourceNames(t, dir)
	for _, name := range names {
		src, unread := ReadSource(t, name, "")
		if unread.HasErrors() {
			return true
		}
		if DeclaredIn(src, name, block) {
			return true
		}
	}
	return false
}

// DeclaredIn reports whether a file has a block of a type, or may have.
func DeclaredIn(src []byte, name, block string) bool {
	f, diags := Parse(src, name)
	return has(f.Body, block) || diags.HasErrors() && begins(block).Match(src)
}

// IsSource reports whether a file of a name is one of a module's.
func IsSource(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, nativeSuffix) || strings.HasSuffix(name, jsonSuffix))
}

func has(body hcl.Body, block string) bool {
	switch b := body.(type) {
	case nil:
		return false
	case *hclsyntax.Body:
		for _, inner := range b.Blocks {
			if inner.Type == block {
				return true
			}
		}
		return false
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: block, LabelNames: []string{"name"}}}})
	return content != nil && len(content.Blocks) > 0
}

// begins matches lines that may begin a block, of either form of the language.
func begins(block string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*"?` + regexp.QuoteMeta(block) + `["\s{]`)
}
