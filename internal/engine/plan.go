package engine

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// PlanOptions change how a stack is planned. Whose changes are drift, and whether
// additions are removed, is the stack's own to say.
type PlanOptions struct {
	plan.Options
	// Forced are objects or fields whose conflicts are taken, each as ADDRESS[:PATH].
	Forced  []string
	Destroy bool // plan to remove everything that the stack has made
	// Reviewed, unless nil, is the plan that is to come out: Apply does nothing
	// unless it does.
	Reviewed *Reviewed

	// AcceptNew are the names of clusters that may be others than before: each is the one to
	// which its context leads now.
	AcceptNew []string
	// Identities are the UIDs of the stack's clusters, by name, as far as they are known: also of
	// those that are not planned, so that each state knows all.
	Identities map[string]string

	keep []object.Ref // of a rollback: what stays although it is not desired
}

// Planned is a plan of a stack, which can be applied once.
type Planned struct {
	Plan *plan.Plan

	stack   *Stack
	options PlanOptions
	targets []target // the stack's clusters, in the plan's order
	// clusters are those that the states are to know the stack has; none where it declares none.
	clusters []state.KnownCluster
	back     bool // nobody has asked for it: an apply has failed
}

// target is a cluster and the plan of what would be done there.
type target struct {
	*cluster
	plan   *plan.ClusterPlan // in the plan of the stack
	result planner.Result    // what that was made on; nothing where it could not be

	current *state.Revision // of a rollback: what is there, also where that cannot be planned
	outputs []state.Output  // of a rollback: the revision's
	uid     string          // of the cluster, where it is declared; empty where that is not known
}

// Plan finds out what apply would change on every cluster, all at once. A cluster that
// cannot be planned fails alone: its plan holds the problem and nothing else. The
// error is an *UnknownTargetError or an *UnknownFieldError.
func (s *Stack) Plan(ctx context.Context, o PlanOptions) (*Planned, error) {
	if o.Reviewed != nil {
		command := o.Reviewed.Command
		o.ForceConflicts, o.Forced, o.Targets = command.ForceConflicts, command.Force, command.Targets
		o.Adopt, o.DryRunAll, o.AcceptNew = command.Adopt, o.DryRunAll || command.DryRunAll, command.AcceptNew
	}
	o.Force = plan.Forces(o.Forced)
	p := s.plan(ctx, o)
	if o.Reviewed == nil {
		return p.knowing()
	}
	return p, nil
}

// knowing returns the plan if everything that was named means something in it.
func (p *Planned) knowing() (*Planned, error) {
	if err := p.unknown(); err != nil {
		return nil, err
	}
	return p, nil
}

// Objects are those that the plan is of, by cluster.
func (p *Planned) Objects() map[string][]object.Manifest {
	all := make(map[string][]object.Manifest, len(p.targets))
	for _, t := range p.targets {
		all[t.Name] = t.Objects
	}
	return all
}

func (s *Stack) plan(ctx context.Context, o PlanOptions) *Planned {
	return s.planWith(ctx, o, func(ctx context.Context, c *cluster) target {
		return target{cluster: c, result: c.compute(ctx, s.Stack, o)}
	})
}

// plannedAtOnce is how many clusters are planned at a time. Where hundreds begin at once,
// their handshakes alone can take a busy machine longer than a server is waited for.
const plannedAtOnce = 64

// planWith puts the plans of all clusters together, each of which of makes; every failure
// is in its cluster's plan.
func (s *Stack) planWith(ctx context.Context, o PlanOptions, of func(context.Context, *cluster) target) *Planned {
	p := &Planned{stack: s, options: o, Plan: &plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: s.options.Program.Version, Stack: s.Stack.ID, Destroy: o.Destroy,
		Selection: plan.Selection{Clusters: s.options.Clusters, Context: s.options.Context},
		Clusters:  make([]plan.ClusterPlan, len(s.clusters)),
	}}
	p.targets, _ = pool.Map(ctx, plannedAtOnce, s.clusters, func(ctx context.Context, c *cluster) (target, error) { return identified(ctx, c, of), nil })
	p.enroll(ctx)
	removed := removedWarnings(s, p.Plan.RemovedClusters)
	for i := range p.targets {
		p.targets[i].result.Plan.Outputs = p.targets[i].outputChanges(s.Extent, o)
		p.Plan.Clusters[i] = *p.targets[i].result.Plan
		p.Plan.Clusters[i].Kubeconfig = p.targets[i].way().Kubeconfig
		p.Plan.Clusters[i].NameContext()
		p.Plan.Clusters[i].Warnings = slices.Concat(p.Plan.Clusters[i].Warnings, removed)
		p.targets[i].plan = &p.Plan.Clusters[i]
	}
	if o.Destroy {
		destruction{p}.warnOfRuns(ctx)
	}
	return p
}

// outputChanges are those of the outputs that the state of a cluster keeps: apply writes them.
func (t target) outputChanges(evaluated lang.Extent, o PlanOptions) []plan.FieldChange {
	will := t.outputs
	if will == nil {
		will = t.storedOutputs(evaluated)
	}
	if will == nil || o.Destroy || len(o.ReleaseOnly)+len(t.result.Plan.Problems) > 0 {
		return nil
	}
	var was []state.Output
	if r := t.result.Prior.Revision; r != nil {
		was = r.Outputs
	}
	return plan.OutputChanges(was, will)
}

