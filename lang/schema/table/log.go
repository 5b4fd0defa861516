package table

import (
	"path"
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// Section 2.7, logs.
func log() *schema.Block {
	return group("log", "", "Which logs of the container are collected.", "日志配置：采集容器的哪些日志。", section("2.7"), compiledBy(CompileLog),
		attr("stdout", Bool, "", "Whether its standard output is collected; if not, the annotation fluentbit.io/exclude-<container> tells the node agent.",
			"是否采集标准输出；不采集时通过注解 fluentbit.io/exclude-<容器> 告知节点上的采集组件。", byDefault(true)),
		attr("collector", String, "", `What collects the files: "sidecar" (a container beside it that writes them to its own standard output), or "operator" (the platform's tailing-sidecar operator).`,
			`由什么采集文件："sidecar"（在旁边运行的容器，把文件写到自己的标准输出）或 "operator"（平台的 tailing-sidecar 组件）。`,
			byDefault("sidecar"), limited(oneOf("sidecar", "operator"))),
		many("file", "", "A file in the container that is collected. Its directory becomes an empty one, shared with the collector, unless a volume is mounted there.",
			"容器内要采集的日志文件。除非已挂载数据卷，否则其目录成为与采集器共享的空目录。",
			label(attr("path", String, "", "The file's path in the container.", "文件在容器中的路径。", limited(logFile())))))
}

// logFile is a path that can be written into the annotation of the operator,
// and be tailed.
func logFile() schema.Limit {
	return schema.Limit{
		English: `be the absolute path of one file, such as "/var/log/nginx/access.log", in a directory other than / and without ":", ";", "," or wildcards`,
		Chinese: `为单个文件的绝对路径，例如 "/var/log/nginx/access.log"，目录不是 /，不含 ":"、";"、"," 和通配符`,
		Holds: func(v any) bool {
			s, ok := v.(string)
			return !ok || strings.HasPrefix(s, "/") && path.Clean(s) == s && path.Dir(s) != "/" && !strings.ContainsAny(s, ":;,*?[\n")
		},
	}
}
