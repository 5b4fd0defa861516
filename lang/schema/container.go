package schema

// Section 2, containers.
func container() *Block {
	return many("container", "{pod}.containers", "A container of every Pod of the workload.", "工作负载每个 Pod 中的容器。", section("2.1"), blockOption(mandatory),
		label(attr("name", String, "name", "The container's name.", "容器名称。", documented(documentedName()), limited(dnsLabel()))),
		attr("image", String, "image", "The image, with its tag or digest.", "容器镜像，带标签或摘要。", required, limited(imageReference())),
		attr("pull_policy", String, "imagePullPolicy", `When the image is pulled: "Always" at every start, "IfNotPresent" when the node lacks it, "Never".`,
			`更新策略："Always" 每次启动都拉取，"IfNotPresent" 节点上不存在时拉取，"Never" 从不拉取。`,
			byDefault("IfNotPresent"), limited(oneOf("Always", "IfNotPresent", "Never"))),
		attr("privileged", Bool, "securityContext.privileged", "Whether it has every device and right of the node.", "特权容器：是否拥有节点的所有设备和权限。"),
		fields("cpu", "", "CPU quota, in cores.", "CPU 配额，单位为核。",
			attr("request", Quantity, "resources.requests.cpu", "What it is sure to get.", "申请：最小使用量。", limited(cpuQuantity())),
			attr("limit", Quantity, "resources.limits.cpu", "What it can use at most.", "限制：最大使用量。", limited(cpuQuantity()))),
		fields("memory", "", "Memory quota, in bytes.", "内存配额，单位为字节。",
			attr("request", Quantity, "resources.requests.memory", "What it is sure to get.", "申请：最小使用量。", limited(memoryQuantity())),
			attr("limit", Quantity, "resources.limits.memory", "What it can use at most; beyond it the container is killed.", "限制：最大使用量，超出后容器会被终止。", limited(memoryQuantity()))),
		many("port", "ports", "A port that the container listens on.", "容器监听的端口。",
			label(attr("name", String, "name", "The port's name.", "端口名称。", limited(portName()))),
			attr("container_port", Int, "containerPort", "The port's number.", "端口号。", required, limited(port())),
			attr("protocol", String, "protocol", "Protocol.", "协议。", byDefault("TCP"), limited(oneOf("TCP", "UDP", "SCTP")))),
		environment(),
	)
}

// Section 2.4, environment variables.
func environment() *Block {
	return group("environment", "", "Environment variables.", "环境变量。", section("2.4"),
		attr("variables", StringMap, "env", "Variables with a plain value.", "键值对。", keys(environmentName()), by(CompileVariables)))
}
