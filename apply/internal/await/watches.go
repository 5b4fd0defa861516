package await

import (
	"context"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/crash"
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
	failed    map[kube.Selection]error
	present   map[object.Ref]types.UID
	waits     map[object.Ref][]observed.Wait // for what the end of what is being deleted waits
	families  *observed.Families
	chosen    observed.Choice // of the workloads that are awaited
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
	chosen := observed.Choice{}
	for _, s := range c.Program {
		if k := c.Kinds.About(s.Object.GroupKind()); s.Do == step.Await && k.HasPods() {
			chosen.Add(k, s.Object, s.Manifest.Content, s.Manifest.Fit)
		}
	}
	return &watches{
		Config:   c,
		chosen:   chosen,
		synced:   map[kube.Selection]bool{},
		failed:   map[kube.Selection]error{},
		present:  map[object.Ref]types.UID{},
		waits:    map[object.Ref][]observed.Wait{},
		families: observed.NewFamilies(),
	}
}

// follow begins a watch, unless it has begun. It continues until ctx ends, which
// is the whole operation's.
func (w *watches) follow(ctx context.Context, s kube.Selection) {
	if w.following(s) {
		return
	}
	w.synced[s] = false
	go func() {
		if p := crash.Catch(func() { w.watch(ctx, s) }); p != nil {
			w.Loop.Post(func() { panic(p) })
		}
	}()
}

// watch hands what happens in a selection to the loop, until ctx ends.
func (w *watches) watch(ctx context.Context, s kube.Selection) {
	err := w.Cluster.Watch(ctx, s, func(ev kube.Event) error {
		if ev.Type == kube.Synced {
			w.Loop.Post(func() { w.sync(ctx, s) })
			return nil
		}
		if !w.chosen.Admits(s, ev.Object) {
			return nil
		}
		observed.MaskTexts(ev.Object, w.Mask())
		seen, err := observed.Read(w.Kinds, ev.Object)
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
	workload, known := w.families.Take(t, seen)
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
// known. Without Pods, ReplicaSets and events only the causes are missing.
func (w *watches) fail(ctx context.Context, s kube.Selection, err error) {
	w.failed[s] = err
	w.complete(ctx, s)
}

func (w *watches) complete(ctx context.Context, s kube.Selection) {
	for _, l := range w.listeners {
		l.complete(ctx, s)
	}
}

// absent reports whether an object is known not to exist, or not under this UID.
func (w *watches) absent(s kube.Selection, ref object.Ref, uid types.UID) bool {
	return w.synced[s] && w.present[ref] != uid
}
