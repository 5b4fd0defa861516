package ui

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrNoTerminal says that nobody is there to be asked.
var ErrNoTerminal = errors.New("nobody can be asked, because the input is not a terminal: look at the plan, then run the command again with --auto-approve")

// Confirm asks a question on the terminal. Only "yes" is a yes; the end of the
// input is a no. Where the input is no terminal, nothing is asked
// and the error is ErrNoTerminal.
func Confirm(s Streams, question string) (bool, error) {
	if !s.inTerminal {
		return false, ErrNoTerminal
	}
	p := newPrinter(s.ErrOptions(Text))
	ask := line{bold.span(question), plain.span(" Only \"yes\" is accepted:")}
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
