package table

import (
	"strings"
	"time"

	"github.com/workloadlang/wl/lang/schema"
)

// The rollout over clusters: waves, and what must hold between them.

func rollout() *schema.Block {
	return single("rollout", "", "How the stack is rolled out over its clusters.", "栈如何在各集群上发布。", blockOption(ofStack),
		attr("home", Reference, "", "Cluster where the run is kept, such as cluster.prod-eu; the first cluster of the first wave where unset.",
			"保存发布过程的集群，例如 cluster.prod-eu；未设置时为第一个批次的第一个集群。", example("cluster.prod-eu")),
		onFailure(`What apply does when it fails: "halt" (nothing further is started), "rollback" (the clusters of the wave go back to their last good revisions), "rollback_all" (those of earlier waves do, too, the last first), or "continue" (what does not depend on the failed objects is applied).`,
			`执行失败时如何处理："halt"（不再开始新的操作）、"rollback"（本批次的集群回滚到各自最近一个成功的修订）、"rollback_all"（之前批次的集群也回滚，后完成的先回滚）或 "continue"（继续执行不依赖失败对象的部分）。`,
			"halt", "rollback", "rollback_all", "continue"),
		wave(), window(), notify())
}

// formerRollout is what the stack block has of it.
func formerRollout() *schema.Block {
	return single("rollout", "", "The former place of on_failure: write it in the top-level block rollout.", "on_failure 原来的位置：请写在顶层的 rollout 块中。", typed("FormerRollout"),
		onFailure(`What apply does when it fails: "halt", "rollback" or "continue".`, `执行失败时如何处理："halt"、"rollback" 或 "continue"。`, "halt", "rollback", "continue"))
}

func onFailure(english, chinese string, choices ...string) *schema.Attribute {
	return attr("on_failure", String, "", english, chinese, byDefault("halt"), limited(oneOf(choices...)))
}

func wave() *schema.Block {
	return many("wave", "", "Clusters that are applied to before those of the next wave. Every cluster of the stack is in exactly one.",
		"一个批次：其中的集群先于下一批次的集群部署。栈的每个集群须恰好属于一个批次。",
		label(attr("name", String, "", "The wave's name.", "批次的名称。", limited(identifier()))),
		attr("clusters", Reference, "", "The wave's clusters, such as [cluster.prod-eu].", "批次中的集群，例如 [cluster.prod-eu]。", example("[cluster.prod-eu]")),
		attr("select", StringMap, "", `The wave's clusters by their labels: those that have all of these, such as { tier = "prod" }. { } selects all.`,
			`按标签选择批次中的集群：具有全部这些标签的集群，例如 { tier = "prod" }。{ } 选择全部集群。`, example(`{ tier = "prod" }`)),
		attr("max_concurrent", IntOrPercent, "", "How many of the clusters are applied to at the same time. A percentage is rounded down, to 1 at least.",
			"同时部署的集群数。百分比向下取整，至少为 1。", public, byDefault(int64(1)), limited(atLeast(1), atMostPercent(100))),
		attr("max_failures", Int, "", "How many of the clusters may fail.", "允许失败的集群数。", byDefault(int64(0)), limited(atLeast(0))),
		attr("unreachable", String, "", `What a cluster that cannot be reached is: a failure ("fail"), or left behind until a later apply ("skip").`,
			`无法连接的集群如何处理：视为失败（"fail"），或留待以后的执行（"skip"）。`, byDefault("fail"), limited(oneOf("fail", "skip"))),
		attr("soak", String, "", "How long the wave must stay healthy before the next one begins, from when its last cluster is.",
			"下一批次开始之前，本批次须保持健康的时间，从最后一个集群健康时算起。", limited(duration()), example(`"30m"`)),
		approval(), waveCheck(), analysis())
}

func approval() *schema.Block {
	return single("approval", "", "An approval by people, given with wl rollout approve, without which the next wave does not begin.", "人工批准：以 wl rollout approve 给出；未批准之前不开始下一批次。",
		attr("groups", StringList, "", "Groups, as the home cluster knows them, of one of which an approver must be; anybody may approve where unset.",
			"批准者须属于其中一个组（以保存发布过程的集群所知的为准）；未设置时任何人都可以批准。", sized(atLeast(1)), limited(notEmpty()), example(`["sre"]`)),
		attr("quorum", Int, "", "How many people must approve.", "须批准的人数。", byDefault(int64(1)), limited(between(1, 100))),
		attr("not_initiator", Bool, "", "Whether the approval of whoever began the run does not count.", "发起者本人的批准是否不算数。"))
}

func waveCheck() *schema.Block {
	return many("check", "", "A Job that must succeed on each cluster of the wave once it is healthy. The Job is run by checks only.",
		"批次中的每个集群健康之后须成功执行的任务。该任务只由检查执行。", typed("WaveCheck"),
		label(attr("name", String, "", "The check's name.", "检查的名称。", limited(identifier()))),
		attr("workload", Reference, "", "The Job, such as workload.smoke.", "任务，例如 workload.smoke。", required, example("workload.smoke")))
}

