package await

import (
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kube"
)

// rereadTime is how long what a rollout is judged by may take to be read once more.
const rereadTime = 10 * time.Second

// second is the second look at a rollout that has failed because time has passed and not by
// what was seen: what watches have told may be old, and they do not tell that.
type second struct {
	missing map[kube.Selection]bool // what is still to be read; nil where nothing was asked for
	by      time.Time               // when it must have been, at the latest
}

// begun reports whether something is still to be read.
func (s *second) begun() bool { return len(s.missing) > 0 }

// came notes that all of a selection was read, and reports whether it was missing.
func (s *second) came(of kube.Selection) bool {
	missing := s.missing[of]
	delete(s.missing, of)
	return missing
}

// unsure reports whether a failure is not to be told yet: where only time has passed, all
// that it is judged by is read once more. What was seen is told when the Pods have been, too,
// which say how it came.
func (r *watchedRollout) unsure(s rollout.Status, w *watches) bool {
	switch {
	case !s.Failed:
		if !r.second.begun() {
			r.second = second{}
		}
		r.podsBy = time.Time{}
		return false
	case r.second.missing != nil:
		return r.second.begun()
	case !r.timely || !r.podsBy.IsZero():
		return r.awaitsPods(time.Now(), w)
	}
	w.lookAgain(r)
	return r.second.begun()
}

// awaitsPods reports whether the Pods of a rollout that has failed are still to be seen; they
// are not waited for any longer than what is read again.
func (r *watchedRollout) awaitsPods(now time.Time, w *watches) bool {
	if r.podsBy.IsZero() {
		r.podsBy = now.Add(rereadTime)
	}
	return !w.podsListed(r) && now.Before(r.podsBy)
}

// lookAgain has read once more what a rollout is judged by.
func (w *watches) lookAgain(r *watchedRollout) {
	r.second = second{missing: map[kube.Selection]bool{}, by: time.Now().Add(rereadTime)}
	for _, s := range w.judgedBy(r) {
		if w.following(s) && w.failed[s] == nil {
			r.second.missing[s] = true
			w.again[s].Ask()
		}
	}
}

// judgedBy are the selections by which a rollout is judged.
func (w *watches) judgedBy(r *watchedRollout) []kube.Selection {
	all := []kube.Selection{observed.Members(r.ref, w.Stack)}
	for _, child := range r.kind.Children {
		all = append(all, w.chosen.Selection(child, r.ref.Namespace))
	}
	for _, gk := range r.regards {
		all = append(all, observed.Everywhere(gk))
	}
	return all
}
