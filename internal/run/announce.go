package run

import (
	"slices"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

// IsAnnounced reports whether it was posted that a wave waits for this: a decision once for each attempt of the analysis
// that it is about, whatever was waited for in between, and any other gate as long as no other was waited for.
func (w *Wave) IsAnnounced(what fact.Fact) bool {
	if a := w.toDecide(what); a != nil {
		return a.Announced
	}
	return w.Announced == what.Code
}

// Announce notes that it was posted for what a wave waits, and reports whether that is news.
func (r Edit) Announce(wave string, what fact.Fact) bool {
	w := r.Wave(wave)
	if w == nil || w.IsAnnounced(what) {
		return false
	}
	if a := w.toDecide(what); a != nil {
		a.Announced = true
	}
	w.Announced = what.Code
	return true
}

// toDecide is the analysis about which people are to decide; nil where another gate is waited for.
func (w *Wave) toDecide(what fact.Fact) *Analysis {
	if what.Code != WaitsForDecision {
		return nil
	}
	i := slices.IndexFunc(w.Analyses, func(a Analysis) bool { return a.Name == what.Text("analysis") })
	if i < 0 {
		return nil
	}
	return &w.Analyses[i]
}

// forgetAnnounced makes news of whatever the wave waits for next.
func (w *Wave) forgetAnnounced() {
	w.Announced = ""
	for i := range w.Analyses {
		w.Analyses[i].Announced = false
	}
}

// Retry has an analysis begin again: what it comes to is news.
func (a *Analysis) Retry() { a.Taken, a.Announced = analysis.Taken{}, false }

// Pause keeps a run from continuing. Where it is paused and there is no new reason, that stays: a reason is not forgotten
// before the run is resumed.
func Pause(r Edit, by *Note) {
	if r.Pause == nil || by.Reason != "" {
		r.Pause = by
	}
}

// Resume lets a run continue that is paused: that it waits for the end of another pause is news.
func Resume(r Edit) {
	r.Pause = nil
	if w := r.Current(); w != nil && w.Announced == WaitsForResume {
		w.Announced = ""
	}
}
