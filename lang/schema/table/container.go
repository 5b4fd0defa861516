package table

import "github.com/workloadlang/wl/lang/schema"

// Section 2, containers.
func container() *schema.Block {
	return many("container", "{pod}.containers", "A container of every Pod of the workload.", "工作负载每个 Pod 中的容器。", append(containerRows(), section("2.1"), blockOption(mandatory),
		attr("restart_policy", String, "restartPolicy", "When it is restarted; the Pod's restart policy where unset.", "何时重启该容器；未设置时与 Pod 的重启策略相同。", restartPolicies()))...)
}

// initContainer is a container that does its work before the others start, or
// beside them where it restarts.
func initContainer() *schema.Block {
	return many("init_container", "{pod}.initContainers", "An init container: it completes before the others start; init containers run in the order written.", "初始化容器：按书写顺序在其他容器启动之前运行完毕。",
		append(containerRows(), section("2.1"), typed("Container"),
			attr("restart_policy", String, "restartPolicy", `"Always" makes it a sidecar: the others start once it has started, and it runs as long as they do. "OnFailure" and "Never" are instead of the Pod's restart policy, from Kubernetes 1.35 on.`,
				`"Always" 使其成为边车容器：启动后其他容器才启动，并与它们同时运行。"OnFailure" 和 "Never" 取代 Pod 的重启策略（自 Kubernetes 1.35 起）。`, restartPolicies()))...)
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
		ephemeralStorage(), gpu(),
		extendedResources(), hugePages(""),
		resourceClaimUse(),
		resizePolicy(),
		many("port", "ports", "A port that the container listens on.", "容器监听的端口。", typed("ContainerPort"),
			optionalLabel(attr("name", String, "name", "The port's name; it may be left out (in JSON, it is empty then).", "端口名称；可以省略（JSON 中写为空字符串）。", limited(portName()))),
			attr("container_port", Int, "containerPort", "The port's number.", "端口号。", public, required, limited(port())),
			attr("host_port", Int, "hostPort", "Port of the node that is forwarded to it.", "节点上映射到该端口的端口号。", limited(port())),
			attr("host_ip", String, "hostIP", "Address of the node to which host_port is bound; all of them where unset.", "host_port 绑定的节点地址；未设置时为全部地址。", limited(ipAddress())),
			attr("protocol", String, "protocol", "Protocol.", "协议。", public, byDefault("TCP"), limited(oneOf("TCP", "UDP", "SCTP")))),
		attr("command", StringList, "command", "The command, instead of the image's entrypoint; see also lifecycle.", "运行命令，覆盖镜像中的命令；也可写在 lifecycle 中。", inSection("2.2"), sized(atLeast(1)), example(`["nginx"]`)),
		attr("args", StringList, "args", "Arguments of the command, instead of the image's.", "运行参数，覆盖镜像中的参数。", inSection("2.2"), example(`["-v"]`)),
		attr("working_dir", String, "workingDir", "Working directory of the command; the image's where unset.", "命令的工作目录；未设置时为镜像中的目录。", inSection("2.2"), limited(notEmpty()), example(`"/srv"`)),
		attr("stdin", Bool, "stdin", "Whether its standard input is kept open.", "是否保持标准输入打开。"),
		attr("stdin_once", Bool, "stdinOnce", "Whether its standard input is closed when the first client detaches, with stdin = true.", "stdin = true 时，第一个客户端断开后是否关闭标准输入。"),
		attr("tty", Bool, "tty", "Whether it has a terminal, with stdin = true.", "是否分配终端，与 stdin = true 一起使用。"),
		attr("termination_message_path", String, "terminationMessagePath", "File from which the container's last message is read; /dev/termination-log where unset.", "读取容器终止消息的文件；未设置时为 /dev/termination-log。", limited(notEmpty()), example(`"/dev/termination-log"`)),
		attr("termination_message_policy", String, "terminationMessagePolicy", `Where the last message comes from: the file, or the end of the log if the file is empty and the container has failed.`,
			`终止消息的来源：该文件，或在文件为空且容器失败时取日志末尾。`, limited(oneOf("File", "FallbackToLogsOnError"))),
		restartRule(),
		lifecycle(),
		healthCheck(),
		environment(),
		storage(),
		security(),
		log(),
	}
}
