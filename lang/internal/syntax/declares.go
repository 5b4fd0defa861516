package syntax

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

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

// plain matches names that are such of Kubernetes.
var plain = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`)

// begins matches lines that may begin a block, of either form of the language.
func begins(block string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*"?` + regexp.QuoteMeta(block) + `["\s{]`)
}

// StackWritten is the name of a file's stack block, and the namespace of its state: that of
// its own, or the stack's. Each is empty where it is not written out as a plain name.
func StackWritten(src []byte, name string) (stack, namespace string) {
	f, _ := Parse(src, name)
	block := blockOf(f.Body, hcl.BlockHeaderSchema{Type: "stack", LabelNames: []string{"name"}})
	if block == nil {
		return "", ""
	}
	namespace, given := written(block.Body, "namespace")
	if inner := blockOf(block.Body, hcl.BlockHeaderSchema{Type: "state"}); inner != nil {
		if own, set := written(inner.Body, "namespace"); set {
			namespace, given = own, true
		}
	}
	if !given {
		namespace = "default"
	}
	return plainName(block.Labels[0]), namespace
}

// blockOf is the first block of a kind; nil where there is none.
func blockOf(body hcl.Body, header hcl.BlockHeaderSchema) *hcl.Block {
	if body == nil {
		return nil
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{header}})
	if content == nil || len(content.Blocks) == 0 {
		return nil
	}
	return content.Blocks[0]
}

// written is an argument of a body, where it is a plain name, and whether it is given.
func written(body hcl.Body, name string) (value string, given bool) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	if content == nil || content.Attributes[name] == nil {
		return "", false
	}
	v, diags := content.Attributes[name].Expr.Value(nil)
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", true
	}
	return plainName(v.AsString()), true
}

// plainName is a name that can stand in a command as it is; else it is empty.
func plainName(name string) string {
	if !plain.MatchString(name) {
		return ""
	}
	return name
}
