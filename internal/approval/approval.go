// Package approval judges whether people have approved a wave of a run: by who they are
// to the cluster where the run is kept, which an approval says, and by what it is of.
package approval

import (
	"cmp"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// Why an approval does not count.
const (
	ByInitiator      fact.Code = "approval_by_initiator"
	InitiatorUnknown fact.Code = "approval_initiator_unknown"
	InNoGroup        fact.Code = "approval_in_no_group"
	OfOther          fact.Code = "approval_of_other_configuration"
	Nameless         fact.Code = "approval_without_user"
)

// Rule is whose approval is needed.
type Rule struct {
	Groups       []string // one of them; none means anybody
	Quorum       int      // so many people: 1 where it is less
	NotInitiator bool     // whoever has begun the run does not count
}

// Subject is what is approved. Digest is of the configuration.
type Subject struct {
	Run    string `json:"run"`
	Wave   string `json:"wave"`
	Digest string `json:"digest"`
}

// Approval is one that was given.
type Approval struct {
	Subject
	User   string    `json:"user"`
	Groups []string  `json:"groups,omitempty"` // as the cluster knows the user
	At     time.Time `json:"at"`
}

// Ignored is a person whose approval does not count.
type Ignored struct {
	User string
	Why  fact.Fact
}

// Standing is what a wave's approvals come to.
type Standing struct {
	// By are those whose approvals count, in the order in which they were given.
	By []Approval
	// Lacking is how many more people must approve: none where the wave is approved.
	Lacking int
	// Ignored are the others, by name.
	Ignored []Ignored
}

// Approved reports whether nobody's approval is lacking.
func (s Standing) Approved() bool { return s.Lacking == 0 }

// Judge returns what some approvals come to for one wave of a run that a user has begun.
// Those of other runs and waves are passed over. A person who approves twice counts once.
func (r Rule) Judge(of Subject, initiator string, given []Approval) Standing {
	inOrder := slices.Clone(given)
	slices.SortStableFunc(inOrder, func(a, b Approval) int { return a.At.Compare(b.At) })
	var s Standing
	ignored := make(map[string]fact.Fact)
	for _, a := range inOrder {
		if a.Run != of.Run || a.Wave != of.Wave {
			continue
		}
		why := r.Objection(of, initiator, a)
		switch counted := slices.ContainsFunc(s.By, func(b Approval) bool { return b.User == a.User }); {
		case counted:
		case why.IsZero():
			s.By = append(s.By, a)
			delete(ignored, a.User)
		default:
			ignored[a.User] = why
		}
	}
	for user, why := range ignored {
		s.Ignored = append(s.Ignored, Ignored{user, why})
	}
	slices.SortFunc(s.Ignored, func(a, b Ignored) int { return cmp.Compare(a.User, b.User) })
	s.Lacking = max(0, max(r.Quorum, 1)-len(s.By))
	return s
}

// Objection is why an approval of a wave does not count; the zero fact where it does.
func (r Rule) Objection(of Subject, initiator string, a Approval) fact.Fact {
	switch {
	case a.User == "":
		return fact.New(Nameless, nil)
	case a.Subject != of:
		return fact.New(OfOther, fact.Args{"user": a.User})
	case r.NotInitiator && initiator == "":
		return fact.New(InitiatorUnknown, nil)
	case r.NotInitiator && a.User == initiator:
		return fact.New(ByInitiator, fact.Args{"user": a.User})
	case len(r.Groups) > 0 && !slices.ContainsFunc(a.Groups, func(g string) bool { return slices.Contains(r.Groups, g) }):
		return fact.New(InNoGroup, fact.Args{"user": a.User, "groups": r.Groups})
	}
	return fact.Fact{}
}
