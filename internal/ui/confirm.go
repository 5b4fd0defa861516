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

// Question is what is asked on the terminal, and the one answer that is a yes. Ask
// ends in what to type.
type Question struct {
	Ask, Answer string
	OfPlan      bool // which has just been shown
}

// YesNo is a question that "yes" answers.
func YesNo(question string, w *words.Words) Question {
	return Question{Ask: question + w.Say(" Only \"yes\" is accepted:"), Answer: "yes"}
}

// Confirm asks a question on the terminal, and reports whether the answer is the
// question's; the end of the input is a no. Where the input is no terminal, nothing
// is asked and the error is an ErrNoTerminal.
func Confirm(s Streams, q Question) (bool, error) {
	if !s.inTerminal {
		return false, &fact.Error{What: fact.New(words.NoTerminal, fact.Args{"plan": q.OfPlan}), Err: ErrNoTerminal}
	}
	p := NewPrinter(s.ErrOptions(Text))
	p.Blank()
	p.b.WriteString(Line{Bold.Span(q.Ask)}.Render(p.color) + " ")
	if err := p.Flush(s.Err); err != nil {
		return false, err
	}
	answer, err := bufio.NewReader(s.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fact.NewError(err, words.AnswerNotRead, nil)
	}
	if err != nil { // the terminal was left without a line break
		fmt.Fprintln(s.Err)
	}
	return strings.TrimSpace(answer) == q.Answer, nil
}
