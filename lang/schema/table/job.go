package table

import (
	"strings"
	"time"
	_ "time/tzdata" // zones are the same wherever wl runs

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/lang/schema"
)

const runs = schema.Job | schema.CronJob

// Section 4.6, job settings.
func job() *schema.Block {
	return group("job", "", "How the Pods of a Job, or of each run of a CronJob, complete it.", "任务设置。", section("4.6"), only(runs),
		jobField("completions", "completions", Int, "Completions: Pods that must succeed; in a Job, the same as replicas.", "须成功的 Pod 总数；在任务中与 replicas 相同。",
			byDefaultIn(schema.CronJob, int64(1)), limited(atLeast(0))),
		jobField("parallelism", "parallelism", Int, "Parallelism: Pods that run at the same time.", "并行数：同时运行的 Pod 数。", byDefault(int64(1)), limited(atLeast(0))),
		jobField("active_deadline_seconds", "activeDeadlineSeconds", Int, "Active deadline: time after which the Job fails, regardless of backoff_limit; no limit where unset.",
			"超时时间（秒），优先于 backoff_limit；未设置时为无限。", byDefaultIn(schema.CronJob, int64(360)), limited(atLeastOf64(1))),
		jobField("backoff_limit", "backoffLimit", Int, "Retries before the Job fails; no limit where unset and backoff_limit_per_index is set.", "重试次数；未设置而设置了 backoff_limit_per_index 时不限。", byDefault(int64(6)), limited(atLeast(0)), by(CompileBackoffLimit)),
		attr("restart_policy", String, "{pod}.restartPolicy", `Whether a failed container is restarted in its Pod ("OnFailure"), or in a new one ("Never").`,
			`重启策略：失败的容器在原 Pod 中（"OnFailure"）或新 Pod 中（"Never"）重试。`, byDefault("Never"), limited(oneOf("Never", "OnFailure"))),
		jobField("ttl_seconds_after_finished", "ttlSecondsAfterFinished", Int, "Time after which a finished Job is deleted, with its Pods; it is kept where unset.", "任务结束后的保留时间（秒），到期连同 Pod 删除；未设置时保留。", limited(atLeast(0))),
		jobField("completion_mode", "completionMode", String, `Whether the Pods are all the same ("NonIndexed"), or each has a number of its own ("Indexed").`,
			`完成模式：Pod 完全相同（"NonIndexed"）或各有编号（"Indexed"）。`, limited(oneOf("NonIndexed", "Indexed"))),
		jobField("backoff_limit_per_index", "backoffLimitPerIndex", Int, `Retries of each number, with completion_mode = "Indexed".`, `completion_mode = "Indexed" 时每个编号的重试次数。`, limited(atLeast(0))),
		jobField("max_failed_indexes", "maxFailedIndexes", Int, "Numbers that may fail before the Job as a whole fails.", "整个任务失败之前允许失败的编号数。", limited(between(0, 100000))),
		jobField("pod_replacement_policy", "podReplacementPolicy", String, `When a Pod is replaced: once it terminates ("TerminatingOrFailed"), or once it has failed ("Failed").`,
			`何时替换 Pod：开始终止时（"TerminatingOrFailed"）或已失败后（"Failed"）。`, limited(oneOf("TerminatingOrFailed", "Failed"))),
		jobField("suspend", "suspend", Bool, "Whether the Job is suspended: it has no Pods until that is false.", "是否挂起：恢复之前没有 Pod 运行。"),
		attr("run", String, "", `When the Job runs again: when what it runs has changed ("on_change"), or in every apply that changes anything else on its cluster, too ("always"). What depends on the Job waits until it has succeeded.`,
			`何时重新执行：所执行的内容变更时（"on_change"），或者每次执行（apply）只要集群上有其他变更也重新执行（"always"）。依赖该任务的对象等待其成功完成。`, in(schema.Job), byDefault("on_change"), limited(oneOf("on_change", "always"))),
		jobField("managed_by", "managedBy", String, "Controller that runs the Job; Kubernetes' own where unset.", "运行任务的控制器；未设置时为 Kubernetes 自身。", limited(domainPath())),
		jobField("manual_selector", "manualSelector", Bool, "Whether the Job selects its Pods by selector, instead of labels of the server's.", "是否按 selector 选择 Pod，而不是服务器生成的标签。", in(schema.Job)),
		podFailurePolicy(), successPolicy())
}

