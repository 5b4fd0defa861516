package state

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/storage"
)

func connect(tb testing.TB, trace func(kube.Request)) (*kube.Client, object.Stack) {
	tb.Helper()
	cluster := controlplane.Shared(tb)
	c, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{Trace: trace})
	if err != nil {
		tb.Fatal(err)
	}
	return c, object.Stack{Name: "shop", Namespace: cluster.Namespace(tb)}
}

// open opens a state for a test that is patient about nothing.
func open(c Cluster, stack object.Stack) *Store {
	return openIn(incluster.New(c, stack, impatient()), stack)
}

// openSplit opens a state that splits revisions of a hundred objects.
func openSplit(c Cluster, stack object.Stack) *Store {
	settings := impatient()
	settings.Limits = storage.Sizes{Inline: 2 << 10, Part: 4 << 10}
	return openIn(incluster.New(c, stack, settings), stack)
}

func impatient() incluster.Settings {
	settings := incluster.Usual()
	settings.Lost.Pause = time.Millisecond
	settings.Times = storage.Terms{Duration: 2 * time.Second, Renewal: 300 * time.Millisecond, Look: 50 * time.Millisecond, Answer: time.Second}
	return settings
}

// openTerms opens a state whose lock has other times.
func openTerms(c Cluster, stack object.Stack, terms storage.Terms) *Store {
	settings := impatient()
	settings.Times = terms
	return openIn(incluster.New(c, stack, settings), stack)
}

func revision(serial int64, who string, entries int) Revision {
	r := Revision{
		Serial: serial, WLVersion: "v0.1.0", Operation: "apply", Who: who, Outcome: Succeeded,
		Started: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
	}
	for i := range entries {
		name := fmt.Sprintf("web-%05d", i)
		random := func(what string) string {
			d, _ := object.Digest(fmt.Sprint(name, serial, who, what))
			return d
		}
		r.Objects = append(r.Objects, Entry{
			Ref:        object.Ref{Group: "apps", Kind: "Deployment", Namespace: "web", Name: name},
			APIVersion: "apps/v1", Address: "workload." + name, UID: random("uid"), Phase: Ready,
			Record: &Record{Desired: keyedPrefix + random("desired"), Manager: keyedPrefix + random("manager"), Generation: 1, ResourceVersion: "12345", ServerVersion: "v1.37.2"},
		})
	}
	return r
}

func mustRead(t *testing.T, s *Store) Snapshot {
	t.Helper()
	snapshot, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func mustWrite(t *testing.T, s *Store, prev Snapshot, r Revision) Snapshot {
	t.Helper()
	snapshot, err := s.Write(t.Context(), prev, r)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// flaky is the real cluster behind a network that loses answers, or requests.
type flaky struct {
	*kube.Client

	mu           sync.Mutex
	loseAnswers  int    // of that many writes to come
	loseRequests bool   // of all writes
	only         string // the kind concerned; "": all
	instead      error  // what is returned in the place of an answer; nil: that none came
}

func (f *flaky) lose(ref object.Ref) (request, answer bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.only != "" && f.only != ref.Kind {
		return false, false
	}
	if f.loseAnswers > 0 {
		f.loseAnswers--
		return false, true
	}
	return f.loseRequests, false
}

func (f *flaky) set(answers int, requests bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.loseAnswers, f.loseRequests = answers, requests
}

func (f *flaky) Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return f.write(ctx, ref, content, f.Client.Create)
}

func (f *flaky) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return f.write(ctx, ref, content, f.Client.Update)
}

func (f *flaky) write(ctx context.Context, ref object.Ref, content map[string]any, write func(context.Context, object.Ref, map[string]any) (map[string]any, error)) (map[string]any, error) {
	request, answer := f.lose(ref)
	if request {
		return nil, f.lost()
	}
	written, err := write(ctx, ref, content)
	if answer {
		return nil, f.lost()
	}
	return written, err
}

func (f *flaky) lost() error {
	if f.instead != nil {
		return f.instead
	}
	return &kube.UnreachableError{Context: f.Context(), Server: f.Server(), Err: errors.New("connection reset by peer")}
}

func (f *flaky) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	return f.delete(ref, func() error { return f.Client.Delete(ctx, ref, uid, p) })
}

func (f *flaky) DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error {
	return f.delete(ref, func() error { return f.Client.DeleteVersion(ctx, ref, uid, resourceVersion) })
}

func (f *flaky) delete(ref object.Ref, remove func() error) error {
	request, answer := f.lose(ref)
	if request {
		return f.lost()
	}
	if err := remove(); !answer {
		return err
	}
	return f.lost()
}

// failures are answers and silences that leave open whether a write took effect.
func failures() map[string]error {
	status := func(code int, message string) error {
		return apierrors.NewGenericServerResponse(code, "put", schema.GroupResource{Resource: "secrets"}, "wl-state-shop", message, 0, true)
	}
	return map[string]error{
		"no answer":           nil,
		"etcd timed out":      apierrors.NewInternalError(errors.New("etcdserver: request timed out")),
		"the server gave up":  apierrors.NewTimeoutError("request did not complete within the allotted timeout", 0),
		"to be sent again":    apierrors.NewServerTimeout(schema.GroupResource{Resource: "secrets"}, "put", 0),
		"a balancer's 502":    status(502, "<html>Bad Gateway</html>"),
		"a balancer's 503":    status(503, "no healthy upstream"),
		"a balancer's 504":    &kube.RequestError{Subject: "Secret", Err: status(504, "upstream timed out")},
		"a limit of the host": status(500, "stream timeout"),
	}
}
