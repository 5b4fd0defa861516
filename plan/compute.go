package plan

import (
	"context"
	"runtime"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
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
	NamespacedKinds(ctx context.Context) ([]kind.Resource, error)
	Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) (metas []object.Meta, more int64, err error)
	DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error)
}

// State reads what the stack has in the cluster.
type State interface {
	Read(ctx context.Context) (state.Snapshot, error)
}

// Input is what to plan.
type Input struct {
	Stack   object.Stack
	Cluster string            // its name in the stack
	Desired []object.Manifest // as compiled; empty to plan the removal of everything
	// Configured is the configuration where it is not what is desired: that of a
	// stack to be removed. It says what must not be.
	Configured []object.Manifest
	// Sensitive are further values that must not be shown, such as those of
	// variables, which may be parts of what objects hold.
	Sensitive []any
	// KubernetesVersion is what the configuration says of the cluster, such as
	// "1.36", and VersionOrigin where; empty where it says nothing.
	KubernetesVersion string
	VersionOrigin     object.Range
	// Kinds is what is known of kinds; nil for those that every cluster has.
	Kinds *kind.Registry
	Options
}

// Options change how it is planned.
type Options struct {
	// ForceConflicts plans to take ownership of fields from other field managers.
	ForceConflicts bool
	// Adopt plans to take over whatever exists under a desired object's name and
	// belongs to no other stack.
	Adopt bool
	// Interactive lists the field managers of people at a keyboard, whose changes
	// are drift; InteractiveManagers where it is nil.
	Interactive []string
	// RemoveAdditions plans the removal of what such people have added to objects
	// and the configuration does not name.
	RemoveAdditions bool
	// DryRunAll asks the server about every object, also about those whose
	// metadata proves that nothing has changed.
	DryRunAll bool
	// ReadOnly asks for no dry-runs: what an apply would do is computed, and the
	// changes are Approximate. The cluster is sent nothing but GETs and LISTs.
	ReadOnly bool
	// Targets are addresses of blocks: only their objects, and what those depend
	// on, are planned. None means all.
	Targets []string
	// Parallelism is how many requests are in flight at most; 0 is
	// DefaultParallelism.
	Parallelism int
}

// DefaultParallelism keeps a server of ordinary size busy without queueing.
const DefaultParallelism = 32

// Compute finds out what apply would do on one cluster. An error means that the
// cluster could not be asked: there is then no plan, and never half a one. What
// is wrong with single objects is part of the plan: they are Blocked.
func Compute(ctx context.Context, c Cluster, s State, in Input) (*Result, error) {
	if in.Parallelism <= 0 {
		in.Parallelism = DefaultParallelism
	}
	all := in.Desired
	in.Desired = Scope(all, in.Stack, in.Targets)
	counted := &counter{Cluster: c}
	seen, err := observe(ctx, counted, s, in)
	if err != nil {
		return nil, err
	}
	all = fitted(complete(all, seen.snapshot.Key), seen.remembered())
	in.Desired = Scope(all, in.Stack, in.Targets)
	p := &planner{judge: judge{wanted: wanted{Input: in, all: all}, observation: seen}, cluster: counted, counted: counted, masking: NewMasking(slices.Concat(all, in.Configured), in.Sensitive, seen.snapshot, c.Get)}
	ctx = kube.WithMasks(ctx, p.masking.Of)
	p.leaves(in.Desired)
	decisions, err := (&phases{p}).decideAll(ctx)
	if err != nil {
		return nil, err
	}
	return p.result(ctx, c, in, decisions)
}

// result puts the decisions about what in asks for together, with what concerns all
// of them.
func (p *planner) result(ctx context.Context, c Cluster, in Input, decisions []decision) (_ *Result, err error) {
	seen := p.observation
	result := &ClusterPlan{
		Cluster: in.Cluster, Context: c.Context(), Server: c.Server(), ServerVersion: seen.serverVersion,
		Targets: in.Targets, Changes: []Change{},
	}
	if w := otherVersion(in, seen.serverVersion); w != nil {
		result.Warnings = append(result.Warnings, *w)
	}
	for i, d := range decisions {
		result.add(d)
		if d.manifest != nil {
			decisions[i].manifest = p.inFull(d.manifest)
		}
	}
	p.markGone(result.Changes)
	result.sort()
	desired := asDecided(in.Desired, decisions)
	attributeContent(result.Changes, in.Desired, desired, seen.snapshot.NewKey())
	if result.ReplacedPods, err = replacedPods(ctx, p.cluster, p.live, p.Parallelism, decisions); err != nil {
		return nil, err
	}
	if result.Problems, err = homeless(ctx, p.cluster, &p.judge, len(result.Changes) > 0); err != nil {
		return nil, err
	}
	if result.Former, err = former(ctx, p.cluster, &p.judge); err != nil {
		return nil, err
	}
	p.program(result, desired, decisions)
	result.Requests = p.counted.requests()
	return &Result{Plan: result, Prior: seen.snapshot, Desired: desired, Masking: p.masking}, nil
}