// storedOutputs are a cluster's outputs as its state keeps them; nil where they were not
// evaluated.
func (c *cluster) storedOutputs(evaluated lang.Extent) []state.Output {
	if evaluated != lang.Everything {
		return nil
	}
	all := []state.Output{}
	for _, o := range c.Outputs {
		kept := state.Output{Name: o.Name, Value: o.Value, Sensitive: o.Sensitive}
		if o.Sensitive {
			kept.Value = nil
		}
		all = append(all, kept)
	}
	return all
}

// compute plans one cluster.
func (c *cluster) compute(ctx context.Context, stack *lang.Stack, o PlanOptions) planner.Result {
	err := c.err
	if err == nil {
		in := plan.Input{
			Stack: stack.ID, Cluster: c.Name, Wave: c.wave, Desired: c.Objects, Released: c.Released, Sensitive: stack.Sensitive,
			StateFile: c.store.File(), KubernetesVersion: c.KubernetesVersion, VersionOrigin: c.VersionOrigin, Options: o.Options, Keep: o.keep,
		}
		in.Interactive, in.RemoveAdditions = stack.DriftManagers, stack.RemoveAdditions
		if o.Destroy {
			in.Desired, in.Configured, in.Destroy = nil, c.Objects, true
		}
		in.NamedOnly = o.Destroy && c.named
		if len(o.ReleaseOnly) > 0 {
			in.Desired = nil
		}
		result, failure := planner.Compute(ctx, c.client, c.store, in)
		if failure == nil {
			return *result
		}
		err = failure
	}
	return c.notPlanned(err)
}

// notPlanned is the plan of a cluster of which an error is all that is known.
func (c *cluster) notPlanned(err error) planner.Result {
	return c.unplanned(plan.Problem{Fact: fact.New(ProblemUnplanned, fact.Args{"error": reason(err)})})
}

// unplanned is the plan of a cluster of which nothing is known.
func (c *cluster) unplanned(why ...plan.Problem) planner.Result {
	unplanned := &plan.ClusterPlan{Cluster: c.Name, Wave: c.wave, Context: c.Context, Changes: []plan.Change{}, Problems: why}
	if c.client != nil {
		unplanned.Context, unplanned.Server = c.client.Context(), c.client.Server()
	}
	return planner.Result{Plan: unplanned}
}

// unknown is the error that a block or an object which was named is none; nil where all
// are. Of a cluster that could not be asked, nothing is known.
func (p *Planned) unknown() error {
	for _, address := range p.options.Targets {
		if !slices.ContainsFunc(p.targets, func(t target) bool { return t.has(address) || p.Plan.Rollback && t.unread() }) {
			return &UnknownTargetError{Flag: "--target", Address: address, Known: addressesOf(p.targets)}
		}
	}
	for _, name := range p.options.ReleaseOnly {
		if !slices.ContainsFunc(p.targets, func(t target) bool { return t.manages(name) }) {
			return &UnknownTargetError{Address: name, Known: addressesOf(p.targets)}
		}
	}
	for _, f := range p.options.Force {
		if err := p.unforced(f); err != nil {
			return err
		}
	}
	return nil
}

// unforced is the error that nothing can be what is to be forced; nil where something is.
func (p *Planned) unforced(f plan.Force) error {
	var err error = &UnknownTargetError{Flag: "--force", Address: f.Address, Known: addressesOf(p.targets)}
	for _, t := range p.targets {
		for i := range t.Objects {
			m := &t.Objects[i]
			if m.Address != f.Address {
				continue
			}
			if f.Path == "" {
				return nil
			}
			_, wrong := kubeschema.ReadPath(m.APIVersion, m.Ref.Kind, f.Path)
			if wrong == nil {
				return nil
			}
			err = &UnknownFieldError{Force: f, Kind: m.Ref.Kind, Err: wrong}
		}
	}
	return err
}

// manages reports whether a name means an object of the state, or may.
func (t target) manages(name string) bool {
	r := t.result.Prior.Revision
	return t.unread() || r != nil && slices.ContainsFunc(r.Objects, func(e state.Entry) bool { return plan.Names([]string{name}, e.Ref, e.Address) })
}

// unread reports whether nothing of the cluster is known.
func (t target) unread() bool { return t.result.Prior.Key == nil }

// has reports whether an address means a block that makes an object, or that once
// did.
func (t target) has(address string) bool {
	if slices.ContainsFunc(t.Objects, func(m object.Manifest) bool { return object.Addresses(address, m.Address) }) {
		return true
	}
	r := t.result.Prior.Revision
	return r != nil && slices.ContainsFunc(r.Objects, func(e state.Entry) bool { return object.Addresses(address, e.Address) })
}

// addressesOf are those of the blocks that make objects, or have made some.
func addressesOf(targets []target) []string {
	var all []string
	for _, t := range targets {
		for i := range t.Objects {
			all = append(all, t.Objects[i].Address)
		}
		if r := t.result.Prior.Revision; r != nil {
			for i := range r.Objects {
				all = append(all, r.Objects[i].Address)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ready reports whether the cluster could be planned, with nothing blocked.
func (t target) ready() bool {
	return len(t.plan.Problems) == 0 && !slices.ContainsFunc(t.plan.Changes, func(c plan.Change) bool { return c.Blocked != nil })
}

// Complete reports whether every cluster could be planned, with nothing blocked.
func (p *Planned) Complete() bool {
	return !slices.ContainsFunc(p.targets, func(t target) bool { return !t.ready() })
}

// Pending reports whether apply would have something to do, or to wait for.
func (p *Planned) Pending() bool {
	return slices.ContainsFunc(p.targets, func(t target) bool { return len(t.plan.Changes)+len(t.plan.RolloutPending) > 0 })
}
