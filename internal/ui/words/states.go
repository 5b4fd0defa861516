package words

import "github.com/workloadlang/wl/state"

// states are why a state, or its lock, cannot be used.
func states() []row {
	const of, ofZH = `the state of the stack {{.stack}} (Secret {{.secret}}) `, `栈 {{.stack}} 的状态（Secret {{.secret}}）`
	return []row{
		{state.Unreadable, sentence{text: of + `cannot be read: {{.said}}`}, sentence{text: ofZH + `无法读取：{{.said}}`}},
		{state.Unusable, sentence{text: of + `cannot be used: {{.said}}`}, sentence{text: ofZH + `无法使用：{{.said}}`}},
		{state.Unwritten, sentence{text: of + `cannot be written: {{.said}}`}, sentence{text: ofZH + `无法写入：{{.said}}`}},
		{state.Unremoved, sentence{text: of + `cannot be removed: {{.said}}`}, sentence{text: ofZH + `无法移除：{{.said}}`}},
		{state.Damaged,
			sentence{text: of + `is damaged: {{.said}}. Restore the Secrets labelled {{.label}} from a backup; without a backup, delete them: wl finds the stack's objects again by their labels and field manager`},
			sentence{text: ofZH + `已损坏：{{.said}}。请从备份恢复带标签 {{.label}} 的 Secret；没有备份时请删除它们：wl 会按标签和字段管理者重新找到栈的对象`}},
		{state.Raced,
			sentence{text: `the state has changed since the plan was made, because another wl wrote it: plan again ({{if .deleted}}it was deleted{{else}}revision {{.revision}}: {{.operation}} by {{.who}}, begun {{.begun}}{{end}})`},
			sentence{text: `制定计划之后另一个 wl 写入了状态：请重新执行 plan（{{if .deleted}}状态已被删除{{else}}修订 {{.revision}}：{{.who}} 执行 {{.operation}}，始于 {{.begun}}{{end}}）`}},
		{state.Unlockable, sentence{text: `the stack {{.stack}} cannot be locked: {{.said}}`}, sentence{text: `无法锁定栈 {{.stack}}：{{.said}}`}},
		{state.NotUnlocked,
			sentence{text: `the stack {{.stack}} cannot be unlocked{{if .time}}; its lock expires in {{.time}}{{end}}: {{.said}}`},
			sentence{text: `无法解锁栈 {{.stack}}{{if .time}}，其锁 {{.time}} 后过期{{end}}：{{.said}}`}},
		{state.OfNewerVersion,
			sentence{text: `it was written by a newer version of wl: update wl (its format is {{.format}}; this wl knows up to {{.known}})`},
			sentence{text: `它由更新版本的 wl 写入：请升级 wl（其格式为 {{.format}}，此 wl 最高支持 {{.known}}）`}},
		{state.OfOtherStack,
			sentence{text: `it belongs to the stack {{.stack}} with its state in namespace {{.namespace}}: do not copy a state; wl creates one for each stack`},
			sentence{text: `它属于状态在命名空间 {{.namespace}} 中的栈 {{.stack}}：请勿复制状态，wl 会为每个栈各建一份`}},
		{state.OtherSecret,
			sentence{text: `a Secret of that name exists, but its type is {{.type}}: remove it, or rename the stack`},
			sentence{text: `已有同名的 Secret，但其类型为 {{.type}}：请删除它，或重命名栈`}},
		{state.PartMissing, sentence{text: `a part of it is missing: {{.said}}`}, sentence{text: `缺少其中一部分：{{.said}}`}},
		{state.PartUnreadable, sentence{text: `the Secret {{.secret}}: {{.said}}`}, sentence{text: `其 Secret {{.secret}}：{{.said}}`}},
		{state.KeyMissing, sentence{text: `it has no key {{.key}}`}, sentence{text: `没有键 {{.key}}`}},
		{state.ChecksumDiffers, sentence{text: `the content of revision {{.revision}} does not match its checksum`}, sentence{text: `修订 {{.revision}} 的内容与校验和不符`}},
		{state.WithoutVersion, sentence{text: `it has no format version`}, sentence{text: `没有格式版本`}},
		{state.RevisionTooLarge, sentence{text: `it decompresses to more than {{.limit}} bytes`}, sentence{text: `解压后超过 {{.limit}} 字节`}},
	}
}
