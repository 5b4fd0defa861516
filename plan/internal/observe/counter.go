package observe

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/state"
)

// Cluster is the view of a cluster that planning has: it reads and asks for
// dry-runs, and has no method that writes. Errors must be recognisable by
// k8s.io/apimachinery/pkg/api/errors. It is used by many goroutines at once.
type Cluster interface {
	Context() string
	Server() string
	Version(ctx context.Context) (string, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	// Get reads an object in whichever version the server prefers; GetVersion in
	// the one in which it is compared.
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error)
	// Terminating is since when a namespace is being deleted, zero where it is not or we may
	// not look.
	Terminating(ctx context.Context, namespace string) (time.Time, error)
	NamespacedKinds(ctx context.Context) ([]kind.Resource, error)
	Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) (metas []object.Meta, more int64, err error)
	DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error)
}

// State reads what the stack has in the cluster.
type State interface {
	Read(ctx context.Context) (state.Snapshot, error)
	// Applied returns the objects of the snapshot's revision as they were applied.
	Applied(ctx context.Context, of state.Snapshot) ([]state.AppliedObject, error)
	// MovingHere finds the stacks that are being moved to be this one, which has no state yet, but
	// whose objects there may be.
	MovingHere(ctx context.Context, strays bool) ([]object.Stack, error)
}

// Counter counts a plan's requests for objects; those of the state, of namespaces that are being
// deleted, and the one for the server's version, are not among them.
type Counter struct {
	Cluster
	lists, gets, dryRuns atomic.Int64
}

// ListMeta asks the cluster and counts the request, as the methods that follow.
func (c *Counter) ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error) {
	c.lists.Add(1)
	return c.Cluster.ListMeta(ctx, s)
}

func (c *Counter) List(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
	c.lists.Add(1)
	return c.Cluster.List(ctx, s)
}

func (c *Counter) Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) ([]object.Meta, int64, error) {
	c.lists.Add(1)
	return c.Cluster.Peek(ctx, k, namespace, limit)
}

func (c *Counter) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	c.gets.Add(1)
	return c.Cluster.Get(ctx, ref)
}

func (c *Counter) GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error) {
	c.gets.Add(1)
	return c.Cluster.GetVersion(ctx, ref, version)
}

func (c *Counter) DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	result, err := c.Cluster.DryRunApply(ctx, a)
	if verb, _ := refusal.ForbiddenVerb(err); verb == "" {
		c.dryRuns.Add(1) // how many are refused depends on how many are under way
	}
	return result, err
}

func (c *Counter) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error) {
	result, err := c.Cluster.DryRunReplace(ctx, ref, manager, content)
	if verb, _ := refusal.ForbiddenVerb(err); verb == "" {
		c.dryRuns.Add(1)
	}
	return result, err
}

// Requests is how many there were.
func (c *Counter) Requests() plan.Requests {
	return plan.Requests{Lists: int(c.lists.Load()), Gets: int(c.gets.Load()), DryRuns: int(c.dryRuns.Load())}
}
