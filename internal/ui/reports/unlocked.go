package reports

import (
	"cmp"
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Unlocked tells who has held a lock that was released, cluster by cluster.
func Unlocked(w io.Writer, clusters []engine.ClusterLocks, o ui.Options) error {
	said := words.In(o.Language)
	return locks(w, clusters, o,
		func(holder string) string { return said.Say("the lock of %s was released.", holder) },
		func(holder string) string { return said.Say("the lock of the run, held by %s, was released.", holder) })
}

// Locked tells who holds a lock, cluster by cluster.
func Locked(w io.Writer, clusters []engine.ClusterLocks, o ui.Options) error {
	said := words.In(o.Language)
	return locks(w, clusters, o,
		func(holder string) string { return said.Say("the stack is locked by %s.", holder) },
		func(holder string) string { return said.Say("the run is locked by %s.", holder) })
}

func locks(w io.Writer, clusters []engine.ClusterLocks, o ui.Options, ofStack, ofRun func(holder string) string) error {
	said := words.In(o.Language)
	for _, c := range clusters {
		text := said.Say("the stack was not locked.")
		if c.Stack != nil {
			text = ofStack(said.Text(c.Stack.Fact()))
		}
		if err := ui.Say(w, "%s", said.Say("%s: %s", cmp.Or(c.Cluster, c.Context), text)); err != nil {
			return err
		}
		if c.Run == nil {
			continue
		}
		if err := ui.Say(w, "%s", said.Say("%s: %s", cmp.Or(c.Cluster, c.Context), ofRun(said.Text(c.Run.Fact())))); err != nil {
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
