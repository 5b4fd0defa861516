package rollout

import (
	"slices"
	"strings"

	"sigs.k8s.io/cli-utils/pkg/kstatus/status"

	"github.com/workloadlang/wl/internal/fact"
)

// unready is what keeps an object without a condition Ready from being ready, by conventions
// that many operators follow: a condition that says that something is wrong, one that says that
// all is well and is not True, and a phase. Nothing of that is final. Each of them was tried on
// some hundred kinds whose objects others have judged; that is why there are no more. Objects that
// are paused or suspended were few among these: they are as wanted, and say all the same that not
// all is well, so only what is wrong counts of them. The zero fact is nothing.
func (t told) unready() (why fact.Fact, bad *finding) {
	for _, c := range t.conditions {
		if isBad(c.name) && c.now() && !c.chosen() {
			return c.fact(c.name), c.finding()
		}
	}
	if t.held() {
		return fact.Fact{}, nil
	}
	for _, c := range t.conditions {
		switch {
		case !t.isGood(c.name) || c.now():
		case c.old:
			return plain(AwaitsController), nil
		case !c.chosen():
			return c.fact(c.name), nil
		}
	}
	return t.phase()
}

// held reports whether an object is paused or suspended, by its spec or by what it says.
func (t told) held() bool {
	for _, field := range []string{"paused", "suspend", "suspended"} {
		if on, _ := t.spec[field].(bool); on {
			return true
		}
	}
	for _, field := range []string{"phase", "state"} {
		if is, _ := t.status[field].(string); strings.EqualFold(is, "Paused") || strings.EqualFold(is, "Suspended") {
			return true
		}
	}
	return slices.ContainsFunc(t.conditions, func(c condition) bool { return c.now() && meansHeld(c.name) })
}

// meansHeld reports whether the name of a condition or a reason says that something is paused or
// suspended.
func meansHeld(name string) bool {
	return (strings.HasSuffix(name, "Paused") || strings.HasSuffix(name, "Suspended")) && !strings.Contains(name, "Not")
}

// chosen reports whether the reason of a condition says that a person decides on it, other than
// by repairing something.
func (c condition) chosen() bool {
	return meansHeld(c.reason) || strings.HasPrefix(c.reason, "Inactive") ||
		strings.HasPrefix(c.reason, "Manual") && !strings.HasPrefix(c.reason, "ManualIntervention")
}

// isBad reports whether a condition says that something is wrong when it is True.
func isBad(name string) bool {
	switch name {
	case "NotReady", "Failed", "Failure", "Degraded", "Error", "ErrorOccurred", "Invalid", "ReconcileFailed":
		return true
	}
	return false
}

// isGood reports whether a condition says that all is well when it is True. What is to have no
// replicas, or counts none that is unavailable, is not held to be.
func (t told) isGood(name string) bool {
	switch name {
	case "Available", "ClusterAvailable":
		replicas, counts := wholeNumber(t.spec["replicas"])
		unavailable, told := wholeNumber(t.status["unavailableReplicas"])
		return (!counts || replicas > 0) && (!told || unavailable > 0)
	case "Accepted", "Programmed", "ResolvedRefs", "Healthy", "Synced", "Deployed", "Reconciled", "ReconcileSuccess", "Succeeded", "Installed":
		return true
	}
	return strings.HasSuffix(name, "Ready") && !strings.Contains(name, "Not") && !strings.HasPrefix(name, "Partially")
}

// phase is what status.phase or status.state says. What may be true for long is believed only
// where the status says that it is of this generation: Pending is what waits for objects that come
// later, and Failed may be how something ended that was tried before the change.
func (t told) phase() (why fact.Fact, bad *finding) {
	_, observed := wholeNumber(t.status["observedGeneration"])
	for _, field := range []string{"phase", "state"} {
		is, _ := t.status[field].(string)
		why := fact.New(AwaitsPhase, fact.Args{"field": "status." + field, "is": is})
		switch phase := strings.ToLower(is); {
		case slices.Contains([]string{"creating", "provisioning", "initializing", "progressing"}, phase), phase == "pending" && observed:
			return why, nil
		case (phase == "failed" || phase == "error") && observed:
			message, _ := t.status["message"].(string)
			return why, &finding{Cause: Cause{Reason: is, Detail: said(message)}, word: NotReady, summary: WrongUnready, patience: never}
		}
	}
	return fact.Fact{}, nil
}

func (c condition) finding() *finding {
	reason := c.reason
	if reason == "" {
		reason = c.name
	}
	return &finding{Cause: Cause{Reason: reason, Detail: said(c.message)}, word: NotReady, summary: WrongUnready, patience: never}
}

// attached is what the controllers of its ancestors say of a policy: it is ready when each that
// says anything has accepted it. Which those are to be, only they know.
func (t told) attached() (why fact.Fact, bad *finding) {
	ancestors, _ := t.status["ancestors"].([]any)
	accepted := 0
	for _, a := range ancestors {
		entry, _ := a.(map[string]any)
		of := told{conditions: conditionsOf(entry["conditions"], t.older)}
		if len(of.conditions) == 0 {
			accepted++
			continue
		}
		refused := slices.IndexFunc(of.conditions, func(c condition) bool {
			return (c.name == "Accepted" || c.name == "ResolvedRefs" || c.name == "Programmed") && !c.now()
		})
		if refused < 0 {
			accepted++
		} else if c := of.conditions[refused]; !c.old && bad == nil {
			bad = c.finding()
		}
	}
	if accepted == len(ancestors) {
		return fact.Fact{}, nil
	}
	return fact.New(AwaitsParents, fact.Args{"accepted": accepted, "wanted": len(ancestors)}), bad
}

// conventional is what follows of an object without a condition Ready.
func (t told) conventional() computed {
	why, bad := t.unready()
	if why.IsZero() {
		why, bad = t.attached()
	}
	if why.IsZero() {
		return computed{status: status.CurrentStatus}
	}
	return computed{status: status.InProgressStatus, awaits: why, bad: bad}
}
