package judge

import (
	"slices"

	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/replacement"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Repeater judges the Jobs that run in every apply, or again because it is asked for.
type Repeater struct{ *Judge }

// Again finds, by position, the Jobs that are as wanted and run in every apply that
// does anything else, and reports whether this one does; where it is asked for, all Jobs.
func (j Repeater) Again(decisions []decision.Decision) (jobs []int, run bool) {
	run = j.RerunJobs
	for i, d := range decisions {
		switch {
		case d.Missing:
		case d.Action == plan.None:
			if m := d.Manifest; m != nil && (m.Lifecycle.RunsAlways || j.RerunJobs && m.Ref.GroupKind() == kind.Job) {
				jobs = append(jobs, i)
			}
		case d.Action != plan.Blocked:
			run = true
		}
	}
	return jobs, run
}

// Continues reports whether a Job that runs in every apply has begun to in one of the same
// configuration that has not succeeded, so that it is not run twice: where it has not
// ended yet or, of an apply that was cut off, where it has succeeded. Live is nil where
// its time to live has removed it.
func (j Repeater) Continues(s compare.Subject, live map[string]any) bool {
	e := s.Entry
	if j.RerunJobs || e == nil || e.Begun == "" || e.Begun != j.Identity {
		return false
	}
	outcome := j.Snapshot.Revision.Outcome
	cutOff := outcome == state.Running || outcome == state.Interrupted
	if live == nil {
		return cutOff
	}
	// One that was only intended is there if it is another than before.
	if former := object.At(live, "metadata", "uid") == e.UID; former == (e.Phase == state.Intended) {
		return false
	}
	switch {
	case hasCondition(live, batchv1.JobFailed), hasCondition(live, batchv1.JobFailureTarget):
		return false
	case hasCondition(live, batchv1.JobComplete):
		return cutOff
	}
	return true
}

// HasFailed reports whether a Job has failed for good.
func HasFailed(job map[string]any) bool { return hasCondition(job, batchv1.JobFailed) }

func hasCondition(job map[string]any, of batchv1.JobConditionType) bool {
	conditions, _ := object.At(job, "status", "conditions").([]any)
	return slices.ContainsFunc(conditions, func(c any) bool {
		condition, _ := c.(map[string]any)
		return condition["type"] == string(of) && condition["status"] == "True"
	})
}

// RunAgain plans that a Job which is as wanted is deleted and created again, as the server
// has answered about the new one.
func (j Repeater) RunAgain(c *compare.Comparison, answer kube.ApplyResult) decision.Decision {
	content := replacement.Manifest(c).Content
	steps := program.Replace(c, false, nil, content, c.LeftOver, compare.Within(answer.Object, c.LeftOver))
	return j.runAgain(c.Manifest, c.Live, answer, steps)
}

// RunAnew plans the same of a Job that its time to live has removed.
func (j Repeater) RunAnew(m *object.Manifest, answer kube.ApplyResult) decision.Decision {
	content := j.InFull(m).Content
	return j.runAgain(m, answer.Object, answer, []step.Step{program.Create(m.Ref, content, compare.Within(content, j.LeftOver(m)))})
}

func (j Repeater) runAgain(m *object.Manifest, live map[string]any, answer kube.ApplyResult, steps []step.Step) decision.Decision {
	d := change(plan.Rerun, m, nil)
	d.Always, d.Asked, d.Manifest, d.Steps = !j.RerunJobs, j.RerunJobs, m, steps
	d.Impact = impact.OfReplacement(live, answer.Object, false, j.All)
	d.Warnings = decision.ServerWarnings(answer.Warnings)
	return d
}
