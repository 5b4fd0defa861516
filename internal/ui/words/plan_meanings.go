package words

import "github.com/workloadlang/wl/plan"

// planMeanings are what a change means beside its Pods' restarts.
func planMeanings() []row {
	return []row{
		{plan.RiskClaimDeleted,
			sentence{text: `the claim is deleted, and its data too unless its volume is retained`},
			sentence{text: `删除该数据卷声明；除非数据卷保留，数据也会删除`}},
		{plan.RiskClaimsDeletedWithSet,
			sentence{text: `the claims of its Pods are deleted with it (persistentVolumeClaimRetentionPolicy.whenDeleted)`},
			sentence{text: `其 Pod 的数据卷声明随之删除（persistentVolumeClaimRetentionPolicy.whenDeleted）`}},
		{plan.RiskClaimsDeletedByScale,
			sentence{text: `the claims of {{count .pods "Pod"}} are deleted (persistentVolumeClaimRetentionPolicy.whenScaled)`},
			sentence{text: `删除 {{.pods}} 个 Pod 的数据卷声明（persistentVolumeClaimRetentionPolicy.whenScaled）`}},
		{plan.RiskClaimsInNamespace,
			sentence{text: `{{if .claims}}{{agree .claims "claim" "in the namespace is deleted" "in the namespace are deleted"}}{{else}}every claim in the namespace is deleted{{end}}`},
			sentence{text: `删除命名空间中的{{if .claims}} {{.claims}} 个{{else}}全部{{end}}数据卷声明`}},
		{plan.BudgetAllowsNoEviction,
			sentence{text: `the PodDisruptionBudget {{.budget}} allows no eviction of {{count .pods "Pod"}}: their nodes cannot be drained`},
			sentence{text: `PodDisruptionBudget {{.budget}} 不允许驱逐 {{.pods}} 个 Pod：其节点无法排空`}},

		{plan.PrivilegeHostNetwork, sentence{text: `its Pods use the node's network (hostNetwork)`}, sentence{text: `其 Pod 使用节点网络（hostNetwork）`}},
		{plan.PrivilegeHostPID, sentence{text: `its Pods see every process of the node (hostPID)`}, sentence{text: `其 Pod 可见节点的全部进程（hostPID）`}},
		{plan.PrivilegeHostIPC, sentence{text: `its Pods share the node's IPC namespace (hostIPC)`}, sentence{text: `其 Pod 共享节点的 IPC 命名空间（hostIPC）`}},
		{plan.PrivilegeServiceAccount, sentence{text: `its Pods use the service account {{.account}}`}, sentence{text: `其 Pod 使用服务账号 {{.account}}`}},
		{plan.PrivilegeHostPath, sentence{text: `volume {{.volume}} mounts a path of the node (hostPath)`}, sentence{text: `数据卷 {{.volume}} 挂载节点路径（hostPath）`}},
		{plan.PrivilegePodRoot, sentence{text: `its Pods run as root`}, sentence{text: `其 Pod 以 root 运行`}},
		{plan.PrivilegeHostPort, sentence{text: `container {{.container}} uses port {{.port}} of the node (hostPort)`}, sentence{text: `容器 {{.container}} 使用节点端口 {{.port}}（hostPort）`}},
		{plan.PrivilegePrivileged, sentence{text: `container {{.container}} is privileged: it has full access to the node`}, sentence{text: `容器 {{.container}} 为特权容器：可完全访问节点`}},
		{plan.PrivilegeRoot, sentence{text: `container {{.container}} runs as root`}, sentence{text: `容器 {{.container}} 以 root 运行`}},
		{plan.PrivilegeEscalation, sentence{text: `container {{.container}} allows privilege escalation`}, sentence{text: `容器 {{.container}} 允许提升权限`}},
		{plan.PrivilegeUnconfined, sentence{text: `container {{.container}} may make every system call (seccomp Unconfined)`}, sentence{text: `容器 {{.container}} 可执行任意系统调用（seccomp Unconfined）`}},
		{plan.PrivilegeCapability, sentence{text: `container {{.container}} has the capability {{.capability}}`}, sentence{text: `容器 {{.container}} 拥有能力 {{.capability}}`}},

		{plan.KeepsSelector,
			sentence{text: `its selector {{if .labels}}{{join "," .labels}}{{if .expressions}},{{end}}{{end}}{{if .expressions}}its expressions{{end}}`},
			sentence{text: `其选择器 {{if .labels}}{{join "," .labels}}{{if .expressions}}，{{end}}{{end}}{{if .expressions}}及其表达式{{end}}`}},
		{plan.NoteDigestNew,
			sentence{text: `from now on, its Pods restart when a ConfigMap or Secret that they read changes`},
			sentence{text: `从现在起，其 Pod 读取的 ConfigMap 或 Secret 变化时，Pod 会重启`}},
		{plan.NoteDigestGone,
			sentence{text: `its Pods no longer read any of the stack's ConfigMaps and Secrets`},
			sentence{text: `其 Pod 不再读取本栈的任何 ConfigMap 和 Secret`}},
		{plan.NoteKeyNew,
			sentence{text: `the state has a new key, so whether Secrets have changed is not known`},
			sentence{text: `状态换了密钥，因此不知道 Secret 是否变化`}},
		{plan.NoteDigestOfOtherVersion,
			sentence{text: `the digest of what its Pods read was computed by another version of wl`},
			sentence{text: `其 Pod 所读内容的摘要由另一版本的 wl 计算`}},
		{plan.NoteConfigMapsHaveChanged,
			sentence{text: `ConfigMaps that its Pods read have changed since the last apply`},
			sentence{text: `其 Pod 读取的 ConfigMap 自上次 apply 后已变化`}},
		{plan.NoteSecretsHaveChanged,
			sentence{text: `Secrets that its Pods read have changed since the last apply`},
			sentence{text: `其 Pod 读取的 Secret 自上次 apply 后已变化`}},
	}
}
