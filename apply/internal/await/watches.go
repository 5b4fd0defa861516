package await

import (
	"context"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// watches are the watches of one apply: one per kind and namespace, begun when
// something of it is first of interest, however many objects that concerns.
type watches struct {
	*Config
	listeners []listener
	synced    map[kube.Selection]bool // those being followed; whether all that there is has come
	again     map[kube.Selection]*kube.Again
	blocked   map[kube.Selection]bool // those that do not get through
	failed    map[kube.Selection]error
	named     *byName // of what is read by its name instead
	present   map[object.Ref]types.UID
	waits     map[object.Ref][]observed.Wait // for what the end of what is being deleted waits
	index     *observed.Index
	chosen    observed.Choice                                  // of the workloads that are awaited
	own       map[object.Ref]*object.Ready                     // of what is awaited and no workload; nil where the configuration does not say when it is ready
	around    map[kind.GroupKind]map[object.Ref]map[string]any // what there is in the cluster, of kinds that matter to others
}

// listener is told what watches see.
type listener interface {
	// seen means that an object was seen, or is gone: one of a workload's family, if
	// that is known.
	seen(ctx context.Context, t kube.EventType, o observed.Object, workload object.Ref, known bool)
	// complete means that all of a selection has been seen, or never will be.
	complete(ctx context.Context, s kube.Selection)
}

func newWatches(c *Config) *watches {
	chosen, own := observed.Choice{}, map[object.Ref]*object.Ready{}
	for _, s := range c.Program {
		if s.Do != step.Await {
			continue
		}
		k := c.Kinds.About(s.Object.GroupKind())
		if s.Manifest.Lifecycle.Ready != nil || !k.IsWorkload() {
			own[s.Object] = s.Manifest.Lifecycle.Ready
		}
		if k.HasPods() {
			chosen.Add(k, s.Object, s.Manifest.Content, s.Manifest.Fit)
		}
	}
	return &watches{
		Config:  c,
		chosen:  chosen,
		own:     own,
		around:  map[kind.GroupKind]map[object.Ref]map[string]any{},
		synced:  map[kube.Selection]bool{},
		again:   map[kube.Selection]*kube.Again{},
		blocked: map[kube.Selection]bool{},
		failed:  map[kube.Selection]error{},
		present: map[object.Ref]types.UID{},
		waits:   map[object.Ref][]observed.Wait{},
		index:   observed.NewIndex(),
	}
}

// follow begins a watch, unless it has begun. It continues until ctx ends, which
// is the whole operation's.
func (w *watches) follow(ctx context.Context, s kube.Selection) {
	if w.following(s) {
		return
	}
	again := new(kube.Again)
	w.synced[s], w.again[s] = false, again
	go func() {
		if p := crash.Catch(func() { w.watch(ctx, s, again) }); p != nil {
			w.Loop.Post(func() { panic(p) })
		}
	}()
}

// watch hands what happens in a selection to the loop, until ctx ends.
func (w *watches) watch(ctx context.Context, s kube.Selection, again *kube.Again) {
	asked := s
	asked.Form = w.form(s)
	err := w.Cluster.Follow(ctx, asked, again, func(ev kube.Event) error {
		switch ev.Type {
		case kube.Synced:
			w.Loop.Post(func() { w.sync(ctx, s) })
			return nil
		case kube.Blocked, kube.Unblocked:
			w.Loop.Post(func() { w.block(s, ev.Type == kube.Blocked, ev.Err) })
			return nil
		case kube.Away, kube.Back:
			return nil // of the server itself, the heartbeat tells
		}
		if !w.chosen.Admits(s, ev.Object) || asked.Form == kube.Metadata && !observed.IsOwned(ev.Object) {
			return nil
		}
		observed.MaskTexts(ev.Object, w.Mask())
		seen, err := w.read(s, ev.Object)
		if err != nil {
			return err
		}
		w.Loop.Post(func() { w.take(ctx, s, ev.Type, seen) })
		return nil
	})
	if ctx.Err() == nil {
		w.Loop.Post(func() { w.fail(ctx, s, err) })
	}
}

// form is how much is needed of the objects of a selection.
func (w *watches) form(s kube.Selection) kube.Form {
	for ref, ready := range w.own {
		if ready != nil && ref.GroupKind() == s.Kind {
			return kube.Whole // the configuration may ask for any field
		}
	}
	switch s {
	case observed.Everywhere(s.Kind):
		return kube.Whole
	case w.chosen.Selection(kind.ReplicaSet, s.Namespace):
		return kube.Metadata // whose they are, and of which revision
	}
	return kube.Known
}

// read reads a live object, with what its readiness and that of others depend on.
func (w *watches) read(s kube.Selection, content map[string]any) (observed.Object, error) {
	seen, err := observed.Read(w.Kinds, content)
	if s == observed.Everywhere(s.Kind) {
		seen.Content = content
	}
	if r, awaited := w.own[seen.Ref]; err == nil && awaited {
		if seen.Own = rollout.OwnOf(r, content); seen.Workload == nil {
			seen.Workload, err = w.Kinds.ReadAny(content)
		}
	}
	return seen, err
}

// surroundings is what there is in the cluster of some kinds, which are followed from then
// on. Until all of it has been seen, or is known not to be readable, it is not complete.
func (w *watches) surroundings(ctx context.Context, kinds []kind.GroupKind) (all rollout.Around, complete bool) {
	all = rollout.Around{}
	for _, gk := range kinds {
		s := observed.Everywhere(gk)
		w.follow(ctx, s)
		switch {
		case kube.IsNotServed(w.failed[s]):
			all[gk] = nil // the cluster has none
		case w.failed[s] != nil:
		case !w.synced[s]:
			return nil, false
		default:
			all[gk] = slices.Collect(maps.Values(w.around[gk]))
		}
	}
	return all, true
}

// noteAround takes in what matters to the readiness of others.
func (w *watches) noteAround(t kube.EventType, seen observed.Object) {
	gk := seen.Ref.GroupKind()
	if w.around[gk] == nil {
		w.around[gk] = map[object.Ref]map[string]any{}
	}
	if w.around[gk][seen.Ref] = seen.Content; t == kube.Deleted {
		delete(w.around[gk], seen.Ref)
	}
}

func (w *watches) following(s kube.Selection) bool {
	_, begun := w.synced[s]
	return begun
}

func (w *watches) take(ctx context.Context, s kube.Selection, t kube.EventType, seen observed.Object) {
	if t == kube.Deleted {
		delete(w.present, seen.Ref)
		delete(w.waits, seen.Ref)
	} else if seen.Ref.GroupKind() == s.Kind {
		w.present[seen.Ref] = seen.UID
		if w.waits[seen.Ref] = seen.Waits; seen.Waits == nil {
			delete(w.waits, seen.Ref)
		}
	}
	if s == observed.Everywhere(s.Kind) {
		w.noteAround(t, seen)
	}
	workload, known := w.index.Take(t, seen)
	for _, l := range w.listeners {
		l.seen(ctx, t, seen, workload, known)
	}
}

// sync notes that everything of a selection has come.
func (w *watches) sync(ctx context.Context, s kube.Selection) {
	w.synced[s] = true
	w.complete(ctx, s)
}

// fail notes that a watch cannot be had: what it would have told is never
// known, unless it can be read by name. Without Pods, ReplicaSets and events only the
// causes are missing.
func (w *watches) fail(ctx context.Context, s kube.Selection, err error) {
	if w.named.canRead(s, err) {
		w.named.begin(ctx, s)
		return
	}
	w.failed[s] = err
	w.complete(ctx, s)
}

// block notes that a watch gets through, or does not, and tells it of all of them at once.
func (w *watches) block(s kube.Selection, blocked bool, because error) {
	before := len(w.blocked)
	if w.blocked[s] = blocked; !blocked {
		delete(w.blocked, s)
	}
	switch now := len(w.blocked); {
	case before == 0 && now > 0:
		w.Observer.WatchesBlocked(because)
	case before > 0 && now == 0:
		w.Observer.WatchesUnblocked()
	}
}

func (w *watches) complete(ctx context.Context, s kube.Selection) {
	for _, l := range w.listeners {
		l.complete(ctx, s)
	}
}

// absent reports whether an object is known not to exist, or not under this UID.
func (w *watches) absent(s kube.Selection, ref object.Ref, uid types.UID) bool {
	return w.told(s, ref) && w.present[ref] != uid
}
