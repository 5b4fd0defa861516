package words

import "github.com/workloadlang/wl/internal/kube/reason"

// unanswered are why requests to a cluster come to nothing. The cluster's names are
// left out where they stand beside it.
func unanswered() []row {
	return []row{
		{reason.Unreachable,
			sentence{text: `cannot reach {{if .context}}the API server of context {{q .context}} at {{.server}}{{else}}its API server{{end}}: {{.because}}`},
			sentence{text: `无法连接{{if .context}}上下文 {{q .context}} 的 API 服务器 {{.server}}{{else}}其 API 服务器{{end}}：{{.because}}`}},
		{reason.CredentialsRefused,
			sentence{text: `{{if .context}}context {{q .context}}: {{end}}the server does not accept the credentials, which may have expired: log in again, or check the user in the kubeconfig ({{.said}})`},
			sentence{text: `{{if .context}}上下文 {{q .context}}：{{end}}服务器不接受该凭据，凭据可能已过期：请重新登录，或检查 kubeconfig 中的用户（{{.said}}）`}},
		{reason.PluginSilent,
			sentence{text: `the credential plugin {{.plugin}} has not responded within {{.time}}: check that it can log in, and run it by itself to see what it waits for`},
			sentence{text: `凭据插件 {{.plugin}} 在 {{.time}} 内没有响应：请检查它能否登录，并单独运行它，看它在等什么`}},
		{reason.PluginFailed,
			sentence{text: `{{.said}}: check the credential plugin that the kubeconfig names for this user`},
			sentence{text: `{{.said}}：请检查 kubeconfig 为该用户指定的凭据插件`}},
		{reason.NameUnresolved,
			sentence{text: `the name {{.name}} cannot be resolved: check the address in the kubeconfig, your network and your VPN`},
			sentence{text: `无法解析名称 {{.name}}：请检查 kubeconfig 中的地址、网络和 VPN`}},
		{reason.AuthorityUnknown,
			sentence{text: `its certificate is signed by an unknown authority: check certificate-authority-data in the kubeconfig: the cluster may have been recreated`},
			sentence{text: `其证书由未知机构签发：请检查 kubeconfig 中的 certificate-authority-data，集群可能重建过`}},
		{reason.CertificateInvalid,
			sentence{text: `its certificate is not valid: {{.said}}: check the address and the certificates in the kubeconfig, and the clock`},
			sentence{text: `其证书无效：{{.said}}：请检查 kubeconfig 中的地址和证书，以及时钟`}},
		{reason.ConnectionRefused,
			sentence{text: `connection refused: check that the cluster is running, or choose another one with --context`},
			sentence{text: `连接被拒绝：请检查集群是否在运行，或用 --context 选择另一个`}},
		{reason.NotKubernetes,
			sentence{text: `the server is not a Kubernetes API server: check the address in the kubeconfig, and that no proxy asks for a login`},
			sentence{text: `该服务器不是 Kubernetes API 服务器：请检查 kubeconfig 中的地址，以及是否有代理要求登录`}},
		{reason.NoAnswer,
			sentence{text: `no answer within {{.time}}: the server hangs or is overloaded: try again later`},
			sentence{text: `{{.time}} 内没有应答：服务器没有响应或过载，请稍后重试`}},
		{reason.TimedOut,
			sentence{text: `timed out: check the address in the kubeconfig, your network and your VPN`},
			sentence{text: `连接超时：请检查 kubeconfig 中的地址、网络和 VPN`}},
		{reason.OtherFailure,
			sentence{text: `{{.said}}: check the address in the kubeconfig and your network`},
			sentence{text: `{{.said}}：请检查 kubeconfig 中的地址和网络`}},
		{reason.WatchUnanswered, sentence{text: `no answer within {{.time}}`}, sentence{text: `{{.time}} 内没有应答`}},
		{reason.WatchSilent, sentence{text: `nothing was sent within {{.time}}`}, sentence{text: `{{.time}} 内没有收到任何内容`}},
		{reason.WatchCut, sentence{text: `the connection was lost ({{.said}})`}, sentence{text: `连接断开（{{.said}}）`}},
		{reason.RequestFailed, sentence{text: `{{.subject}}: {{.because}}`}, sentence{text: `请求 {{.subject}} 失败：{{.because}}`}},
		{reason.RightsMissing,
			sentence{text: inContext + `{{.said}}: ask the cluster's administrators for a role that allows it`},
			sentence{text: inContextZH + `{{.said}}：请向集群管理员申请允许此操作的角色`}},
		{reason.Overloaded,
			sentence{text: inContext + `the server is overloaded and refused the request repeatedly: try again later, or with a lower --parallelism ({{.said}})`},
			sentence{text: inContextZH + `服务器过载，多次拒绝该请求：请稍后重试，或调低 --parallelism（{{.said}}）`}},
		{reason.AnswerTooLate,
			sentence{text: inContext + `{{.said}}: the server or an admission webhook is overloaded or hangs: try again`},
			sentence{text: inContextZH + `{{.said}}：服务器或准入 Webhook 过载或没有响应，请重试`}},
		{reason.TimeUnknown,
			sentence{text: inContext + `the server's answers have no date, so its time is not known: check that no proxy removes the header Date`},
			sentence{text: inContextZH + `服务器的应答没有日期，因此不知道其时间：请检查是否有代理去掉了 Date 头`}},
		{reason.Answered, sentence{text: inContext + `{{.said}}`}, sentence{text: inContextZH + `{{.said}}`}},
	}
}

