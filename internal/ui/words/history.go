package words

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// histories are why a revision cannot be shown, or gone back to.
func histories() []row {
	return []row{
		{engine.ProblemUnread,
			sentence{"The revision could not be read", `{{.error}}`},
			sentence{"无法读取修订", `{{.error}}`}},
		{engine.NoneKept,
			sentence{"Fields are not shown", `The objects of revision {{.revision}}, or of the one before it, are not kept. Which fields it changed is not known any more.`},
			sentence{"不显示字段", `修订 {{.revision}} 或其前一修订的对象没有保留，已无法得知它更改了哪些字段。`}},
		{state.NoRevision,
			sentence{text: `there is no revision {{.revision}}{{if .kept}}: the revisions {{join ", " .kept}} are kept{{else}}: nothing has been applied here yet{{end}}`},
			sentence{text: `没有修订 {{.revision}}{{if .kept}}：保留的修订为 {{join "、" .kept}}{{else}}：这里尚未执行过 apply{{end}}`}},
		{engine.NothingApplied,
			sentence{text: `nothing has been applied here yet, so that there is no revision to roll back to`},
			sentence{text: `这里尚未执行过 apply，没有可回滚的修订`}},
		{engine.NotGood,
			sentence{text: `revision {{.revision}} cannot be rolled back to: {{if eq .outcome "succeeded"}}{{if .kept}}some of its objects were not in place{{else}}an earlier wl, which kept no objects, applied it{{end}}{{else}}its operation did not succeed ({{.outcome}}){{end}}. {{if .good}}Choose among the revisions {{join ", " .good}}{{else}}No revision can be rolled back to: apply the configuration{{end}}`},
			sentence{text: `不能回滚到修订 {{.revision}}：{{if eq .outcome "succeeded"}}{{if .kept}}它的部分对象没有就位{{else}}它由较早的 wl 执行，没有保留对象{{end}}{{else}}该操作没有成功（{{.outcome}}）{{end}}。{{if .good}}请选择修订 {{join "、" .good}}{{else}}没有可回滚的修订：请执行 apply 应用配置{{end}}`}},
		{engine.NoGood,
			sentence{text: `{{if .good}}no revision that is kept differs from the current one, {{.current}}{{else}}no revision that is kept has succeeded{{end}}, so that there is none to roll back to: apply the configuration`},
			sentence{text: `{{if .good}}保留的修订中没有与当前修订 {{.current}} 不同的{{else}}保留的修订中没有成功的{{end}}，没有可回滚的修订：请执行 apply 应用配置`}},
		{engine.GoalNotKept,
			sentence{text: `revision {{.rollback}} is a rollback to revision {{.revision}} that was not finished, and revision {{.revision}} is not kept any more, so that it cannot be continued: {{if .good}}roll back to another one by its number ({{join ", " .good}} can be rolled back to), or apply the configuration{{else}}apply the configuration{{end}}`},
			sentence{text: `修订 {{.rollback}} 是未完成的回滚，目标是修订 {{.revision}}，而修订 {{.revision}} 已不再保留，因此无法继续：{{if .good}}请用编号指定其他修订（可回滚到 {{join "、" .good}}），或执行 apply 应用配置{{else}}请执行 apply 应用配置{{end}}`}},
		{plan.ProblemValueGone,
			sentence{"A value cannot be restored", `{{.path}} of {{.object}} is sensitive, and the state does not keep it. {{if .secret}}The Secret no longer has it.{{else}}The object no longer has it{{if .kept}}, and no ReplicaSet or ControllerRevision does{{end}}.{{end}} Nothing is rolled back on this cluster. Apply the configuration of that revision, or roll back to another one.`},
			sentence{"有一个值无法恢复", `{{.object}} 的 {{.path}} 是敏感值，状态中不保留。{{if .secret}}Secret 中已没有该值。{{else}}对象中已没有该值{{if .kept}}，ReplicaSet 和 ControllerRevision 中也没有{{end}}。{{end}}此集群不执行任何回滚。请应用该修订的配置，或回滚到其他修订。`}},
	}
}

