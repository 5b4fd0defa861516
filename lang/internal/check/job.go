package check

import (
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/lang/schema"
)

func (w *workload) job() {
	job := w.Workload().Advanced().Job()
	if !job.Present() {
		return
	}
	pods := job.Completions()
	if w.Kind == schema.Job && !pods.Given() {
		pods = w.Workload().Replicas()
	}
	total, known := pods.Lookup()
	if w.Workload().Replicas().Given() && job.Completions().Given() {
		w.fail(job.Completions().Range(), "Conflicting arguments", "replicas of a Job and job.completions set the same field. Keep one of them.")
	}
	parallel, ok := job.Parallelism().Lookup()
	if known && ok && parallel > total && job.Parallelism().Given() && !w.settings.KubernetesLimits {
		w.fail(job.Parallelism().Range(), "Invalid value",
			`parallelism (%s) must be at most the number of Pods in total (%s). Change it, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits.`,
			shown(job.Parallelism()), shown(pods))
	}
	if protected := w.Object().Lifecycle().PreventDestroy(); protected.Value() && job.Run().Value() == "always" {
		w.fail(job.Run().Range(), "Conflicting arguments", `With run = "always", the Job is deleted to run again, and lifecycle has prevent_destroy = true. Remove one of them.`)
	}
	j := jobSettings{w.report, job, w.Item, pods}
	j.indexed()
	j.named()
	j.failures()
	j.successes()
}

// startOfRun stands for what the name of a CronJob's Job ends in: the minutes since 1970.
const startOfRun = "-30000000"

// named holds the name of a Job with numbers to what its Pods can be named by: the server
// refuses the Job otherwise.
func (j jobSettings) named() {
	name, total := j.item.Workload().Name(), j.pods.Value()
	if j.CompletionMode().Value() != "Indexed" || total < 1 || !name.Present() {
		return
	}
	last := name.Value()
	if j.item.Kind == schema.CronJob {
		last += startOfRun
	}
	last += "-" + strconv.FormatInt(total-1, 10)
	if len(validation.IsDNS1123Label(last)) > 0 {
		j.fail(name.Range(), "Invalid value", "The Pods of a Job with numbers are named by it: %q must have at most 63 characters of a-z, 0-9 and -, and has %d. Shorten the name, and leave dots out.", last, len(last))
	}
}

func (w *workload) schedule() {
	if w.Kind != schema.CronJob {
		return
	}
	s := w.Workload().Schedule()
	if !s.Present() {
		w.fail(w.Header, "Missing required block", `%s has no schedule. Add schedule { schedule = "*/5 * * * *" }.`, w.Title())
		return
	}
	// A fixed day with a leap day after it: the answer is the same every day.
	expression, err := cronwords.Parse(s.Schedule().Value())
	if err == nil && expression.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		w.warn(s.Schedule().Range(), "The schedule never runs", "The date of %s does not exist. Correct it.", shown(s.Schedule()))
	}
}
