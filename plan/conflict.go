package plan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// interactive lists the managers of people at a keyboard: what they write is
// drift, which the plan shows and apply takes back. Everybody else who holds a
// field has a reason to, and is a conflict.
func interactive(e object.ManagerEntry) bool {
	managers := []string{"kubectl-edit", "kubectl-set", "kubectl-patch", "kubectl-label", "kubectl-annotate", "kubectl-replace"}
	return e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == "" && slices.Contains(managers, e.Manager)
}

// holder is a field that another manager holds with a value that is not ours.
type holder struct {
	object.ManagerEntry
	path fieldpath.Path
}

// decideConflict tells drift from conflict, by the managed fields of the live
// object.
func (p *planner) decideConflict(ctx context.Context, m *object.Manifest, refusal error) (decision, error) {
	_, listed := p.metas[m.Ref]
	live, err := p.fetch(ctx, m.Ref, listed)
	if err != nil {
		return decision{}, err
	}
	meta, err := object.MetaOf(live)
	if err != nil {
		return decision{}, err
	}
	entry := p.entries[m.Ref]
	if _, ours := meta.Manager(p.Stack.FieldManager()); !ours && (entry == nil || entry.UID != meta.UID) {
		return blocked(m, notOurs(m, p.Stack)), nil
	}
	holders, err := p.holders(m, meta, live)
	if err != nil {
		return decision{}, err
	}
	others := slices.DeleteFunc(slices.Clone(holders), func(h holder) bool { return interactive(h.ManagerEntry) })
	if (len(others) > 0 || len(holders) == 0) && !p.ForceConflicts {
		return blocked(m, conflict(m, live, others, refusal)), nil
	}
	request := kube.ApplyRequest{
		Ref: m.Ref, FieldManager: p.Stack.FieldManager(), Force: true,
		Content: withPrecondition(m.Content, "resourceVersion", meta.ResourceVersion),
	}
	result, err := p.cluster.DryRunApply(ctx, request)
	if err != nil {
		return p.decideRefused(ctx, m, err)
	}
	return p.compare(m, entry, live, result, true)
}

// holders finds who else holds fields that we want to be otherwise, in the order
// of the fields.
func (p *planner) holders(m *object.Manifest, meta object.Meta, live map[string]any) ([]holder, error) {
	desired, err := kubeschema.Parse(m.Content)
	if err != nil {
		return nil, err
	}
	wanted, err := desired.ToFieldSet()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Ref, err)
	}
	var found []holder
	for _, e := range meta.Managers {
		if e.Manager == p.Stack.FieldManager() && e.Operation == string(metav1.ManagedFieldsOperationApply) {
			continue
		}
		owned := &fieldpath.Set{}
		if err := owned.FromJSON(bytes.NewReader(e.FieldsV1)); err != nil {
			return nil, fmt.Errorf("%s: the managed fields of %s cannot be read: %w", m.Ref, e.Manager, err)
		}
		wanted.Intersection(owned).Leaves().Iterate(func(path fieldpath.Path) {
			has, _, _ := kubeschema.Find(live, path)
			want, _, _ := kubeschema.Find(m.Content, path)
			if !kubeschema.Equal(has, want) {
				found = append(found, holder{ManagerEntry: e, path: path.Copy()})
			}
		})
	}
	slices.SortStableFunc(found, func(a, b holder) int { return a.path.Compare(b.path) })
	return found, nil
}

func isFieldConflict(status apierrors.APIStatus) bool {
	s := status.Status()
	return s.Reason == metav1.StatusReasonConflict && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Type == metav1.CauseTypeFieldManagerConflict })
}

// conflict says which fields belong to whom, with both values, and the ways out.
func conflict(m *object.Manifest, live map[string]any, holders []holder, refusal error) Problem {
	problem := Problem{Summary: "A field belongs to another manager"}
	var lines []string
	for _, h := range holders {
		has, _, _ := kubeschema.Find(live, h.path)
		want, at, _ := kubeschema.Find(m.Content, h.path)
		said := fmt.Sprintf("%s is %s, set by %s; the configuration says %s", kubeschema.FormatPath(h.path), show(has), manager(h.ManagerEntry), show(want))
		if m.IsSensitive(at) {
			said = fmt.Sprintf("%s is set by %s to another value than the configuration's", kubeschema.FormatPath(h.path), manager(h.ManagerEntry))
		}
		lines = append(lines, said)
		if problem.Path == "" {
			problem.Path, problem.Origin = kubeschema.FormatPath(h.path), m.SourceOf(at)
		}
	}
	if len(lines) == 0 {
		lines = append(lines, conflictInServersWords(refusal))
	}
	problem.Detail = strings.Join(lines, "; ") + ". Remove the field from the configuration to leave it to them, or take it with --force-conflicts."
	return problem
}

func conflictInServersWords(refusal error) string {
	var status apierrors.APIStatus
	if errors.As(refusal, &status) {
		return status.Status().Message
	}
	return refusal.Error()
}

func manager(e object.ManagerEntry) string {
	text := e.Manager
	if e.Subresource != "" {
		text += " (through " + e.Subresource + ")"
	}
	if !e.Time.IsZero() {
		text += " at " + e.Time.UTC().Format("2006-01-02 15:04:05Z")
	}
	return text
}
