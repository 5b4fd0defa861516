package words

import (
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/state"
)

// runWaits are what a run over several clusters waits for, and why a wave has failed.
func runWaits() []row {
	return []row{
		{run.WaitsForResume,
			sentence{text: `the run is paused by {{.user}}{{if .reason}} ({{.reason}}){{end}}: to continue, run wl rollout resume, and wl apply`},
			sentence{text: `本次发布已由 {{.user}} 暂停{{if .reason}}（{{.reason}}）{{end}}：继续请运行 wl rollout resume，再运行 wl apply`}},
		{run.WaitsForWindow,
			sentence{text: `the wave {{.wave}} waits for the window{{if .schedule}} ({{if .deny}}denied{{else}}allowed{{end}} from: {{cron .schedule}}, {{.time_zone}}){{end}}, with {{count .clusters "cluster"}} left{{if .until}}, until {{when .until}}{{end}}: run wl apply then, or now with --ignore-window REASON`},
			sentence{text: `批次 {{.wave}} 等待窗口{{if .schedule}}（{{if .deny}}禁止{{else}}允许{{end}}：{{cron .schedule}}，{{.time_zone}}）{{end}}，尚有 {{.clusters}} 个集群未开始{{if .until}}，直到 {{when .until}}{{end}}：届时请运行 wl apply，或现在以 --ignore-window 原因 运行`}},
		{run.WaitsForSoak,
			sentence{text: `the wave {{.wave}} soaks until {{when .until}}: run wl apply then, or now with --wait`},
			sentence{text: `批次 {{.wave}} 正在观察，直到 {{when .until}}：届时请运行 wl apply，或现在加 --wait`}},
		{run.WaitsForSamples,
			sentence{text: `the wave {{.wave}} waits for the next sample of its analysis at {{when .until}}: run wl apply then, or now with --wait`},
			sentence{text: `批次 {{.wave}} 等待 {{when .until}} 的下一次分析采样：届时请运行 wl apply，或现在加 --wait`}},
		{run.WaitsForDecision,
			sentence{text: `the analysis {{q .analysis}} of the wave {{.wave}} is inconclusive{{if .inconclusive}} on {{join ", " .inconclusive}}: neither success nor failure{{end}}{{if .errors}}{{if .inconclusive}};{{end}} on {{join ", " .errors}}: too many queries without a number{{if .said}} ({{.said}}){{end}}{{end}}: to let it pass, run wl rollout approve --analysis {{.analysis}}; to begin it again, wl rollout retry`},
			sentence{text: `批次 {{.wave}} 的分析 {{q .analysis}} 没有结论{{if .inconclusive}}：在 {{join "、" .inconclusive}} 上既不成功也不失败{{end}}{{if .errors}}：在 {{join "、" .errors}} 上没有得到数值的查询过多{{if .said}}（{{.said}}）{{end}}{{end}}：放行请运行 wl rollout approve --analysis {{.analysis}}；重新开始请运行 wl rollout retry`}},
		{run.WaitsForApproval,
			sentence{text: `the wave {{.wave}} waits for approval: {{.count}} of {{.quorum}}{{if .given}} ({{join ", " .given}}){{end}}{{if .groups}}, by the group {{join " or " .groups}}{{end}}{{if .not}}, not by {{.not}}{{end}}: run wl rollout approve --wave {{.wave}}, and then wl apply`},
			sentence{text: `批次 {{.wave}} 等待批准：{{.count}}/{{.quorum}}{{if .given}}（{{join "、" .given}}）{{end}}{{if .groups}}，限用户组 {{join " 或 " .groups}}{{end}}{{if .not}}，{{.not}} 除外{{end}}：请运行 wl rollout approve --wave {{.wave}}，然后运行 wl apply`}},
		{run.WaveClustersFailed,
			sentence{text: `the wave {{.wave}} has failed on {{join ", " .clusters}}{{if .allowed}} ({{.allowed}} may fail){{end}}`},
			sentence{text: `批次 {{.wave}} 在 {{join "、" .clusters}} 上失败{{if .allowed}}（允许失败 {{.allowed}} 个）{{end}}`}},
		{run.WaveAnalysisFailed,
			sentence{text: `the analysis {{q .analysis}} of the wave {{.wave}} has failed on {{join ", " .clusters}}: more than {{count .allowed "sample"}} failed`},
			sentence{text: `批次 {{.wave}} 的分析 {{q .analysis}} 在 {{join "、" .clusters}} 上失败：失败的样本超过 {{.allowed}} 个`}},
	}
}

