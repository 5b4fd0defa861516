package kube_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
)

// Where nothing gets through for a while, that is told, and when it does again: then the watch
// itself is no trouble, although it has told nothing for as long. A short outage is not told of.
func TestServersThatAreAway(t *testing.T) {
	direct, namespace := connect(t)
	selection := kube.Selection{Kind: configMaps, Namespace: namespace, LabelSelector: "set=a"}
	for name, c := range map[string]struct {
		lasts time.Duration
		told  bool
	}{
		"for long":    {12 * time.Second, true},
		"for a while": {2 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			way, through := wayTo(t)
			enough, seen := errors.New("seen enough"), map[kube.EventType]int{}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err := through.Follow(ctx, selection, new(kube.Again), func(e kube.Event) error {
				seen[e.Type]++
				switch {
				case e.Type == kube.Synced:
					refuse(ctx, way, through, c.lasts)
					time.AfterFunc(c.lasts+2*time.Second, func() { _ = apply(t, direct, configMap(namespace, strings.ReplaceAll(name, " ", "-"), "1")) })
				case e.Type == kube.Away && e.Err == nil:
					t.Error("away, for no reason")
				case e.Type == kube.Changed:
					return enough
				}
				return nil
			})
			if told := seen[kube.Away] > 0; !errors.Is(err, enough) || told != c.told || seen[kube.Away] != seen[kube.Back] || seen[kube.Away] > 1 || seen[kube.Blocked] > 0 {
				t.Errorf("%v: %v", seen, err)
			}
		})
	}
}

// refuse cuts all connections, and refuses others for a while.
func refuse(ctx context.Context, way *faults.Way, through *kube.Client, d time.Duration) {
	way.Meet(func(*http.Request, faults.Class) *faults.Fault { return &faults.Fault{Kind: faults.Refused, For: d} })
	go func() {
		_, _ = through.ListMeta(ctx, kube.Selection{Kind: configMaps, Namespace: "default"})
	}()
	time.AfterFunc(100*time.Millisecond, func() { way.Meet(nil) })
}

// A watch of a kind that has to be found first outlives a server that fails to tell of it, for as long as of any other
// kind; that there is none ends it.
func TestWatchBeginsWhileDiscoveryFails(t *testing.T) {
	_, namespace := connect(t)
	claims, classes := kind.GroupKind{Group: "resource.k8s.io", Kind: "ResourceClaim"}, kind.GroupKind{Group: "resource.k8s.io", Kind: "DeviceClass"}
	for name, c := range map[string]struct {
		selection kube.Selection
		fault     faults.Kind
		served    bool
	}{
		"503":              {kube.Selection{Kind: claims, Namespace: namespace}, faults.Failed503, true},
		"502, of all":      {kube.Selection{Kind: classes}, faults.Failed502, true},
		"500, metadata":    {kube.Selection{Kind: claims, Namespace: namespace, Form: kube.Metadata}, faults.Failed500, true},
		"lost":             {kube.Selection{Kind: claims, Namespace: namespace}, faults.Dropped, true},
		"503, and is none": {kube.Selection{Kind: kind.GroupKind{Group: "resource.k8s.io", Kind: "Nothing"}, Namespace: namespace}, faults.Failed503, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			way, through := wayTo(t)
			until := time.Now().Add(5 * time.Second)
			way.Meet(func(r *http.Request, _ faults.Class) *faults.Fault {
				if strings.HasSuffix(r.URL.Path, "/apis/resource.k8s.io") && time.Now().Before(until) {
					return &faults.Fault{Kind: c.fault}
				}
				return nil
			})
			enough := errors.New("seen enough")
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err := through.Follow(ctx, c.selection, new(kube.Again), func(e kube.Event) error {
				if e.Type == kube.Synced {
					return enough
				}
				return nil
			})
			if c.served != errors.Is(err, enough) || c.served == kube.IsNotServed(err) || time.Now().Before(until) {
				t.Error(err)
			}
		})
	}
}
