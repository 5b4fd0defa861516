package await

import (
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/heartbeat"
	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// byName reads the objects by their names that are waited for and cannot, or may not, be watched.
type byName struct {
	*watches
	awaited func(kube.Selection) []object.Ref // sorted
	known   map[object.Ref]named
}

// named is what is known of an object that is read by its name.
type named struct {
	answered bool  // whether it is there
	refused  int   // how often in a row it could not be asked
	refusal  error // why that is given up; nil where it is not
}

// refusals are how many in a row mean that an object may not be read: a server that restarts
// may refuse a few requests before it knows its own roles again.
const refusals = 3

// answer is what a server says of one object.
type answer struct {
	ref     object.Ref
	content map[string]any
	err     error
}

// canRead reports whether objects of a selection that cannot be watched are read by their
// names: the stack's, where they cannot, or may not, be listed. Who has rights in one namespace
// only may get that, and who may get some Secrets need not have the right to read all of them.
func (n *byName) canRead(s kube.Selection, failure error) bool {
	return !kube.IsNotServed(failure) && s.LabelSelector == n.Stack.MemberSelector()
}

// begin reads those objects of a selection every now and then, until ctx ends.
func (n *byName) begin(ctx context.Context, s kube.Selection) {
	n.synced[s] = false
	go func() {
		if p := crash.Catch(func() { n.readAll(ctx, s) }); p != nil {
			n.Loop.Post(func() { panic(p) })
		}
	}()
}

func (n *byName) readAll(ctx context.Context, s kube.Selection) {
	for tries := retry.Unwatchable().Begin(); ; {
		awaited := make(chan []object.Ref, 1)
		n.Loop.Post(func() { awaited <- n.awaited(s) })
		var answers []answer
		select {
		case refs := <-awaited:
			for _, ref := range refs {
				answers = append(answers, n.readOne(ctx, ref))
			}
		case <-ctx.Done():
			return
		}
		n.Loop.Post(func() { n.take(ctx, s, answers) })
		if !tries.Again(ctx) {
			return
		}
	}
}

func (n *byName) readOne(ctx context.Context, ref object.Ref) answer {
	a := answer{ref: ref}
	a.err = heartbeat.Ask(ctx, func(ctx context.Context) (err error) {
		a.content, err = n.Cluster.Get(ctx, ref)
		return err
	})
	return a
}

// take takes in what was read of a selection.
func (n *byName) take(ctx context.Context, s kube.Selection, answers []answer) {
	for _, a := range answers {
		now := n.known[a.ref]
		switch {
		case kube.IsRefusal(a.err) && !apierrors.IsNotFound(a.err):
			if now.refused++; now.refused >= refusals {
				now.refusal = a.err
			}
		case a.err == nil, apierrors.IsNotFound(a.err):
			now = named{answered: true, refusal: n.takeOne(ctx, s, a)}
		}
		n.known[a.ref] = now
	}
	n.complete(ctx, s)
}

// takeOne takes in an object as it is now, or that it is not there.
func (n *byName) takeOne(ctx context.Context, s kube.Selection, a answer) error {
	var seen observed.Object
	if a.err == nil {
		var err error
		if seen, err = n.read(s, a.content); err != nil {
			return err
		}
	}
	if before, there := n.present[a.ref]; there && before != seen.UID {
		gone, known := n.index.Workload(a.ref)
		if !known {
			gone = observed.Object{Ref: a.ref, UID: before}
		}
		n.watches.take(ctx, s, kube.Deleted, gone)
	}
	if a.err == nil {
		n.watches.take(ctx, s, kube.Changed, seen)
	}
	return nil
}

// ofSelection are those of the stack's objects that belong to a selection, sorted.
func ofSelection[V any](s kube.Selection, all map[object.Ref]V, stack object.Stack) []object.Ref {
	return slices.DeleteFunc(slices.SortedFunc(maps.Keys(all), object.Compare), func(ref object.Ref) bool {
		return observed.Members(ref, stack) != s
	})
}

// unseen is why nobody will know of an object how it is; nil where that will be seen.
func (w *watches) unseen(s kube.Selection, ref object.Ref) error {
	if refusal := w.named.known[ref].refusal; refusal != nil {
		return refusal
	}
	return w.failed[s]
}

// told reports whether it is known if an object is there.
func (w *watches) told(s kube.Selection, ref object.Ref) bool {
	return w.synced[s] || w.named.known[ref].answered
}
