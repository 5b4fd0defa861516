package words

import (
	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/approval"
	"github.com/workloadlang/wl/internal/notify"
)

// gates are what stands between two waves of a rollout: why a metric has no number, why
// an approval does not count, and why an event was not taken.
func gates() []row {
	return []row{
		{analysis.NoAnswer, sentence{text: `Prometheus has not answered the query: {{.said}}`}, sentence{text: `Prometheus 没有回答该查询：{{.said}}`}},
		{analysis.NoValue, sentence{text: `the query has no value at that time: check that the metric exists`}, sentence{text: `该查询在此时没有值：请检查指标是否存在`}},
		{analysis.NotANumber, sentence{text: `the query's value is not a number (NaN): check that it does not divide by zero`}, sentence{text: `该查询的值不是数值（NaN）：请检查是否除以零`}},
		{analysis.SeveralSeries, sentence{text: `the query has {{.count}} series, and must have one: aggregate them, as sum(…) does`}, sentence{text: `该查询有 {{.count}} 个序列，应只有一个：请聚合，例如 sum(…)`}},
		{analysis.NoScalar, sentence{text: `the query's result is of type {{.type}}, and must be a single number`}, sentence{text: `该查询的结果类型为 {{.type}}，应为单个数值`}},
		{analysis.ConditionWrong, sentence{text: `the condition cannot be evaluated for {{.value}}: {{.said}}`}, sentence{text: `无法对 {{.value}} 计算条件：{{.said}}`}},

		{approval.ByInitiator, sentence{text: `the run was begun by {{.user}}, whom not_initiator does not let approve it`}, sentence{text: `{{.user}} 是发起者，not_initiator 不允许其批准`}},
		{approval.InitiatorUnknown, sentence{text: `who began the run is not known, and not_initiator lets only others approve it: begin anew with wl apply --supersede`}, sentence{text: `发起者未知，而 not_initiator 只允许其他人批准：请用 wl apply --supersede 重新开始`}},
		{approval.InNoGroup, sentence{text: `none of the groups that may approve has the user {{.user}}: {{join ", " .groups}}`}, sentence{text: `{{.user}} 不属于任何可以批准的组：{{join "、" .groups}}`}},
		{approval.OfOther, sentence{text: `another configuration of the wave was approved by {{.user}}`}, sentence{text: `{{.user}} 批准的是该批次的另一个配置`}},
		{approval.Nameless, sentence{text: `the server does not say who gave the approval`}, sentence{text: `服务器没有说明是谁批准的`}},

		{notify.Refused, sentence{text: `the receiver of {{.name}} answers with status {{.status}}`}, sentence{text: `{{.name}} 的接收者返回状态码 {{.status}}`}},
		{notify.Unanswered, sentence{text: `the receiver of {{.name}} cannot be reached: {{.said}}`}, sentence{text: `无法连接 {{.name}} 的接收者：{{.said}}`}},
		{notify.Unwritten, sentence{text: `the event for {{.name}} cannot be written as JSON: {{.said}}`}, sentence{text: `给 {{.name}} 的事件无法写成 JSON：{{.said}}`}},
	}
}
