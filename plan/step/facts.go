package step

import (
	"cmp"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// What a step does.
const (
	VerbCreate  fact.Code = "step_create"
	VerbApply   fact.Code = "step_apply"
	VerbDelete  fact.Code = "step_delete"
	VerbRelease fact.Code = "step_release"
	VerbRecord  fact.Code = "step_record"
	VerbAwait   fact.Code = "step_await"
	VerbBarrier fact.Code = "step_barrier"
)

// How it does it.
const (
	HowExpands      fact.Code = "step_expands_claim"
	HowRestores     fact.Code = "step_restores_fields"
	HowTakesDefault fact.Code = "step_takes_defaults"
	HowTakesUnowned fact.Code = "step_takes_unowned_fields"
	HowTakes        fact.Code = "step_takes_fields"
	HowTakesAll     fact.Code = "step_takes_all_fields"
	HowReleases     fact.Code = "step_releases_fields"
	HowForces       fact.Code = "step_forces_fields"
	HowPropagates   fact.Code = "step_propagation"
	HowPods         fact.Code = "step_deletes_left_pods"
	HowUnmarks      fact.Code = "step_removes_marks"
)

// Verb is what the step does.
func (s *Step) Verb() fact.Fact {
	code := VerbBarrier
	switch op, _ := s.Applied(); {
	case s.Do == Write && op.Creates:
		code = VerbCreate
	case s.Do == Write:
		code = VerbApply
	case s.Do == Clear, s.Do == Delete:
		code = VerbDelete
	case s.Do == Release:
		code = VerbRelease
	case s.Do == Record:
		code = VerbRecord
	case s.Do == Await:
		code = VerbAwait
	}
	return fact.New(code, nil)
}

// Details are what the step's verb does not say, in the order in which it is done.
func (s *Step) Details() []fact.Fact {
	var all []fact.Fact
	for _, op := range s.Operations {
		switch op := op.(type) {
		case GrowClaim:
			all = append(all, fact.New(HowExpands, fact.Args{"claim": op.Claim, "from": op.From, "to": op.To}))
		case SetOwnership:
			all = append(all, cmp.Or(op.Shown, &op).details()...)
		case Apply:
			if op.Force {
				all = append(all, fact.New(HowForces, nil))
			}
		case Remove:
			if op.Propagation != kube.Background {
				all = append(all, fact.New(HowPropagates, fact.Args{"policy": op.Propagation}))
			}
			if len(op.Pods) > 0 {
				all = append(all, fact.New(HowPods, fact.Args{"pods": podNames(op.Pods)}))
			}
		case ReleaseOwnership:
			marks := slices.Concat(slices.Sorted(maps.Keys(op.Labels)), slices.Sorted(maps.Keys(op.Annotations)))
			if len(marks) > 0 {
				all = append(all, fact.New(HowUnmarks, fact.Args{"marks": marks}))
			}
		}
	}
	return all
}

func (o SetOwnership) details() []fact.Fact {
	var all []fact.Fact
	if o.Defaults != "" {
		all = append(all, fact.New(HowTakesDefault, nil))
	}
	if o.Restore != "" {
		all = append(all, fact.New(HowRestores, nil))
	}
	if o.Unowned != "" {
		all = append(all, fact.New(HowTakesUnowned, nil))
	}
	for _, t := range o.Take {
		code := HowTakes
		if t.Fields == "" {
			code = HowTakesAll
		}
		all = append(all, fact.New(code, fact.Args{"manager": t.Manager}))
	}
	if len(o.Release) > 0 {
		all = append(all, fact.New(HowReleases, fact.Args{"fields": object.PathTexts(o.Release)}))
	}
	return all
}

func podNames(pods []Pod) []string {
	names := make([]string, len(pods))
	for i, p := range pods {
		names[i] = p.Name
	}
	return names
}
