package await

import (
	"context"
	"maps"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/heartbeat"
	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Deletions waits until objects are gone that the server has promised to delete.
// What the garbage collector does with their dependents, a workload's Pods above
// all, is not waited for, as with kubectl delete.
type Deletions struct {
	*Config
	watches *watches
	all     map[object.Ref]*deletion
}

// deletion is an object that the server has promised to delete.
type deletion struct {
	step     int
	ref      object.Ref
	uid      types.UID
	started  time.Time
	deadline time.Time
	told     []observed.Wait
}

// Await waits for the end of the object of a step, under the UID that it has.
func (d *Deletions) Await(ctx context.Context, step int, ref object.Ref, uid types.UID, started time.Time) {
	d.all[ref] = &deletion{step: step, ref: ref, uid: uid, started: started, deadline: started.Add(d.within())}
	d.watches.follow(ctx, observed.Members(ref, d.Stack))
	d.check(ctx, ref)
}

// Len is how many objects are waited for.
func (d *Deletions) Len() int { return len(d.all) }

// Abandon waits no longer for the objects of some steps, and returns how many those
// are.
func (d *Deletions) Abandon(of func(step int) bool) int {
	before := len(d.all)
	maps.DeleteFunc(d.all, func(_ object.Ref, one *deletion) bool { return of(one.step) })
	return before - len(d.all)
}

// check sees whether a watch says that an object is gone.
func (d *Deletions) check(ctx context.Context, ref object.Ref) {
	one := d.all[ref]
	if one == nil {
		return
	}
	members, err := observed.Members(ref, d.Stack), error(nil)
	switch refusal := d.watches.named.known[ref].refusal; {
	case d.watches.absent(members, ref, one.uid), kube.IsNotServed(d.watches.failed[members]): // it goes with its kind
	case refusal != nil:
		err = one.stays(refusal)
	default:
		d.tell(one, time.Now())
		return
	}
	delete(d.all, ref)
	d.Ender.DeletionEnded(ctx, one.step, one.started, err)
}

func (d *Deletions) seen(ctx context.Context, _ kube.EventType, o observed.Object, _ object.Ref, _ bool) {
	d.check(ctx, o.Ref)
}

func (d *Deletions) complete(ctx context.Context, s kube.Selection) {
	for _, ref := range ofSelection(s, d.all, d.Stack) {
		d.check(ctx, ref)
	}
}

// Next is when Tick has something to do; the zero time if it has nothing.
func (d *Deletions) Next() (next time.Time) {
	for _, one := range d.all {
		next = Earlier(next, one.next())
	}
	return next
}

// Tick tells what takes long, and gives up what takes too long.
func (d *Deletions) Tick(ctx context.Context, now time.Time) {
	for _, ref := range slices.SortedFunc(maps.Keys(d.all), object.Compare) {
		one := d.all[ref]
		if now.Before(one.deadline) {
			d.tell(one, now)
			continue
		}
		delete(d.all, ref)
		d.Loop.Request(func() func() {
			err := explainStay(ctx, d.Cluster, one)
			return func() { d.Ender.DeletionEnded(ctx, one.step, one.started, err) }
		})
	}
}

func (d *Deletions) tell(one *deletion, now time.Time) {
	if waits := d.watches.waits[one.ref]; one.news(waits, now) {
		d.Observer.DeletionProgress(one.ref, waits, now.Sub(one.started))
	}
}

// untold is how long a deletion may take before it is told what it waits for:
// most are over sooner.
const untold = 2 * time.Second

// news takes in what the end of an object waits for, and reports whether that is to
// be told.
func (d *deletion) news(waits []observed.Wait, now time.Time) bool {
	if len(waits) == 0 || now.Sub(d.started) < untold || slices.Equal(waits, d.told) {
		return false
	}
	d.told = waits
	return true
}

// next is when there is something to tell of it, or its time is up.
func (d *deletion) next() time.Time {
	if tell := d.started.Add(untold); d.told == nil && time.Now().Before(tell) && tell.Before(d.deadline) {
		return tell
	}
	return d.deadline
}

// explainStay is why an object that was deleted is still there; nil if it is gone
// after all.
func explainStay(ctx context.Context, c Cluster, d *deletion) error {
	var content map[string]any
	err := heartbeat.Ask(ctx, func(ctx context.Context) (err error) {
		content, err = c.Get(ctx, d.ref)
		return err
	})
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return d.stays(err)
	}
	if meta, err := object.MetaOf(content); err == nil && types.UID(meta.UID) != d.uid {
		return nil
	}
	return &StayError{Object: d.ref, After: time.Since(d.started), Waits: observed.WaitsOf(content)}
}

// stays is that it is not known whether an object is gone.
func (d *deletion) stays(unknown error) error {
	return &StayError{Object: d.ref, After: time.Since(d.started), Unknown: unknown}
}
