package words

import (
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/state"
)

// failures are why objects could not be brought to where they should be.
func failures() []row {
	const because, becauseZH = `{{if .said}} ({{.said}}){{end}}`, `{{if .said}}（{{.said}}）{{end}}`
	return []row{
		{fact.Said, sentence{text: `{{.said}}`}, sentence{text: `{{.said}}`}},
		{reason.Failed, sentence{text: "{{facts \"\\n\" .failures}}"}, sentence{text: "{{facts \"\\n\" .failures}}"}},
		{reason.ClusterFailed, sentence{text: `cluster {{.cluster}}: {{.because}}`}, sentence{text: `集群 {{.cluster}}：{{.because}}`}},
		{reason.ObjectFailed,
			sentence{text: `{{if .cluster}}cluster {{.cluster}}: {{end}}{{.object}}{{if .place}} ({{.place}}){{end}}: {{.because}}`},
			sentence{text: `{{if .cluster}}集群 {{.cluster}}：{{end}}{{.object}}{{if .place}}（{{.place}}）{{end}}：{{.because}}`}},
		{reason.ObjectReplaced,
			sentence{text: `it was deleted, or replaced by another of its name, since the plan was made: plan again` + because},
			sentence{text: `制定计划之后它被删除，或被同名的另一个对象替换：请重新执行 plan` + becauseZH}},
		{reason.NotAsPlanned,
			sentence{text: `it has changed since the plan was made: plan again` + because},
			sentence{text: `制定计划之后它发生了变化：请重新执行 plan` + becauseZH}},
		{reason.CreatedByAnother,
			sentence{text: `another field manager created it after the plan was made, and it now has the fields of both: plan again to see the result`},
			sentence{text: `制定计划之后另一字段管理者创建了它，现在它同时带有双方的字段：请重新执行 plan 查看结果`}},
		{reason.OwnershipTaken,
			sentence{text: `since the plan was made, {{join ", " .managers}} took ownership of some of its fields: plan again` + because},
			sentence{text: `制定计划之后，{{join "、" .managers}} 取得了它部分字段的所有权：请重新执行 plan` + becauseZH}},
		{reason.OwnershipNotReleased,
			sentence{text: `the ownership of {{join ", " .fields}} could not be released: apply again` + because},
			sentence{text: `未能放弃 {{join "、" .fields}} 的所有权：请重新执行 apply` + becauseZH}},
		{reason.ClaimChanged,
			sentence{text: `the claim {{.claim}} has changed since the plan was made, when it had {{.had}}: plan again` + because},
			sentence{text: `制定计划时数据卷声明 {{.claim}} 为 {{.had}}，之后发生了变化：请重新执行 plan` + becauseZH}},
		{reason.ClaimNotExpanded,
			sentence{text: `the claim {{.claim}} cannot be expanded from {{.from}} to {{.to}}: {{.said}}`},
			sentence{text: `数据卷声明 {{.claim}} 无法由 {{.from}} 扩容到 {{.to}}：{{.said}}`}},
		{reason.ObjectStays,
			sentence{text: `it still exists {{.after}} after it was deleted. It waits for {{if .waits}}{{facts "; " .waits}}{{else}}a reason that it does not report yet{{end}}. Fix that and run the same command again: it continues to wait`},
			sentence{text: `删除 {{.after}} 后它仍然存在。它在等待{{if .waits}}{{facts "；" .waits}}{{else}}尚未报告的原因{{end}}。请解决后再次运行同一命令：会继续等待`}},
		{reason.ObjectPerhapsGone,
			sentence{text: `it was deleted {{.after}} ago; whether it is gone is not known, because the API server does not respond: {{.error}}`},
			sentence{text: `它在 {{.after}} 前被删除；API 服务器没有响应，因此不知道是否已删除完成：{{.error}}`}},
		{reason.ObjectEndHidden,
			sentence{text: `it was deleted {{.after}} ago; whether it is gone is not known, because it may not be read: {{.error}}{{if .namespace}}. The Roles in a namespace go with it, so this needs a ClusterRole{{end}}`},
			sentence{text: `它在 {{.after}} 前被删除；由于无权读取，不知道是否已删除完成：{{.error}}{{if .namespace}}。命名空间中的 Role 会随它一起删除，因此该权限需要由 ClusterRole 授予{{end}}`}},
		{reason.WaitsForFinalizer, sentence{text: `the finalizer {{.finalizer}}`}, sentence{text: `终结器 {{.finalizer}}`}},
		{reason.WaitsForCondition, sentence{text: `{{.condition}}{{if .said}}: {{.said}}{{end}}`}, sentence{text: `状况 {{.condition}}{{if .said}}：{{.said}}{{end}}`}},
		{reason.NotRolledOut,
			sentence{text: `{{.message}}{{if .causes}}; {{facts "; " .causes}}{{end}}`},
			sentence{text: `{{.message}}{{if .causes}}；原因：{{facts "；" .causes}}{{end}}`}},
		{reason.RolloutNotWatched, sentence{text: `its rollout cannot be watched: {{.said}}`}, sentence{text: `无法监视其升级：{{.said}}`}},
		{reason.RolloutUnknown,
			sentence{text: `whether it is rolled out is not known, because the API server has not returned it for {{.time}}{{if .last}}; as it was seen last: {{.last}}{{end}}. Run wl status, or apply again`},
			sentence{text: `API 服务器在 {{.time}} 内没有返回它，因此不知道是否已完成升级{{if .last}}；最后一次看到的是：{{.last}}{{end}}。请运行 wl status，或重新执行 apply`}},
		{reason.PodsNotDeleted, sentence{text: `the Pods to be replaced could not be deleted: {{.said}}`}, sentence{text: `未能删除待替换的 Pod：{{.said}}`}},
		{reason.PodsNotListed, sentence{text: `its Pods of an earlier revision cannot be listed: {{.said}}`}, sentence{text: `无法列出其旧版本 Pod：{{.said}}`}},
		{reason.WorkloadGone,
			sentence{text: `it was deleted, or replaced by another of its name, while its rollout was watched: plan again`},
			sentence{text: `监视升级期间它被删除，或被同名的另一个对象替换：请重新执行 plan`}},
		{reason.JobRemoved,
			sentence{text: `it was removed before wl saw it succeed, by its ttlSecondsAfterFinished or by hand: the next apply runs it again; with a longer ttlSecondsAfterFinished, wl sees how it finishes`},
			sentence{text: `wl 还没有看到它成功，它就已按 ttlSecondsAfterFinished 清除或被手动删除：下次 apply 会再次执行；ttlSecondsAfterFinished 设长一些，wl 才能看到执行结果`}},
		{reason.WorkloadMissing,
			sentence{text: `it does not exist: wl apply creates it again`},
			sentence{text: `它不存在：wl apply 会重新创建`}},
		{reason.WorkloadUnlabelled,
			sentence{text: `it has lost the label {{.label}}, by which it is watched: wl apply sets it again`},
			sentence{text: `它失去了用于监视的标签 {{.label}}：wl apply 会重新设置`}},
		{reason.WorkloadUnseen,
			sentence{text: `the cluster has not returned it for {{.time}} after it was applied: apply again`},
			sentence{text: `应用后 {{.time}} 内集群没有返回它：请重新执行 apply`}},
	}
}

