package apply_test

import (
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
)

// disturbed is a stack on the shared control plane, and the way there.
func disturbed(t *testing.T) (*fixture, *faults.Way) {
	t.Helper()
	cluster := controlplane.Shared(t)
	file := filepath.Join(t.TempDir(), "kubeconfig")
	way, err := faults.NewWay(cluster.Kubeconfig, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(way.Close)
	return fixtureIn(t, &controlplane.Cluster{Kubeconfig: file, Context: "it"}, cluster.Namespace(t), nil), way
}

func slow(replicas int64) pods {
	return pods{replicas: replicas, annotations: map[string]any{"wl-devcluster/behaviour": "slow-start", "wl-devcluster/start-seconds": "2"}}
}

// A healthy rollout is seen to be one where lists get through to the server and watches do
// not: before its time is up, and when it is.
func TestRolloutsWhereWatchesDoNotGetThrough(t *testing.T) {
	for name, c := range map[string]struct {
		kind    string
		fault   faults.Fault
		timeout time.Duration
		told    string
	}{
		"a Deployment, stalled":             {"Deployment", faults.Fault{Kind: faults.Hung, For: time.Hour}, 0, "no answer within 8s"},
		"a Deployment, stalled, time is up": {"Deployment", faults.Fault{Kind: faults.Hung, For: time.Hour}, 6 * time.Second, ""},
		"a StatefulSet, dropped":            {"StatefulSet", faults.Fault{Kind: faults.Dropped}, 30 * time.Second, ""},
		"a Job, forbidden, time is up":      {"Job", faults.Fault{Kind: faults.Forbidden}, 5 * time.Second, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, way := disturbed(t)
			way.Meet(func(_ *http.Request, of faults.Class) *faults.Fault {
				if of != faults.Watch {
					return nil
				}
				fault := c.fault
				return &fault
			})
			f.want(f.workload(c.kind, "web", slow(1)))
			result, err := f.apply(func(in *apply.Input) { in.Timeout = c.timeout })
			if err != nil || result.RolledOut != 1 || !strings.Contains(f.log(), c.told) {
				t.Errorf("%+v, %v\n%s", result, err, f.log())
			}
		})
	}
}

// A rollout of which nothing can be read when its time is up is not known to have failed.
func TestRolloutsOfWhichNothingIsKnown(t *testing.T) {
	for name, kind := range map[string]string{"a Deployment": "Deployment", "a Job": "Job"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, way := disturbed(t)
			var blind atomic.Bool
			way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				if blind.Load() && (of == faults.Watch || of == faults.Read && (strings.Contains(r.URL.Path, "/apis/apps/") || strings.Contains(r.URL.Path, "/apis/batch/"))) {
					return &faults.Fault{Kind: faults.Dropped}
				}
				return nil
			})
			f.on = func(e apply.Event) {
				if _, ok := e.(apply.RolloutProgress); ok {
					blind.Store(true)
				}
			}
			f.want(f.workload(kind, "web", slow(1)))
			blind.Store(false)
			_, err := f.apply(func(in *apply.Input) { in.Timeout = 100 * time.Millisecond })
			failed := new(apply.Error)
			if !errors.As(err, &failed) || failed.IsKnown() || !errors.Is(err, apply.ErrUnknown) || !strings.Contains(english.Error(err), "not known") {
				t.Errorf("%v\n%s", err, f.log())
			}
		})
	}
}

// One that is seen to fail is known to have, also where watches do not get through.
func TestFailedRolloutsWhereWatchesDoNotGetThrough(t *testing.T) {
	t.Parallel()
	f, way := disturbed(t)
	way.Meet(func(_ *http.Request, of faults.Class) *faults.Fault {
		if of == faults.Watch {
			return &faults.Fault{Kind: faults.Hung, For: time.Hour}
		}
		return nil
	})
	f.want(f.workload("Deployment", "web", pods{replicas: 1, annotations: map[string]any{"wl-devcluster/behaviour": "never-ready"}}))
	_, err := f.apply(func(in *apply.Input) { in.Timeout = 5 * time.Second })
	failed := new(apply.Error)
	if !errors.As(err, &failed) || !failed.IsKnown() || !errors.As(err, new(*apply.RolloutError)) {
		t.Errorf("%v\n%s", err, f.log())
	}
}
