package observe

import (
	"context"
	"errors"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/judge"
)

const (
	// listFrom is how many objects of one place make a LIST of whole objects
	// cheaper than a GET for each, if they are not too few of those there.
	listFrom  = 8
	listShare = 4 // a fourth
)

// placeIn is a place, and the version in which its objects are read.
type placeIn struct {
	judge.Place
	version string
}

// LiveObjects fetches whole live objects when they are asked for: those of a
// place where many are needed by one LIST, the others each by its own GET. It is
// safe for use by many goroutines.
type LiveObjects struct {
	cluster  Cluster
	versions map[object.Ref]string // those of the manifests, with which the objects are compared
	lists    map[placeIn]*fullList

	mu   sync.Mutex
	held map[object.Ref]map[string]any
}

// NewLiveObjects decides by the number of objects that will be needed, so that
// the number of requests does not depend on timing.
func NewLiveObjects(c Cluster, s object.Stack, desired []object.Manifest, metas map[object.Ref]object.Meta, needed []object.Ref) *LiveObjects {
	l := &LiveObjects{cluster: c, versions: map[object.Ref]string{}, lists: map[placeIn]*fullList{}, held: map[object.Ref]map[string]any{}}
	for i := range desired {
		l.versions[desired[i].Ref] = desired[i].Version()
	}
	members, wanted := map[judge.Place]int{}, map[placeIn]int{}
	for ref := range metas {
		members[judge.PlaceOf(ref)]++
	}
	for _, ref := range needed {
		wanted[l.placeOf(ref)]++
	}
	for p, n := range wanted {
		if n >= listFrom && n*listShare >= members[p.Place] {
			l.lists[p] = &fullList{cluster: c, stack: s, place: p}
		}
	}
	return l
}

func (l *LiveObjects) placeOf(ref object.Ref) placeIn {
	return placeIn{judge.PlaceOf(ref), l.versions[ref]}
}

// Get returns an object. One that came with a LIST is handed out once and then
// forgotten, to be read anew if it is needed again: a plan of everything need
// not hold everything.
func (l *LiveObjects) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	l.mu.Lock()
	held := l.held[ref]
	l.mu.Unlock()
	if held != nil {
		return held, nil
	}
	if list := l.lists[l.placeOf(ref)]; list != nil {
		if o, err := list.take(ctx, ref); o != nil || err != nil {
			return o, err
		}
	}
	return l.cluster.GetVersion(ctx, ref, l.versions[ref])
}

// Hold returns an object that get returns as well, until it is released.
func (l *LiveObjects) Hold(ctx context.Context, ref object.Ref) (map[string]any, error) {
	o, err := l.Get(ctx, ref)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held[ref] = o
	return o, nil
}

// Release lets go of an object that was held, so that it is read anew.
func (l *LiveObjects) Release(ref object.Ref) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, ref)
}

// inOtherVersion reads an object that could not be read because its kind is not
// served in the version of the configuration yet, or because a webhook fails to convert
// it to that: in one that is, as if that were the same.
func (l *LiveObjects) inOtherVersion(ctx context.Context, ref object.Ref, apiVersion string, failure error, live map[string]any) (map[string]any, error) {
	unknown, has := new(kube.NoKindError), kube.Unconverted(failure)
	if has == "" && (!errors.As(failure, &unknown) || len(unknown.Served) == 0) {
		return live, failure
	}
	live, err := l.cluster.GetVersion(ctx, ref, has)
	if err != nil {
		return nil, err
	}
	live = object.With(live, "apiVersion", apiVersion)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held[ref] = live
	return live, nil
}

// fullList is the objects of the stack in one place, read when the first is
// asked for.
type fullList struct {
	cluster Cluster
	stack   object.Stack
	place   placeIn

	mu      sync.Mutex
	objects map[string]map[string]any // by name; nil before they are read
}

// take returns an object and forgets it; nil if it is not there.
func (l *fullList) take(ctx context.Context, ref object.Ref) (map[string]any, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.objects == nil {
		selection := l.place.Selection(l.stack)
		selection.Version = l.place.version
		found, err := l.cluster.List(ctx, selection)
		if err != nil && !apierrors.IsForbidden(err) && !kube.IsStorageUnready(err) { // each by its own GET, then
			return nil, err
		}
		l.objects = make(map[string]map[string]any, len(found))
		for _, o := range found {
			name, _ := object.At(o, "metadata", "name").(string)
			l.objects[name] = o
		}
	}
	o := l.objects[ref.Name]
	delete(l.objects, ref.Name)
	return o, nil
}
