package words

// diagnosticsOfBeside are about the blocks that go with workloads.
func diagnosticsOfBeside() map[string]string {
	return map[string]string{
		"policy_types has no %q, so the block %s has no effect. Add it there, or remove the block.":                                                                                 "policy_types 中没有 %q，因此 %s 块不起作用。请在其中添加，或移除该块。",
		"%s selects nothing. Add pod_selector {}, namespace_selector {} or ip_block = { cidr = \"…\" }; for no restriction, leave the block out.":                                   "%s 没有选择任何对象。请添加 pod_selector {}、namespace_selector {} 或 ip_block = { cidr = \"…\" }；不限制时不写该块。",
		"%s is either of addresses or of Pods. Write two blocks.":                                                                                                                   "%s 只能是地址段或 Pod 之一。请写成两个块。",
		"end_port ends a range of ports that begins with port, a lower number. Correct it, or remove it.":                                                                           "end_port 是端口段的末尾，该段以较小的端口号 port 为起始。请更正或移除。",
		"A local volume is on one node, which must be named. Add node_affinity { … } with required { … } in it, and in that match \"kubernetes.io/hostname\" { values = [\"…\"] }.": "本地卷位于某个节点上，须指定该节点。请添加 node_affinity { … }，在其中写 required { … }，再在后者中写 match \"kubernetes.io/hostname\" { values = [\"…\"] }。",
		"fc needs either target_wwns and lun, or wwids. Write one of the two.":                                                                                                      "fc 须有 target_wwns 和 lun，或 wwids。请写其中之一。",
		`reclaim_policy = "Recycle" would delete all files of the node. Write "Retain".`:                                                                                            `reclaim_policy = "Recycle" 会删除节点的所有文件。请写 "Retain"。`,
		"Nothing is in both of the scopes %q and %q. Remove one of them.":                                                                                                           "没有对象同时属于范围 %q 和 %q。请移除其中一个。",
		`The scope %q has no values. Write operator = "Exists".`:                                                                                                                    `范围 %q 没有值。请写 operator = "Exists"。`,
		"%s is only for containers. Remove it, or write it in limit \"Container\".":                                                                                                 "%s 仅适用于容器。请将其移除，或写在 limit \"Container\" 中。",
		"%s needs a limit for storage. Add max = { storage = \"…\" } or min.":                                                                                                       "%s 须限制 storage。请添加 max = { storage = \"…\" } 或 min。",
		"A limit is never below its request, so the ratio must be 1 or more. Raise it.":                                                                                             "限制不会低于申请，因此比值须不小于 1。请将其调高。",
		"%s of %s must not be above %s of it. Lower the first or raise the second.":                                                                                                 "%s 中的 %s 不能高于 %s 中的值。请调低前者或调高后者。",
		"%s has a block service_account, whose account its Pods run by. Remove the argument or the block; another name of the account is name = … in the block.":                    "%s 有 service_account 块，其 Pod 以该账号运行。请移除该参数或该块；账号的其他名称请在块中写 name = …。",
		"%s allows nothing. Add rule { … } with resources = [\"…\"] and verbs = [\"…\"] in it.":                                                                                     "%s 没有授予任何权限。请添加 rule { … }，并在其中写 resources = [\"…\"] 和 verbs = [\"…\"]。",
		"A rule of %s says nothing of what it is for. Add resources = [\"…\"].":                                                                                                     "%s 的规则没有说明针对什么。请添加 resources = [\"…\"]。",
		"The rules of %s are those that its aggregate selects: the cluster replaces any others. Move the rule into a ClusterRole that aggregate selects, or remove aggregate.":      "%s 的规则是其 aggregate 所选的 ClusterRole 的规则，集群会替换其他规则。请将该规则移到 aggregate 所选的 ClusterRole 中，或删除 aggregate。",
		"A rule is either for resources or for non_resource_urls. Write two rules.":                                                                                                 "规则只能针对资源或 non_resource_urls 之一。请写成两条规则。",
		"%s needs either role or cluster_role. Write one of them.":                                                                                                                  "%s 须有 role 或 cluster_role 之一。请写其中一个。",
		"Only a ServiceAccount has a namespace. Remove it, or write kind = \"ServiceAccount\".":                                                                                     "只有 ServiceAccount 有命名空间。请将其移除，或写 kind = \"ServiceAccount\"。",
		"%s leads nothing to the workload. Add rule { host = \"…\" }, or default_backend {}.":                                                                                       "%s 没有引向工作负载的流量。请添加 rule { host = \"…\" } 或 default_backend {}。",
		"No rule of %s is for the host %q. Add one, or remove the host.":                                                                                                            "%s 没有域名 %q 的规则。请添加，或移除该域名。",
		"%q must not contain \"//\", \"/./\", \"/../\" or \"%%2F\". Write the path in its shortest form.":                                                                           "%q 不能含有 \"//\"、\"/./\"、\"/../\" 或 \"%%2F\"。请使用最短的写法。",
		"Requests are led to a service or to another resource. Remove %s, or resource.":                                                                                             "请求只能引向服务或其他资源之一。请移除 %s 或 resource。",
		"The service %s does not belong to %s, so its port must be set. Add port = ….":                                                                                              "服务 %s 不属于 %s，因此须给出端口。请添加 port = …。",
		"What except leaves out must be a part of cidr, and smaller. Correct it, or remove it.":                                                                                     "except 排除的地址段须在 cidr 之内且更小。请更正或移除。",
		"%s is a range that begins with another address, and Kubernetes 1.36 and later refuse it. Write %q.":                                                                        "%s 不是以其首个地址表示的地址段，Kubernetes 1.36 及之后的版本会拒绝。请写 %q。",
		"A path that is empty is only for path_type = \"ImplementationSpecific\". Write \"/\", or that type.":                                                                       "空路径仅用于 path_type = \"ImplementationSpecific\"。请写 \"/\"，或采用该类型。",
		"%s has no service that requests can be led to. Add service \"…\" { … } with port { port = 80 } in it.":                                                                     "%s 没有可接收请求的服务。请添加 service \"…\" { … }，并在其中写 port { port = 80 }。",
		"%s has several services. Add %s = …, the name of one of them: %s.":                                                                                                         "%s 有多个服务。请添加 %s = …，即其中之一的名称：%s。",
		"%s has no port %s.%s Add it to the service, or name another.":                                                                                                              "%s 没有端口 %s。%s请为服务添加该端口，或改用其他端口。",
		"%s has %d ports. Add port = …, the name or number of one of them.":                                                                                                         "%s 有 %d 个端口。请添加 port = …，即其中之一的名称或端口号。",
	}
}
