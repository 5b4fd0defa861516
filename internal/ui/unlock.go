package ui

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Unlocked returns who has held a lock that was released, cluster by cluster.
func Unlocked(w io.Writer, clusters []engine.Unlocked, o Options) error {
	said := words.In(o.Language)
	for _, c := range clusters {
		text := said.Say("the stack was not locked.")
		if c.Holder != nil {
			text = said.Say("the lock of %s was released.", said.Text(c.Holder.Fact()))
		}
		if err := Say(w, "%s", said.Say("%s: %s", c.Context, text)); err != nil {
			return err
		}
	}
	return nil
}

// NotUnlocked says that the lock was not released.
func NotUnlocked(w io.Writer, o Options) error {
	return Say(w, "%s", words.In(o.Language).Say("The lock was not released."))
}