// jobField is a field of a Job, which a CronJob has in its template.
func jobField(name, field string, t schema.Type, english, chinese string, options ...option) *schema.Attribute {
	return attr(name, t, "spec."+field, english, chinese, append(options, at(schema.CronJob, "spec.jobTemplate.spec."+field))...)
}

// podFailurePolicy tells failures of Pods apart.
func podFailurePolicy() *schema.Block {
	return single("pod_failure_policy", "spec.podFailurePolicy", "What failures of Pods mean for the Job; the first rule that matches counts.", "Pod 失败的处理规则，以首个匹配的为准。",
		under(schema.CronJob, "spec.jobTemplate.spec.podFailurePolicy"),
		many("rule", "rules", "What follows from some failures.", "一类失败的处理方式。", typed("FailureRule"), blockOption(mandatory),
			attr("action", String, "action", "What follows: the Job fails, the Pod's number fails, the failure does not count, or it counts as usual.", "处理方式：任务失败、该编号失败、不计入或照常计入重试。",
				required, limited(oneOf("FailJob", "FailIndex", "Ignore", "Count"))),
			fields("on_exit_codes", "onExitCodes", "Exit codes of containers.", "容器的退出码。",
				attr("container_name", String, "containerName", "The container; any where unset.", "容器；未设置时为任一容器。", limited(dnsLabel())),
				attr("operator", String, "operator", "Whether the codes are those, or all others.", "退出码在其中（In）或不在其中（NotIn）。", byDefault("In"), limited(oneOf("In", "NotIn"))),
				attr("values", IntList, "values", "The codes, in ascending order.", "退出码，按升序排列。", required, sized(between(1, 255)), limited(between(0, 255)), example("[42]"))),
			many("on_pod_condition", "onPodConditions", "A condition of the Pod.", "Pod 的状况。", blockOption(sameLabels),
				label(attr("type", String, "type", "Its type.", "状况的类型。", limited(labelKey()))),
				attr("status", String, "status", "Its status.", "状况的状态。", byDefault("True"), limited(oneOf("True", "False", "Unknown"))))))
}

// successPolicy lets a Job succeed before all of its Pods have.
func successPolicy() *schema.Block {
	return single("success_policy", "spec.successPolicy", `When a Job with completion_mode = "Indexed" has succeeded: one rule is enough.`, `completion_mode = "Indexed" 的任务何时算成功：满足一条规则即可。`,
		under(schema.CronJob, "spec.jobTemplate.spec.successPolicy"),
		many("rule", "rules", "What is enough for the Job to succeed.", "任务成功的条件。", typed("SuccessRule"), blockOption(mandatory),
			attr("succeeded_indexes", String, "succeededIndexes", "Numbers that must succeed; all where unset.", "须成功的编号；未设置时为全部。", limited(indexes()), example("\"0,2-4\"")),
			attr("succeeded_count", Int, "succeededCount", "How many of them must succeed; all where unset.", "其中须成功的个数；未设置时为全部。", limited(atLeast(1)))))
}

// indexes are numbers and ranges of numbers, in ascending order.
func indexes() schema.Limit {
	return pattern(`[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*`, `be numbers and ranges in ascending order, such as "0,2-4"`, `为升序的编号和编号段，例如 "0,2-4"`, "0,2-4")
}

// domainPath is a name with the domain of whoever defines it.
func domainPath() schema.Limit {
	return format(func(s string) []string {
		if len(s) > 63 || !strings.Contains(s, "/") {
			return []string{"too long, or without a domain"}
		}
		return validation.IsQualifiedName(s)
	}, `be a name with a domain, such as "example.com/controller", of at most 63 characters`, `为带域名的名称，例如 "example.com/controller"，不超过 63 个字符`, "example.com/controller")
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
		attr("starting_deadline_seconds", Int, "spec.startingDeadlineSeconds", "How late a run may start; no limit where unset.", "错过定时后仍可启动的时间（秒）；未设置时不限。", limited(atLeastOf64(0)), example("300")),
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
