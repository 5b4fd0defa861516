package run

// WaveState is how a wave stands.
type WaveState string

// The states of a wave.
const (
	WavePending  WaveState = "pending"
	WaveApplying WaveState = "applying"
	WaveChecking WaveState = "checking" // its checks run, or its clusters are judged again
	WaveSoaking  WaveState = "soaking"  // also while samples of its analyses are outstanding
	WaveWaiting  WaveState = "waiting"  // for a window or for people
	WavePassed   WaveState = "passed"
	WaveFailed   WaveState = "failed"
	WaveStopped  WaveState = "stopped" // the run has ended before it has passed
)

// StateOf is how a wave of the run stands.
func (r *Run) StateOf(w *Wave, f Facts) WaveState {
	current := r.Current()
	switch {
	case !w.Passed.IsZero():
		return WavePassed
	case current == nil || w.Name != current.Name:
		return WavePending
	}
	due := r.Next(f)
	if _, failed := due.(Fail); failed || !w.Failure.IsZero() || r.fails(w) { // also while it is paused, or finishes what it has begun
		return WaveFailed
	}
	if r.HasEnded() {
		return WaveStopped
	}
	switch d := due.(type) {
	case Apply:
		if len(w.Names(Pending)) == len(w.Clusters) {
			return WavePending
		}
		return WaveApplying
	case Check, Query, Judge, Pass:
		return WaveChecking
	case Wait:
		if d.For.Code == WaitsForSoak || d.For.Code == WaitsForSamples {
			return WaveSoaking
		}
	}
	return WaveWaiting
}
