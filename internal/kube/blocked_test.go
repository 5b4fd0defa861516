package kube_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Where lists get through to the server and watches do not, what happens is seen all the
// same, and that is told, as that they do again.
func TestWatchesThatDoNotGetThrough(t *testing.T) {
	direct, namespace := connect(t)
	selection := kube.Selection{Kind: configMaps, Namespace: namespace, LabelSelector: "set=a"}
	for name, c := range map[string]struct {
		fault faults.Fault
		said  string
	}{
		"dropped":   {faults.Fault{Kind: faults.Dropped}, "the connection was lost"},
		"stalled":   {faults.Fault{Kind: faults.Hung, For: time.Hour}, "no answer within 8s"},
		"throttled": {faults.Fault{Kind: faults.Throttled, For: time.Second}, "the server is overloaded"},
		"failed":    {faults.Fault{Kind: faults.Failed500}, "injected: Internal Server Error"},
		"forbidden": {faults.Fault{Kind: faults.Forbidden}, "injected: Forbidden"},
		"ended":     {faults.Fault{Kind: faults.WatchEnded, For: 200 * time.Millisecond}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			way, through := wayTo(t)
			way.Meet(func(_ *http.Request, of faults.Class) *faults.Fault {
				if of == faults.Watch {
					f := c.fault
					return &f
				}
				return nil
			})
			enough, began := errors.New("seen enough"), time.Now()
			seen, blocked := false, false
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err := through.Follow(ctx, selection, new(kube.Again), func(e kube.Event) error {
				switch e.Type {
				case kube.Synced:
					return apply(t, direct, configMap(namespace, name, "1"))
				case kube.Changed:
					if c.fault.Kind == faults.Hung && strings.Contains(nameOf(e), name) && !blocked {
						t.Error("listed, without a word on why so late")
					}
					seen = seen || strings.Contains(nameOf(e), name)
				case kube.Blocked:
					if said := words.In(words.English).Error(e.Err); time.Since(began) > 15*time.Second || !strings.Contains(said, c.said) {
						t.Errorf("told after %v: %s", time.Since(began), said)
					}
					blocked = true
				case kube.Unblocked:
					return enough
				}
				if seen && blocked {
					way.Meet(nil)
					return apply(t, direct, configMap(namespace, name, time.Now().String()))
				}
				return nil
			})
			if !errors.Is(err, enough) {
				t.Errorf("seen: %t, blocked: %t: %v", seen, blocked, err)
			}
		})
	}
}

// A watch lists once, unless it is asked to, and tells when it has. That it ends what told
// nothing for a while, to list, does not mean that nothing gets through.
func TestWatchListsWhenAsked(t *testing.T) {
	t.Parallel()
	_, namespace := connect(t)
	var lists, watches atomic.Int64
	c, err := kube.Connect(kube.Target{Kubeconfig: controlplane.Shared(t).Kubeconfig}, kube.Options{Trace: func(r kube.Request) {
		switch {
		case strings.Contains(r.Query, "watch="):
			watches.Add(1)
		case strings.HasSuffix(r.Path, "/configmaps"):
			lists.Add(1)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	again, enough, synced := new(kube.Again), errors.New("seen enough"), 0
	err = c.Follow(t.Context(), kube.Selection{Kind: configMaps, Namespace: namespace}, again, func(e kube.Event) error {
		switch {
		case e.Type == kube.Blocked:
			t.Error("it is said that nothing gets through")
		case e.Type != kube.Synced:
		case synced == 2:
			return enough
		default:
			synced++
			time.AfterFunc(7*time.Second, func() { again.Ask(); again.Ask() })
		}
		return nil
	})
	if !errors.Is(err, enough) || lists.Load() != 3 || watches.Load() != 2 {
		t.Errorf("%d lists, %d watches: %v", lists.Load(), watches.Load(), err)
	}
}

func nameOf(e kube.Event) string {
	return e.Object["metadata"].(map[string]any)["name"].(string)
}

// wayTo is a way to the shared cluster on which requests can be disturbed.
func wayTo(t *testing.T) (*faults.Way, *kube.Client) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	way, err := faults.NewWay(controlplane.Shared(t).Kubeconfig, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(way.Close)
	c, err := kube.Connect(kube.Target{Kubeconfig: file}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return way, c
}
