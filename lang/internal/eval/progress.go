package eval

import (
	"sync/atomic"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Progress tells another goroutine which expression is being evaluated, and is
// told by it when to stop. Nil is a Progress that nobody looks at.
type Progress struct {
	current atomic.Pointer[syntax.Attribute]
	begun   atomic.Int64
	stopped atomic.Bool
}

// Stop lets no further expression be evaluated: what would be is unknown.
func (p *Progress) Stop() { p.stopped.Store(true) }

// Stopped reports whether nothing is to be evaluated any more.
func (p *Progress) Stopped() bool { return p != nil && p.stopped.Load() }

// Interruptible is the body of a file whose loops end soon after Stop: HCL itself
// goes through all of their turns.
func (p *Progress) Interruptible(body hcl.Body) hcl.Body {
	native, ok := body.(*hclsyntax.Body)
	if !ok {
		return jsonBody{body, p}
	}
	p.interrupts(native)
	return native
}

// interrupts has the loops within a node end so.
func (p *Progress) interrupts(node hclsyntax.Node) {
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		if loop, ok := n.(*hclsyntax.ForExpr); ok {
			within := hclsyntax.ParenthesesExpr{Expression: loop.ValExpr, SrcRange: loop.ValExpr.Range()}
			loop.ValExpr = &turn{ParenthesesExpr: within, progress: p}
		}
		return nil
	})
}

// turn is the value of one turn of a loop. To whoever walks through it, it is
// parentheses.
type turn struct {
	hclsyntax.ParenthesesExpr
	progress *Progress
}

func (t *turn) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if t.progress.Stopped() { // nobody looks at the result
		return cty.DynamicVal, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Stopped"}}
	}
	return t.Expression.Value(ctx)
}

// Watch does what may take long on behalf of an argument, such as converting its
// value.
func (p *Progress) Watch(a *syntax.Attribute, do func()) {
	p.begin(a)
	do()
	p.end()
}

// Current is the expression that is being evaluated, and its number; nil
// between two of them.
func (p *Progress) Current() (*syntax.Attribute, int64) {
	return p.current.Load(), p.begun.Load()
}

func (p *Progress) begin(a *syntax.Attribute) {
	if p != nil {
		p.begun.Add(1)
		p.current.Store(a)
	}
}

func (p *Progress) end() {
	if p != nil {
		p.current.Store(nil)
	}
}