// endings are why an operation ended, or did not begin.
func endings() []row {
	return []row{
		{reason.ServerSilent, sentence{text: `no answer within {{.time}}`}, sentence{text: `{{.time}} 内没有应答`}},
		{reason.StateChanged,
			sentence{text: `since the plan was made, {{.who}} ran wl {{.operation}} (revision {{.revision}}): plan again`},
			sentence{text: `制定计划之后，{{.who}} 运行了 wl {{.operation}}（修订 {{.revision}}）：请重新执行 plan`}},
		{reason.StateRemoved, sentence{text: `the state was removed since the plan was made: plan again`}, sentence{text: `制定计划之后状态被移除：请重新执行 plan`}},
		{reason.PlanIncomplete,
			sentence{text: `the plan is incomplete{{if .problem}}: {{.problem}}{{end}}`},
			sentence{text: `计划不完整{{if .problem}}：{{.problem}}{{end}}`}},
		{reason.PlanBlocked,
			sentence{text: `the plan is blocked at {{.object}}{{if .problem}}: {{.problem}}{{end}}`},
			sentence{text: `计划在 {{.object}} 处受阻{{if .problem}}：{{.problem}}{{end}}`}},
		{reason.NotConfigured,
			sentence{text: `the plan contains {{.object}}, which the configuration does not have: plan again`},
			sentence{text: `计划包含 {{.object}}，而配置中没有它：请重新执行 plan`}},
		{reason.HoldsState,
			sentence{text: `{{.object}} contains the state of the stack {{.stack}} and cannot be deleted while the stack exists: keep its block, or destroy the stack`},
			sentence{text: `{{.object}} 存有栈 {{.stack}} 的状态，栈存在时不能删除：请保留它的块，或销毁该栈`}},
		{reason.NamespaceMissing,
			sentence{text: `the namespace {{.namespace}} for the state of the stack {{.stack}} does not exist: add a block namespace {{q .namespace}} {} to the stack, or create it ({{.said}})`},
			sentence{text: `存放栈 {{.stack}} 状态的命名空间 {{.namespace}} 不存在：请在栈中增加块 namespace {{q .namespace}} {}，或创建它（{{.said}}）`}},
		{reason.StateNotDeleted,
			sentence{text: `all objects are deleted, but the state is not: run wl destroy again to remove it: {{.said}}`},
			sentence{text: `全部对象已删除，但状态未能删除：请再次运行 wl destroy 移除它：{{.said}}`}},
		{reason.OutcomeNotRecorded,
			sentence{text: `the outcome could not be recorded; the next plan checks every object that was to be changed: {{.said}}`},
			sentence{text: `未能记录结果；下次计划会检查每个本应变更的对象：{{.said}}`}},
		{reason.Interrupted,
			sentence{text: `interrupted: what was done is recorded in the state, and the next wl {{.operation}} continues from there`},
			sentence{text: `已中断：已完成的部分记录在状态中，下次 wl {{.operation}} 从那里继续`}},
		{reason.InterruptedLocked,
			sentence{text: `interrupted while waiting for the lock, which is held by {{.holder}}: no further changes were started`},
			sentence{text: `等待锁时中断，锁由 {{.holder}} 持有：没有开始新的变更`}},
		{reason.InterruptedBefore, sentence{text: `interrupted: no further changes were started`}, sentence{text: `已中断：没有开始新的变更`}},
		{reason.InterruptedLast,
			sentence{text: `interrupted: the deletion of {{.object}}, which holds the state, is in progress; run wl destroy again to wait for it`},
			sentence{text: `已中断：存有状态的 {{.object}} 正在删除；请再次运行 wl destroy 等待完成`}},
		{reason.InterruptedGoing,
			sentence{text: `interrupted: the stack has no state any more; run wl destroy again, and it finds what is left`},
			sentence{text: `已中断：该栈已没有状态；请再次运行 wl destroy，它会找到剩余的对象`}},
		{reason.InterruptedWait, sentence{text: `interrupted: wl has stopped waiting; rollouts continue in the cluster`}, sentence{text: `已中断：wl 已停止等待，升级在集群中继续`}},
		{engine.ReadInterrupted, sentence{text: `Interrupted: the cluster was not read completely.`}, sentence{text: `已中断：集群未读完。`}},
		{state.Locked,
			sentence{text: `the stack {{.stack}} is locked by {{.holder}}: wait until it finishes. {{if .file}}The lock is the file {{.file}}, which ends with the process, and is no lock on another machine{{else}}If it no longer runs, release the stale lock with wl state unlock{{end}}`},
			sentence{text: `栈 {{.stack}} 已被 {{.holder}} 锁定：请等它结束。{{if .file}}锁是文件 {{.file}}，随进程结束而释放，对其他机器不起作用{{else}}如果它已不在运行，请用 wl state unlock 释放失效的锁{{end}}`}},
		{state.LockHolder,
			sentence{text: `{{.who}}{{if .process}} (process {{.process}}){{end}}{{if .operation}}, {{.operation}}{{if .since}} since {{.since}}{{end}}{{else if .since}}, since {{.since}}{{end}}`},
			sentence{text: `{{.who}}{{if .process}}（进程 {{.process}}）{{end}}{{if .operation}}，{{.operation}}{{end}}{{if .since}}，始于 {{.since}}{{end}}`}},
		{state.LockLost,
			sentence{text: `the stack {{.stack}}: the lock of the stack was lost: {{.how}}. No further changes are started; plan again`},
			sentence{text: `栈 {{.stack}} 的锁已丢失：{{.how}}。不再开始新的变更；请重新执行 plan`}},
		{state.LockDeleted, sentence{text: `it was deleted`}, sentence{text: `锁被删除`}},
		{state.LockTaken, sentence{text: `it was acquired by {{.holder}}`}, sentence{text: `锁被 {{.holder}} 取得`}},
		{state.LockNotRenewed,
			sentence{text: `it could not be renewed for {{.time}}: {{.error}}`},
			sentence{text: `{{.time}} 内未能续期：{{.error}}`}},
	}
}

