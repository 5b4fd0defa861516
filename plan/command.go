package plan

import "github.com/workloadlang/wl/internal/fact"

// InContext names the kubeconfig's context of a cluster in a fact, and in those within it, wherever it says a
// command: whoever runs that reaches the cluster, whichever context is the current one. Without a
// context none is named.
func InContext(f fact.Fact, context string) fact.Fact {
	args := fact.Args{}
	for name, value := range f.Args {
		switch inner := value.(type) {
		case fact.Fact:
			value = InContext(inner, context)
		case []fact.Fact:
			value = allInContext(inner, context)
		}
		args[name] = value
	}
	if saysCommand(f.Code) {
		args["context"] = context
	}
	return fact.New(f.Code, args)
}

func allInContext(facts []fact.Fact, context string) []fact.Fact {
	var all []fact.Fact
	for _, f := range facts {
		all = append(all, InContext(f, context))
	}
	return all
}

// InContext names the context in everything that a change says.
func (c Change) InContext(context string) Change {
	if c.Blocked != nil {
		blocked := *c.Blocked
		blocked.Fact = InContext(blocked.Fact, context)
		c.Blocked = &blocked
	}
	c.Warnings = allInContext(c.Warnings, context)
	return c
}

// NameContext names the context of the cluster in everything that its plan says.
func (c *ClusterPlan) NameContext() {
	for i := range c.Problems {
		c.Problems[i].Fact = InContext(c.Problems[i].Fact, c.Context)
	}
	for i := range c.Changes {
		c.Changes[i] = c.Changes[i].InContext(c.Context)
	}
}

// saysCommand reports whether the sentence of a code has a command that is run on the cluster.
func saysCommand(code fact.Code) bool {
	switch code {
	case ProblemOfAnotherStack, FormerNamespace, FormerName, ProblemMoving, WarnHelmRelease,
		ProblemServerFailedOn, ProblemWebhookSilent, ProblemConversionSilent, ProblemWebhookUntrusted, ProblemVersionGone,
		ProblemLiveMisfit, ProblemNamespaceTerminating, ProblemNodePortHeld:
		return true
	}
	return false
}
