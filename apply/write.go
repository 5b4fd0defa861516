package apply

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// beginWrite sends an object.
func (e *engine) beginWrite(ctx context.Context, s int) {
	step, started := &e.graph.steps[s], time.Now()
	m := cmp.Or(e.heirs[step.object], step.manifest)
	e.request(func() func() {
		var result kube.ApplyResult
		err := e.check()
		if err == nil && !step.change.Action.Renews() { // they have grown before it was cleared
			err = e.grow(ctx, step)
		}
		if err == nil {
			result, err = writePlanned(ctx, e.cluster, m, step.change, e.in.Stack)
		}
		return func() { e.wrote(ctx, s, result, err, time.Since(started)) }
	})
}

func (e *engine) wrote(ctx context.Context, s int, result kube.ApplyResult, err error, elapsed time.Duration) {
	step := &e.graph.steps[s]
	if err == nil {
		err = e.journal.landed(step.manifest, result.Meta, e.in)
		e.journal.dropped(step.manifest, result.Object)
	}
	if err != nil {
		e.emit(ObjectFailed{Object: step.object, Action: step.change.Action, Err: err})
		e.fail(step, err)
		return
	}
	switch {
	case step.change.Action == plan.Create:
		e.result.Created++
	case step.change.Action == plan.Adopt:
		e.result.Adopted++
	case step.change.Action.Renews():
		e.result.Replaced++
	default:
		e.result.Updated++
	}
	e.journal.tookBack(step.change)
	e.written[step.object] = result.Meta
	e.warn(step, result.Warnings)
	e.emit(ObjectDone{Object: step.object, Action: step.change.Action, Elapsed: elapsed})
	e.enqueue(ctx, e.graph.finish(s))
}

// warn passes on what the server warns of, unless the plan has said it.
func (e *engine) warn(s *step, warnings []string) {
	for _, w := range warnings {
		if !slices.Contains(s.change.Warnings, w) {
			e.emit(Notice{Text: fmt.Sprintf("%s: the server warns: %s", s.object, w)})
		}
	}
}

// beginConfirm applies an object that is as wanted. That changes nothing, and
// the answer is the object as it is with what makes it so, seen at one moment:
// metadata read later might already hold somebody else's change and would
// vouch for it.
func (e *engine) beginConfirm(ctx context.Context, s int) {
	step := &e.graph.steps[s]
	e.request(func() func() {
		var result kube.ApplyResult
		err := e.check()
		if err == nil {
			unchanged := &plan.Change{Action: plan.None, Object: step.object}
			result, err = writeServed(ctx, e.cluster, step.manifest, unchanged, e.in.Stack)
		}
		return func() { e.confirmed(ctx, s, result, err) }
	})
}

func (e *engine) confirmed(ctx context.Context, s int, result kube.ApplyResult, err error) {
	step := &e.graph.steps[s]
	if err == nil {
		err = e.journal.confirmed(step.manifest, result.Meta, e.in)
		e.journal.dropped(step.manifest, result.Object)
	}
	if err != nil {
		e.emit(ObjectFailed{Object: step.object, Action: plan.None, Err: err})
		e.fail(step, err)
		return
	}
	e.result.Recorded++
	e.written[step.object] = result.Meta
	e.enqueue(ctx, e.graph.finish(s))
}

