package check

import (
	"time"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

func (c *checker) job(item *module.Item) {
	job := item.Child("advanced", "job")
	if job == nil {
		return
	}
	pods, of := job, "completions"
	if item.Kind == schema.Job && !job.Has("completions") {
		pods, of = item.Block, "replicas"
	}
	total, known := pods.Int(of)
	if item.Has("replicas") && job.Has("completions") {
		c.fail(job.Get("completions").Range, "Said twice", "replicas of a Job and job.completions are the same. Keep one of them.")
	}
	parallel, ok := job.Int("parallelism")
	if known && ok && parallel > total && job.Has("parallelism") && !c.KubernetesLimits {
		c.fail(job.Get("parallelism").Range, "Invalid value",
			`parallelism (%s) must be at most the number of Pods in total (%s). Change it, or set limits = "kubernetes" in the stack block to go by Kubernetes' own limits.`,
			shown(job.Get("parallelism")), shown(pods.Get(of)))
	}
}

func (c *checker) schedule(item *module.Item) {
	if item.Kind != schema.CronJob {
		return
	}
	s := item.Child("schedule")
	if s == nil {
		c.fail(item.Header, "Missing required block", `%s does not say when it runs. Add schedule { schedule = "*/5 * * * *" }.`, item.Title())
		return
	}
	// A fixed day with a leap day after it: the answer is the same every day.
	expression, err := cronwords.Parse(s.String("schedule"))
	if err == nil && expression.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		c.warn(s.Get("schedule").Range, "It never runs", "The day that %s names does not exist. Correct it.", shown(s.Get("schedule")))
	}
}
