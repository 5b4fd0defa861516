package table

import "github.com/workloadlang/wl/lang/schema"

// Section 2, containers.
func container() *schema.Block {
	return many("container", "{pod}.containers", "A container of every Pod of the workload.", "工作负载每个 Pod 中的容器。", append(containerRows(), section("2.1"), blockOption(mandatory))...)
}

// initContainer is a container that does its work before the others start, or
// beside them where it restarts.
func initContainer() *schema.Block {
	return many("init_container", "{pod}.initContainers", "An init container: it completes before the others start; init containers run in the order written.", "初始化容器：按书写顺序在其他容器启动之前运行完毕。",
		append(containerRows(), section("2.1"), typed("Container"),
			attr("restart_policy", String, "restartPolicy", `"Always" makes it a sidecar: the others start once it has started, and it runs as long as they do.`,
				`"Always" 使其成为边车容器：启动后其他容器才启动，并与它们同时运行。`, limited(oneOf("Always"))))...)
}

// containerRows are what every container has.
func containerRows() []row {
	return []row{
		label(attr("name", String, "name", "The container's name.", "容器名称。", documented(documentedName()), limited(dnsLabel()))),
		attr("image", String, "image", "The image, with its tag or digest.", "容器镜像，带标签或摘要。", required, limited(imageReference())),
		attr("pull_policy", String, "imagePullPolicy", `When the image is pulled: "Always" at every start, "IfNotPresent" when the node lacks it, "Never".`,
			`更新策略："Always" 每次启动都拉取，"IfNotPresent" 节点上不存在时拉取，"Never" 从不拉取。`,
			byDefault("IfNotPresent"), limited(oneOf("Always", "IfNotPresent", "Never"))),
		attr("privileged", Bool, "securityContext.privileged", "Whether it is privileged: it has full access to the node.", "特权容器：是否拥有节点的所有设备和权限。"),
		quota("cpu", "CPU quota, in cores.", "CPU 配额，单位为核。", "Maximum amount.", "限制：最大使用量。", cpuQuantity()),
		quota("memory", "Memory quota, in bytes.", "内存配额，单位为字节。",
			"Maximum amount; a container that exceeds it is killed.", "限制：最大使用量，超出后容器会被终止。", memoryQuantity()),
		gpu(),
		many("port", "ports", "A port that the container listens on.", "容器监听的端口。", typed("ContainerPort"),
			optionalLabel(attr("name", String, "name", "The port's name; it may be left out (in JSON, it is empty then).", "端口名称；可以省略（JSON 中写为空字符串）。", limited(portName()))),
			attr("container_port", Int, "containerPort", "The port's number.", "端口号。", public, required, limited(port())),
			attr("host_port", Int, "hostPort", "Port of the node that is forwarded to it.", "节点上映射到该端口的端口号。", limited(port())),
			attr("protocol", String, "protocol", "Protocol.", "协议。", public, byDefault("TCP"), limited(oneOf("TCP", "UDP", "SCTP")))),
		attr("command", StringList, "command", "The command, instead of the image's entrypoint; see also lifecycle.", "运行命令，覆盖镜像中的命令；也可写在 lifecycle 中。", inSection("2.2"), sized(atLeast(1))),
		attr("args", StringList, "args", "Arguments of the command, instead of the image's.", "运行参数，覆盖镜像中的参数。", inSection("2.2")),
		lifecycle(),
		healthCheck(),
		environment(),
		storage(),
		security(),
		log(),
	}
}

func quota(name, english, chinese, most, mostChinese string, l schema.Limit) *schema.Block {
	return fields(name, "", english, chinese, typed("Quota"),
		attr("request", Quantity, "resources.requests."+name, "Guaranteed amount.", "申请：保证获得的最小资源量。", limited(l)),
		attr("limit", Quantity, "resources.limits."+name, most, mostChinese, limited(l)))
}
