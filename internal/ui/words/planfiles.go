package words

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/plan/saved"
)

// planFiles are why a saved plan cannot be read, or not be written.
func planFiles() []row {
	return []row{
		{engine.PlanNotRead, sentence{text: `cannot read the plan: {{.said}}: name a file that wl plan --out has written`}, sentence{text: `无法读取计划：{{.said}}。请指定 wl plan --out 写出的文件`}},
		{engine.PlanUnusable, sentence{text: `cannot use the plan {{.file}}: {{.said}}`}, sentence{text: `无法使用计划 {{.file}}：{{.said}}`}},
		{engine.PlanElsewhere,
			sentence{text: `{{.file}} is the plan of the stack {{.stack}} in the directory {{.dir}}, as seen from where wl plan was run, and seen from here that has no configuration: run wl apply from where wl plan was run`},
			sentence{text: `{{.file}} 是目录 {{.dir}} 中栈 {{.stack}} 的计划，该目录相对于运行 wl plan 的位置；从当前位置看，那里没有配置。请在运行 wl plan 的位置运行 wl apply`}},
		{engine.PlanNotWritten, sentence{text: `cannot write the plan: {{.said}}`}, sentence{text: `无法写入计划：{{.said}}`}},
		{engine.ClusterUnknown, sentence{text: `cannot find out which cluster this is: {{.said}}`}, sentence{text: `无法确定这是哪个集群：{{.said}}`}},
		{saved.FileNoPlan, sentence{text: `it is not a plan that wl plan --out has written`}, sentence{text: `它不是 wl plan --out 写出的计划`}},
		{saved.FileWithoutVersion,
			sentence{text: `it is damaged: {{q .version}} is not a version of the format: make a new plan`},
			sentence{text: `它已损坏：{{q .version}} 不是格式版本。请重新制定计划`}},
		{saved.FileOfEarlierVersion,
			sentence{text: `it is of format {{.format}}, which an earlier wl wrote, and this wl reads format {{.known}}: make the plan again by wl plan --out, and review it`},
			sentence{text: `它的格式为 {{.format}}，由较早的 wl 写出，此 wl 读取格式 {{.known}}：请用 wl plan --out 重新制定计划并审阅`}},
		{saved.FileOfLaterVersion,
			sentence{text: `it is of format {{.format}}, and this wl reads format {{.known}}: use the wl that wrote it, or a newer one`},
			sentence{text: `它的格式为 {{.format}}，此 wl 读取格式 {{.known}}：请使用写出它的 wl 或更新的版本`}},
		{saved.FileChanged,
			sentence{text: `it is truncated or was changed: its checksum is wrong: make a new plan`},
			sentence{text: `它被截断或改动过：校验和不符。请重新制定计划`}},
		{saved.FileUnreadable,
			sentence{text: `it cannot be read, perhaps because another version of wl wrote it: {{.said}}: make a new plan`},
			sentence{text: `无法读取，可能由其他版本的 wl 写出：{{.said}}。请重新制定计划`}},
		{saved.FileWithoutClusters,
			sentence{text: `it is damaged: it does not name its clusters: make a new plan`},
			sentence{text: `它已损坏：没有写明集群。请重新制定计划`}},
	}
}
