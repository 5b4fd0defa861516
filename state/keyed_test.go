package state

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// A state as wl wrote it before its digests had a key, of the object that
// testObject makes.
func formerRevision(t *testing.T) *Revision {
	t.Helper()
	raw, err := os.ReadFile("testdata/former-revision.json")
	if err != nil {
		t.Fatal(err)
	}
	payload, err := packed(raw)
	if err != nil {
		t.Fatal(err)
	}
	r, err := decode(payload)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What a state of the former form proves, it proves when it is read, and what it
// does not prove it does not.
func TestAFormerRecordProvesTheSame(t *testing.T) {
	for name, key := range map[string][]byte{"with its key": nil, "without a key": {}} {
		r := formerRevision(t)
		if key != nil {
			r.Key = key
		}
		s := snapshot(r, nil)
		if !s.former {
			t.Errorf("%s: it is not known to be of the former form", name)
		}
		m, live := testObject()
		e := &s.Revision.Objects[0]
		if !e.Proves(m, live, testManager, testServer, s.Key) {
			t.Errorf("%s: it is not proven", name)
		}
		m.Content["spec"] = map[string]any{"replicas": int64(4)}
		if e.Proves(m, live, testManager, testServer, s.Key) || e.Record.IsOf(m, s.Key) {
			t.Errorf("%s: a changed object is proven", name)
		}
		again := snapshot(s.Revision, nil)
		if again.former || len(key) > 0 && again.NewKey() {
			t.Errorf("%s: it is of the former form still", name)
		}
	}
}

// Nothing that is stored can be compared with a guess by whoever lacks the key.
func TestNoDigestCanBeTriedOut(t *testing.T) {
	m, live := testObject()
	m.Content["pin"] = "1234"
	record, err := NewRecord(m, live, testManager, testServer, testKey())
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := json.Marshal(record)
	plain, _ := object.Digest(m.Content)
	if strings.Contains(string(raw), plain) {
		t.Error("The digest of the content is in the record")
	}
	other, err := NewRecord(m, live, testManager, testServer, []byte("another"))
	if err != nil || other.Desired == record.Desired || other.Manager == record.Manager {
		t.Errorf("Another key gives the same digests: %v %v", other, err)
	}
	if !record.IsOf(m, testKey()) || record.IsOf(m, nil) {
		t.Error("The key does not tell")
	}
}

// The first write on a state of the former form leaves nothing of it, in the
// revisions that are kept either.
func TestAFormerStateIsUpgraded(t *testing.T) {
	c, stack := connect(t, nil)
	for name, s := range map[string]*Store{"whole": open(c, stack), "in parts": openSplit(c, stack)} {
		t.Run(name, func(t *testing.T) {
			var prev Snapshot
			for serial := range int64(3) {
				prev = mustWrite(t, s, prev, revision(serial+1, "alice", 40))
			}
			writeFormer(t, s, prev)
			prev = mustRead(t, s)
			if !prev.former {
				t.Fatal("It is not of the former form")
			}
			prev = mustWrite(t, s, prev, Revision{Serial: 4, Objects: prev.Revision.Objects})
			for _, p := range append(prev.head.History, prev.head.Current) {
				r, err := s.revisions.read(t.Context(), prev.head, p)
				if err != nil {
					t.Fatal(err)
				}
				if r.upgrade(prev.Key) {
					t.Errorf("Revision %d is of the former form", p.Serial)
				}
			}
			if len(prev.head.History) != 3 {
				t.Errorf("%d revisions are kept", len(prev.head.History))
			}
			if err := s.Remove(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// failing is a cluster that cannot give the Secrets with a part in their names.
type failing struct {
	*kube.Client
	part string
	err  error
}

func (f *failing) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	if f.err != nil && strings.Contains(ref.Name, f.part) {
		return nil, f.err
	}
	return f.Client.Get(ctx, ref)
}

// What of a state of the former form cannot be read just now stays, and what is lost does not keep it from
// being written.
func TestUpgradeDropsOnlyWhatIsLost(t *testing.T) {
	client, _ := connect(t, nil)
	secrets := schema.GroupResource{Resource: "secrets"}
	for name, c := range map[string]struct {
		err  error
		kept []int64 // none where the write fails
	}{
		"the server fails":      {apierrors.NewInternalError(errors.New("etcdserver: leader changed")), nil},
		"too many requests":     {apierrors.NewTooManyRequests("slow down", 1), nil},
		"it may not be read":    {apierrors.NewForbidden(secrets, "x", errors.New("no right")), nil},
		"the server is busy":    {apierrors.NewTimeoutError("request timed out", 1), nil},
		"no answer":             {&kube.UnreachableError{Err: errors.New("connection refused")}, nil},
		"of something else":     {apierrors.NewServiceUnavailable("starting"), nil},
		"it is not there":       {apierrors.NewNotFound(secrets, "x"), []int64{4, 3, 1}},
		"all of it can be read": {nil, []int64{4, 3, 2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			_, stack := connect(t, nil)
			cluster := &failing{Client: client, part: ".r2."}
			s := openSplit(cluster, stack)
			var prev Snapshot
			for serial := range int64(3) {
				prev = mustWrite(t, s, prev, revision(serial+1, "alice", 40))
			}
			writeFormer(t, s, prev)
			prev = mustRead(t, s)
			cluster.err = c.err
			_, err := s.Write(t.Context(), prev, Revision{Serial: 4, Objects: prev.Revision.Objects})
			cluster.err = nil
			if failed := err != nil; failed != (c.kept == nil) {
				t.Fatalf("it is written: %v", err)
			}
			var kept []int64
			for _, p := range mustRead(t, s).head.all() {
				if kept = append(kept, p.Serial); c.kept != nil {
					continue
				}
				if _, err := s.Revision(t.Context(), p.Serial); err != nil {
					t.Errorf("revision %d is lost: %v", p.Serial, err)
				}
			}
			if want := c.kept; !slices.Equal(kept, want) && (want != nil || !slices.Equal(kept, []int64{3, 2, 1})) {
				t.Errorf("%v are kept", kept)
			}
		})
	}
}

// writeFormer brings a state into the former form as it stands in the cluster.
func writeFormer(t *testing.T, s *Store, at Snapshot) {
	t.Helper()
	for i, p := range kept(at) {
		r, err := s.revisions.read(t.Context(), at.head, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Objects {
			e.Record.Desired = strings.TrimPrefix(e.Record.Desired, keyedPrefix)
			e.Record.Manager = strings.TrimPrefix(e.Record.Manager, keyedPrefix)
		}
		payload, err := encode(*r)
		if err != nil {
			t.Fatal(err)
		}
		p.Digest = digest(payload)
		if err := s.revisions.write(t.Context(), &p, payload); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			at.head.Current = p
		} else {
			at.head.History[i-1] = p
		}
	}
	if err := s.heads.swap(t.Context(), at.head, at.Revision); err != nil {
		t.Fatal(err)
	}
}
