package reports

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Restarts lists the workloads that are to be restarted.
func Restarts(w io.Writer, a *engine.Awaiting, o ui.Options) error {
	p := printer{ui.NewPrinter(o)}
	p.Line(0, ui.Bold.Span(p.Words.Say("To be restarted, as their update strategies say:")))
	for _, c := range a.Clusters {
		for _, w := range c.Workloads {
			about := p.Words.SayN(w.Pods, "%d Pod", "%d Pods")
			if w.Kept > 0 {
				about = p.Words.Say("%d of %d Pods: the partition keeps the first %d from it", w.Pods-w.Kept, w.Pods, w.Kept)
			}
			if len(a.Clusters) > 1 {
				about = p.Words.Say("%s on cluster %s", about, c.Name)
			}
			p.Line(2, ui.Join(ui.Line{ui.Bold.Span(w.Object.String())}, ui.Line{ui.Plain.Span(about)})...)
		}
	}
	return p.Flush(w)
}

// ApproveRestart asks whether the workloads are to be restarted.
func ApproveRestart(s ui.Streams) (bool, error) {
	w := words.In(s.ErrOptions(ui.Text).Language)
	return ui.Confirm(s, ui.YesNo(w.Say("Restart them?"), w))
}

// NotRestarted says that nothing was restarted.
func NotRestarted(w io.Writer, o ui.Options) error {
	return ui.Say(w, "%s", words.In(o.Language).Say("Nothing was restarted."))
}
