package apply

import (
	"context"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// watches are the watches of one apply: one per kind and namespace, begun when
// something of it is first of interest, however many objects that concerns.
// Only run's goroutine uses them.
type watches struct {
	engine   *engine
	kinds    *rollout.Kinds
	synced   map[kube.Selection]bool // those being followed; whether all that there is has come
	failed   map[kube.Selection]error
	present  map[object.Ref]types.UID
	waits    map[object.Ref][]Wait // for what the end of what is being deleted waits
	families *families
	chosen   choice // of the workloads that are awaited
}

func newWatches(e *engine) *watches {
	kinds, chosen := e.in.known(), choice{}
	for _, s := range e.program {
		if k := kinds.About(s.Object.GroupKind()); s.Do == step.Await && k.HasPods() {
			chosen.add(k, s.Object, s.Manifest.Content, s.Manifest.Fit)
		}
	}
	return &watches{
		kinds:    kinds,
		chosen:   chosen,
		engine:   e,
		synced:   map[kube.Selection]bool{},
		failed:   map[kube.Selection]error{},
		present:  map[object.Ref]types.UID{},
		waits:    map[object.Ref][]Wait{},
		families: newFamilies(),
	}
}

// follow begins a watch, unless it has begun. It continues until ctx ends, which
// is the whole operation's.
func (f *watches) follow(ctx context.Context, s kube.Selection) {
	if f.following(s) {
		return
	}
	f.synced[s] = false
	go func() {
		if p := crash.Catch(func() { f.watch(ctx, s) }); p != nil {
			f.engine.post(func() { panic(p) })
		}
	}()
}

// watch hands what happens in a selection to run's goroutine, until ctx ends.
func (f *watches) watch(ctx context.Context, s kube.Selection) {
	err := f.engine.cluster.Watch(ctx, s, func(ev kube.Event) error {
		if ev.Type == kube.Synced {
			f.engine.post(func() { f.sync(ctx, s) })
			return nil
		}
		if !f.chosen.admits(s, ev.Object) {
			return nil
		}
		maskTexts(ev.Object, f.engine.mask())
		seen, err := observe(f.kinds, ev.Object)
		if err != nil {
			return err
		}
		f.engine.post(func() { f.take(ctx, s, ev.Type, seen) })
		return nil
	})
	if ctx.Err() == nil {
		f.engine.post(func() { f.fail(ctx, s, err) })
	}
}

func (f *watches) following(s kube.Selection) bool {
	_, begun := f.synced[s]
	return begun
}

func (f *watches) take(ctx context.Context, s kube.Selection, t kube.EventType, seen observed) {
	if t == kube.Deleted {
		delete(f.present, seen.ref)
		delete(f.waits, seen.ref)
		f.engine.vanished(ctx, seen)
	} else if seen.ref.GroupKind() == s.Kind {
		f.present[seen.ref] = seen.uid
		if f.waits[seen.ref] = seen.waits; seen.waits == nil {
			delete(f.waits, seen.ref)
		}
	}
	if ref, known := f.families.take(t, seen); known {
		f.engine.judge(ctx, ref)
	}
	if seen.aboutClaim() {
		f.engine.judgeWaiting(ctx, s.Namespace)
	}
	f.engine.checkDeletion(ctx, seen.ref)
}

// sync notes that everything of a selection has come.
func (f *watches) sync(ctx context.Context, s kube.Selection) {
	f.synced[s] = true
	f.check(ctx, s)
}

// fail notes that a watch cannot be had: what it would have told is never
// known. Without Pods, ReplicaSets and events only the causes are missing.
func (f *watches) fail(ctx context.Context, s kube.Selection, err error) {
	f.failed[s] = err
	f.check(ctx, s)
}

// check has everything looked at that waits for a selection.
func (f *watches) check(ctx context.Context, s kube.Selection) {
	concerned := func(ref object.Ref) bool { return memberSelection(ref, f.engine.in.Stack) == s }
	for _, ref := range slices.SortedFunc(maps.Keys(f.engine.rollouts), object.Compare) {
		if concerned(ref) || s.Kind == kind.Pod && s.Namespace == ref.Namespace {
			f.engine.judge(ctx, ref)
		}
	}
	for _, ref := range slices.SortedFunc(maps.Keys(f.engine.deletions), object.Compare) {
		if concerned(ref) {
			f.engine.checkDeletion(ctx, ref)
		}
	}
}

// absent reports whether an object is known not to exist, or not under this UID.
func (f *watches) absent(s kube.Selection, ref object.Ref, uid types.UID) bool {
	return f.synced[s] && f.present[ref] != uid
}
