package ui

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
)

// ErrNoTerminal means that standard input is not a terminal, so that approval cannot be asked for.
var ErrNoTerminal error = fact.NewError(nil, words.NoTerminal, nil)

// ErrInterrupted is why a command ended that was asked to stop.
var ErrInterrupted error = fact.NewError(nil, words.CommandInterrupted, nil)

// Confirm asks a question on the terminal. Only "yes" is a yes; the end of the
// input is a no. Where the input is no terminal, nothing is asked
// and the error is ErrNoTerminal.
func Confirm(s Streams, question string) (bool, error) {
	if !s.inTerminal {
		return false, ErrNoTerminal
	}
	p := NewPrinter(s.ErrOptions(Text))
	ask := Line{Bold.Span(question), Plain.Span(p.Words.Say(" Only \"yes\" is accepted:"))}
	p.Blank()
	p.b.WriteString(ask.Render(p.color) + " ")
	if err := p.Flush(s.Err); err != nil {
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