// historyPhrases are those of revisions and of rollbacks.
func historyPhrases() map[string]string {
	return map[string]string{
		"Stack %s: from revision %d to revision %d": "栈 %s：从修订 %d 到修订 %d",
		"Stack %s: revision %d":                     "栈 %s：修订 %d",
		"Roll back stack %s":                        "回滚栈 %s",
		"roll back %s":                              "回滚 %s",
		"%s, from revision %d to %d":                "%s，从修订 %d 到 %d",
		"%s, revision %d":                           "%s，修订 %d",
		"rollback to %d":                            "回滚到 %d",
		", commit %s":                               "，提交 %s",
		"released":                                  "已释放",
		"present data kept, which is not that of the revision: %s. The state stores no Secret's data.": "保留现有数据（与该修订中的不同）：%s。状态不保存任何 Secret 的数据。",
		"No changes, but %d Secret has other data than in the revision, which a rollback keeps.":       "无变更，但有 %d 个 Secret 的数据与该修订中的不同，回滚保留现有数据。",
		"kept as they are, whatever the revision has: %s.":                                             "无论该修订中如何，均保持原样：%s。",
		"No object differs.":                            "对象没有差别。",
		"No changes. The cluster matches the revision.": "没有变更。现有对象与该修订一致。",
		"Changes:": "变更：",
		"The history is incomplete: see the errors above.":                                                                     "历史不完整：见上面的错误。",
		"Rolling back to the last good revision on %s, because the apply has failed there.":                                    "由于在 %s 上执行失败，正在那里回滚到最近一个成功的修订。",
		"Nothing is rolled back, because it is not known whether the apply has failed.":                                        "不回滚，因为不知道应用是否失败。",
		"Nothing is rolled back on %s, because it is not known whether the apply has failed there.":                            "在 %s 上不回滚，因为不知道应用在那里是否失败。",
		"Nothing is rolled back, because the apply has lost its lock, or another operation has written the state.":             "不回滚，因为执行过程中失去了锁，或状态已被另一操作更改。",
		"Nothing is rolled back on %s, because the apply has lost its lock there, or another operation has written the state.": "在 %s 上不回滚，因为执行过程中在那里失去了锁，或状态已被另一操作更改。",
		"Nothing is rolled back, because the API server does not answer any more.":                                             "不回滚，因为 API 服务器不再应答。",
		"Nothing is rolled back on %s, because the API server there does not answer any more.":                                 "在 %s 上不回滚，因为那里的 API 服务器不再应答。",
		"Nothing is rolled back, because only the access to the cluster has failed. Correct this, and run wl apply again.":     "不回滚，因为失败的只是对集群的访问。请更正后再次运行 wl apply。",
		"Nothing is rolled back on %s, because only the access has failed there. Correct this, and run wl apply again.":        "在 %s 上不回滚，因为那里失败的只是访问。请更正后再次运行 wl apply。",
		"Nothing is rolled back, because the apply was interrupted.":                                                           "不回滚，因为执行已中断。",
		"Nothing is rolled back on %s, because the apply was interrupted.":                                                     "在 %s 上不回滚，因为执行已中断。",
		"Nothing is rolled back on %s.":                                         "在 %s 上不回滚。",
		"Rolling back to the last good revision, because the apply has failed.": "由于执行失败，正在回滚到最近一个成功的修订。",
		"The apply failed.":                                                     "执行失败。",
		"The apply failed on %s.":                                               "在 %s 上执行失败。",
		"Rolled back to revision %d in %s:":                                     "已回滚到修订 %d，用时 %s：",
		"Rolled back to the last good revision of each in %s:":                  "已各自回滚到最近一个成功的修订，用时 %s：",
		"Rolled back in part, in %s:":                                           "部分回滚，用时 %s：",
		"The rollback failed after %s:":                                         "回滚失败，用时 %s：",
		"The rollback stopped after %s:":                                        "回滚已停止，用时 %s：",
		"There is nothing to roll back.":                                        "无需回滚。",
		"Nothing is rolled back.":                                               "不回滚。",
		"REVISION":                                                              "修订",
		"WHEN":                                                                  "时间",
		"WHO":                                                                   "执行者",
		"COMMIT":                                                                "提交",
		"RUN":                                                                   "发布",
		"outside %s":                                                            "在 %s 之外",
		"OPERATION":                                                             "操作",
		"OUTCOME":                                                               "结果",
		"CHANGES":                                                               "变更",
	}
}
