package approval

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var prod = Subject{Run: "7", Wave: "prod", Digest: "abc"}

// given makes approvals of texts: "ann:sre,oncall" is of the wave, "ann@old" of another
// configuration of it, "ann!" of another wave, "ann?" of another run.
func given(texts ...string) []Approval {
	var all []Approval
	for i, text := range texts {
		user, groups, _ := strings.Cut(text, ":")
		a := Approval{Subject: prod, At: time.Unix(int64(i), 0)}
		a.User = strings.TrimRight(strings.TrimSuffix(user, "@old"), "!?")
		switch {
		case strings.HasSuffix(user, "@old"):
			a.Digest = "old"
		case strings.HasSuffix(user, "!"):
			a.Wave = "canary"
		case strings.HasSuffix(user, "?"):
			a.Run = "6"
		}
		if groups != "" {
			a.Groups = strings.Split(groups, ",")
		}
		all = append(all, a)
	}
	return all
}

func TestJudge(t *testing.T) {
	sre := []string{"sre", "oncall"}
	for name, c := range map[string]struct {
		rule      Rule
		initiator string
		given     []Approval
		by        string
		lacking   int
		ignored   string
	}{
		"nobody":                       {Rule{Quorum: 1}, "ann", nil, "", 1, ""},
		"anybody":                      {Rule{Quorum: 1}, "ann", given("ann"), "ann", 0, ""},
		"no quorum":                    {Rule{}, "ann", nil, "", 1, ""},
		"one of two":                   {Rule{Quorum: 2}, "", given("bob"), "bob", 1, ""},
		"two":                          {Rule{Quorum: 2}, "", given("bob", "ann"), "bob ann", 0, ""},
		"more than two":                {Rule{Quorum: 2}, "", given("bob", "ann", "eve"), "bob ann eve", 0, ""},
		"one twice":                    {Rule{Quorum: 2}, "", given("bob", "bob"), "bob", 1, ""},
		"in their order":               {Rule{Quorum: 2}, "", []Approval{given("x", "bob")[1], given("ann")[0]}, "ann bob", 0, ""},
		"the initiator":                {Rule{Quorum: 1, NotInitiator: true}, "ann", given("ann"), "", 1, "ann approval_by_initiator"},
		"another than the initiator":   {Rule{Quorum: 1, NotInitiator: true}, "ann", given("ann", "bob"), "bob", 0, "ann approval_by_initiator"},
		"an initiator who is unknown":  {Rule{Quorum: 1, NotInitiator: true}, "", given("bob"), "", 1, "bob approval_initiator_unknown"},
		"of a group":                   {Rule{Quorum: 1, Groups: sre}, "", given("bob:dev,oncall"), "bob", 0, ""},
		"of no group":                  {Rule{Quorum: 1, Groups: sre}, "", given("bob:dev", "ann"), "", 1, "ann approval_in_no_group, bob approval_in_no_group"},
		"of a group the second time":   {Rule{Quorum: 1, Groups: sre}, "", given("bob:dev", "bob:sre"), "bob", 0, ""},
		"of none any more":             {Rule{Quorum: 1, Groups: sre}, "", given("bob:sre", "bob:dev"), "bob", 0, ""},
		"of another configuration":     {Rule{Quorum: 1}, "", given("bob@old"), "", 1, "bob approval_of_other_configuration"},
		"of this one, too":             {Rule{Quorum: 1}, "", given("bob@old", "bob"), "bob", 0, ""},
		"of another wave or run":       {Rule{Quorum: 1}, "", given("bob!", "ann?"), "", 1, ""},
		"without a name":               {Rule{Quorum: 1}, "", given(""), "", 1, " approval_without_user"},
		"the name of an initiator":     {Rule{Quorum: 1, NotInitiator: true}, "Ann", given("ann"), "ann", 0, ""},
		"everything that one can lack": {Rule{Quorum: 2, Groups: sre, NotInitiator: true}, "ann", given("ann:sre", "bob:dev", "eve:sre"), "eve", 1, "ann approval_by_initiator, bob approval_in_no_group"},
	} {
		s := c.rule.Judge(prod, c.initiator, c.given)
		var by, ignored []string
		for _, a := range s.By {
			by = append(by, a.User)
		}
		for _, i := range s.Ignored {
			ignored = append(ignored, i.User+" "+string(i.Why.Code))
		}
		if strings.Join(by, " ") != c.by || s.Lacking != c.lacking || strings.Join(ignored, ", ") != c.ignored || s.Approved() != (c.lacking == 0) {
			t.Errorf("%s: by %v, lacking %d, ignored %v", name, by, s.Lacking, ignored)
		}
	}
}

// A wave is approved by so many different people, each of whom may, or not at all; and by
// whatever it is approved, more approvals do not change that.
func TestJudgeProperty(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"ann", "bob", "eve", ""}).Draw(t, "user") + rapid.SampledFrom([]string{"", "@old", "!", "?"}).Draw(t, "of") + rapid.SampledFrom([]string{"", ":sre", ":dev", ":dev,sre"}).Draw(t, "groups")
	})
	rapid.Check(t, func(t *rapid.T) {
		r := Rule{Quorum: rapid.IntRange(0, 3).Draw(t, "quorum"), NotInitiator: rapid.Bool().Draw(t, "not initiator")}
		if rapid.Bool().Draw(t, "groups") {
			r.Groups = []string{"sre"}
		}
		all := given(rapid.SliceOfN(one, 0, 8).Draw(t, "given")...)
		s := r.Judge(prod, "ann", all)
		people := make(map[string]bool)
		for _, a := range s.By {
			people[a.User] = true
			if a.Subject != prod || a.User == "" || r.NotInitiator && a.User == "ann" || r.Groups != nil && !slices.Contains(a.Groups, "sre") {
				t.Fatalf("%+v counts", a)
			}
		}
		if s.Approved() != (len(people) >= max(1, r.Quorum)) || len(people) != len(s.By) {
			t.Fatalf("%+v", s)
		}
		for n := range all {
			if fewer := r.Judge(prod, "ann", all[:n]); fewer.Approved() && !s.Approved() {
				t.Fatalf("approved by %d of %d", n, len(all))
			}
		}
	})
}