// notices are what is told on the way.
func notices() []row {
	return []row{
		{reason.NoticeInterrupted,
			sentence{text: `Interrupted: no further changes are started{{if .requests}}, {{agree .requests "request" "in flight is" "in flight are"}} finished{{end}}{{if .rollouts}}, {{agree .rollouts "rollout" "continues" "continue"}} in the cluster{{end}}{{if .deletions}}, {{agree .deletions "deletion" "continues" "continue"}} in the cluster{{end}}.`},
			sentence{text: `已中断：不再开始新的变更{{if .requests}}，{{.requests}} 个已发出的请求会完成{{end}}{{if .rollouts}}，{{.rollouts}} 个升级在集群中继续{{end}}{{if .deletions}}，{{.deletions}} 个删除在集群中继续{{end}}。`}},
		{reason.NoticeWarning, sentence{text: `{{.object}}: the server warns: {{.said}}`}, sentence{text: `{{.object}}：服务器警告：{{.said}}`}},
		{reason.NoticeLockStays,
			sentence{text: `The lock could not be released and expires by itself: {{.error}}`},
			sentence{text: `未能释放锁，它会自行过期：{{.error}}`}},
		{reason.NoticeBlocked,
			sentence{text: `The API server answers, but watches do not get through to it ({{.said}}). wl lists every few seconds instead. Check the rights to watch, and that no proxy holds back or cuts off long answers.`},
			sentence{text: `API 服务器有应答，但监视（watch）请求不通（{{.said}}）。wl 改为每隔几秒列出一次。请检查监视权限，以及是否有代理缓冲或切断长连接的应答。`}},
		{reason.NoticeUnblocked, sentence{text: `Watches get through to the API server again.`}, sentence{text: `到 API 服务器的监视（watch）请求已恢复。`}},
		{state.NoticeLockAcquired,
			sentence{text: `Acquired the stale lock of {{.holder}}, {{if .time}}which was not renewed for {{.time}}{{else}}whose process has ended{{end}}.`},
			sentence{text: `已取得 {{.holder}} 失效的锁：{{if .time}}{{.time}} 没有续期{{else}}其进程已结束{{end}}。`}},
		{state.NoticeLockHeld,
			sentence{text: `The stack is locked by {{.holder}}. Checking whether it still runs, for at most {{.time}}.`},
			sentence{text: `栈已被 {{.holder}} 锁定。正在检查它是否仍在运行，最多 {{.time}}。`}},
		{engine.WaitsForPlugin,
			sentence{text: `Waiting for the credential plugin {{.plugin}} of context {{q .context}}. It may take {{duration .limit}}.`},
			sentence{text: `正在等待上下文 {{q .context}} 的凭据插件 {{.plugin}}，最多 {{duration .limit}}。`}},
		{engine.WaitsAsTold,
			sentence{text: `Waiting for the API server of context {{q .context}} at {{.server}}: it refuses a request for now, and asks to send it again after {{duration .for}}. It may take {{duration .limit}}.`},
			sentence{text: `正在等待上下文 {{q .context}} 的 API 服务器 {{.server}}：它暂时拒绝请求，要求 {{duration .for}} 后重发，最多等待 {{duration .limit}}。`}},
		{engine.WaitsForServer,
			sentence{text: `Waiting for the API server of context {{q .context}} at {{.server}}: no answer for {{duration .for}}. It may take {{duration .limit}}.`},
			sentence{text: `正在等待上下文 {{q .context}} 的 API 服务器 {{.server}}：{{duration .for}} 没有应答，最多等待 {{duration .limit}}。`}},
		{engine.WaitsForSlow,
			sentence{text: `The API server of context {{q .context}} at {{.server}} answers slowly: every answer of the last {{duration .for}} took more than a second. wl continues.`},
			sentence{text: `上下文 {{q .context}} 的 API 服务器 {{.server}} 应答缓慢：最近 {{duration .for}} 内的每次应答都超过一秒。wl 会继续执行。`}},
	}
}