// inContext names the cluster of which something is said.
const inContext, inContextZH = `{{if .context}}context {{q .context}}: {{end}}`, `{{if .context}}上下文 {{q .context}}：{{end}}`

// kubeconfigs are why a kubeconfig, or a context of it, cannot be used.
func kubeconfigs() []row {
	return []row{
		{reason.KubeconfigMissing,
			sentence{text: `the kubeconfig file {{.file}} does not exist: name one that exists with --kubeconfig, or omit the flag to use $KUBECONFIG or ~/.kube/config`},
			sentence{text: `kubeconfig 文件 {{.file}} 不存在：请用 --kubeconfig 指定存在的文件，或省略该选项以使用 $KUBECONFIG 或 ~/.kube/config`}},
		{reason.KubeconfigUnreadable,
			sentence{text: `cannot read the kubeconfig ({{.files}}): {{.said}}`},
			sentence{text: `无法读取 kubeconfig（{{.files}}）：{{.said}}`}},
		{reason.KubeconfigEmpty,
			sentence{text: `no kubeconfig names a cluster (looked at {{.files}}): name a kubeconfig file with --kubeconfig or $KUBECONFIG`},
			sentence{text: `没有 kubeconfig 指定集群（已查看 {{.files}}）：请用 --kubeconfig 或 $KUBECONFIG 指定 kubeconfig 文件`}},
		{reason.ServiceAccountUnusable,
			sentence{text: `cannot use the Pod's service account: {{.said}}`},
			sentence{text: `无法使用 Pod 的服务账户：{{.said}}`}},
		{reason.ContextUnusable,
			sentence{text: `the context {{q .context}} of the kubeconfig{{if .files}} ({{.files}}){{end}} cannot be used: {{.said}}`},
			sentence{text: `无法使用 kubeconfig{{if .files}}（{{.files}}）{{end}}的上下文 {{q .context}}：{{.said}}`}},
		{reason.ContextNotChosen,
			sentence{text: `the kubeconfig ({{.files}}) has no current context: choose one with --context: {{join ", " .known}}`},
			sentence{text: `kubeconfig（{{.files}}）没有当前上下文：请用 --context 选择：{{join "、" .known}}`}},
		{reason.ContextUnknown,
			sentence{text: `the kubeconfig ({{.files}}) has no context {{q .context}}.{{if .meant}} Did you mean {{q .meant}}?{{end}} It has: {{join ", " .known}}`},
			sentence{text: `kubeconfig（{{.files}}）没有上下文 {{q .context}}。{{if .meant}}是否想写 {{q .meant}}？{{end}}它有：{{join "、" .known}}`}},
		{reason.ContextWithoutCluster,
			sentence{text: `the context {{q .context}} names the cluster {{q .cluster}}, which the kubeconfig ({{.files}}) does not have: add it, or choose another context with --context`},
			sentence{text: `上下文 {{q .context}} 指定了集群 {{q .cluster}}，kubeconfig（{{.files}}）中没有：请添加，或用 --context 选择另一个上下文`}},
		{reason.ContextWithoutUser,
			sentence{text: `the context {{q .context}} names the user {{q .user}}, which the kubeconfig ({{.files}}) does not have: add it, or choose another context with --context`},
			sentence{text: `上下文 {{q .context}} 指定了用户 {{q .user}}，kubeconfig（{{.files}}）中没有：请添加，或用 --context 选择另一个上下文`}},
	}
}
