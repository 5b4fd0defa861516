package reports

import (
	"cmp"
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Moved writes what was moved, cluster by cluster, and what is to do then.
func Moved(w io.Writer, clusters []engine.Moved, to object.Stack, o ui.Options) error {
	if done, err := movedOn(w, clusters, o); err != nil || !done {
		return err
	}
	said := words.In(o.Language)
	return ui.Say(w, "%s", said.Say("Now name it so in the configuration: stack %q, with its state in the namespace %s.", to.Name, to.Namespace))
}

// ApproveMove asks whether a stack is to be moved.
func ApproveMove(s ui.Streams, from, to object.Stack) (bool, error) {
	w := words.In(s.ErrOptions(ui.Text).Language)
	return ui.Confirm(s, ui.YesNo(w.Say("Move the stack %s, state in the namespace %s, to the stack %s, state in the namespace %s?", from.Name, from.Namespace, to.Name, to.Namespace), w))
}

// NotMoved says that nothing was moved.
func NotMoved(w io.Writer, o ui.Options) error {
	return ui.Say(w, "%s", words.In(o.Language).Say("Nothing was moved."))
}

// MovedState says on which clusters the state has been moved to the other backend, and what
// the configuration has to say.
func MovedState(w io.Writer, clusters []engine.Moved, toFile bool, o ui.Options) error {
	if done, err := movedOn(w, clusters, o); err != nil || !done {
		return err
	}
	text := words.In(o.Language).Say("The state is in the cluster now: the block state must have neither backend nor path.")
	if toFile {
		text = words.In(o.Language).Say("The state is in a file now: the block state must have backend = \"file\", and its directory as path.")
	}
	return ui.Say(w, "%s", text)
}

// movedOn says what was moved, cluster by cluster. Where some are left, it says that the move is not done: the
// configuration has to stay as it is until then.
func movedOn(w io.Writer, clusters []engine.Moved, o ui.Options) (done bool, err error) {
	said, left := words.In(o.Language), false
	for _, c := range clusters {
		name := cmp.Or(c.Cluster, c.Context)
		text := said.SayN(int64(c.Objects), "%[2]s: moved, with %[1]d object.", "%[2]s: moved, with %[1]d objects.", name)
		switch {
		case c.Left:
			left, text = true, said.Say("%s: not moved yet.", name)
		case c.Already:
			text = said.Say("%s: the state is there already.", name)
		}
		if err := ui.Say(w, "%s", text); err != nil {
			return false, err
		}
	}
	if left {
		return false, ui.Say(w, "%s", said.Say("The move is not done. Leave the configuration as it is, and run the same command again when what is in the way is corrected: it continues."))
	}
	return len(clusters) > 0, nil
}

// ApproveMoveState asks whether a state is to be moved to the other backend.
func ApproveMoveState(s ui.Streams, of object.Stack, toFile bool) (bool, error) {
	w := words.In(s.ErrOptions(ui.Text).Language)
	question := w.Say("Move the state of the stack %s from its file into the cluster?", of.Name)
	if toFile {
		question = w.Say("Move the state of the stack %s from the cluster into a file?", of.Name)
	}
	return ui.Confirm(s, ui.YesNo(question, w))
}
