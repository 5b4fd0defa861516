package judge

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Creation plans a new object, of which answer is what the server will store, or
// what is sent where it was not asked; why says then why.
func (j *Judge) Creation(m *object.Manifest, answer map[string]any, why fact.Fact) decision.Decision {
	left := j.LeftOver(m)
	m = j.InFull(m)
	if answer == nil {
		answer = m.Content
	}
	sent, stored, begins := m.Content, answer, j.Begins(m)
	if begins != nil {
		sent, stored = begins.Of(sent), begins.Of(stored)
	}
	carried := carriedTo(m, j.Entries[m.Ref], left)
	for _, f := range carried {
		sent, stored = kubeschema.With(sent, f.Path, f.Value), kubeschema.With(stored, f.Path, f.Value)
	}
	return decision.Decision{Steps: []step.Step{program.Create(m.Ref, sent, compare.Within(sent, withCarried(left, carried)))}, Change: plan.Change{
		Action: plan.Create, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: asBegun(compare.CreatedFields(m, stored), begins),
		Impact:   impact.OfCreation(m, stored, j.All),
		Warnings: slices.Concat(impact.RiskOfOutage(nil, stored), j.runsAgain(m), resumes(carried)), Approximate: why,
	}}
}

// asBegun are the fields of a new object, of which the replicas are the configuration's where an autoscaler of the
// stack decides on them.
func asBegun(fields []plan.FieldChange, b *wanted.Beginning) []plan.FieldChange {
	for i := range fields {
		if b != nil && fields[i].Path == b.Field {
			fields[i].Cause, fields[i].Origin = plan.Cause{Kind: plan.Configuration}, b.Origin
		}
	}
	return fields
}

// carriedTo are the fields of an object whose replacement was cut off after it was deleted, on
// which others still decide.
func carriedTo(m *object.Manifest, e *state.Entry, left []object.Path) []state.Carried {
	if e == nil || e.Replacing == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.Replacing.Fields), func(f state.Carried) bool {
		_, _, configured := kubeschema.Find(m.Content, f.Path)
		return configured && !slices.Contains(left, f.Path) || kubeschema.LacksItem(m.Content, f.Path)
	})
}

// withCarried are the fields that are left to others, and those that are carried over.
func withCarried(left []object.Path, carried []state.Carried) []object.Path {
	all := slices.Clone(left)
	for _, f := range carried {
		if !slices.Contains(all, f.Path) {
			all = append(all, f.Path)
		}
	}
	return all
}

// resumes says with what a replacement that was cut off is completed.
func resumes(carried []state.Carried) []fact.Fact {
	if len(carried) == 0 {
		return nil
	}
	var fields []string
	for _, f := range carried {
		fields = append(fields, f.Path.String())
	}
	return []fact.Fact{fact.New(plan.WarnResumes, fact.Args{"fields": fields})}
}

// mayHaveExpired reports whether Kubernetes has removed a Job by itself, or may have: of one
// that was not seen to end, its time to live has begun unseen.
func mayHaveExpired(m *object.Manifest, e *state.Entry) bool {
	return e.Expires() || e.Ref.GroupKind() == kind.Job && e.Finished == nil && e.Phase != state.Ready && m != nil && expires(m)
}

// expires reports whether a Job is removed when it has run to its end.
func expires(m *object.Manifest) bool {
	_, set := object.At(m.Content, "spec", "ttlSecondsAfterFinished").(int64)
	return set
}

// runsAgain warns that a Job which is to be created has run before.
func (j *Judge) runsAgain(m *object.Manifest) []fact.Fact {
	e := j.Entries[m.Ref]
	switch {
	case e == nil || m.Ref.GroupKind() != kind.Job || e.UID == "" || e.Replacing != nil:
		return nil
	case e.Expires() && compare.RanAs(e, m, j.Snapshot.Key):
		return []fact.Fact{fact.New(plan.WarnRunsNamespaceGone, nil)}
	case e.Expires():
		return []fact.Fact{fact.New(plan.WarnRunsChanged, nil)}
	case e.Finished != nil:
		return []fact.Fact{fact.New(plan.WarnRunsDeleted, nil)}
	case e.Phase == state.Ready:
		return []fact.Fact{fact.New(plan.WarnRunsDeletedReady, nil)}
	case expires(m):
		return []fact.Fact{fact.New(plan.WarnRunsExpired, nil)}
	}
	return []fact.Fact{fact.New(plan.WarnRunsUnseen, nil)}
}

// WithoutAsking decides about an object of which enough is known without a question. It
// reports false where the server has to be asked.
func (j *Judge) WithoutAsking(s compare.Subject) (d decision.Decision, decided bool) {
	if s.Meta.Deleting {
		return decision.Blocked(s.Manifest, decision.BeingDeleted(s.Manifest, s.Meta)), true
	}
	if problem := wanted.Clash(s.Manifest); problem != nil {
		return decision.Blocked(s.Manifest, *problem), true
	}
	if s.Finished(j.Snapshot.Key) {
		return decision.Decision{Change: plan.Change{Action: plan.None, Object: s.Manifest.Ref}}, true
	}
	if !s.Proven || j.DryRunAll || j.AsksAnyway(s) {
		return decision.Decision{}, false
	}
	d = Unchanged(s, s.Meta)
	d.Dropped = s.RememberedDropped()
	return d, true
}

// AsksAnyway reports whether the server is asked about an object even where it is
// proven that nothing is to change: of what others have done to it more is to be known.
func (j *Judge) AsksAnyway(s compare.Subject) bool {
	return s.MaybePaused(j.Stack.FieldManager()) || j.RemoveAdditions && len(s.Added) > 0
}

// Unchanged is the decision to leave an object as it is.
func Unchanged(s compare.Subject, live object.Meta) decision.Decision {
	return decision.Decision{Change: plan.Change{Action: plan.None, Object: s.Manifest.Ref}, RolloutPending: !s.Settled(live), Unrecorded: !compare.Remembers(s.Entry, s.Manifest)}
}