// Why a command ends that asks for approval, that was asked to stop, of which a flag cannot
// be followed, or that cannot print or read what it must.
const (
	NoTerminal         fact.Code = "no_terminal"
	CommandInterrupted fact.Code = "command_interrupted"
	FlagUnusable       fact.Code = "flag_unusable"
	OutputNotWritten   fact.Code = "output_not_written"
	ResultNotWritten   fact.Code = "result_not_written"
	AnswerNotRead      fact.Code = "answer_not_read"
)

// leftovers are why something was not done.
func leftovers() []row {
	return []row{
		{NoTerminal,
			sentence{text: `cannot ask for approval: standard input is not a terminal; {{if .plan}}review the plan and {{end}}run again with --auto-approve`},
			sentence{text: `无法询问是否批准：标准输入不是终端；请{{if .plan}}审阅计划后{{end}}加 --auto-approve 重新运行`}},
		{FlagUnusable, sentence{text: `{{.flag}}: {{.said}}`}, sentence{text: `选项 {{.flag}}：{{.said}}`}},
		{OutputNotWritten, sentence{text: `cannot write the output: {{.said}}`}, sentence{text: `无法写出结果：{{.said}}`}},
		{ResultNotWritten,
			sentence{text: `{{.said}}. {{if .done}}The plan was applied all the same{{else}}The apply has ended all the same, and not everything was done{{end}}: wl status shows how the stack stands`},
			sentence{text: `{{.said}}。{{if .done}}计划仍已应用{{else}}执行仍已结束，但并非全部完成{{end}}：wl status 显示栈的状况`}},
		{AnswerNotRead, sentence{text: `cannot read the answer: {{.said}}`}, sentence{text: `无法读取回答：{{.said}}`}},
		{CommandInterrupted, sentence{text: `interrupted`}, sentence{text: `已中断`}},
		{engine.LeftBlocked,
			sentence{text: `the plan of the cluster is incomplete, or an object in it is blocked`},
			sentence{text: `该集群的计划不完整，或其中有对象受阻`}},
		{engine.LeftFailed, sentence{text: `an earlier step failed`}, sentence{text: `前面的步骤失败`}},
		{engine.LeftOtherFailed, sentence{text: `another cluster failed`}, sentence{text: `另一个集群失败`}},
		{engine.LeftLocked, sentence{text: `another operation holds the lock`}, sentence{text: `另一操作持有锁`}},
		{engine.LeftChanged, sentence{text: `the state has changed since the plan was made`}, sentence{text: `制定计划之后状态发生了变化`}},
		{engine.LeftInterrupted, sentence{text: `interrupted`}, sentence{text: `已中断`}},
		{engine.LeftDeclined, sentence{text: `not approved`}, sentence{text: `未批准`}},
		{engine.LeftUnasked, sentence{text: `approval could not be asked for`}, sentence{text: `无法询问是否批准`}},
		{engine.LeftPartial,
			sentence{text: `the plan is incomplete or blocked on another cluster; to apply it to this one all the same, use --allow-partial`},
			sentence{text: `另一个集群的计划不完整或受阻；如仍要应用到本集群，请使用 --allow-partial`}},
		{engine.LeftAtRisk,
			sentence{text: `the rollback can lose stored data: run wl rollback, which asks for approval, or correct the configuration and apply it`},
			sentence{text: `回滚可能丢失已存储的数据：请运行 wl rollback（会询问是否批准），或修正配置后执行 apply`}},
		{engine.LeftDiffers, sentence{text: `the plan has changed since it was reviewed`}, sentence{text: `审阅之后计划发生了变化`}},
		{engine.LeftWhole,
			sentence{text: `the plan is incomplete or blocked on another cluster, and a saved plan is applied whole or not at all`},
			sentence{text: `另一个集群的计划不完整或受阻，而已保存的计划只能整体执行`}},
		{engine.LeftRunStopped, sentence{text: `the run could not be carried on`}, sentence{text: `发布无法继续`}},
		{engine.LeftAborted, sentence{text: `the run was aborted`}, sentence{text: `本次发布已被中止`}},
		{engine.LeftError, sentence{text: `see the error`}, sentence{text: `见错误信息`}},
	}
}