func analysis() *schema.Block {
	return many("analysis", "", "Queries of metrics that must find the wave's clusters well during the soak.", "观察期内的指标查询，须表明批次中的集群状况良好。",
		label(attr("name", String, "", "The analysis' name.", "分析的名称。", limited(identifier()))),
		fields("prometheus", "", "What is asked of Prometheus, for each cluster of the wave.", "向 Prometheus 查询的内容，批次中的每个集群各查询一次。", blockOption(mandatory),
			attr("address", String, "", "Address of Prometheus, without the path of its API.", "Prometheus 的地址，不含 API 的路径。", required, guarded, limited(httpURL()), example(`"https://prometheus.example.com"`)),
			attr("bearer_token", String, "", "Token that is sent to Prometheus as its credentials (Authorization: Bearer); it may be sensitive, and is never shown. A run continues with another token.",
				"作为凭据发送给 Prometheus 的令牌（Authorization: Bearer）；可以是敏感值，从不显示。更换令牌后发布照常继续。", guarded, limited(tokenText()), example("var.prometheus_token")),
			attr("query", String, "", "The query, whose answer must be a single number; it can use target.name and target.labels.", "查询语句，结果须为单个数值；可使用 target.name 和 target.labels。", required, public, limited(notEmpty()), example(`"sum(rate(errors{cluster=\"${target.name}\"}[5m]))"`))),
		attr("interval", String, "", "How long after the previous sample the next one is taken.", "相邻两次采样的间隔。", required, limited(duration(), lasting(time.Second)), example(`"1m"`)),
		attr("count", Int, "", "How many samples are taken of each cluster.", "每个集群采样的次数。", required, limited(between(1, 1000)), example("5")),
		attr("success", Expression, "", "Must be true of result, the number of a sample, for it to be a success.", "对采样的数值 result 为 true 时，该次采样成功。", required, example("result < 0.01")),
		attr("failure", Expression, "", "Must be true of result for a sample to be a failure: one that is neither is inconclusive. Where unset, what is no success is a failure.",
			"对 result 为 true 时，该次采样失败；既不成功也不失败的采样没有定论。未设置时，不成功即为失败。", example("result > 0.05")),
		attr("failure_limit", Int, "", "How many samples of each cluster may fail.", "每个集群允许失败的采样数。", byDefault(int64(0)), limited(atLeast(0))),
		attr("error_limit", Int, "", "How many queries for each cluster may be without a number as answer. Such a query is made again later, so that no sample is missing.", "每个集群允许没有得到数值的查询数。这样的查询稍后重新进行，因此不会缺少采样。", byDefault(int64(4)), limited(atLeast(0))))
}

func window() *schema.Block {
	return many("window", "", "When clusters may be begun, or may not. A window that denies wins; where any allows, one of these must be open.",
		"何时可以或不可以开始部署集群的时间窗口。禁止的窗口优先；有允许的窗口时，须有一个处于打开状态。",
		attr("deny", String, "", "When it opens, as a cron expression: while it is open, no cluster is begun.", "打开的时间（Cron 表达式）：打开期间不开始部署任何集群。", limited(windowSchedule()), example(`"0 18 * * 5"`)),
		attr("allow", String, "", "When it opens, as a cron expression: clusters are begun while it is open.", "打开的时间（Cron 表达式）：打开期间才可开始部署集群。", limited(windowSchedule()), example(`"0 9 * * 1-4"`)),
		attr("duration", String, "", "How long it stays open.", "保持打开的时间。", required, limited(duration(), lasting(time.Minute)), example(`"8h"`)),
		attr("time_zone", String, "", "Time zone of the schedule; UTC where unset.", "时间表所在的时区；未设置时为 UTC。", limited(timeZone())))
}

func notify() *schema.Block {
	return many("notify", "", "A URL to which events of a run are posted, as JSON. Whether it answers does not matter to the run.",
		"接收发布过程事件（JSON）的 URL。是否收到不影响发布过程。",
		label(attr("name", String, "", "The notification's name.", "通知的名称。", limited(identifier()))),
		attr("url", String, "", "The URL; it may be sensitive.", "URL；可以是敏感值。", required, guarded, limited(httpURL()), example(`"https://hooks.example.com/wl"`)),
		attr("on", StringList, "", "Events that are posted; all of them where unset.", "所通知的事件；未设置时为全部。", sized(atLeast(1)), limited(oneOf("begun", "wave", "waiting", "halted", "failed", "done")), example(`["waiting", "halted"]`)))
}

func httpURL() schema.Limit {
	return pattern(`https?://[^/?#\s]+[^\s]*`, "be a URL that begins with https:// or http://", "为以 https:// 或 http:// 开头的 URL", "https://example.com")
}

func tokenText() schema.Limit {
	return pattern(`[!-~]+`, "be one word without spaces, line breaks and characters outside ASCII: trimspace() removes those at its ends", "为不含空格、换行和非 ASCII 字符的一个词：trimspace() 可去除首尾的空白")
}

// windowSchedule is a cron expression that does not depend on when it is looked at.
func windowSchedule() schema.Limit {
	l := cronExpression()
	cron := l.Holds
	l.Holds = func(v any) bool {
		s, _ := v.(string)
		return cron(v) && !strings.HasPrefix(strings.TrimSpace(s), "@every")
	}
	return l
}

// lasting is the least of a duration.
func lasting(least time.Duration) schema.Limit {
	text := least.String()
	if least%time.Minute == 0 {
		text = strings.TrimSuffix(text, "0s")
	}
	return schema.Limit{English: "be " + text + " or more", Chinese: "不小于 " + text, Examples: []any{"1h"}, Holds: func(v any) bool {
		s, ok := v.(string)
		d, err := time.ParseDuration(s)
		return !ok || err == nil && d >= least
	}}
}
