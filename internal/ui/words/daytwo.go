package words

import (
	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/engine"
)

// dayTwo is what stands in the way of looking after what is there.
func dayTwo() []row {
	return []row{
		{engine.BehindRun,
			sentence{text: `{{if .skipped}}the run {{.run}} has left it out, because it could not be reached: run wl apply{{else}}the run {{.run}} has not come to it: it is in the wave {{.wave}}{{end}}`},
			sentence{text: `{{if .skipped}}发布 {{.run}} 因无法连接而略过它：请运行 wl apply{{else}}发布 {{.run}} 尚未到达它：它在批次 {{.wave}} 中{{end}}`}},
		{engine.BehindNotApplied,
			sentence{text: `nothing has been applied here, although {{.newest}} has the stack: run wl apply`},
			sentence{text: `此处从未执行 apply，而 {{.newest}} 已执行：请运行 wl apply`}},
		{engine.BehindOtherCommit,
			sentence{text: `its last revision is of commit {{printf "%.12s" .commit}}, and that of {{.newest}} of {{printf "%.12s" .newest_commit}}: wl plan shows whether anything is missing`},
			sentence{text: `最后的修订来自提交 {{printf "%.12s" .commit}}，{{.newest}} 的来自 {{printf "%.12s" .newest_commit}}：wl plan 显示是否有缺少的变更`}},
		{engine.StateMissing,
			sentence{text: `the stack {{.stack}} has no state in the namespace {{.namespace}}: run wl apply or, where it was applied, check --context and the namespace of its state{{if .file}}; the state is to be in the file {{.file}}, on the machine where the stack was applied{{else if .named}}. A state in a file (backend = "file") is found by the stack's directory only: use -C instead of --stack{{end}}`},
			sentence{text: `栈 {{.stack}} 在命名空间 {{.namespace}} 中没有状态：请运行 wl apply；如果已应用过，请检查 --context 和其状态的命名空间{{if .file}}；状态应在执行 apply 的机器上的文件 {{.file}} 中{{else if .named}}。文件中的状态（backend = "file"）只能通过栈的目录找到：请用 -C 代替 --stack{{end}}`}},
		{engine.StateDirMissing,
			sentence{text: `no directory is known for the state's files: set --path, or path in the block state`},
			sentence{text: `不知道状态文件所在的目录：请设置 --path，或在 state 块中设置 path`}},
		{engine.MaskMissing,
			sentence{text: `sensitive values are not taken out of what the cluster says, because they cannot be read: {{.said}}`},
			sentence{text: `无法读取敏感值，因此没有从集群的输出中去除它们：{{.said}}`}},
		{reason.SecretsUnread,
			sentence{text: `it is not known whether the stack's Secrets exist, and sensitive values are not taken out of what the cluster says, because the Secrets cannot be read: {{.said}}`},
			sentence{text: `无法读取栈的 Secret，因此不知道它们是否存在，也没有从集群的输出中去除敏感值：{{.said}}`}},
		{engine.OutputUnknown,
			sentence{text: `the stack has no output {{.output}}.{{if .meant}} Did you mean {{.meant}}?{{end}} {{if .known}}It has: {{join ", " .known}}{{else}}It has none{{end}}`},
			sentence{text: `栈没有输出 {{.output}}。{{if .meant}}是否想写 {{.meant}}？{{end}}{{if .known}}现有：{{join "、" .known}}{{else}}一个也没有{{end}}`}},
		{engine.OutputSensitive,
			sentence{text: `the output {{.output}} is sensitive: its value is not kept in the state. Read it where it comes from`},
			sentence{text: `输出 {{.output}} 是敏感的：状态中不保存其值。请从其来源读取`}},
		{engine.OutputsDiffer,
			sentence{text: `the output {{.output}} differs from cluster to cluster: choose one with --cluster`},
			sentence{text: `输出 {{.output}} 在各集群上不同：请用 --cluster 选择一个`}},
		{live.NothingLogged,
			sentence{text: `{{.workload}}: no container has run, so that there is no log. See why with wl events`},
			sentence{text: `{{.workload}}：还没有容器运行过，因此没有日志。请用 wl events 查看原因`}},
		{live.NothingBefore,
			sentence{text: `{{.workload}}: no container has been restarted, so that there is no log of an earlier run. Omit --previous`},
			sentence{text: `{{.workload}}：没有容器重启过，因此没有先前运行的日志。请去掉 --previous`}},
		{live.ContainerUnknown, sentence{text: `no Pod has a container {{.container}}.{{if .meant}} Did you mean {{.meant}}?{{end}} They have: {{join ", " .known}}`},
			sentence{text: `没有 Pod 有容器 {{.container}}。{{if .meant}}是否想写 {{.meant}}？{{end}}现有：{{join "、" .known}}`}},
		{live.LogNotRead,
			sentence{text: `the log of container {{.container}} of Pod {{.pod}} cannot be read: {{.said}}`},
			sentence{text: `无法读取 Pod {{.pod}} 的容器 {{.container}} 的日志：{{.said}}`}},
		{live.RestartMissing,
			sentence{text: `{{.workload}} does not exist: wl apply creates it again`}, sentence{text: `{{.workload}} 不存在：wl apply 会重新创建`}},
		{engine.RestartRefused,
			sentence{text: `{{.workload}} cannot be restarted: {{.said}}{{if .rest}}. Not restarted because of it: {{join ", " .rest}}{{end}}`},
			sentence{text: `{{.workload}} 无法重启：{{.said}}{{if .rest}}。因此没有重启：{{join "、" .rest}}{{end}}`}},
		{engine.RestartInterrupted,
			sentence{text: `interrupted. Not restarted: {{join ", " .rest}}. Rollouts that were started continue in the cluster`},
			sentence{text: `已中断。没有重启：{{join "、" .rest}}。已开始的升级在集群中继续`}},
		{live.RestartPaused,
			sentence{text: `{{.workload}} is paused, so that a restart would not begin: resume it first, in the configuration or with kubectl rollout resume`},
			sentence{text: `{{.workload}} 已暂停，重启不会开始：请先在配置中或用 kubectl rollout resume 恢复`}},
		{live.RestartOfJob,
			sentence{text: `{{.workload}} keeps no Pods running, so that there is nothing to restart: to run a Job again, change it and run wl apply; of a CronJob, use kubectl create job --from`},
			sentence{text: `{{.workload}} 不保持 Pod 运行，没有可重启的：要再次执行 Job，请修改它并运行 wl apply；CronJob 请用 kubectl create job --from`}},
	}
}
