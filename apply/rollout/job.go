package rollout

import (
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
)

type job struct {
	computed
	*batchv1.Job
}

func (j job) meta() *metav1.ObjectMeta { return &j.ObjectMeta }

// assess follows kstatus, except that a Job is done when it has completed, not
// when it has started: what depends on it needs its work. A Job that the configuration
// suspends is as wanted; one that others have suspended, as queues do until there is room,
// has its work still to do.
func (j job) assess(e Evidence) assessment {
	wanted := int64(valueOr(j.Spec.Completions, valueOr(j.Spec.Parallelism, 1)))
	succeeded := int64(j.Status.Succeeded)
	a := assessment{Status: Status{Word: Waiting, Counts: Counts{
		Ready: int64(valueOr(j.Status.Ready, 0)), Wanted: wanted, Updated: int64(j.Status.Active) + succeeded, Succeeded: succeeded,
	}}}
	a.achieved = a.Updated + succeeded
	for _, c := range j.Status.Conditions {
		if c.Status != corev1.ConditionTrue {
			continue
		}
		switch c.Type {
		case batchv1.JobComplete:
			a.Word, a.Done = Completed, true
			return a
		case batchv1.JobFailed:
			a.Message = plain(EndedFailed)
			a.findings = j.failure(c, e)
			return a
		}
	}
	if valueOr(j.Spec.Suspend, false) {
		return j.suspended(a, e)
	}
	a.findings = j.findings(e)
	a.Message = progress(AwaitsSucceeded, succeeded, wanted)
	if j.Status.StartTime != nil {
		a.Word = Executing
	}
	return a
}

// suspended is how far a Job has come that does not run. None of its Pods is ready; where the
// configuration suspends it, nothing is awaited of it. Whoever else has, resumes it in time.
func (j job) suspended(a assessment, e Evidence) assessment {
	a.Message, a.Held = plain(AwaitsNothing), held(Suspended, &j.ObjectMeta, e.Manager)
	if a.Held.Configured {
		a.Wanted, a.Done = 0, true
		return a
	}
	why := fact.New(KnownSuspended, fact.Args{"managers": othersOf(&j.ObjectMeta, e.Manager, Suspended.path())})
	a.findings = []finding{{Cause: Cause{Reason: "Suspended", Detail: why}, word: Waiting, patience: never}}
	return a
}

// Expires reports whether Kubernetes removes the workload by itself when it has
// ended.
func Expires(w Workload) bool {
	j, ok := w.(job)
	return ok && j.Spec.TTLSecondsAfterFinished != nil
}

// JudgeEnded returns how a Job has ended that was being deleted when it was last
// seen.
func JudgeEnded(w Workload) Status {
	a := w.assess(Evidence{})
	a.Causes = causes(a.findings)
	return a.concluded(slices.IndexFunc(a.findings, func(f finding) bool { return f.patience == atOnce }))
}

// Expired is the status of a Job that has run to its end and was removed since.
func Expired() Status {
	return Status{Word: Completed, Done: true, Message: plain(EndedExpired)}
}

// findings never fails a Job for Pods that have failed: the Job retries as often as it is
// told to, and it alone decides when that was enough. How they ended is told as long as none has
// succeeded. The documented form knows no Job that is not ready: one that cannot continue is abnormal.
func (j job) findings(e Evidence) []finding {
	alive := slices.DeleteFunc(slices.Clone(e.Pods), func(p *corev1.Pod) bool { return p.Status.Phase == corev1.PodFailed })
	found := podFindings(alive, e)
	for i := range found {
		if found[i].Reason == crashLoop {
			found[i].patience = never
		}
	}
	if j.Status.Succeeded == 0 {
		found = append(found, failures(e.Pods)...)
	}
	if j.Status.Active == 0 {
		found = append(found, refusals(&j.ObjectMeta, e)...)
	}
	for i := range found {
		found[i].word = Abnormal
	}
	return merge(found)
}

// failure explains a failed Job by the Job controller's reason and by how its
// Pods ended.
func (j job) failure(c batchv1.JobCondition, e Evidence) []finding {
	found := []finding{{
		Cause:    Cause{Reason: c.Reason, Detail: said(c.Message)},
		word:     Abnormal,
		summary:  WrongJobFailed,
		patience: atOnce,
	}}
	return merge(append(found, failures(e.Pods)...))
}

// failures are how the containers of Pods ended that have failed, init containers among them; of a Pod that was evicted or the
// like, why.
func failures(pods []*corev1.Pod) (found []finding) {
	for _, p := range pods {
		if p.Status.Phase != corev1.PodFailed {
			continue
		}
		before := len(found)
		for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
			if t := s.State.Terminated; t != nil && t.ExitCode != 0 {
				found = append(found, finding{
					Cause:    Cause{Reason: t.Reason, Pod: p.Name, Container: s.Name, Detail: termination(t, 0)},
					word:     Abnormal,
					patience: never,
				})
			}
		}
		if len(found) == before && p.Status.Reason != "" {
			found = append(found, finding{Cause: Cause{Reason: p.Status.Reason, Pod: p.Name, Detail: said(p.Status.Message)}, word: Abnormal, patience: never})
		}
	}
	return found
}

type cronJob struct {
	computed
	*batchv1.CronJob
}

func (c cronJob) meta() *metav1.ObjectMeta { return &c.ObjectMeta }

// assess knows a CronJob's two states; its runs are Jobs of their own.
func (c cronJob) assess(e Evidence) assessment {
	if valueOr(c.Spec.Suspend, false) {
		return assessment{Status: Status{Word: Stopped, Done: true, Held: held(Suspended, &c.ObjectMeta, e.Manager)}}
	}
	return assessment{Status: Status{Word: Started, Done: true}}
}