// runClusters are why a run has failed on a cluster, or left it behind.
func runClusters() []row {
	return []row{
		{waves.ClusterBlocked, sentence{text: `it could not be planned, or something on it is blocked`}, sentence{text: `无法制定计划，或其中有对象受阻`}},
		{waves.ClusterObjects,
			sentence{text: `{{.object}}: {{.said}}{{if .others}} (and {{.others}} more){{end}}`},
			sentence{text: `{{.object}}：{{.said}}{{if .others}}（另有 {{.others}} 个）{{end}}`}},
		{waves.Unhealthy,
			sentence{text: `{{.object}} is {{if .missing}}missing{{else}}{{.status}}{{end}} at the end of the soak{{if .said}}: {{.said}}{{end}}`},
			sentence{text: `观察结束时 {{.object}} {{if .missing}}不存在{{else}}的状态为 {{.status}}{{end}}{{if .said}}：{{.said}}{{end}}`}},
		{waves.Restarted,
			sentence{text: `containers were restarted {{count .restarts "time"}} during the soak`},
			sentence{text: `观察期间容器重启了 {{.restarts}} 次`}},
		{waves.CheckFailed,
			sentence{text: `the check {{q .check}} has failed: {{.object}}: {{.said}}`},
			sentence{text: `检查 {{q .check}} 失败：{{.object}}：{{.said}}`}},
		{waves.FailedBefore, sentence{text: `the apply of revision {{.revision}} failed`}, sentence{text: `修订 {{.revision}} 的执行失败`}},
		{waves.NotDeclared,
			sentence{text: `the cluster {{.cluster}} is not declared any more`},
			sentence{text: `集群 {{.cluster}} 已不再声明`}},
		{waves.NothingBefore,
			sentence{text: `the cluster {{.cluster}} is not rolled back: it had no good revision before the run; correct the configuration and apply it`},
			sentence{text: `集群 {{.cluster}} 不回滚：本次发布之前没有成功的修订；请修正配置后执行 apply`}},
		{waves.OtherCluster,
			sentence{text: `the context {{q .context}} points to another cluster now than when the run {{.run}} began: correct the kubeconfig, or the context of the cluster {{.cluster}}`},
			sentence{text: `上下文 {{q .context}} 现在指向的集群与发布 {{.run}} 开始时不同：请修正 kubeconfig，或集群 {{.cluster}} 的 context`}},
	}
}

// runNotices are what happens to a run, beside its clusters.
func runNotices() []row {
	return []row{
		{waves.NoticeBegun,
			sentence{text: `Run {{.run}} has begun{{if .supersedes}}; it supersedes the run {{.supersedes}}{{end}}.`},
			sentence{text: `发布 {{.run}} 已开始{{if .supersedes}}，取代发布 {{.supersedes}}{{end}}。`}},
		{waves.NoticeContinues,
			sentence{text: `Run {{.run}} continues{{if .wave}} with the wave {{.wave}}{{end}}.{{if .clusters_added}} Not in it, but in the next: {{join ", " .clusters_added}}.{{end}}{{if .clusters_removed}} Not declared any more, and left out: {{join ", " .clusters_removed}}.{{end}}`},
			sentence{text: `发布 {{.run}} 继续{{if .wave}}，当前批次 {{.wave}}{{end}}。{{if .clusters_added}}不在本次发布中、归入下一次：{{join "、" .clusters_added}}。{{end}}{{if .clusters_removed}}已不再声明、不再处理：{{join "、" .clusters_removed}}。{{end}}`}},
		{waves.NoticeStanding,
			sentence{text: `The run {{.run}} {{if .same}}of this configuration is under way{{if .wave}}, in the wave {{.wave}}{{end}}: wl apply continues it.{{else}}of another configuration is under way{{if .wave}}, in the wave {{.wave}}{{end}}: wl apply refuses this one until it has ended, or with --supersede.{{end}}`},
			sentence{text: `{{if .same}}本配置{{else}}另一份配置{{end}}的发布 {{.run}} 正在进行{{if .wave}}（当前批次 {{.wave}}）{{end}}：{{if .same}}wl apply 会继续它。{{else}}在它结束之前 wl apply 会拒绝本配置，除非加 --supersede。{{end}}`}},
		{waves.NoticePassed, sentence{text: `The wave {{.wave}} has passed.`}, sentence{text: `批次 {{.wave}} 已通过。`}},
		{waves.NoticeFailed, sentence{text: `{{stop .said}}`}, sentence{text: `{{stop .said}}`}},
		{waves.NoticeBack,
			sentence{text: `The cluster {{.cluster}} goes back to revision {{.revision}}.`},
			sentence{text: `集群 {{.cluster}} 回滚到修订 {{.revision}}。`}},
		{waves.AbortedBy,
			sentence{text: `aborted by {{.user}}{{if .reason}} ({{.reason}}){{end}}`},
			sentence{text: `由 {{.user}} 中止{{if .reason}}（{{.reason}}）{{end}}`}},
		{waves.Interrupted,
			sentence{text: `interrupted: what was begun is finished and noted; wl apply continues the run {{.run}}`},
			sentence{text: `已中断：已开始的操作已完成并记录；wl apply 会继续发布 {{.run}}`}},
	}
}

