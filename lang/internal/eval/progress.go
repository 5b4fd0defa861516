package eval

import (
	"sync/atomic"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Progress tells another goroutine which expression is being evaluated. Nil is
// a Progress that nobody looks at.
type Progress struct {
	current atomic.Pointer[syntax.Attribute]
	begun   atomic.Int64
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
