package step

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/kube"
)

// Verb is what the step does, in a word or two: "create", "apply", "await rollout".
func (s *Step) Verb() string {
	op, _ := s.Applied()
	switch {
	case s.Do == Write && op.Creates:
		return "create"
	case s.Do == Write:
		return "apply"
	case s.Do == Clear:
		return "delete"
	case s.Do == Await:
		return "await rollout"
	}
	return string(s.Do)
}

// Details are what the step's verb does not say, in the order in which it is done.
func (s *Step) Details() []string {
	var all []string
	for _, op := range s.Operations {
		switch op := op.(type) {
		case GrowClaim:
			all = append(all, fmt.Sprintf("expand the claim %s from %s to %s", op.Claim, op.From, op.To))
		case SetOwnership:
			all = append(all, op.details()...)
		case Apply:
			if op.Force {
				all = append(all, "take ownership of fields from other managers")
			}
		case Remove:
			if op.Propagation != kube.Background {
				all = append(all, "propagation policy "+string(op.Propagation))
			}
		}
	}
	return all
}

func (o SetOwnership) details() []string {
	var all []string
	for _, t := range o.Take {
		what := "all fields"
		if t.Fields != "" {
			what = "fields"
		}
		all = append(all, fmt.Sprintf("take ownership of %s from %s", what, t.Manager))
	}
	if len(o.Release) > 0 {
		all = append(all, "release ownership of "+strings.Join(o.Release, ", "))
	}
	return all
}
