package state

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/infile"
	"github.com/workloadlang/wl/state/internal/storage"
)

// OpenFile returns the stack's state on a cluster, in a file of this machine; nothing of
// it is in the cluster. It cannot be used while there is a state of the stack in the
// cluster. Nothing is read yet.
func OpenFile(c Cluster, s object.Stack, name string) *Store {
	store := openIn(infile.New(name, s, &identity{cluster: c}, infile.OS{}), s)
	store.heads.elsewhere = func(ctx context.Context, here *head) error {
		in := incluster.New(c, s, incluster.Usual())
		stored, err := in.Head(ctx)
		switch {
		case apierrors.IsForbidden(err), errors.As(err, new(*storage.UnusableError)):
			return nil // who may not look has not written there, and another Secret is none of wl's
		case err == nil && stored.Version == storage.Version{}:
			return nil
		case err != nil && !errors.As(err, new(*storage.DamagedError)):
			return err
		}
		if there, broken := parseHead(stored); err == nil && broken == nil && here.differs(there) {
			return bothPlaces(place{in, s}, there, store.in, here)
		}
		args := place{in, s}.args()
		args["file"] = name
		return fact.NewError(nil, InCluster, args)
	}
	return store
}

// FileName is the name of the file of a stack's state on one of its clusters.
func FileName(s object.Stack, cluster string) string {
	return s.Namespace + "." + s.Name + "." + cluster + ".wlstate"
}

// File is the file in which the state is; "" where it is in the cluster.
func (s *Store) File() string {
	name, _ := s.in.Place()["file"].(string)
	return name
}

// Unless has a state in the cluster not be begun while the stack's state on it is in one
// of some files, which are looked for where there is none in the cluster.
func (s *Store) Unless(c Cluster, files func() []string) {
	s.heads.elsewhere = func(ctx context.Context, here *head) error {
		if here != nil {
			return nil
		}
		for _, name := range files() {
			stored, err := infile.New(name, s.in.stack, &identity{cluster: c}, infile.OS{}).Head(ctx)
			if errors.As(err, new(*storage.UnusableError)) {
				continue // of another cluster
			}
			if err != nil {
				return err
			}
			if stored.Version != (storage.Version{}) {
				return fact.NewError(nil, InFile, fact.Args{"stack": s.in.stack.Name, "file": name, "dir": filepath.Dir(name)})
			}
		}
		return nil
	}
}

// identity tells a cluster from others. It may be used by several goroutines at once.
type identity struct {
	cluster Cluster

	mu  sync.Mutex
	uid string
}

// UID is that of the Namespace kube-system, which is asked for once.
func (i *identity) UID(ctx context.Context) (string, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.uid != "" {
		return i.uid, nil
	}
	content, err := i.cluster.Get(ctx, object.NewRef(kind.Namespace, "", "kube-system"))
	if err != nil {
		return "", err
	}
	meta, err := object.MetaOf(content)
	i.uid = meta.UID
	return i.uid, err
}

// Why a state cannot be moved to another place.
const (
	NothingToMove fact.Code = "state_move_without_state"
	BothPlaces    fact.Code = "state_in_both_places"
	NotMoved      fact.Code = "state_not_moved"
)

// MoveTo moves a state, its history included, to another place of the same stack and
// cluster: all of it is there before anything is removed here, so that it can be repeated
// whatever ends it. Both locks are to be held. Begin, unless nil, is called once nothing is in the way any more, before
// anything is written. Moved is false where it was there already, whose parts are removed here that such an end has left.
func (s *Store) MoveTo(ctx context.Context, to *Store, begin func() error) (r *Revision, moved bool, err error) {
	from, there := openIn(s.in.Storage, s.in.stack), openIn(to.in.Storage, to.in.stack) // whatever is elsewhere
	before, after, err := readBoth(ctx, from, there)
	if err != nil {
		return nil, false, err
	}
	was, is := before.Revision, after.Revision
	switch {
	case was == nil && is == nil:
		return nil, false, from.in.fail(NothingToMove, nil)
	case was == nil:
		if err := from.Remove(ctx); err != nil {
			return nil, false, Unmoved(s.in.stack, err)
		}
		return is, false, nil
	case is != nil && before.head.differs(after.head):
		return nil, false, bothPlaces(from.in, before.head, there.in, after.head)
	}
	if begin != nil {
		if err := begin(); err != nil {
			return nil, false, err
		}
	}
	if is == nil {
		if after, err = from.CopyTo(ctx, there, before, *was); err != nil {
			return nil, false, Unmoved(s.in.stack, err)
		}
	}
	if err := from.Remove(ctx); err != nil {
		return nil, false, Unmoved(s.in.stack, err)
	}
	return after.Revision, true, nil
}

func readBoth(ctx context.Context, from, to *Store) (before, after Snapshot, err error) {
	if before, err = from.Read(ctx); err == nil {
		after, err = to.Read(ctx)
	}
	return before, after, err
}

// differs reports whether two places have states of which neither was copied from the other.
func (h *head) differs(other *head) bool {
	a, b := h, other
	return a != nil && b != nil && (a.Lineage != b.Lineage || a.Current.Serial != b.Current.Serial || !a.Current.Ended.Equal(b.Current.Ended))
}

// bothPlaces is why a state does not come from one place to the other: each has one of its own.
func bothPlaces(in place, from *head, to place, there *head) error {
	toFile := to.Place()["file"] != nil
	file, cluster := there.Current, from.Current
	if !toFile {
		file, cluster = cluster, file
	}
	args := in.args()
	maps.Copy(args, to.args())
	maps.Copy(args, fact.Args{
		"to_file":       toFile,
		"file_revision": file.Serial, "file_begun": file.Started.Local().Format(time.DateTime),
		"cluster_revision": cluster.Serial, "cluster_begun": cluster.Started.Local().Format(time.DateTime),
	})
	return fact.NewError(nil, BothPlaces, args)
}

// Unmoved is why the state of a stack has not come to its other place yet, and how it does.
func Unmoved(s object.Stack, err error) error {
	args := fact.Args{"stack": s.Name}
	if errors.Is(err, context.Canceled) {
		return fact.NewError(nil, NotMoved, args)
	}
	args["error"] = fact.Of(err)
	return fact.NewError(err, NotMoved, args)
}
