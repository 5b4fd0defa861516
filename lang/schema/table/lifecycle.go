package table

import "github.com/workloadlang/wl/lang/schema"

// Section 2.2, lifecycle.
func lifecycle() *schema.Block {
	return group("lifecycle", "", "What the container runs, and when it starts and stops. It can also be written hooks { … }.", "生命周期。也可写作 hooks { … }。", section("2.2"), typed("Hooks"), alias("hooks"),
		single("start", "", "The start command, instead of the image's. It can also be written directly in the container, but not in both.", "启动命令，覆盖镜像中的命令。也可直接写在容器中，但不能同时写在两处。",
			attr("command", StringList, "command", "The command; the image's entrypoint where unset.", "运行命令；未设置时为镜像中的命令。", sized(atLeast(1)), example(`["nginx"]`)),
			attr("args", StringList, "args", "Arguments of the command.", "运行参数。", example(`["-v"]`))),
		hook("post_start", "lifecycle.postStart", "What is run right after the container has started.", "启动后处理：容器启动后立即执行。"),
		hook("pre_stop", "lifecycle.preStop", "What is run before the container is stopped, to drain it.", "停止前处理：容器停止前执行，用于排空请求。"),
		attr("stop_signal", String, "lifecycle.stopSignal", `Signal by which the container is stopped, instead of the image's; it needs pod.os.`, `停止容器的信号，取代镜像中的设置；须同时设置 pod.os。`,
			limited(signal())))
}

func hook(name, path, english, chinese string) *schema.Block {
	return single(name, path, english, chinese, typed("Hook"), execution(), httpGet(),
		fields("sleep", "sleep", "A pause.", "等待一段时间。",
			attr("seconds", Int, "seconds", "How long, at most as long as the termination grace period.", "等待的秒数，不超过终止宽限时间。", required, limited(atLeastOf64(0)))))
}

// Section 2.3, health checks.
func healthCheck() *schema.Block {
	return group("health_check", "", "Probes that check the container's health.", "健康检查。", section("2.3"),
		probe("liveness", "livenessProbe", exactly(1), "Liveness probe: the container is restarted when it fails.", "存活检查：失败时重启容器。", probeGrace()),
		probe("readiness", "readinessProbe", atLeast(1), "Readiness probe: the container receives no requests while it fails.", "就绪检查：失败时不接收请求。"),
		probe("startup", "startupProbe", exactly(1), "Startup probe: the other probes begin when it has succeeded.", "启动检查：成功之前不进行其他检查。", probeGrace()))
}

func probe(name, path string, success schema.Limit, english, chinese string, more ...row) *schema.Block {
	return single(name, path, english, chinese, append([]row{
		typed("Probe"), execution(), httpGet(),
		fields("tcp_socket", "tcpSocket", "A TCP port that must accept connections.", "TCP 端口检查。", probePort(),
			attr("host", String, "host", "Host; the Pod's address where unset.", "主机；未设置时为 Pod 的地址。")),
		fields("grpc", "grpc", "A gRPC health service that must respond.", "gRPC 健康检查。",
			attr("port", Int, "port", "The port's number.", "端口号。", required, limited(port())),
			attr("service", String, "service", "Name of the gRPC service to check.", "服务名称。"),
			attr("mode", String, "mode", "Whether the connection is encrypted.", "连接是否加密。", limited(oneOf("Plaintext", "TLS")))),
		attr("initial_delay_seconds", Int, "initialDelaySeconds", "Delay before the first check.", "延迟时间（秒）。", limited(atLeast(0))),
		attr("timeout_seconds", Int, "timeoutSeconds", "Timeout of a check.", "超时时间（秒）。", byDefault(int64(1)), limited(atLeast(1))),
		attr("period_seconds", Int, "periodSeconds", "Interval between checks.", "检查间隔（秒）。", byDefault(int64(10)), limited(atLeast(1))),
		attr("success_threshold", Int, "successThreshold", "Consecutive successes after a failure for the check to succeed.", "成功阈值：失败后须连续成功的次数。", byDefault(int64(1)), limited(success)),
		attr("failure_threshold", Int, "failureThreshold", "Consecutive failures for the check to fail.", "失败阈值：连续失败的次数。", byDefault(int64(3)), limited(atLeast(1))),
	}, more...)...)
}

func probeGrace() *schema.Attribute {
	return attr("termination_grace_period_seconds", Int, "terminationGracePeriodSeconds", "Termination grace period when the check fails; the Pod's where unset.",
		"检查失败时容器的终止宽限时间（秒）；未设置时与 Pod 相同。", limited(atLeastOf64(1)))
}

func execution() *schema.Attribute {
	return attr("exec", StringList, "exec.command", "A command that is run in the container.", "在容器中执行的命令。", sized(atLeast(1)), example(`["cat", "/tmp/ready"]`))
}

func httpGet() *schema.Block {
	return fields("http_get", "httpGet", "An HTTP request.", "HTTP 请求。",
		attr("path", String, "path", "The path; / where unset.", "路径；未设置时为 /。", documented(pattern(`/.*`, `begin with "/"`, `以 "/" 开头`, "/healthz"))),
		probePort(),
		attr("host", String, "host", "Host; the Pod's address where unset.", "主机；未设置时为 Pod 的地址。"),
		attr("scheme", String, "scheme", "Protocol.", "协议。", byDefault("HTTP"), limited(oneOf("HTTP", "HTTPS"))),
		attr("protocol", String, "protocol", "Version of HTTP: HTTP2 without encryption, or HTTP1.", "HTTP 版本：不加密的 HTTP2，或 HTTP1。", limited(oneOf("HTTP1", "HTTP2"))),
		attr("headers", StringMap, "httpHeaders", "Headers of the request.", "请求头。", keys(headerName()), by(CompileNamedValues)))
}

func probePort() *schema.Attribute {
	return attr("port", PortRef, "port", "The container's port, by number or name.", "容器端口（号或名称）。", required, limited(port(), portName()))
}

// signal is one by which a container can be stopped.
func signal() schema.Limit {
	return pattern(`SIG(ABRT|ALRM|BUS|CHLD|CLD|CONT|FPE|HUP|ILL|INT|IO|IOT|KILL|PIPE|POLL|PROF|PWR|QUIT|SEGV|STKFLT|STOP|SYS|TERM|TRAP|TSTP|TTIN|TTOU|URG|USR1|USR2|VTALRM|WINCH|XCPU|XFSZ|RTMIN(\+([1-9]|1[0-5]))?|RTMAX(-([1-9]|1[0-4]))?)`,
		`be the name of a signal, such as "SIGTERM", "SIGUSR1" or "SIGRTMIN+1"`, `为信号名称，例如 "SIGTERM"、"SIGUSR1" 或 "SIGRTMIN+1"`, "SIGQUIT")
}
