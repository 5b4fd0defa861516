package words

import (
	"github.com/workloadlang/wl/plan/saved"
	"github.com/workloadlang/wl/plan/step"
)

// reviewedProblems are in what a plan is not the one that was reviewed.
func reviewedProblems() []row {
	const again, againZH = ` Make a new plan and review it.`, `请重新制定计划并审阅。`
	return []row{
		{saved.ProblemClusterGone,
			sentence{"A cluster is no longer in the stack", `The plan is for the cluster {{q .cluster}}, which the configuration no longer has.` + again},
			sentence{"有一个集群已不在栈中", `计划针对集群 {{q .cluster}}，而配置中已没有它。` + againZH}},
		{saved.ProblemClusterNew,
			sentence{"A cluster is new in the stack", `The configuration has the cluster {{q .cluster}}, which the plan does not cover.` + again},
			sentence{"栈中有新的集群", `配置中有集群 {{q .cluster}}，而计划不包括它。` + againZH}},
		{saved.ProblemOtherCluster,
			sentence{"The context points to another cluster", `The plan was made for the cluster at {{.server}} (its Namespace kube-system has the UID {{.uid}}). The context {{q .context}} now points to {{.server_now}}, whose Namespace kube-system has the UID {{.uid_now}}. Choose the right context, or make a plan for this cluster.`},
			sentence{"上下文指向另一个集群", `计划针对 {{.server}} 的集群制定（其命名空间 kube-system 的 UID 为 {{.uid}}）。上下文 {{q .context}} 现在指向 {{.server_now}}，其命名空间 kube-system 的 UID 为 {{.uid_now}}。请选择正确的上下文，或为这个集群制定计划。`}},
		{saved.ProblemOtherStack,
			sentence{"The plan is for another stack", `It was made for the stack {{q .stack}} in the namespace {{.namespace}}, and the configuration is of {{q .stack_now}} in {{.namespace_now}}.` + again},
			sentence{"计划属于另一个栈", `它为命名空间 {{.namespace}} 中的栈 {{q .stack}} 制定，而配置属于 {{.namespace_now}} 中的 {{q .stack_now}}。` + againZH}},
		{saved.ProblemDiffers,
			sentence{`{{.object}} differs from the reviewed plan`, `{{facts "\n" .how}}
{{if .revision_now}}The plan was made {{if .revision}}on revision {{.revision}} of the state{{else}}before there was a state{{end}}, and the state is at revision {{.revision_now}} now: make a new plan and review it.{{else if .variables}}The plan was made with {{flags .variables}}: give wl apply the same, or make a new plan and review it.{{else}}Make a new plan and review it.{{end}}`},
			sentence{`{{.object}} 与审阅过的计划不同`, `{{facts "\n" .how}}
{{if .revision_now}}计划{{if .revision}}基于状态的修订 {{.revision}} 制定{{else}}制定时尚无状态{{end}}，而状态现在处于修订 {{.revision_now}}：请重新制定计划并审阅。{{else if .variables}}计划以 {{flags .variables}} 制定：请为 wl apply 给出同样的值，或重新制定计划并审阅。{{else}}请重新制定计划并审阅。{{end}}`}},
		{saved.ProblemApplied,
			sentence{"The plan was applied already", `It was made {{if .revision}}on revision {{.revision}} of the state{{else}}before there was a state{{end}}. The state is at revision {{.revision_now}} now, and everything that it would change is as configured. Nothing is left to do.`},
			sentence{"计划已应用过", `它{{if .revision}}基于状态的修订 {{.revision}} 制定{{else}}制定时尚无状态{{end}}，而状态现在处于修订 {{.revision_now}}，其要变更的一切均与配置一致。没有需要做的事。`}},
		{saved.ProblemNothingLeft,
			sentence{"Something else was applied since the plan was made", `It was made {{if .revision}}on revision {{.revision}} of the state{{else}}before there was a state{{end}}. The state is at revision {{.revision_now}} now, and everything that the plan would change is as configured. Nothing is left to do.`},
			sentence{"制定计划之后应用过别的内容", `它{{if .revision}}基于状态的修订 {{.revision}} 制定{{else}}制定时尚无状态{{end}}，而状态现在处于修订 {{.revision_now}}，计划要变更的一切均与配置一致。没有需要做的事。`}},
		{saved.ProblemOutputs,
			sentence{"The outputs differ from the reviewed plan", `{{join ", " .outputs}}: the state would get other values than those that were reviewed.
{{if .revision_now}}The plan was made {{if .revision}}on revision {{.revision}} of the state{{else}}before there was a state{{end}}, and the state is at revision {{.revision_now}} now: make a new plan and review it.{{else if .variables}}The plan was made with {{flags .variables}}: give wl apply the same, or make a new plan and review it.{{else}}Make a new plan and review it.{{end}}`},
			sentence{"输出与审阅过的计划不同", `{{join "、" .outputs}}：状态将得到与审阅时不同的值。
{{if .revision_now}}计划{{if .revision}}基于状态的修订 {{.revision}} 制定{{else}}制定时尚无状态{{end}}，而状态现在处于修订 {{.revision_now}}：请重新制定计划并审阅。{{else if .variables}}计划以 {{flags .variables}} 制定：请为 wl apply 给出同样的值，或重新制定计划并审阅。{{else}}请重新制定计划并审阅。{{end}}`}},
		{saved.DiffersInUID,
			sentence{text: `Reviewed: the object with the UID {{.reviewed}}. Now another object has that name, with the UID {{.now}}.`},
			sentence{text: `审阅时：UID 为 {{.reviewed}} 的对象。现在：同名的另一个对象，UID 为 {{.now}}。`}},
		{saved.DiffersInSteps,
			sentence{text: `The steps differ. Reviewed: {{if .reviewed}}{{facts ", then " .reviewed}}{{else}}nothing to do{{end}}. Now: {{if .now}}{{facts ", then " .now}}{{else}}nothing to do{{end}}.`},
			sentence{text: `步骤不同。审阅时：{{if .reviewed}}{{facts "，然后" .reviewed}}{{else}}无需操作{{end}}。现在：{{if .now}}{{facts "，然后" .now}}{{else}}无需操作{{end}}。`}},
		{saved.DiffersWithinSteps,
			sentence{text: `The same steps are about other fields, or more or fewer of them, than when they were reviewed, of which some may be hidden: {{facts ", then " .steps}}.`},
			sentence{text: `步骤相同，但涉及的字段与审阅时不同，或有增减，其中有些可能被隐藏：{{facts "，然后" .steps}}。`}},
		{saved.DiffersInAction,
			sentence{text: `Reviewed: {{if eq .reviewed "none"}}nothing to do{{else}}{{.reviewed}}{{end}}. Now: {{if eq .now "none"}}nothing to do{{else}}{{.now}}{{end}}.`},
			sentence{text: `审阅时：{{if eq .reviewed "none"}}无需操作{{else}}{{say .reviewed}}{{end}}。现在：{{if eq .now "none"}}无需操作{{else}}{{say .now}}{{end}}。`}},
		{saved.DiffersInAdoption,
			sentence{text: `From which managers the object is adopted, or what it keeps, has changed.`},
			sentence{text: `从哪些管理者接管对象，或对象保留什么，发生了变化。`}},
		{saved.DiffersInReplacement,
			sentence{text: `Why or how the object is replaced has changed.`},
			sentence{text: `替换对象的原因或方式发生了变化。`}},
		{saved.DiffersInGrowth,
			sentence{text: `Which claims are expanded, or to what size, has changed.`},
			sentence{text: `要扩容的数据卷声明或其目标大小发生了变化。`}},
		{saved.DiffersInDryRun,
			sentence{text: `Whether a dry-run of the object is possible has changed.`},
			sentence{text: `对象能否试运行发生了变化。`}},
		{saved.NotConfiguredNow, sentence{text: `The configuration no longer has it.`}, sentence{text: `配置中已没有它。`}},
		{saved.ConfiguredOtherwise,
			sentence{text: `The configuration has changed since the plan was made.`},
			sentence{text: `计划制定之后配置发生了变化。`}},
		{saved.SensitiveOtherwise,
			sentence{text: `Its sensitive values differ from those of the plan, or the state has another key. Give the same values, as variables or from the environment.`},
			sentence{text: `其敏感值与计划不同，或状态换了密钥。请以变量或环境变量给出相同的值。`}},
		{saved.NotConfiguredThen,
			sentence{text: `The configuration did not have it when the plan was made.`},
			sentence{text: `计划制定时配置中没有它。`}},
		{saved.FieldDiffers,
			sentence{text: `{{.field}}: reviewed: {{if .reviewed}}{{.reviewed}}{{else}}no change{{end}}; now: {{if .now}}{{.now}}{{else}}no change{{end}}`},
			sentence{text: `{{.field}}：审阅时：{{if .reviewed}}{{.reviewed}}{{else}}无变更{{end}}；现在：{{if .now}}{{.now}}{{else}}无变更{{end}}`}},
		{saved.FieldSensitive, sentence{text: `{{if .items}}{{count .items "item"}} (sensitive){{else}}a sensitive value{{end}}`}, sentence{text: `{{if .items}}{{.items}} 项（敏感）{{else}}敏感值{{end}}`}},
		{saved.FieldUnknown, sentence{text: `a value that is known after apply`}, sentence{text: `apply 之后才知道的值`}},
		{saved.FieldAdded, sentence{text: `add {{.after}}`}, sentence{text: `增加 {{.after}}`}},
		{saved.FieldRemoved, sentence{text: `remove {{.before}}`}, sentence{text: `移除 {{.before}}`}},
		{saved.FieldChanged, sentence{text: `{{.before}} -> {{.after}}`}, sentence{text: `{{.before}} -> {{.after}}`}},
		{saved.FieldTaken, sentence{text: `take {{.after}}`}, sentence{text: `取得 {{.after}}`}},
		{saved.FieldReleased, sentence{text: `release {{.after}}`}, sentence{text: `放弃 {{.after}}`}},
	}
}

