package await

import (
	"context"
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
)

// stood is how long a rollout may stand still, of which its watches have told nothing since they began,
// before what it is judged by is listed: a proxy may let a watch begin, and hold back what it tells. It is
// asked ever more rarely then, as it may be that nothing happens.
const stood = 5 * time.Second

// relist has what the rollout is judged by listed every now and then, where watches are not known to tell it.
func (r *watchedRollout) relist(w *watches, now time.Time) {
	about, blocked := w.silentOn(r), len(w.blocked) > 0
	if blocked {
		about = w.judgedBy(r)
	}
	switch {
	case len(about) == 0:
		r.relists = time.Time{}
		return
	case r.relists.IsZero():
		r.pause = stood
	case now.Before(r.relists):
		return
	default:
		if w.ask(about); !blocked {
			r.pause *= 2
		}
	}
	r.relists = now.Add(r.pause)
}

// silentOn are the selections by which a rollout is judged of which the watch has told nothing since it
// began: of the workload itself, and of its Pods.
func (w *watches) silentOn(r *watchedRollout) (all []kube.Selection) {
	for _, s := range []kube.Selection{observed.Members(r.ref, w.Stack), w.chosen.Selection(kind.Pod, r.ref.Namespace)} {
		if w.synced[s] && !w.heard[s] {
			all = append(all, s)
		}
	}
	return all
}

// inquire has followed what may tell why a rollout stands still.
func (w *Rollouts) inquire(ctx context.Context, r *watchedRollout, now time.Time) {
	r.relist(w.watches, now)
	if now.Before(r.changed.Add(silence)) {
		return
	}
	if r.wantsEvents() {
		if r.asked = true; r.kind.HasPods() {
			w.watches.follow(ctx, observed.WarningsIn(r.ref.Namespace))
		} else {
			w.watches.follow(ctx, observed.AboutKind(r.ref.GroupKind(), r.ref.Namespace))
		}
	}
	if r.claims.open() {
		r.claims.asked = true
		w.watches.follow(ctx, kube.Selection{Kind: kind.Claim, Namespace: r.ref.Namespace})
		w.watches.follow(ctx, observed.AboutKind(kind.Claim, r.ref.Namespace))
	}
}
