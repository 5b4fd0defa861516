package plan

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// Adoption is from which field managers an object is adopted.
type Adoption struct {
	// From are the managers whose fields become the stack's: of those, what the
	// configuration does not ask for is removed, now and later.
	From []string `json:"from,omitempty"`
	// Keeps is what stays as it is although wl would write it otherwise.
	Keeps []fact.Fact `json:"keeps,omitempty"`
}

// decideForeign returns what becomes of an object that the stack has not made: it
// is adopted where the configuration or the command says so, unless it is
// another stack's.
func (p *planner) decideForeign(ctx context.Context, s subject, live map[string]any) (decision, error) {
	if f := fitTo(s.manifest, live); f != nil && s.manifest.Fit == nil {
		s.manifest = f.Of(s.manifest)
	}
	s.manifest = cmp.Or(s.manifest.InOrderOf(live), s.manifest)
	for tries := retry.ChangedAnswer().Begin(); ; {
		c, err := p.newComparison(s, live)
		if err != nil {
			return decision{}, err
		}
		switch owner := otherSet(c.meta, p.Stack); {
		case c.meta.Deleting:
			return blocked(s.manifest, beingDeleted(s.manifest)), nil
		case clash(s.manifest) != nil:
			return blocked(s.manifest, *clash(s.manifest)), nil
		case !owner.IsZero():
			return blocked(s.manifest, ofAnotherStack(s.manifest, c.meta, owner, p.perhapsOurs(p.Stack, c.meta))), nil
		case !p.Adopt && !s.manifest.Lifecycle.Adopt:
			return blocked(s.manifest, notOurs(s.manifest, p.Stack)), nil
		}
		d, err := p.adopt(ctx, c)
		if err == nil || !apierrors.IsConflict(err) || !tries.Again(ctx) {
			return d, unlessAdoptionRefused(s, err, &d)
		}
		// It has changed between two requests.
		if live, err = p.cluster.GetVersion(ctx, s.manifest.Ref, s.manifest.Version()); err != nil {
			return vanished(s, err)
		}
	}
}

// unlessAdoptionRefused turns the server's refusal to let an object be adopted into a
// decision; every other error stays one.
func unlessAdoptionRefused(s subject, err error, d *decision) error {
	status, answered := answer(err)
	if err == nil || !answered {
		return err
	}
	if apierrors.IsConflict(err) {
		*d = blocked(s.manifest, changedMeanwhile(s.manifest))
		return nil
	}
	problem := refused(s.manifest, status.Status())
	problem.Fact = problem.WithArg("adopting", true)
	*d = blocked(s.manifest, problem)
	return nil
}

// adopt plans to take an object over. A field that is neither the stack's nor a
// predecessor's is treated as on every object: what was changed by hand is
// taken, anything else is a conflict.
func (p *planner) adopt(ctx context.Context, c *comparison) (decision, error) {
	taken, owned, err := takeover(c)
	if err != nil {
		return decision{}, err
	}
	c.owned = owned
	others := slices.DeleteFunc(slices.Clone(c.holders), func(h holder) bool { return predecessor(h.ManagerEntry) || p.interactive(h.ManagerEntry) })
	if len(others) > 0 && !p.ForceConflicts {
		return c.blockedBy(others, nil), nil
	}
	result, err := p.inquiry().takeOver(ctx, c)
	if err != nil {
		return decision{}, err
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil {
		if err != nil {
			return decision{}, err
		}
		d, err := p.adopt(ctx, spared)
		d.manifest = spared.manifest
		return d, err
	}
	fields, err := c.fields(result)
	if err != nil {
		return decision{}, err
	}
	write := p.adopting(c, taken, p.sharing(c).initial)
	return decision{manifest: c.manifest, steps: []step.Step{write}, Change: Change{
		Action: Adopt, Object: c.manifest.Ref, Address: c.manifest.Address, Origin: c.manifest.Origin, Fields: fields,
		Impact: withGrants(impactOfUpdate(c.live, result.Object), c.live, result.Object, p.all), Adoption: &Adoption{From: predecessors(taken), Keeps: keeps(c.manifest.Fit)},
		Warnings: slices.Concat(serverWarnings(result.Warnings), takings(others), cautions(c)),
	}}, nil
}

// takeOver asks what the server would store. That the predecessors' fields
// become ours is an edit of the managed fields, which cannot be tried and built
// upon; what an apply removes after it is taken out here, and the server asked
// about the rest: it adds its defaults and judges it.
func (q *inquiry) takeOver(ctx context.Context, c *comparison) (kube.ApplyResult, error) {
	request := kube.ApplyRequest{
		Ref: c.manifest.Ref, FieldManager: c.manager, Force: true,
		Content: withPrecondition(q.sharing(c).content, "resourceVersion", c.meta.ResourceVersion),
	}
	merged, err := q.cluster.DryRunApply(ctx, request)
	if apierrors.IsInvalid(err) { // perhaps for what is still to be taken out
		merged, err = mergeLocally(c.live, request)
		err = kube.Masked(ctx, request.Ref, err)
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	others, kept, err := c.otherManagers()
	if err != nil {
		return kube.ApplyResult{}, err
	}
	content, err := kubeschema.Prune(merged.Object, c.owned, kept.Union(c.desired))
	if err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	result, err := q.cluster.DryRunReplace(ctx, c.manifest.Ref, c.manager, content)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	result.Warnings = slices.Compact(slices.Sorted(slices.Values(slices.Concat(merged.Warnings, result.Warnings))))
	ours := object.ManagerEntry{Manager: c.manager, Operation: "Apply", APIVersion: c.manifest.APIVersion}
	if ours.FieldsV1, err = c.desired.Difference(unowned()).ToJSON(); err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: its managed fields cannot be written: %w", c.manifest.Ref, err)
	}
	result.Meta.Managers = append(others, ours)
	return result, nil
}

// otherManagers are the managers that stay beside us, without the fields that are
// taken from them by force, and what they own.
func (c *comparison) otherManagers() ([]object.ManagerEntry, *fieldpath.Set, error) {
	var others []object.ManagerEntry
	lost, kept := fieldpath.NewSet(), fieldpath.NewSet()
	for _, h := range c.holders {
		lost = lost.Union(kubeschema.SetOf(h.path))
	}
	for _, e := range c.meta.Managers {
		if predecessor(e) || e.Manager == c.manager && e.Subresource == "" {
			continue
		}
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
		}
		set = set.Difference(lost)
		if e.FieldsV1, err = set.ToJSON(); err != nil {
			return nil, nil, fmt.Errorf("%s: its managed fields cannot be written: %w", c.manifest.Ref, err)
		}
		others, kept = append(others, e), kept.Union(set)
	}
	return others, kept, nil
}

