package ui

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
)

// Compiled renders what the compiler says of a stack that something else is to be
// done with: the errors or, where there are none, what the stack's own checks warn
// of. Its other warnings are wl validate's to show: here they would stand between
// people and the plan; as JSON all of them are written.
func Compiled(w io.Writer, c *engine.Compiled, o Options) error {
	shown := c.Diagnostics
	if !shown.HasErrors() && o.Format != JSON {
		shown = c.FailedChecks()
	}
	if len(shown) > 0 {
		if err := Diagnostics(w, shown, c.Files, o); err != nil {
			return err
		}
	}
	if c.Diagnostics.HasErrors() || o.Format == JSON {
		return nil
	}
	if n := len(c.Diagnostics) - len(shown); n > 0 && c.Extent == lang.Everything {
		return Say(w, "%s", words.In(o.Language).SayN(int64(n), "The configuration is valid, with %d warning. To show them, run wl validate.", "The configuration is valid, with %d warnings. To show them, run wl validate."))
	}
	if c.LacksValues {
		return Say(w, "%s", words.In(o.Language).Say("Variables of the stack's objects have no value: the objects, and their prevent_destroy, are read from the state."))
	}
	return nil
}
