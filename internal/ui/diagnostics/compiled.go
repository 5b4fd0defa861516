package diagnostics

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
)

// Compiled renders what the compiler says of a stack that something else is to be
// done with: the errors or, where there are none, what the stack's own checks warn
// of. Its other warnings are wl validate's to show: here they would stand between
// people and the plan; as JSON all of them are written. Ways are how to do without the
// configuration where that has errors.
func Compiled(w io.Writer, c *engine.Compiled, o ui.Options, ways ...fact.Fact) error {
	shown, said := c.Diagnostics, words.In(o.Language)
	if o.Format == ui.JSON {
		return compiledJSON(w, c, o, ways)
	}
	if !shown.HasErrors() {
		shown = c.FailedChecks()
	}
	if len(shown) > 0 {
		if err := Write(w, shown, o); err != nil {
			return err
		}
	}
	if c.Diagnostics.HasErrors() {
		for _, way := range ways {
			if err := ui.Say(w, "%s", said.Ended(said.Text(way))); err != nil {
				return err
			}
		}
		return nil
	}
	if n := len(c.Diagnostics) - len(shown); n > 0 && c.Extent == lang.Everything {
		return ui.Say(w, "%s", said.SayN(int64(n), "The configuration is valid, with %d warning. To show it, run wl validate.", "The configuration is valid, with %d warnings. To show them, run wl validate."))
	}
	if c.LacksValues {
		return ui.Say(w, "%s", lacksValues(said))
	}
	return nil
}

// compiledJSON writes everything that the compiler says of a stack; nothing where
// that is nothing.
func compiledJSON(w io.Writer, c *engine.Compiled, o ui.Options, ways []fact.Fact) error {
	findings := Of(c, o)
	if len(findings) == 0 {
		return nil
	}
	if !c.Diagnostics.HasErrors() {
		ways = nil
	}
	return writeReport(w, findings, ways, o)
}

// Of returns everything that the compiler says of a stack, as it is written in JSON.
func Of(c *engine.Compiled, o ui.Options) []Finding {
	said := words.In(o.Language)
	var findings []Finding
	for _, d := range c.Diagnostics {
		findings = append(findings, findingOf(d, o.Files, said).quoted(o))
	}
	if c.LacksValues && !c.Diagnostics.HasErrors() {
		findings = append(findings, Finding{Severity: SeverityWarning, Summary: lacksValues(said)})
	}
	return findings
}

func lacksValues(said *words.Words) string {
	return said.Say("Variables of the stack's objects have no value: the objects, and their prevent_destroy, are read from the state.")
}
