package ui

import (
	"fmt"
	"io"

	"github.com/workloadlang/wl/internal/engine"
)

// Unlocked returns who has held a lock that was released, cluster by cluster.
func Unlocked(w io.Writer, clusters []engine.Unlocked) error {
	for _, c := range clusters {
		said := "the stack was not locked."
		if c.Holder != nil {
			said = fmt.Sprintf("the lock of %s was released.", c.Holder)
		}
		if err := Say(w, "%s: %s", c.Context, said); err != nil {
			return err
		}
	}
	return nil
}
