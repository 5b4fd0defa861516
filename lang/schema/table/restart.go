package table

import "github.com/workloadlang/wl/lang/schema"

func restartPolicies() option { return limited(oneOf("Always", "OnFailure", "Never")) }

// restartRule overrides a container's restart policy by how it has ended.
func restartRule() *schema.Block {
	return many("restart_policy_rule", "restartPolicyRules", "A rule that is asked before restart_policy when the container has ended; the first that matches decides.", "容器结束后先于 restart_policy 判断的规则，以第一条匹配的规则为准。", section("2.1"),
		attr("exit_codes", IntList, "exitCodes.values", "The exit codes that it is for.", "适用的退出码。", public, required, limited(between(0, 255)), sized(between(1, 255))),
		attr("operator", String, "exitCodes.operator", "Whether the exit code must be one of them, or none of them.", "退出码须属于（In）或不属于（NotIn）所列的值。", byDefault("In"), limited(oneOf("In", "NotIn"))),
		attr("action", String, "action", "What happens: the container is restarted, or all containers of the Pod are (from Kubernetes 1.36 on).", "采取的动作：重启该容器，或重启 Pod 的全部容器（自 Kubernetes 1.36 起）。",
			byDefault("Restart"), limited(oneOf("Restart", "RestartAllContainers"))))
}
