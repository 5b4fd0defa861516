package plan

import (
	"maps"

	"github.com/workloadlang/wl/internal/fact"
)

// Way is the way to a cluster: a context, and the kubeconfig that was named for it; empty where
// that is found as by kubectl.
type Way struct{ Context, Kubeconfig string }

// Args are the way in a fact whose sentence has a command that is run on the cluster.
func (w Way) Args() fact.Args {
	return fact.Args{"context": w.Context, "kubeconfig": w.Kubeconfig}
}

// Way is the way to the cluster.
func (c *ClusterPlan) Way() Way { return Way{c.Context, c.Kubeconfig} }

// InContext names the way to a cluster in a fact, and in those within it, wherever it says a
// command: whoever runs that reaches the cluster, whichever kubeconfig and context are the current ones. What
// the way lacks is not named.
func InContext(f fact.Fact, way Way) fact.Fact {
	args := fact.Args{}
	for name, value := range f.Args {
		switch inner := value.(type) {
		case fact.Fact:
			value = InContext(inner, way)
		case []fact.Fact:
			value = allInContext(inner, way)
		}
		args[name] = value
	}
	if saysCommand(f.Code) {
		maps.Copy(args, way.Args())
	}
	return fact.New(f.Code, args)
}

func allInContext(facts []fact.Fact, way Way) []fact.Fact {
	var all []fact.Fact
	for _, f := range facts {
		all = append(all, InContext(f, way))
	}
	return all
}

// InContext names the way to the cluster in everything that a change says.
func (c Change) InContext(way Way) Change {
	if c.Blocked != nil {
		blocked := *c.Blocked
		blocked.Fact = InContext(blocked.Fact, way)
		c.Blocked = &blocked
	}
	c.Warnings = allInContext(c.Warnings, way)
	return c
}

// NameContext names the way to the cluster in everything that its plan says.
func (c *ClusterPlan) NameContext() {
	for i := range c.Problems {
		c.Problems[i].Fact = InContext(c.Problems[i].Fact, c.Way())
	}
	for i := range c.Changes {
		c.Changes[i] = c.Changes[i].InContext(c.Way())
	}
}

// saysCommand reports whether the sentence of a code has a command that is run on the cluster.
func saysCommand(code fact.Code) bool {
	switch code {
	case ProblemOfAnotherStack, FormerNamespace, FormerName, ProblemMoving, WarnHelmRelease,
		ProblemServerFailedOn, ProblemWebhookSilent, ProblemConversionSilent, ProblemWebhookUntrusted, ProblemVersionGone,
		ProblemLiveMisfit, ProblemStateWithin, ProblemNamespaceTerminating, ProblemNodePortHeld, ProblemDefaultHeld:
		return true
	}
	return false
}
