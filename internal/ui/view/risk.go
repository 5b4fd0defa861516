package view

import (
	"slices"

	"github.com/workloadlang/wl/plan"
)

// Risk sorts changes by what they may break, worst first.
type Risk int

// The risks.
const (
	RiskBlocked Risk = iota
	RiskOutage
	RiskDelete
	RiskPrivilege
	RiskReplace
	RiskRestart
	RiskAdopt
	RiskRelease
	RiskUpdate
	RiskCreate
	RiskRun
	RiskCount
)

func riskOf(c plan.Change) Risk {
	switch {
	case c.Action == plan.Blocked:
		return RiskBlocked
	case c.Impact.GoesDown():
		return RiskOutage
	case c.Action == plan.Delete, c.Impact.RisksData():
		return RiskDelete
	case escalates(c):
		return RiskPrivilege
	case c.Always, c.Asked, c.Failed:
		return RiskRun
	case c.Action.Renews():
		return RiskReplace
	case c.Action == plan.Create:
		return RiskCreate
	case c.Impact != nil && c.Impact.Restarts > 0:
		return RiskRestart
	case c.Action == plan.Adopt:
		return RiskAdopt
	case c.Action == plan.ReleaseObject:
		return RiskRelease
	default:
		return RiskUpdate
	}
}

// escalates reports whether a change gives a right that leads to every other.
func escalates(c plan.Change) bool {
	return c.Action != plan.Blocked && c.Impact != nil && slices.ContainsFunc(c.Impact.Grants, func(g plan.Grant) bool { return g.Grave })
}
