package plan

import (
	"context"
	"sync"

	"github.com/workloadlang/wl/internal/object"
)

// listFrom is how many objects of one place make a LIST of whole objects
// cheaper than a GET for each.
const listFrom = 8

// liveObjects fetches whole live objects when they are asked for: those of a
// place where many may be needed by one LIST, the others each by its own GET.
// It is safe for use by many goroutines.
type liveObjects struct {
	cluster Cluster
	stack   object.Stack
	members map[place]int // how many objects of the stack are there

	mu    sync.Mutex
	asked map[place]int
	lists map[place]func() (map[object.Ref]map[string]any, error)
}

func newLiveObjects(c Cluster, s object.Stack, o *observation) *liveObjects {
	l := &liveObjects{
		cluster: c, stack: s, members: map[place]int{}, asked: map[place]int{},
		lists: map[place]func() (map[object.Ref]map[string]any, error){},
	}
	for ref := range o.metas {
		l.members[placeOf(ref)]++
	}
	return l
}

// get returns an object that bears the stack's label.
func (l *liveObjects) get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	if list := l.listFor(ctx, placeOf(ref)); list != nil {
		objects, err := list()
		if err != nil {
			return nil, err
		}
		if o, ok := objects[ref]; ok {
			return o, nil
		}
	}
	return l.cluster.Get(ctx, ref)
}

// listFor returns the LIST of a place once enough of its objects have been asked
// for, and nil before.
func (l *liveObjects) listFor(ctx context.Context, p place) func() (map[object.Ref]map[string]any, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked[p]++
	if l.asked[p] < listFrom || l.members[p] < 2*listFrom {
		return nil
	}
	if l.lists[p] == nil {
		l.lists[p] = sync.OnceValues(func() (map[object.Ref]map[string]any, error) { return l.list(ctx, p) })
	}
	return l.lists[p]
}

func (l *liveObjects) list(ctx context.Context, p place) (map[object.Ref]map[string]any, error) {
	found, err := l.cluster.List(ctx, p.selection(l.stack))
	if err != nil {
		return nil, err
	}
	objects := make(map[object.Ref]map[string]any, len(found))
	for _, o := range found {
		metadata, _ := o["metadata"].(map[string]any)
		name, _ := metadata["name"].(string)
		objects[object.Ref{Group: p.kind.Group, Kind: p.kind.Kind, Namespace: p.namespace, Name: name}] = o
	}
	return objects, nil
}
