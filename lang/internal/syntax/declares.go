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

var (
	// plain matches names that are such of Kubernetes.
	plain = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`)
	// word matches what a shell takes for one word, as it is, and not for a flag.
	word = regexp.MustCompile(`^[A-Za-z0-9_][-A-Za-z0-9_.:/@]*$`)
	// path matches what is plainly a file's path, and no flag.
	path = regexp.MustCompile(`^[A-Za-z0-9_./][-A-Za-z0-9_.:/@+ ]*$`)
)

// begins matches lines that may begin a block, of either form of the language.
func begins(block string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*"?` + regexp.QuoteMeta(block) + `["\s{]`)
}

// StackWritten is the name of a file's stack block, and the namespace of its state: that of
// its own, or the stack's. Each is empty where it is not written out as a plain name.
func StackWritten(src []byte, name string) (stack, namespace string) {
	f, _ := Parse(src, name)
	blocks := blocksOf(f.Body, hcl.BlockHeaderSchema{Type: "stack", LabelNames: []string{"name"}})
	if len(blocks) == 0 {
		return "", ""
	}
	namespace, given := written(blocks[0].Body, "namespace")
	for _, inner := range blocksOf(blocks[0].Body, hcl.BlockHeaderSchema{Type: "state"}) {
		if own, set := written(inner.Body, "namespace"); set {
			namespace, given = own, true
		}
	}
	if !given {
		namespace = "default"
	}
	return matching(plain, blocks[0].Labels[0]), matching(plain, namespace)
}

// StateInFile reports whether a file's stack block writes out that the state is in a file, and returns
// the directory of that; empty where it is not written out.
func StateInFile(src []byte, name string) (dir string, is bool) {
	f, _ := Parse(src, name)
	for _, stack := range blocksOf(f.Body, hcl.BlockHeaderSchema{Type: "stack", LabelNames: []string{"name"}}) {
		for _, inner := range blocksOf(stack.Body, hcl.BlockHeaderSchema{Type: "state"}) {
			if backend, _ := written(inner.Body, "backend"); backend == "file" {
				dir, _ := written(inner.Body, "path")
				return matching(path, dir), true
			}
		}
	}
	return "", false
}

// ClusterWritten is what a cluster block writes out of the way to its cluster: each is empty where
// it is not written out. Own reports that the block has a kubeconfig of its own, written out or not.
type ClusterWritten struct {
	Context, Kubeconfig string
	Own                 bool
}

// ClustersWritten are the ways to the clusters of a file's cluster blocks, one for each block.
func ClustersWritten(src []byte, name string) []ClusterWritten {
	f, _ := Parse(src, name)
	var clusters []ClusterWritten
	for _, block := range blocksOf(f.Body, hcl.BlockHeaderSchema{Type: "cluster", LabelNames: []string{"name"}}) {
		context, _ := written(block.Body, "context")
		kubeconfig, own := written(block.Body, "kubeconfig")
		clusters = append(clusters, ClusterWritten{Context: matching(word, context), Kubeconfig: matching(path, kubeconfig), Own: own})
	}
	return clusters
}

// blocksOf are the blocks of a kind.
func blocksOf(body hcl.Body, header hcl.BlockHeaderSchema) hcl.Blocks {
	if body == nil {
		return nil
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{header}})
	if content == nil {
		return nil
	}
	return content.Blocks
}

// written is an argument of a body, where it is a text, and whether it is given.
func written(body hcl.Body, name string) (value string, given bool) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	if content == nil || content.Attributes[name] == nil {
		return "", false
	}
	v, diags := content.Attributes[name].Expr.Value(nil)
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "", true
	}
	return v.AsString(), true
}

// matching is a text that can stand in a command as it is; else it is empty.
func matching(allowed *regexp.Regexp, text string) string {
	if !allowed.MatchString(text) {
		return ""
	}
	return text
}
