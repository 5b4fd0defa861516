package table

import "github.com/workloadlang/wl/lang/schema"

// serviceAccount is the account of a workload's Pods, and what it may do.
func serviceAccount() *schema.Block {
	return single("service_account", "", "A ServiceAccount of the workload: its Pods run by it, with the permissions given here.", "工作负载的服务账号：Pod 以其身份运行，并具有此处授予的权限。",
		emits("ServiceAccount"), blockOption(nested), besideLifecycle(),
		attr("name", String, "metadata.name", "The ServiceAccount's name; the workload's where unset.", "服务账号的名称；未设置时与工作负载相同。", public, limited(objectName())),
		objectLabels(), objectAnnotations(),
		attr("automount_service_account_token", Bool, "automountServiceAccountToken", "Whether Pods that say nothing of it get its token; they do where unset.", "未另行设置的 Pod 是否挂载其令牌；未设置时挂载。"),
		attr("image_pull_secrets", StringList, "imagePullSecrets", "Secrets for pulling the images of its Pods.", "其 Pod 拉取镜像所用的镜像仓库密钥。", public, limited(objectName()), by(CompileNames), writes("imagePullSecrets.name")),
		attr("secrets", StringList, "secrets", "Secrets that its Pods may use, where the cluster enforces that.", "其 Pod 可以使用的保密字典，仅在集群强制检查时有效。", public, limited(objectName()), by(CompileNames), writes("secrets.name")),
		boundRole("role", "Role", "Permissions in a namespace: a Role, and the RoleBinding that gives it to the ServiceAccount.", "命名空间内的权限：一个 Role，以及将其授予该服务账号的 RoleBinding。",
			attr("namespace", String, "metadata.namespace", "Namespace of the permissions; the workload's where unset.", "权限所在的命名空间；未设置时与工作负载相同。", public, limited(dnsLabel())),
			many("rule", "rules", "What is allowed.", "允许的操作。", append(resourceRule(), typed("RoleRule"), compiledBy(CompileRoleRule))...)),
		boundRole("cluster_role", "ClusterRole", "Permissions in the whole cluster: a ClusterRole, and the ClusterRoleBinding that gives it to the ServiceAccount.", "整个集群的权限：一个 ClusterRole，以及将其授予该服务账号的 ClusterRoleBinding。",
			many("rule", "rules", "What is allowed.", "允许的操作。", append(resourceRule(), typed("RoleRule"), compiledBy(CompileRoleRule),
				attr("non_resource_urls", StringList, "nonResourceURLs", `Paths of the API server, instead of resources: "/metrics".`, `API 服务器的路径，代替资源："/metrics"。`, limited(pattern(`/.*|\*`, `begin with "/", or be "*"`, `以 "/" 开头，或为 "*"`, "/metrics"))))...),
			many("aggregate", "aggregationRule.clusterRoleSelectors", "ClusterRoles whose rules the cluster adds.", "由集群合并其规则的 ClusterRole。", append(selectorRows("ClusterRole", "ClusterRole "), compiledBy(""))...)),
	)
}

func boundRole(name, kind, english, chinese string, rows ...row) *schema.Block {
	rows = append(besideRows(kind, " "+kind+" ", pathSegment()), rows...)
	return many(name, "", english, chinese, append(rows, emits(kind), blockOption(nested), compiledBy(CompileBoundRole),
		attr("binding_name", String, "", "The binding's name; the role's where unset.", "绑定的名称；未设置时与角色相同。", public, limited(pathSegment())))...)
}

// resourceRule is what is allowed on resources.
func resourceRule() []row {
	return []row{
		attr("api_groups", StringList, "apiGroups", `API groups of the resources; the core group, "", where unset.`, `资源所在的 API 组；未设置时为核心组（""）。`, limited(pattern(`|\*|[a-z0-9.-]+`, `be an API group, "" or "*"`, `为 API 组、"" 或 "*"`, "apps"))),
		attr("resources", StringList, "resources", "The resources, in the plural.", "资源的复数名称。", limited(pattern(`[^/]+(/[^/]+)?`, `be a resource in the plural, such as "pods" or "pods/log"`, `为资源的复数名称，例如 "pods" 或 "pods/log"`, "pods"))),
		attr("resource_names", StringList, "resourceNames", "Names of objects; all where unset.", "对象名称；未设置时为全部。", example(`["leader"]`)),
		attr("verbs", StringList, "verbs", "What is allowed with them.", "允许的操作。", required, sized(atLeast(1)), limited(pattern(`[a-z]+|\*`, `be a verb such as "get", or "*"`, `为操作，例如 "get"，或 "*"`, "get"))),
	}
}

// roleBinding gives permissions that a role has to others.
func roleBinding() *schema.Block {
	return many("role_binding", "", "A RoleBinding: it gives the permissions of a role in a namespace.", "角色绑定（RoleBinding）：在命名空间内授予角色的权限。",
		append(namedObjectRows("RoleBinding", "角色绑定", pathSegment()), emits("RoleBinding"), compiledBy(CompileRoleBinding), blockWrites("roleRef.apiGroup", "roleRef.kind"),
			attr("role", String, "roleRef.name", "Name of the Role, of the same namespace. It is immutable.", "同一命名空间中 Role 的名称，之后不可更改。", public, limited(pathSegment())),
			attr("cluster_role", String, "roleRef.name", "Name of the ClusterRole, instead of a Role. It is immutable.", "ClusterRole 的名称，代替 Role，之后不可更改。", public, limited(pathSegment())),
			subject())...)
}

// clusterRoleBinding gives them in the whole cluster.
func clusterRoleBinding() *schema.Block {
	return many("cluster_role_binding", "", "A ClusterRoleBinding: it gives the permissions of a ClusterRole in the whole cluster.", "集群角色绑定（ClusterRoleBinding）：在整个集群授予 ClusterRole 的权限。",
		append(clusterObjectRows("ClusterRoleBinding", "集群角色绑定", pathSegment()), emits("ClusterRoleBinding"), compiledBy(CompileRoleBinding), blockWrites("roleRef.apiGroup", "roleRef.kind"),
			attr("cluster_role", String, "roleRef.name", "Name of the ClusterRole. It is immutable.", "ClusterRole 的名称，之后不可更改。", public, required, limited(pathSegment())),
			subject())...)
}

func subject() *schema.Block {
	return many("subject", "subjects", "Who gets the permissions.", "被授予权限者。", blockOption(mandatory), compiledBy(CompileSubject), blockWrites("apiGroup"),
		attr("kind", String, "kind", "What it is.", "类型。", public, byDefault("ServiceAccount"), limited(oneOf("ServiceAccount", "User", "Group"))),
		attr("name", String, "name", "Its name.", "名称。", public, required, example(`"web"`)),
		attr("namespace", String, "namespace", "Namespace of a ServiceAccount; that of the binding, or of the stack, where unset.", "服务账号的命名空间；未设置时为绑定或栈的命名空间。", public, limited(dnsLabel())))
}
