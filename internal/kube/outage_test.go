package kube_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/faults"
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
