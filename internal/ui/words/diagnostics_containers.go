package words

// diagnosticsOfContainers are about containers: their ports, environment, health
// checks, logs and mounts.
func diagnosticsOfContainers() map[string]string {
	return map[string]string{
		"%s is already declared at %s, and container names are unique within a Pod. Rename one of the two.":                    "%s 已在 %s 声明，而同一 Pod 中容器名称不能重复。请将其中一个改名。",
		"%s can use all CPU or memory of its node. Set cpu = { limit = … } and memory = { limit = … }.":                        "%s 可以用尽节点的 CPU 或内存。请设置 cpu = { limit = … } 和 memory = { limit = … }。",
		"%s has full access to its node. Remove privileged unless it is needed.":                                               "%s 可完全访问其节点。如非必要，请移除 privileged。",
		"The content of the image %q can change from one Pod to the next. Set a version or a digest.":                          "镜像 %q 的内容可能因 Pod 而异。请指定版本或摘要。",
		"gpu has %d kinds of quota, but must have exactly one of count, vgpu and mig. Write gpu = { count = 1 }, for example.": "gpu 有 %d 种配额，而 count、vgpu、mig 必须且只能有一种。例如写成 gpu = { count = 1 }。",
		"%s.request (%s) must not exceed %s.limit (%s). Lower the request or raise the limit.":                                 "%s.request（%s）不能超过 %s.limit（%s）。请降低申请或提高限制。",

		// Ports.
		" The containers of a Pod share one network.":                                                                                           "同一 Pod 的容器共用网络。",
		" A node has one port of a number and protocol.":                                                                                        "节点上同一端口号和协议只能有一个端口。",
		" A service has one port of a number and protocol.":                                                                                     "服务中同一端口号和协议只能有一个端口。",
		"The %s is already used at %s.%s Change one of the two.":                                                                                "%s 已在 %s 使用。%s请更改其中一个。",
		"The %s is already used at %s. The containers of a Pod share one network. Change one of the two%s.":                                     "%s 已在 %s 使用。同一 Pod 的容器共用网络。请更改其中一个%s。",
		`, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits`:                                                       `，或在 stack 块中设置 limits = "kubernetes"，改用 Kubernetes 自身的限制`,
		"The %s is also used by %s at %s. The containers of a Pod share one network, and only one can listen on a port. Change one of the two.": "%[2]s 在 %[3]s 也使用%[1]s。同一 Pod 的容器共用网络，一个端口只能由一个容器监听。请更改其中一个。",
		"%s has no port %s.%s Add such a port to it, or name another.":                                                                          "%s 没有端口 %s。%s请为其添加该端口，或改用其他端口。",
		"With host_network, port %d of the container is port %d of the node. Remove host_port, or set the same number.":                         "使用 host_network 时，容器的端口 %d 就是节点的端口 %d。请移除 host_port，或设为相同的数字。",

		// Environment.
		"The variable %s of %s is already set at %s. Remove one of the two.":            "%[2]s 的变量 %[1]s 已在 %[3]s 设置。请移除其中一个。",
		"%s has no key %s.%s Add it to its data, or name another.":                      "%s 没有键 %s。%s请在其 data 中添加，或改用其他键。",
		"%s has no container %s.%s Name one of its containers, or leave container out.": "%s 没有容器 %s。%s请写它的某个容器，或省略 container。",
		"The value of %s": "变量 %s",
		"%s refers to the variable %s, which the container does not have, so $(%s) is not replaced.%s Add the variable, or write $$(%s) for the literal text.":              "%s 引用了变量 %s，而容器没有该变量，因此不会替换 $(%s)。%s请添加该变量；如需原样保留，请写成 $$(%s)。",
		"%s, which is sensitive, refers to a variable that the container does not have, so the reference is not replaced. Add the variable, or write $$( for a literal $(.": "%s（敏感值）引用了容器没有的变量，因此不会替换该引用。请添加该变量；如需原样保留 $(，请写成 $$(。",
		"In %s, %s. Kubernetes does not replace such a reference. Set one of the variables to a plain value, or write $$( for a literal $(.":                                "%s 中，%s。Kubernetes 不会替换这种引用。请将其中一个变量设为普通值；如需原样保留 $(，请写成 $$(。",

		// Lifecycle and health checks.
		`%s completes before the other containers start, so it has no %s. Remove it, or make it a sidecar: restart_policy = "Always".`: `%s 在其他容器启动之前运行完毕，因此没有 %s。请将其移除，或设为边车容器：restart_policy = "Always"。`,
		"start of %s has neither command nor args. Add one of them, or remove start.":                                                  "%s 的 start 既没有 command 也没有 args。请添加其中之一，或移除 start。",
		"%s is set in %s, and the start command is also set at %s. Keep all of it in one of the two places.":                           "%[2]s 中设置了 %[1]s，而启动命令在 %[3]s 也有设置。请全部写在其中一处。",
		"%s of %s has no action. Add one of %s.":                                                                                       "%[2]s 的 %[1]s 没有动作。请添加 %[3]s 之一。",
		"%s of %s has %s, but only one of them is allowed. Keep one.":                                                                  "%[2]s 的 %[1]s 有 %[3]s，但只能有一个。请保留一个。",

		// Logs.
		`%s completes before the other containers start, so its files are not collected. Write its logs to standard output, or make it a sidecar: restart_policy = "Always".`: `%s 在其他容器启动之前运行完毕，因此不采集其文件。请把日志写到标准输出，或设为边车容器：restart_policy = "Always"。`,
		`The operator does not collect the files of init containers. Write collector = "sidecar" in the log of %s.`:                                                           `operator 不采集初始化容器的文件。请在 %s 的 log 中写 collector = "sidecar"。`,
		"%s becomes an empty directory and hides the image's files there. Write the log of %s to a separate directory, such as /var/log/%s.":                                  "%s 会成为空目录，遮盖镜像在那里的文件。请把 %s 的日志写到单独的目录，例如 /var/log/%s。",
		"A file is mounted at %s, and a file cannot be shared with the collector. Mount a volume at the directory %s instead.":                                                "%s 挂载的是文件，而文件无法与采集容器共享。请改在目录 %s 挂载数据卷。",
		"%s is in the mount at %s, which is read-only. Write the log to another directory, or mount a writable volume.":                                                       "%s 位于 %s 的挂载中，该挂载只读。请把日志写到其他目录，或挂载可写的数据卷。",
		`The operator mounts whole volumes, and %s is in a part of one. Write collector = "sidecar".`:                                                                         `operator 挂载整个数据卷，而 %s 位于数据卷的子路径中。请写 collector = "sidecar"。`,
		`The operator mounts volume %s at its first mount path, which is %s at %s. Mount it at the same path, or write collector = "sidecar".`:                                `operator 将数据卷 %s 挂载到其第一个挂载路径，即 %[3]s 处的 %[2]s。请挂载到相同路径，或写 collector = "sidecar"。`,
		"The collector collects files, and no file is declared. Add file \"/var/log/…\" {}, or remove it.":                                                                    "采集容器采集文件，而没有声明文件。请添加 file \"/var/log/…\" {}，或将其移除。",
		"The node agent's annotation %s allows 55 characters for a container's name; this name has %d. Rename the container, or collect its standard output.":                 "节点代理的注解 %s 允许容器名称最多 55 个字符；该名称有 %d 个。请将容器改名，或采集其标准输出。",
		"The annotation %s is already set by the log block at %s. Remove one of the two.":                                                                                     "注解 %s 已由 %s 的 log 块设置。请移除其中一个。",

		// Volumes and mounts.
		"%s has no source. Add one of %s.":                                     "%s 没有来源。请添加 %s 之一。",
		"%s has %s, but only one source is allowed. Keep one.":                 "%s 有 %s，但只能有一个来源。请保留一个。",
		"%s has no volume %s.%s Add such a volume to it, or name another.":     "%s 没有数据卷 %s。%s请为其添加该数据卷，或改用其他数据卷。",
		"A volume is already mounted at %s (%s). Change one of the two paths.": "%s 已挂载数据卷（%s）。请更改其中一个路径。",

		// Security.
		"%s is privileged, so privilege escalation cannot be forbidden. Remove one of the two.":                "%s 是特权容器，因此无法禁止提升权限。请移除其中一个。",
		"CAP_SYS_ADMIN includes privilege escalation, so it cannot be forbidden. Remove one of the two.":       "CAP_SYS_ADMIN 包含提升权限，因此无法禁止。请移除其中一个。",
		"run_as_user = 0 is root, which run_as_non_root refuses. Change one of the two.":                       "run_as_user = 0 是 root，而 run_as_non_root 不允许 root。请更改其中一个。",
		`%s of type "Localhost" has no localhost_profile. Add localhost_profile = …: the profile on the node.`: `类型为 "Localhost" 的 %s 没有 localhost_profile。请添加 localhost_profile = …：节点上的配置。`,
		`localhost_profile is only for type = "Localhost". Remove it, or change the type.`:                     `localhost_profile 仅适用于 type = "Localhost"。请将其移除，或更改类型。`,
	}
}
