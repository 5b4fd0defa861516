package words

import (
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// planEffects are what becomes of Pods, and of what else runs.
func planEffects() []row {
	return []row{
		{plan.EffectPodPerNode, sentence{text: `one Pod starts on every matching node`}, sentence{text: `每个匹配的节点启动一个 Pod`}},
		{plan.EffectPaused, sentence{text: `paused: no Pod starts until spec.paused is false`}, sentence{text: `已暂停：spec.paused 为 false 之前不启动 Pod`}},
		{plan.EffectPodsStart, sentence{text: `{{agree .pods "Pod" "starts" "start"}}`}, sentence{text: `启动 {{.pods}} 个 Pod`}},
		{plan.EffectPodsTerminated,
			sentence{text: `{{agree .pods "Pod" "is terminated" "are terminated"}}: the workload goes down`},
			sentence{text: `终止 {{.pods}} 个 Pod：工作负载停止服务`}},
		{plan.EffectNoPods, sentence{text: `no Pod is running`}, sentence{text: `没有正在运行的 Pod`}},
		{plan.EffectNoRestart, sentence{text: `no Pod restarts`}, sentence{text: `不重启 Pod`}},
		{plan.EffectHeldWhilePaused, sentence{text: `no Pod restarts while the rollout is paused`}, sentence{text: `升级暂停期间不重启 Pod`}},
		{plan.EffectHeldOnDelete, sentence{text: `no Pod restarts until it is deleted by hand (OnDelete)`}, sentence{text: `手动删除 Pod 之前不重启（OnDelete）`}},
		{plan.EffectHeldByPartition,
			sentence{text: `no Pod restarts: the partition {{.partition}} excludes all of them`},
			sentence{text: `不重启 Pod：分区 {{.partition}} 排除了全部 Pod`}},
		{plan.EffectNoDigestYet,
			sentence{text: `no Pod restarts: its Pod template has no digest yet, and gets one with its next change`},
			sentence{text: `不重启 Pod：Pod 模板还没有摘要，下次变更时写入`}},
		{plan.EffectPodsRestart,
			sentence{text: `{{agree .pods "Pod" "restarts" "restart"}}, {{.manner}}`},
			sentence{text: `重启 {{.pods}} 个 Pod，{{.manner}}`}},
		{view.PodsRestartOnEach,
			sentence{text: `{{if eq .least .most}}{{agree .most "Pod" "restarts" "restart"}}{{else}}{{.least}} to {{.most}} Pods restart{{end}} on each cluster`},
			sentence{text: `每个集群重启 {{.least}}{{if ne .least .most}} 至 {{.most}}{{end}} 个 Pod`}},
		{plan.EffectPodsReplacedInOrder,
			sentence{text: `{{agree .pods "Pod" "restarts" "restart"}}, since a claim cannot be added to a running Pod: apply deletes {{if eq .pods 1}}it, and the workload is down until it is back{{else}}them one at a time, the lowest ordinal first, each when the ones before it are ready{{end}}`},
			sentence{text: `重启 {{.pods}} 个 Pod，因为不能给运行中的 Pod 增加数据卷声明：{{if eq .pods 1}}apply 删除该 Pod，恢复之前工作负载停止服务{{else}}apply 按序号从小到大逐个删除，前面的就绪后再删下一个{{end}}`}},
		{plan.EffectScaledUp,
			sentence{text: `{{agree .pods "more Pod" "starts" "start"}}: {{.after}} instead of {{.before}}`},
			sentence{text: `增加 {{.pods}} 个 Pod：由 {{.before}} 个变为 {{.after}} 个`}},
		{plan.EffectScaledDown,
			sentence{text: `{{agree .pods "Pod" "is terminated" "are terminated"}}: {{.after}} instead of {{.before}}`},
			sentence{text: `终止 {{.pods}} 个 Pod：由 {{.before}} 个变为 {{.after}} 个`}},
		{plan.EffectRolloutsPaused,
			sentence{text: `rollouts are paused: changes of the Pod template wait until spec.paused is false`},
			sentence{text: `升级已暂停：spec.paused 为 false 之前，Pod 模板的变更不生效`}},
		{plan.EffectRecreatedAround, sentence{text: `it is recreated without deleting its Pods`}, sentence{text: `重新创建对象，保留其 Pod`}},
		{plan.EffectAllTerminatedFirst,
			sentence{text: `all Pods are terminated before the new ones start: the workload goes down`},
			sentence{text: `先终止全部 Pod 再启动新的：工作负载停止服务`}},
		{plan.EffectJobRunsAgain, sentence{text: `the Job runs again from the start`}, sentence{text: `Job 从头重新执行`}},
		{plan.EffectLeftPods,
			sentence{text: `{{agree .pods "Pod" "is terminated" "are terminated"}}, which a replacement that was cut off has left`},
			sentence{text: `终止 {{.pods}} 个 Pod：它们由被中断的替换遗留`}},
		{plan.EffectPodsTerminatedFirst,
			sentence{text: `{{agree .pods "Pod" "is terminated" "are terminated"}} first`},
			sentence{text: `先终止 {{.pods}} 个 Pod`}},
		{plan.EffectSuspended, sentence{text: `suspended: it does not run until spec.suspend is false`}, sentence{text: `已挂起：spec.suspend 为 false 之前不执行`}},
		{plan.EffectSuspends,
			sentence{text: `suspended: its Pods are terminated, and it does not run until spec.suspend is false`},
			sentence{text: `挂起：终止其 Pod，spec.suspend 为 false 之前不执行`}},
		{plan.EffectResumes, sentence{text: `no longer suspended: it runs`}, sentence{text: `不再挂起：开始执行`}},
		{plan.EffectSchedule, sentence{text: scheduleEN}, sentence{text: scheduleZH}},
		{plan.EffectScheduleStops, sentence{text: `runs stop: ` + scheduleEN}, sentence{text: `停止执行：` + scheduleZH}},
		{plan.EffectScheduleResumes, sentence{text: `runs resume: ` + scheduleEN}, sentence{text: `恢复执行：` + scheduleZH}},
		{plan.EffectBlocked, sentence{text: `blocked`}, sentence{text: `受阻`}},

		{plan.MannerAllAtOnce,
			sentence{text: `all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile`},
			sentence{text: `同时进行：先终止旧 Pod 再启动新 Pod，期间工作负载停止服务`}},
		{plan.MannerDownUntilBack, sentence{text: `and the workload is down until it is back`}, sentence{text: `恢复之前工作负载停止服务`}},
		{plan.MannerMaybeAllAtOnce, sentence{text: `possibly all at once: the workload can go down`}, sentence{text: `可能同时进行：工作负载可能停止服务`}},
		{plan.MannerAfterReplacement,
			sentence{text: `after its replacement is ready; no outage expected`},
			sentence{text: `新 Pod 就绪后再替换；预计不中断`}},
		{plan.MannerAfterReplacements,
			sentence{text: `{{if eq .most 1}}one{{else}}up to {{.most}}{{end}} at a time, each after its replacement is ready; no outage expected`},
			sentence{text: `{{if eq .most 1}}逐个{{else}}每次最多 {{.most}} 个{{end}}，新 Pod 就绪后再替换；预计不中断`}},
		{plan.MannerUpToAtATime,
			sentence{text: `{{if eq .most 1}}one{{else}}up to {{.most}}{{end}} at a time; no outage expected`},
			sentence{text: `{{if eq .most 1}}逐个{{else}}每次最多 {{.most}} 个{{end}}；预计不中断`}},
		{plan.MannerUnavailableAndSurge,
			sentence{text: `max {{.unavailable}} unavailable, {{.surge}} surge; no outage expected`},
			sentence{text: `最大无效实例数 {{.unavailable}}，最大浪涌 {{.surge}}；预计不中断`}},
		{plan.MannerWithPartition,
			sentence{text: `up to {{.most}} at a time; the partition keeps the first {{.partition}} at the old revision`},
			sentence{text: `每次最多 {{.most}} 个；分区使前 {{.partition}} 个保持旧版本`}},
		{plan.MannerNodeByNode, sentence{text: `node by node`}, sentence{text: `逐个节点进行`}},
	}
}

const (
	scheduleEN = `{{if .suspended}}suspended; would run {{else}}runs {{end}}{{cron .schedule}}{{if .zone}} ({{.zone}}){{end}}{{if .schedule_before}}, instead of {{cron .schedule_before}}{{if .zone_before}} ({{.zone_before}}){{end}}{{end}}`
	scheduleZH = `{{if .suspended}}已挂起；否则{{end}}{{cron .schedule}}执行{{if .zone}}（{{.zone}}）{{end}}{{if .schedule_before}}，原为{{cron .schedule_before}}{{if .zone_before}}（{{.zone_before}}）{{end}}{{end}}`
)
