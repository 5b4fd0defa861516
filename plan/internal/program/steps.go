package program

import (
	"fmt"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/step"
)

// Create is the step that creates an object, and then leaves fields of it to
// others.
func Create(ref object.Ref, content map[string]any, release []object.Path) step.Step {
	return step.Step{Do: step.Write, Object: ref, Operations: around(step.Operations{step.Apply{Creates: true, Content: content}}, release)}
}

// around adds, after an apply, that fields are released which it has just set.
func around(operations step.Operations, release []object.Path) step.Operations {
	if len(release) == 0 {
		return operations
	}
	return append(operations, step.SetOwnership{Release: release})
}

// Delete is the step that deletes an object.
func Delete(ref object.Ref, uid string) step.Step {
	return step.Step{
		Do: step.Delete, Object: ref, If: step.Precondition{UID: uid},
		Operations: step.Operations{step.Remove{Propagation: kube.Background}},
	}
}

// DeletePods is the step that deletes the Pods which are all that is left of an object.
func DeletePods(ref object.Ref, pods []step.Pod) step.Step {
	return step.Step{Do: step.Delete, Object: ref, Operations: step.Operations{step.Remove{Propagation: kube.Background, Pods: pods}}}
}

// Release is the step by which the stack stops managing an object, which stays.
func Release(s object.Stack, live object.Meta) step.Step {
	labels, annotations := s.Marks(live)
	return step.Step{
		Do: step.Release, Object: live.Ref, If: step.Precondition{UID: live.UID},
		Operations: step.Operations{step.ReleaseOwnership{Labels: labels, Annotations: annotations}},
	}
}

// Update is the step that changes the live object: what is removed of others'
// additions becomes the stack's first, what is left to others is released first,
// and what only a new list item needs is released again.
func Update(c *compare.Comparison, shared compare.Sharing) (step.Step, error) {
	m := c.Whole
	content := kubeschema.Sent(m, shared.Initial)
	if c.DropsAccount() {
		content = compare.WithDefaultAccount(content)
	}
	s := step.Step{Do: step.Write, Object: m.Ref, If: step.Precondition{UID: c.Meta.UID}}
	removes, err := c.Takes()
	if err != nil {
		return s, err
	}
	restored, err := c.Restored.Fields()
	if err != nil {
		return s, fmt.Errorf("%s: its managed fields cannot be written: %w", m.Ref, err)
	}
	defaults, err := c.Restored.Defaults()
	if err != nil {
		return s, fmt.Errorf("%s: its managed fields cannot be written: %w", m.Ref, err)
	}
	if len(removes)+len(shared.Release)+len(restored)+len(defaults) > 0 {
		s.Operations = step.Operations{step.SetOwnership{Restore: restored, Defaults: defaults, Take: removes, Release: shared.Release}}
	}
	apply := step.Apply{Content: content}
	if c.Forced {
		apply.Force, s.If.ResourceVersion = true, c.Meta.ResourceVersion
		if s.If.Held, err = ownership.Held(content, c.Live, c.Manager); err != nil {
			return s, fmt.Errorf("%s: %w", m.Ref, err)
		}
	}
	s.Operations = around(append(s.Operations, apply), shared.Initial)
	return s, nil
}

// Record are the steps that record an object which is as wanted, although the server takes it from
// nobody but those who own its fields: as an update they restore and take these first. There are
// none where an apply alone does.
func Record(c *compare.Comparison, shared compare.Sharing) ([]step.Step, error) {
	if !c.Forced && !c.Restored.Any() {
		return nil, nil
	}
	s, err := Update(c, shared)
	s.Do = step.Record
	return []step.Step{s}, err
}

// Adopt is the step that makes an object the stack's: first the fields of its
// predecessors, then by an apply that removes those which are not desired. Cut off
// in between, the fields are the stack's, and the next plan shows what is left to
// do.
func Adopt(c *compare.Comparison, taken step.SetOwnership) step.Step {
	m, initial := c.Whole, c.Sharing().Initial
	content := kubeschema.Sent(m, initial)
	if compare.ResetsAccount(c) {
		content = compare.WithDefaultAccount(content)
	}
	s := step.Step{
		Do: step.Write, Object: m.Ref,
		If: step.Precondition{UID: c.Meta.UID, ResourceVersion: c.Meta.ResourceVersion, Generation: c.Meta.Generation},
	}
	if len(taken.Take) > 0 || taken.Unowned != "" || taken.Defaults != "" {
		s.Operations = step.Operations{taken}
	}
	s.Operations = around(append(s.Operations, step.Apply{Force: true, Content: content}), initial)
	return s
}

// Replace are the steps that delete an object and create it again, with what
// others have set of the fields that are left to them: carry lists those, and release what of
// them the new object has.
func Replace(c *compare.Comparison, keepsPods bool, grows []step.GrowClaim, content map[string]any, carry, release []object.Path) []step.Step {
	remove := step.Remove{Propagation: kube.Foreground, Carry: carry}
	if keepsPods {
		remove.Propagation = kube.Orphan
	}
	return []step.Step{
		{
			Do: step.Clear, Object: c.Manifest.Ref, If: step.Precondition{UID: c.Meta.UID},
			Operations: append(GrowClaims(grows), remove),
		},
		Create(c.Manifest.Ref, content, release),
	}
}

// GrowClaims are the operations that make claims larger.
func GrowClaims(grows []step.GrowClaim) step.Operations {
	var operations step.Operations
	for _, g := range grows {
		operations = append(operations, g)
	}
	return operations
}

// Apply is the step that applies an object without anything to change: so that
// its claims grow, or the state records it.
func Apply(do step.Kind, m *object.Manifest, uid string, first step.Operations) step.Step {
	return step.Step{
		Do: do, Object: m.Ref, If: step.Precondition{UID: uid},
		Operations: append(first, step.Apply{Content: kubeschema.Sent(m, nil)}),
	}
}