// decideAll proves what it can before anything is asked, so that it is known
// which live objects will be needed. It decides about namespaces and definitions
// first: what needs one that does not exist yet cannot be asked about.
func (p *phases) decideAll(ctx context.Context) ([]decision, error) {
	subjects, err := p.subjects(ctx)
	if err != nil {
		return nil, err
	}
	gone := p.undesired()
	p.live = newLiveObjects(p.cluster, p.Stack, p.Desired, p.metas, p.needed(subjects, gone))
	p.dry = newApproximator(p.cluster, p.live, p.ReadOnly)
	p.cluster = p.dry

	phases, decide := inPhases(subjects), p.settle
	var decisions, rest []decision
	for _, phase := range phases {
		decisions = append(decisions, rest...)
		p.ahead = aheadOf(decisions)
		if rest, err = pool.Map(ctx, p.Parallelism, phase, decide); err != nil {
			return nil, err
		}
		decide = p.decideUnder(p.comingBy(slices.Concat(decisions, rest)))
	}
	if err := p.refitOthers(ctx, phases[len(phases)-1], rest); err != nil {
		return nil, err
	}
	removals, err := pool.Map(ctx, p.Parallelism, gone, func(ctx context.Context, e *state.Entry) (decision, error) {
		d, err := p.removing().decideRemoval(ctx, e)
		return unlessRemovalFailing(e, d, err)
	})
	if err == nil {
		err = p.removing().alongs(ctx, removals)
	}
	if err != nil {
		return nil, err
	}
	going, err := p.removing().goingHome(ctx)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(decisions, rest, removals, going)
	p.protect(all)
	p.maskGrants(all)
	return all, p.together(ctx, all)
}

// subjects puts together what is known of every desired object.
func (p *phases) subjects(ctx context.Context) ([]subject, error) {
	refs := make([]*object.Manifest, len(p.Desired))
	for i := range p.Desired {
		refs[i] = &p.Desired[i]
	}
	return pool.Map(ctx, runtime.GOMAXPROCS(0), refs, func(_ context.Context, m *object.Manifest) (subject, error) {
		return p.subject(m), nil
	})
}

// needed lists the live objects that will have to be read in full, as far as
// can be known before the server was asked.
func (j *judge) needed(subjects []subject, gone []*state.Entry) []object.Ref {
	var refs []object.Ref
	for _, s := range subjects {
		if s.listed && (!s.proven || j.DryRunAll || len(s.added) > 0) {
			refs = append(refs, s.manifest.Ref)
		}
	}
	for _, e := range gone {
		if _, listed := j.metas[e.Ref]; listed && isWorkload(e.Ref) {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

func (c *ClusterPlan) add(d decision) {
	c.Dropped = append(c.Dropped, d.dropped...)
	if d.warning != nil {
		c.Warnings = append(c.Warnings, *d.warning)
	}
	if d.addition != nil {
		c.Additions = append(c.Additions, *d.addition)
	}
	switch {
	case d.missing:
		c.Missing = append(c.Missing, d.Object)
	case d.Action != None:
		c.Changes = append(c.Changes, d.Change)
	default:
		c.Unchanged++
		if d.unrecorded {
			c.Unrecorded = append(c.Unrecorded, d.Object)
		}
		if d.rolloutPending {
			c.RolloutPending = append(c.RolloutPending, d.Object)
		}
	}
}

// ofObject is what a warning is about; the zero reference where it is about the
// cluster.
func ofObject(p Problem) object.Ref {
	if p.Object == nil {
		return object.Ref{}
	}
	return *p.Object
}

func (c *ClusterPlan) sort() {
	slices.SortFunc(c.Changes, func(a, b Change) int { return object.Compare(a.Object, b.Object) })
	sortDropped(c.Dropped)
	slices.SortFunc(c.Additions, func(a, b Addition) int { return object.Compare(a.Object, b.Object) })
	slices.SortFunc(c.Warnings, func(a, b Problem) int { return object.Compare(ofObject(a), ofObject(b)) })
	for _, refs := range [][]object.Ref{c.Unrecorded, c.RolloutPending, c.Missing} {
		slices.SortFunc(refs, object.Compare)
	}
}