// writeObject applies one object on the basis on which the plan decided: an
// object that was there must be the same one still, and where fields are taken
// from others it must not have changed at all.
func writeObject(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (kube.ApplyResult, error) {
	if change.Action == plan.Adopt {
		return adoptObject(ctx, c, m, change, stack)
	}
	content, err := contentFor(m, change)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	preconditions := map[string]any{}
	version := ""
	if change.Action == plan.Update && change.Basis.UID != "" {
		preconditions["uid"] = change.Basis.UID
		if change.Basis.Force {
			version = change.Basis.ResourceVersion
			preconditions["resourceVersion"] = version
		}
	}
	if !makes(change) && len(change.Basis.Removes)+len(change.Basis.Release) > 0 {
		if version, err = handOver(ctx, c, m, change, version, stack); err != nil {
			return kube.ApplyResult{}, explainWrite(err, change)
		}
		if version != "" {
			preconditions["resourceVersion"] = version
		}
	}
	result, err := c.Apply(ctx, kube.ApplyRequest{
		Ref:          m.Ref,
		Content:      withMetadata(change.Basis.Content(content), preconditions),
		FieldManager: stack.FieldManager(),
		Force:        change.Basis.Force,
	})
	switch {
	case err != nil:
		return result, explainWrite(err, change)
	case makes(change) && !result.Created:
		return result, errors.New("it has come into being since the plan was made, by somebody else's doing, and now holds both: plan again to see what it has become")
	}
	given := change.Basis.Initial
	if makes(change) {
		given = change.Basis.Release
	}
	return leaveRest(ctx, c, m, result, stack, given)
}

// handOver makes the fields the stack's own that are to go, and gives those up
// that are left to others, before an object that exists is applied. Where it is
// bound to a version, it returns the one that the object has then.
func handOver(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, version string, stack object.Stack) (string, error) {
	if len(change.Basis.Removes) > 0 {
		taken, err := takeAdditions(ctx, c, m.Ref, change.Basis, version, stack.FieldManager())
		if err != nil {
			return "", err
		}
		if version != "" {
			version = taken.ResourceVersion
		}
	}
	if len(change.Basis.Release) > 0 {
		left, err := leave(ctx, c, m, change.Basis.UID, version, stack, change.Basis.Release)
		if err != nil {
			return "", err
		}
		if version != "" {
			version = left.ResourceVersion
		}
	}
	return version, nil
}

// leaveRest gives fields up that an apply has just sent.
func leaveRest(ctx context.Context, c Cluster, m *object.Manifest, result kube.ApplyResult, stack object.Stack, given []string) (kube.ApplyResult, error) {
	if len(given) == 0 {
		return result, nil
	}
	var err error
	if result.Meta, err = leave(ctx, c, m, result.Meta.UID, "", stack, given); err != nil {
		return result, fmt.Errorf("%s could not be left to others: apply again (%w)", strings.Join(given, ", "), err)
	}
	return result, nil
}

// makes says whether a change makes a new object.
func makes(c *plan.Change) bool { return c.Action == plan.Create || c.Action.Renews() }

// contentFor is what is sent: a new object in full, and of one that exists what
// is not left to others.
func contentFor(m *object.Manifest, change *plan.Change) (map[string]any, error) {
	if makes(change) {
		return m.Content, nil
	}
	return kubeschema.Sent(m, change.Basis.Initial)
}

// leave gives fields up as they are.
func leave(ctx context.Context, c Cluster, m *object.Manifest, uid, version string, stack object.Stack, paths []string) (object.Meta, error) {
	fields := fieldpath.NewSet()
	for _, written := range paths {
		path, err := kubeschema.ReadPath(m.APIVersion, m.Ref.Kind, written)
		if err != nil {
			return object.Meta{}, err
		}
		fields.Insert(path)
	}
	return c.Disown(ctx, m.Ref, uid, version, stack.FieldManager(), fields)
}

// withMetadata is content with further metadata; content itself stays as it is.
func withMetadata(content, more map[string]any) map[string]any {
	metadata, _ := content["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	maps.Copy(metadata, more)
	content = maps.Clone(content)
	content["metadata"] = metadata
	return content
}

// explainWrite says of the refusals that come from changes since the plan what
// they mean.
func explainWrite(err error, change *plan.Change) error {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return err
	}
	switch owners := conflictOwners(status.Status()); {
	case len(owners) > 0:
		return fmt.Errorf("since the plan was made, %s took over fields of it: plan again (%w)", strings.Join(owners, ", "), err)
	case apierrors.IsConflict(err) && change.Basis.Force:
		return fmt.Errorf("it has changed since the plan was made: plan again (%w)", err)
	case change.Action == plan.Update && (apierrors.IsConflict(err) || isUIDMismatch(status.Status())):
		return fmt.Errorf("it was deleted, or replaced by another of its name, since the plan was made: plan again (%w)", err)
	}
	return err
}

// conflictOwners are the managers that hold fields we want to set, as the
// server names them.
func conflictOwners(s metav1.Status) []string {
	var owners []string
	if s.Details == nil {
		return nil
	}
	for _, c := range s.Details.Causes {
		if c.Type == metav1.CauseTypeFieldManagerConflict {
			owners = append(owners, strings.TrimPrefix(c.Message, "conflict with "))
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners)
}

// isUIDMismatch recognises the answer to an apply whose metadata.uid is not the
// live object's: the field is then invalid, being immutable.
func isUIDMismatch(s metav1.Status) bool {
	return s.Reason == metav1.StatusReasonInvalid && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Field == "metadata.uid" })
}
