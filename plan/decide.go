package plan

import (
	"context"
	"errors"
	"maps"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// decide says what apply would do to one desired object.
func (p *planner) decide(ctx context.Context, m *object.Manifest) (decision, error) {
	entry, meta, listed := p.entries[m.Ref], object.Meta{}, false
	if meta, listed = p.metas[m.Ref]; listed {
		if meta.Deleting {
			return blocked(m, beingDeleted(m)), nil
		}
		if entry != nil && !p.DryRunAll {
			if proven, _ := entry.Proves(m, meta, p.Stack.FieldManager(), p.serverVersion); proven {
				return decision{Change: Change{Action: None, Object: m.Ref}, unsettled: entry.Phase != state.Ready}, nil
			}
		}
	}
	request := kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: p.Stack.FieldManager()}
	if listed {
		request.Content = withPrecondition(m.Content, "uid", meta.UID)
	}
	result, err := p.cluster.DryRunApply(ctx, request)
	if err != nil {
		return p.decideRefused(ctx, m, err)
	}
	if result.Created {
		return create(m, result), nil
	}
	live, err := p.fetch(ctx, m.Ref, listed)
	if err != nil {
		return decision{}, err
	}
	return p.compare(m, entry, live, result, false)
}

// fetch gets the live object; the label tells whether a LIST may know it.
func (p *planner) fetch(ctx context.Context, ref object.Ref, listed bool) (map[string]any, error) {
	if listed {
		return p.live.get(ctx, ref)
	}
	return p.cluster.Get(ctx, ref)
}

// withPrecondition is the content with one more field of metadata, by which the
// server refuses to act on another object or another version.
func withPrecondition(content map[string]any, field, value string) map[string]any {
	content = maps.Clone(content)
	metadata, _ := content["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	metadata[field] = value
	content["metadata"] = metadata
	return content
}

// compare turns a dry-run's answer for an existing object into a decision.
func (p *planner) compare(m *object.Manifest, entry *state.Entry, live map[string]any, result kube.ApplyResult, forced bool) (decision, error) {
	meta, err := object.MetaOf(live)
	if err != nil {
		return decision{}, err
	}
	if meta.Deleting {
		return blocked(m, beingDeleted(m)), nil
	}
	_, ours := meta.Manager(p.Stack.FieldManager())
	if !ours && (entry == nil || entry.UID != meta.UID) {
		return blocked(m, notOurs(m, p.Stack)), nil
	}
	fields, err := p.fieldChanges(m, entry, meta, live, result.Object)
	if err != nil {
		return decision{}, err
	}
	if len(fields) == 0 && !forced {
		// An entry that was never ready is waited for again.
		settled := entry == nil || entry.Phase == state.Ready
		return decision{Change: Change{Action: None, Object: m.Ref}, stale: true, unsettled: !settled}, nil
	}
	d := decision{Change: Change{
		Action: Update, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: fields,
		Impact: impactOfUpdate(live, result.Object), Warnings: result.Warnings,
		Basis: Basis{UID: meta.UID, ResourceVersion: meta.ResourceVersion, Force: forced},
	}}
	return d, nil
}

// decideRefused says what becomes of an object whose dry-run the server
// refused. What is no answer about this object is an error: the plan would not
// be whole.
func (p *planner) decideRefused(ctx context.Context, m *object.Manifest, refusal error) (decision, error) {
	var status apierrors.APIStatus
	if !errors.As(refusal, &status) {
		return decision{}, refusal
	}
	switch {
	case isFieldConflict(status):
		return p.decideConflict(ctx, m, refusal)
	case apierrors.IsConflict(refusal), isReplaced(status):
		return blocked(m, changedMeanwhile(m)), nil
	case apierrors.IsUnauthorized(refusal), apierrors.IsTooManyRequests(refusal), apierrors.IsServiceUnavailable(refusal),
		apierrors.IsTimeout(refusal), apierrors.IsServerTimeout(refusal):
		return decision{}, refusal
	case status.Status().Code >= 500 && !isSchemaError(status):
		return decision{}, refusal
	}
	return blocked(m, p.refused(m, status, refusal)), nil
}

func create(m *object.Manifest, result kube.ApplyResult) decision {
	d := createUnasked(m)
	d.Approximate = ""
	d.Warnings = result.Warnings
	return d
}

// createUnasked plans an object without asking the server, which cannot judge
// it before its namespace is there.
func createUnasked(m *object.Manifest) decision {
	return decision{Change: Change{
		Action: Create, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: newFields(m),
		Impact:      impactOfCreate(m.Content),
		Approximate: "the namespace " + m.Ref.Namespace + " does not exist yet: defaults, admission and validation are not included",
	}}
}

func blocked(m *object.Manifest, problem Problem) decision {
	problem.Object = &m.Ref
	if problem.Origin == (object.Range{}) {
		problem.Origin = m.Origin
	}
	return decision{Change: Change{Action: Blocked, Object: m.Ref, Address: m.Address, Origin: m.Origin, Blocked: &problem}}
}
