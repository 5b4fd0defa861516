package plan

import (

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// creation plans a new object, of which answer is what the server will store, or
// what is sent where it was not asked; why says then why.
func (j *judge) creation(m *object.Manifest, answer map[string]any, why fact.Fact) decision {
	left := j.leftOver(m)
	m = j.inFull(m)
	if answer == nil {
		answer = m.Content
	}
	sent, stored, begins := m.Content, answer, j.begins(m)
	if begins != nil {
		sent, stored = withReplicas(sent, *begins), withReplicas(stored, *begins)
	}
	return decision{steps: []step.Step{creating(m.Ref, sent, within(sent, left))}, Change: Change{
		Action: Create, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: newFields(m, answer),
		Impact:   ofCreation(m, stored, j.all),
		Warnings: append(riskOfOutage(nil, stored), j.runsAgain(m)...), Approximate: why,
	}}
}

// runsAgain warns that a Job which is to be created has run before.
func (j *judge) runsAgain(m *object.Manifest) []fact.Fact {
	e := j.entries[m.Ref]
	_, expires := at(m.Content, "spec", "ttlSecondsAfterFinished").(int64)
	switch {
	case e == nil || m.Ref.GroupKind() != kind.Job || e.UID == "":
		return nil
	case e.Expires() && ranAs(e, m, j.snapshot.Key):
		return []fact.Fact{fact.New(WarnRunsNamespaceGone, nil)}
	case e.Expires():
		return []fact.Fact{fact.New(WarnRunsChanged, nil)}
	case e.Finished != nil:
		return []fact.Fact{fact.New(WarnRunsDeleted, nil)}
	case e.Phase == state.Ready:
		return []fact.Fact{fact.New(WarnRunsDeletedReady, nil)}
	case expires:
		return []fact.Fact{fact.New(WarnRunsExpired, nil)}
	}
	return []fact.Fact{fact.New(WarnRunsUnseen, nil)}
}

// withoutAsking decides about an object of which enough is known without a question. It
// reports false where the server has to be asked.
func (j *judge) withoutAsking(s subject) (d decision, decided bool, err error) {
	if s.meta.Deleting {
		return blocked(s.manifest, beingDeleted(s.manifest)), true, nil
	}
	if err := j.unread[placeOf(s.manifest.Ref)]; err != nil {
		return decision{}, false, err
	}
	if problem := clash(s.manifest); problem != nil {
		return blocked(s.manifest, *problem), true, nil
	}
	if s.finished(j.snapshot.Key) {
		return decision{Change: Change{Action: None, Object: s.manifest.Ref}}, true, nil
	}
	if !s.proven || j.DryRunAll || j.asksAnyway(s) {
		return decision{}, false, nil
	}
	d = none(s, s.meta)
	d.dropped = s.rememberedDropped()
	return d, true, nil
}

// asksAnyway reports whether the server is asked about an object even where it is
// proven that nothing is to change: of what others have done to it more is to be known.
func (j *judge) asksAnyway(s subject) bool {
	return s.maybePaused(j.Stack.FieldManager()) || j.RemoveAdditions && len(s.added) > 0
}

// none is the decision to leave an object as it is.
func none(s subject, live object.Meta) decision {
	return decision{Change: Change{Action: None, Object: s.manifest.Ref}, rolloutPending: !s.settled(live), unrecorded: !remembers(s.entry, s.manifest)}
}