// steps are what the steps of a plan do.
func steps() []row {
	const details, detailsZH = `{{if .details}} ({{facts ", " .details}}){{end}}`, `{{if .details}}（{{facts "，" .details}}）{{end}}`
	return []row{
		{step.VerbCreate, sentence{text: `create` + details}, sentence{text: `创建` + detailsZH}},
		{step.VerbApply, sentence{text: `apply` + details}, sentence{text: `应用` + detailsZH}},
		{step.VerbDelete, sentence{text: `delete` + details}, sentence{text: `删除` + detailsZH}},
		{step.VerbRecord, sentence{text: `record` + details}, sentence{text: `记录` + detailsZH}},
		{step.VerbAwait, sentence{text: `await rollout` + details}, sentence{text: `等待升级完成` + detailsZH}},
		{step.VerbBarrier, sentence{text: `barrier` + details}, sentence{text: `屏障` + detailsZH}},
		{step.HowExpands,
			sentence{text: `expand the claim {{.claim}} from {{.from}} to {{.to}}`},
			sentence{text: `将数据卷声明 {{.claim}} 由 {{.from}} 扩容到 {{.to}}`}},
		{step.HowPods, sentence{text: `delete the Pods that are left: {{join ", " .pods}}`}, sentence{text: `删除遗留的 Pod：{{join "、" .pods}}`}},
		{step.HowTakesUnowned, sentence{text: `take ownership of the fields that no manager owns`}, sentence{text: `取得没有管理者的字段的所有权`}},
		{step.HowTakesDefault,
			sentence{text: `take ownership of defaults of the server, so that the apply removes them: the configuration sets something else in their place`},
			sentence{text: `取得服务器默认值的所有权，以便应用时移除它们：配置在其位置设置了其他内容`}},
		{step.HowRestores, sentence{text: `take back the fields that the stack has set and the managed fields do not name`}, sentence{text: `取回由该栈设置、但托管字段未列出的字段`}},
		{step.HowTakes, sentence{text: `take ownership of fields from {{.manager}}`}, sentence{text: `从 {{.manager}} 取得字段的所有权`}},
		{step.HowTakesAll, sentence{text: `take ownership of all fields from {{.manager}}`}, sentence{text: `从 {{.manager}} 取得全部字段的所有权`}},
		{step.HowReleases, sentence{text: `release ownership of {{join ", " .fields}}`}, sentence{text: `放弃 {{join "、" .fields}} 的所有权`}},
		{step.HowForces, sentence{text: `take ownership of fields from other managers`}, sentence{text: `从其他管理者取得字段的所有权`}},
		{step.VerbRelease, sentence{text: `release` + details}, sentence{text: `释放` + detailsZH}},
		{step.HowUnmarks, sentence{text: `removes {{join ", " .marks}}`}, sentence{text: `移除 {{join "、" .marks}}`}},
		{step.HowPropagates, sentence{text: `propagation policy {{.policy}}`}, sentence{text: `传播策略 {{.policy}}`}},
	}
}