// otherSet names the stack, or the ApplySet of another tool, whose label an
// object bears; zero where there is none.
func otherSet(live object.Meta, s object.Stack) fact.Fact {
	id := live.Labels[object.LabelApplySet]
	if id == "" || id == s.ApplySetID() {
		return fact.Fact{}
	}
	if other, known := memberOf(live); known {
		return fact.New(OwnerStack, fact.Args{"name": other.Name, "namespace": other.Namespace})
	}
	return fact.New(OwnerApplySet, fact.Args{"id": id})
}

// memberOf is the stack whose label an object bears, if one of its managers is
// that stack's.
func memberOf(live object.Meta) (s object.Stack, known bool) {
	for _, e := range live.Managers {
		parts := strings.SplitN(e.Manager, "/", 3)
		if len(parts) != 3 || parts[0] != "wl" {
			continue
		}
		if s = (object.Stack{Namespace: parts[1], Name: parts[2]}); s.ApplySetID() == live.Labels[object.LabelApplySet] {
			return s, true
		}
	}
	return object.Stack{}, false
}

const (
	helmRelease          = "meta.helm.sh/release-name"
	helmReleaseNamespace = "meta.helm.sh/release-namespace"
	lastApplied          = "kubectl.kubernetes.io/last-applied-configuration"
)

// cautions are what people must know before wl takes an object over.
func cautions(c *comparison) []fact.Fact {
	var all []fact.Fact
	if release := c.meta.Annotations[helmRelease]; release != "" {
		all = append(all, fact.New(WarnHelmRelease, fact.Args{"release": release, "namespace": c.meta.Annotations[helmReleaseNamespace]}))
	} else if c.meta.Labels[object.LabelManagedBy] == "Helm" {
		all = append(all, fact.New(WarnHelmLabels, nil))
	}
	if _, ok := c.meta.Annotations[lastApplied]; ok {
		all = append(all, fact.New(WarnKubectlApply, nil))
	}
	if c.manifest.Ref.GroupKind() == kind.Namespace {
		all = append(all, fact.New(WarnNamespaceDeletion, nil))
	}
	var others []string
	for _, e := range c.meta.Managers {
		if e.Operation == "Apply" && e.Subresource == "" && !predecessor(e) && e.Manager != c.manager {
			others = append(others, e.Manager)
		}
	}
	for _, o := range slices.Compact(slices.Sorted(slices.Values(others))) {
		all = append(all, fact.New(WarnOtherApplier, fact.Args{"manager": o}))
	}
	return all
}

// takings returns from whom fields are taken.
func takings(holders []holder) []fact.Fact {
	var all []fact.Fact
	for _, h := range holders {
		all = append(all, fact.New(WarnTakes, fact.Args{"field": h.path, "manager": managerFact(h.ManagerEntry)}))
	}
	return all
}

// serverWarnings are what the server warns of, in its words.
func serverWarnings(warnings []string) []fact.Fact {
	var all []fact.Fact
	for _, w := range warnings {
		all = append(all, fact.New(WarnServer, fact.Args{"said": w}))
	}
	return all
}
