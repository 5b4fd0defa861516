package conceal

import (
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/schema/table"
)

// literalsOf are the places of the literals in an expression that is sensitive as a whole: keys
// of objects, too, but not the names of files. A name that references cannot begin with is among
// them: it may be a text without quotes. Of JSON it is the whole expression. With
// them come the texts in these places, which are less where they are templates.
func literalsOf(e hcl.Expression, keys bool) (places, texts []hcl.Range) {
	node, native := e.(hclsyntax.Node)
	if !native {
		return []hcl.Range{e.Range()}, []hcl.Range{e.Range()}
	}
	l := literals{keys: keys, named: namedIn(node)}
	_ = hclsyntax.Walk(node, &l) // it reports nothing
	return l.found, l.texts
}

// literals walks through an expression.
type literals struct {
	keys    bool            // keys of objects are among them
	named   map[string]bool // what for expressions name
	found   []hcl.Range
	texts   []hcl.Range // of these, without what templates are made of
	outside int         // how many keys that are not, and names, the walk is in
}

func (l *literals) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if l.outside == 0 && l.isLiteral(n) {
		l.found = append(l.found, n.Range())
		if _, template := n.(*hclsyntax.TemplateExpr); !template {
			l.texts = append(l.texts, n.Range())
		}
	}
	if l.isOutside(n) {
		l.outside++
	}
	return nil
}

func (l *literals) Exit(n hclsyntax.Node) hcl.Diagnostics {
	if l.isOutside(n) {
		l.outside--
	}
	return nil
}

func (l *literals) isLiteral(n hclsyntax.Node) bool {
	switch n := n.(type) {
	case *hclsyntax.LiteralValueExpr, *hclsyntax.TemplateExpr:
		return true
	case *hclsyntax.ScopeTraversalExpr: // a text without quotes is a name to the parser
		return !l.named[n.Traversal.RootName()] && !isRoot(n.Traversal.RootName())
	case *hclsyntax.ObjectConsKeyExpr: // a key without quotes is a name to the parser
		return l.keys && !n.ForceNonLiteral
	}
	return false
}

func (l *literals) isOutside(n hclsyntax.Node) bool {
	switch n := n.(type) {
	case *hclsyntax.ObjectConsKeyExpr:
		return !l.keys
	case *hclsyntax.FunctionCallExpr:
		return namesOthers(n.Name)
	}
	return false
}

// namesOthers reports whether the arguments of a function are names of files or variables.
func namesOthers(function string) bool {
	return strings.HasPrefix(function, "file") || function == "env"
}

// namedIn is what for expressions in an expression name.
func namedIn(node hclsyntax.Node) map[string]bool {
	named := make(map[string]bool)
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		if loop, is := n.(*hclsyntax.ForExpr); is {
			named[loop.KeyVar], named[loop.ValVar] = true, true
		}
		return nil
	})
	return named
}

// isRoot reports whether references can begin with a name.
func isRoot(name string) bool {
	if slices.Contains([]string{"var", "local", "module", "cluster", "target", "path", "each", "count", "self"}, name) {
		return true
	}
	row, is := table.Root().Block(name)
	return is && row.Emits != ""
}

// meansSecret reports whether a name within a block may be meant to be that of a secret's values: it is
// none that the language has.
func meansSecret(name string) bool {
	if !strings.Contains(strings.ToLower(name), "secret") {
		return false
	}
	_, known := knownNames()[name]
	return !known
}

// knownNames are the names in the language, at any place.
var knownNames = sync.OnceValue(func() map[string]struct{} {
	known := make(map[string]struct{})
	for row := range table.Root().All() {
		known[row.Name], known[row.Alias] = struct{}{}, struct{}{}
		for _, a := range row.Attributes {
			known[a.Name] = struct{}{}
		}
	}
	return known
})

// isLanguage reports whether a word is a name that the language has for a block or an argument.
func isLanguage(word string) bool {
	_, is := knownNames()[word]
	return is && word != ""
}
