package observe

import (
	"context"
	"sync"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
)

// Claims reads the claims of each namespace once, however many StatefulSets
// ask for theirs. It is safe for use by many goroutines.
type Claims struct {
	mu    sync.Mutex
	lists map[string]func() ([]map[string]any, error)
}

// In returns the claims of a namespace.
func (l *Claims) In(ctx context.Context, c Cluster, namespace string) ([]map[string]any, error) {
	l.mu.Lock()
	list := l.lists[namespace]
	if list == nil {
		list = sync.OnceValues(func() ([]map[string]any, error) {
			return c.List(ctx, kube.Selection{Kind: kind.Claim, Namespace: namespace})
		})
		if l.lists == nil {
			l.lists = map[string]func() ([]map[string]any, error){}
		}
		l.lists[namespace] = list
	}
	l.mu.Unlock()
	return list()
}
