package ui

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
)

// ErrNoTerminal means that standard input is not a terminal, so that approval cannot be asked for.
var ErrNoTerminal error = fact.NewError(nil, words.NoTerminal, nil)

// Approve asks whether a plan is to be applied.
func Approve(s Streams, q engine.Question) (bool, error) {
	w := words.In(s.ErrOptions(Text).Language)
	question := w.Say("Apply this plan?")
	if q.Destroy {
		question = w.Say("Delete every object in this plan?")
	}
	if q.Excluded > 0 {
		question += w.SayN(int64(q.Excluded), " It skips %d cluster, whose plan is incomplete or blocked.", " It skips %d clusters, whose plan is incomplete or blocked.")
	}
	return Confirm(s, question)
}

// Confirm asks a question on the terminal. Only "yes" is a yes; the end of the
// input is a no. Where the input is no terminal, nothing is asked
// and the error is ErrNoTerminal.
func Confirm(s Streams, question string) (bool, error) {
	if !s.inTerminal {
		return false, ErrNoTerminal
	}
	p := newPrinter(s.ErrOptions(Text))
	ask := line{bold.span(question), plain.span(p.words.Say(" Only \"yes\" is accepted:"))}
	p.blank()
	p.b.WriteString(ask.render(p.color) + " ")
	if err := p.writeTo(s.Err); err != nil {
		return false, err
	}
	answer, err := bufio.NewReader(s.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("cannot read the answer: %w", err)
	}
	if err != nil { // the terminal was left without a line break
		fmt.Fprintln(s.Err)
	}
	return strings.TrimSpace(answer) == "yes", nil
}

// ApproveUnlock asks whether the lock of a stack is to be released.
func ApproveUnlock(s Streams, stack string) (bool, error) {
	return Confirm(s, words.In(s.ErrOptions(Text).Language).Say("Release the lock of the stack %s?", stack))
}
