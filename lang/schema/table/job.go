package table

import (
	"strings"
	"time"
	_ "time/tzdata" // zones are the same wherever wl runs

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/lang/schema"
)

const runs = schema.Job | schema.CronJob

// Section 4.6, job settings.
func job() *schema.Block {
	return group("job", "", "How the Pods of a Job, or of each run of a CronJob, complete it.", "任务设置。", section("4.6"), only(runs),
		jobField("completions", "completions", "Completions: Pods that must succeed; in a Job, the same as replicas.", "须成功的 Pod 总数；在任务中与 replicas 相同。",
			byDefaultIn(schema.CronJob, int64(1)), limited(atLeast(0))),
		jobField("parallelism", "parallelism", "Parallelism: Pods that run at the same time.", "并行数：同时运行的 Pod 数。", byDefault(int64(1)), limited(atLeast(0))),
		jobField("active_deadline_seconds", "activeDeadlineSeconds", "Active deadline: time after which the Job fails, regardless of backoff_limit; no limit where unset.",
			"超时时间（秒），优先于 backoff_limit；未设置时为无限。", byDefaultIn(schema.CronJob, int64(360)), limited(atLeast(1))),
		jobField("backoff_limit", "backoffLimit", "Retries before the Job fails.", "重试次数。", byDefault(int64(6)), limited(atLeast(0))),
		attr("restart_policy", String, "{pod}.restartPolicy", `Whether a failed container is restarted in its Pod ("OnFailure"), or in a new one ("Never").`,
			`重启策略：失败的容器在原 Pod 中（"OnFailure"）或新 Pod 中（"Never"）重试。`, byDefault("Never"), limited(oneOf("Never", "OnFailure"))))
}

// jobField is a field of a Job, which a CronJob has in its template.
func jobField(name, field, english, chinese string, options ...option) *schema.Attribute {
	return attr(name, Int, "spec."+field, english, chinese, append(options, at(schema.CronJob, "spec.jobTemplate.spec."+field))...)
}

// Section 4.7, schedule.
func schedule() *schema.Block {
	return single("schedule", "", "When a CronJob runs.", "定时任务配置。", section("4.7"), only(schema.CronJob),
		attr("schedule", String, "spec.schedule", `The schedule, as a cron expression: "*/5 * * * *".`, `定时规则：Cron 表达式，例如 "*/5 * * * *"。`, required, limited(cronExpression())),
		attr("time_zone", String, "spec.timeZone", "Time zone of the schedule; the cluster's where unset.", "时区；未设置时为集群的时区。", limited(timeZone())),
		attr("concurrency_policy", String, "spec.concurrencyPolicy", "What happens when a run is due and the previous one has not finished.", "并发策略：上一次运行尚未结束时的处理方式。",
			byDefault("Allow"), limited(oneOf("Allow", "Forbid", "Replace"))),
		attr("successful_jobs_history_limit", Int, "spec.successfulJobsHistoryLimit", "Successful runs kept in the history.", "保留的成功任务数。", byDefault(int64(3)), limited(atLeast(0))),
		attr("failed_jobs_history_limit", Int, "spec.failedJobsHistoryLimit", "Failed runs kept in the history.", "保留的失败任务数。", byDefault(int64(1)), limited(atLeast(0))),
		attr("starting_deadline_seconds", Int, "spec.startingDeadlineSeconds", "How late a run may start; no limit where unset.", "错过定时后仍可启动的时间（秒）；未设置时不限。", limited(atLeast(0))),
		attr("suspend", Bool, "spec.suspend", "Whether the CronJob is suspended: no further runs start.", "是否停止启动新的任务。"))
}

// cronExpression is what Kubernetes takes: five fields or a descriptor, and
// the time zone in its own field.
func cronExpression() schema.Limit {
	return schema.Limit{
		Examples: []any{"*/5 * * * *", "0 9 * * MON-FRI", "30 2 1 * *", "@daily"},
		Says:     func(value string) (string, string) { return cronwords.English(value), cronwords.Chinese(value) },
		English:  `be a cron expression of minute, hour, day, month and weekday, such as "*/5 * * * *", or one such as "@daily"; the time zone is set in time_zone`,
		Chinese:  `为由分、时、日、月、星期组成的 Cron 表达式，例如 "*/5 * * * *"，或 "@daily" 等；时区写在 time_zone 中`,
		Holds: func(v any) bool {
			s, ok := v.(string)
			_, err := cronwords.Parse(s)
			return !ok || err == nil
		},
	}
}

func timeZone() schema.Limit {
	return schema.Limit{Examples: []any{"Europe/Berlin"}, English: `be the name of a time zone, such as "Europe/Berlin"`, Chinese: `为时区名称，例如 "Asia/Shanghai"`, Holds: func(v any) bool {
		s, ok := v.(string)
		if !ok || s == "" || strings.EqualFold(s, "local") {
			return !ok
		}
		_, err := time.LoadLocation(s)
		return err == nil
	}}
}