// runProblems are why a run does not begin, does not continue, or is not changed.
func runProblems() []row {
	return []row{
		{waves.HomeUnreadable,
			sentence{text: `the run of the stack {{q .stack}} is kept in its home, the cluster {{.cluster}}, which cannot be read: {{.said}}. Nothing begins and nothing continues without it`},
			sentence{text: `栈 {{q .stack}} 的发布保存在主集群 {{.cluster}} 中，无法读取：{{.said}}。在此之前不会开始或继续任何操作`}},
		{waves.UnderWay,
			sentence{text: `the run {{.run}} of another configuration is under way{{if .commit}} (commit {{.commit}}){{end}}, begun {{when .begun}} by {{.who}}, in the wave {{.wave}}: apply that configuration to continue, end it with wl rollout abort, or begin anew with --supersede`},
			sentence{text: `另一份配置{{if .commit}}（提交 {{.commit}}）{{end}}的发布 {{.run}} 正在进行（{{.who}} 于 {{when .begun}} 开始，当前批次 {{.wave}}）：请执行那份配置以继续，或用 wl rollout abort 结束它，或以 --supersede 重新开始`}},
		{waves.NotUnderWay,
			sentence{text: `no run is under way: the last one, {{.run}}, has ended ({{.state}}). wl apply begins another`},
			sentence{text: `没有正在进行的发布：上一次发布 {{.run}} 已结束（{{.state}}）。wl apply 会开始新的发布`}},
		{waves.NoRun,
			sentence{text: `the stack {{q .stack}} has had no run over its clusters: wl apply begins one`},
			sentence{text: `栈 {{q .stack}} 还没有跨集群发布：wl apply 会开始一次`}},
		{waves.NotPaused, sentence{text: `the run {{.run}} is not paused`}, sentence{text: `发布 {{.run}} 没有暂停`}},
		{waves.HeldByRun,
			sentence{text: `the run {{.run}} is under way, in the wave {{.wave}}: wait for its end, end it with wl rollout abort, or run {{.operation}} with --outside-run REASON, which is recorded`},
			sentence{text: `发布 {{.run}} 正在进行（当前批次 {{.wave}}）：请等它结束，或用 wl rollout abort 结束它，或以 --outside-run 原因 执行 {{.operation}}（会被记录）`}},
		{waves.NoSuchWave,
			sentence{text: `the run has no wave {{q .wave}}: it has {{join ", " .waves}}`},
			sentence{text: `本次发布没有批次 {{q .wave}}：现有 {{join "、" .waves}}`}},
		{waves.NotWaiting,
			sentence{text: `{{if .analysis}}the analysis {{q .analysis}}{{else}}no analysis{{end}} of the wave {{.wave}} waits for {{if .analysis}}no {{else}}a {{end}}decision: wl rollout status shows what is waited for`},
			sentence{text: `批次 {{.wave}} {{if .analysis}}的分析 {{q .analysis}} {{else}}没有分析{{end}}{{if .analysis}}不在{{end}}等待决定：wl rollout status 显示在等什么`}},
		{waves.Replaced,
			sentence{text: `the run {{.run}} is not the stack's any more: another one was begun meanwhile. wl rollout status shows it`},
			sentence{text: `{{if .run}}发布 {{.run}} {{else}}该发布{{end}}已不是该栈的发布：其间开始了另一次。wl rollout status 可查看`}},
		{run.ApprovalNotNeeded,
			sentence{text: `the wave {{.wave}} needs no approval`},
			sentence{text: `批次 {{.wave}} 不需要批准`}},
		{waves.NothingLost,
			sentence{text: `the run {{.run}} is not lost: its home, the cluster {{.cluster}}, has it. wl rollout status shows it`},
			sentence{text: `发布 {{.run}} 没有丢失：主集群 {{.cluster}} 中有它。wl rollout status 可查看`}},
		{waves.NothingToRecover,
			sentence{text: `no revision of the stack {{q .stack}} names a run{{if .clusters}} (not read: {{join ", " .clusters}}){{end}}: wl apply begins one`},
			sentence{text: `栈 {{q .stack}} 的修订没有记录任何发布{{if .clusters}}（未能读取：{{join "、" .clusters}}）{{end}}：wl apply 会开始一次`}},
		{waves.OtherConfiguration,
			sentence{text: `the run {{.run}} is of another configuration than this: recover it from the commit that it was begun with, or begin anew with wl apply`},
			sentence{text: `发布 {{.run}} 属于另一份配置：请用开始时的提交恢复，或用 wl apply 重新开始`}},
		{run.Damaged,
			sentence{text: `what is kept of the run is damaged{{if .said}}: {{.said}}{{end}}: delete its Secret, and rebuild it with wl rollout recover`},
			sentence{text: `保存的发布已损坏{{if .said}}：{{.said}}{{end}}：请删除其 Secret，再用 wl rollout recover 重建`}},
		{run.OfNewerVersion,
			sentence{text: `the run is of a newer wl (format {{.version}}): update wl`},
			sentence{text: `该发布由更新版本的 wl 写入（格式 {{.version}}）：请升级 wl`}},
		{state.RunUnreadable,
			sentence{text: `cannot read the run ({{.secret}}): {{.said}}`},
			sentence{text: `无法读取发布（{{.secret}}）：{{.said}}`}},
		{state.RunUnwritten,
			sentence{text: `cannot write the run ({{.secret}}): {{.said}}`},
			sentence{text: `无法写入发布（{{.secret}}）：{{.said}}`}},
		{state.RunRaced, sentence{text: `another operation has written the run`}, sentence{text: `另一操作写入了该发布`}},
	}
}
