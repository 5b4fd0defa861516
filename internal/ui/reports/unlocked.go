package reports

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Unlocked returns who has held a lock that was released, cluster by cluster.
func Unlocked(w io.Writer, clusters []engine.Unlocked, o ui.Options) error {
	said := words.In(o.Language)
	for _, c := range clusters {
		text := said.Say("the stack was not locked.")
		if c.Holder != nil {
			text = said.Say("the lock of %s was released.", said.Text(c.Holder.Fact()))
		}
		if err := ui.Say(w, "%s", said.Say("%s: %s", c.Context, text)); err != nil {
			return err
		}
		if c.Run == nil {
			continue
		}
		if err := ui.Say(w, "%s", said.Say("%s: %s", c.Context, said.Say("the lock of the run, held by %s, was released.", said.Text(c.Run.Fact())))); err != nil {
			return err
		}
	}
	return nil
}

// NotUnlocked says that the lock was not released.
func NotUnlocked(w io.Writer, o ui.Options) error {
	return ui.Say(w, "%s", words.In(o.Language).Say("The lock was not released."))
}

// ApproveUnlock asks whether the lock of a stack is to be released.
func ApproveUnlock(s ui.Streams, stack string) (bool, error) {
	w := words.In(s.ErrOptions(ui.Text).Language)
	return ui.Confirm(s, ui.YesNo(w.Say("Release the lock of the stack %s?", stack), w))
}
