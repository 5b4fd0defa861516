package words

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/plan"
)

// planProblems are the problems of a plan and what they are made of.
func planProblems() []row {
	const (
		force   = `{{if .field}}For this field only, run with --force '{{.address}}:{{.field}}', or write force_fields in its lifecycle block; for the whole object, --force '{{.address}}'; for all, --force-conflicts.{{else}}For this object only, run with --force '{{.address}}'; for all, with --force-conflicts.{{end}}`
		forceZH = `{{if .field}}只取得该字段，请加 --force '{{.address}}:{{.field}}' 运行，或在其 lifecycle 块中写 force_fields；取得整个对象，用 --force '{{.address}}'；取得全部，用 --force-conflicts。{{else}}只取得该对象，请加 --force '{{.address}}' 运行；取得全部，用 --force-conflicts。{{end}}`
	)
	return []row{
		{engine.ProblemUnplanned,
			sentence{"The cluster could not be planned", `{{.error}}`},
			sentence{"集群无法制定计划", `{{.error}}`}},
		{engine.ProblemElsewhere,
			sentence{"The context leads to another cluster than before", `At the last apply the cluster {{.cluster}} was the one whose namespace kube-system has the UID {{.was}}, and the context {{.context}} leads to {{.is}} now. Nothing is planned there. Correct the kubeconfig, or the context of the cluster. If the cluster was replaced by a new one, run again with --accept-new-cluster {{.cluster}}.`},
			sentence{"上下文指向的集群与之前不同", `上次 apply 时集群 {{.cluster}} 的 kube-system 命名空间的 UID 为 {{.was}}，而上下文 {{.context}} 现在指向 {{.is}}。不在那里制定计划。请改正 kubeconfig 或集群的上下文。如果集群已被新集群替换，请加 --accept-new-cluster {{.cluster}} 重新运行。`}},
		{engine.WarnRemoved,
			sentence{"A cluster is no longer declared", `{{count .objects "object"}} of the stack stay on the cluster {{.cluster}}. Remove them: wl destroy --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}}. To keep them there, release each: wl state rm --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}} OBJECT. To manage them again, declare the cluster.`},
			sentence{"集群不再声明", `本栈的 {{.objects}} 个对象仍在集群 {{.cluster}} 上。删除它们：wl destroy --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}}。要保留它们，请逐个释放：wl state rm --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}} OBJECT。要重新管理它们，请再次声明该集群。`}},
		{engine.WarnRemovedUnread,
			sentence{"A cluster is no longer declared", `It is not known what the stack has left on the cluster {{.cluster}}: {{.error}}. The next apply that changes something forgets the cluster. If it is still there, remove its objects: wl destroy --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}}.`},
			sentence{"集群不再声明", `无法得知本栈在集群 {{.cluster}} 上留下了什么：{{.error}}。下一次有变更的 apply 会忘记该集群。如果它还在，请删除其对象：wl destroy --stack {{.stack}} --namespace {{.namespace}}{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}{{if .context}} --context {{shell .context}}{{end}}。`}},
		{engine.RemovedElsewhere,
			sentence{text: `the context {{.context}} leads to another cluster now`},
			sentence{text: `上下文 {{.context}} 现在指向另一个集群`}},
		{plan.ProblemBeingDeleted,
			sentence{"The object is being deleted", `The deletion of {{.object}} is in progress. Wait until it is gone and plan again.`},
			sentence{"对象正在删除", `{{.object}} 正在删除。请等删除完成后重新执行 plan。`}},
		{plan.ProblemNotManaged,
			sentence{"The object exists and is not managed by this stack", `{{.object}} exists and is not managed by the stack {{.stack}}. To adopt it, write lifecycle { adopt = true } in {{.address}}, or run with --adopt; to leave it unchanged, choose another name.`},
			sentence{"对象已存在，但不由本栈管理", `{{.object}} 已存在，但不由栈 {{.stack}} 管理。要接管它，请在 {{.address}} 中写 lifecycle { adopt = true }，或加 --adopt 运行；要保持它不变，请换一个名称。`}},
		{plan.ProblemOfAnotherStack,
			sentence{"The object belongs to another stack", `{{.object}} belongs to the {{.owner}}. {{if .perhaps}}{{.perhaps}} If it is another stack that is to release the object: {{else}}Release it there first: {{end}}remove it from that configuration, and remove its label so that it is not deleted: kubectl label {{.kind}} {{.name}}{{if .namespace}} -n {{.namespace}}{{end}} {{.label}}-`},
			sentence{"对象属于另一个栈", `{{.object}} 属于{{.owner}}。{{if .perhaps}}{{.perhaps}}如果确实是另一个栈要放弃这个对象：{{else}}请先在那里放弃它：{{end}}从那个配置中移除它，并去掉它的标签，以免被删除：kubectl label {{.kind}} {{.name}}{{if .namespace}} -n {{.namespace}}{{end}} {{.label}}-`}},
		{plan.ProblemChangedMeanwhile,
			sentence{"The object changed while the plan was made", `{{.object}} was changed, removed or replaced between two requests. Plan again.`},
			sentence{"制定计划期间对象发生了变化", `{{.object}} 在两次请求之间被更改、删除或替换。请重新执行 plan。`}},
		{plan.ProblemNamespaceMissing,
			sentence{"The namespace does not exist", `{{.needs}} is in the namespace {{q .namespace}}, which the cluster does not have. Create it, or add it to the stack: namespace {{q .namespace}} {}`},
			sentence{"命名空间不存在", `{{.needs}} 位于命名空间 {{q .namespace}}，而集群中没有该命名空间。请创建它，或加入栈中：namespace {{q .namespace}} {}`}},
		{plan.ProblemNamespaceTerminating,
			sentence{"The namespace is being deleted", `{{if .adopting}}The object exists and cannot be adopted with this configuration. {{end}}{{.object}} is in the namespace {{q .namespace}}, whose deletion is in progress. Wait until it is gone and plan again.`},
			sentence{"命名空间正在删除", `{{if .adopting}}对象已存在，但无法按此配置接管。{{end}}{{.object}} 位于命名空间 {{q .namespace}}，该命名空间正在删除。请等删除完成后重新执行 plan。`}},
		{plan.ProblemVersionNotServed,
			sentence{"The cluster does not serve this version of the kind", `{{.object}} has apiVersion {{.version}}, and the cluster serves {{.kind}} as {{.served}}. {{if .made}}Update its CustomResourceDefinition, or write an object block with{{else}}Write the object in a version that is served:{{end}} apiVersion = {{q .write}}.`},
			sentence{"集群不提供该类型的这个版本", `{{.object}} 的 apiVersion 为 {{.version}}，而集群以 {{.served}} 提供 {{.kind}}。{{if .made}}请更新它的 CustomResourceDefinition，或改写为 object 块，使用 {{else}}请改用集群提供的版本：{{end}}apiVersion = {{q .write}}。`}},
		{plan.ProblemKindMissing,
			sentence{"The cluster does not have this kind", `{{.object}} needs the kind {{.kind}} of the API group "{{.group}}". Install its CustomResourceDefinition first, or add it to the stack: object "definition" { manifest = yamldecode(file(…)) }`},
			sentence{"集群中没有该类型", `{{.object}} 需要 API 组 "{{.group}}" 的类型 {{.kind}}。请先安装它的 CustomResourceDefinition，或加入栈中：object "definition" { manifest = yamldecode(file(…)) }`}},
		{plan.ProblemKindNotKept,
			sentence{"Objects of this kind cannot be managed", `{{.object}}: {{stop .said}} The API server does not let objects of the kind {{.kind}} be listed, read and applied, so there is nothing to compare or to delete later. Remove it from the configuration.`},
			sentence{"无法管理该类型的对象", `{{.object}}：{{stop .said}}API 服务器不允许列出、读取和 apply {{.kind}} 类型的对象，以后既无从比较也无从删除。请从配置中移除它。`}},
		{plan.ProblemOtherScope,
			sentence{"The kind has another scope", `{{if .namespaced}}{{.object}} is in no namespace, and the cluster has objects of the kind {{.kind}} in namespaces only. Remove scope from its object block.{{else}}{{.object}} is in a namespace, and the kind {{.kind}} is cluster-scoped. Write scope = "Cluster" in its object block.{{end}}`},
			sentence{"该类型的作用域不同", `{{if .namespaced}}{{.object}} 不在任何命名空间中，而集群中 {{.kind}} 类型的对象只能位于命名空间内。请从其 object 块中移除 scope。{{else}}{{.object}} 位于命名空间中，而类型 {{.kind}} 属于整个集群。请在其 object 块中写 scope = "Cluster"。{{end}}`}},
		{plan.ProblemLabelLost,
			sentence{"An object is not deleted: it no longer has the stack's label", `{{.object}} was created by the stack {{.stack}} and is no longer in the configuration, but its label {{.label}} has been removed. Delete it by hand if it is not needed.`},
			sentence{"有一个对象不会被删除：它已没有本栈的标签", `{{.object}} 由栈 {{.stack}} 创建，已不在配置中，但它的标签 {{.label}} 已被去掉。如果不再需要，请手动删除。`}},
		{plan.ProblemLeftBehind,
			sentence{"Objects of the stack are in neither its state nor its configuration", `{{join ", " .objects}}{{if .more}} and {{.more}} more{{end}}: the stack {{.stack}} has made them, and they stay as they are. Delete them by hand if they are not needed, or add them to the configuration again. A state that was restored from an older backup does not know what was made since.`},
			sentence{"本栈的一些对象既不在状态中，也不在配置中", `{{join "、" .objects}}{{if .more}} 等另外 {{.more}} 个{{end}}：它们由栈 {{.stack}} 创建，将保持不变。如果不再需要，请手动删除，或将其重新加入配置。从较旧备份恢复的状态不知道此后创建的对象。`}},
		{plan.ProblemConflict,
			sentence{"Conflict with another field manager", `{{if .owned}}{{facts "; " .owned}}{{else}}{{.said}}{{end}}. {{facts " " .ways}}`},
			sentence{"与其他字段管理者冲突", `{{if .owned}}{{facts "；" .owned}}{{else}}{{.said}}{{end}}。{{facts "" .ways}}`}},
		{plan.OwnedByAnother,
			sentence{text: `{{.field}} is {{.is}}, owned by {{.manager}}; the configuration sets {{.set}}`},
			sentence{text: `{{.field}} 为 {{.is}}，归 {{.manager}} 所有；配置设置为 {{.set}}`}},
		{plan.OwnedByAnotherHidden,
			sentence{text: `{{.field}} is owned by {{.manager}}, with another value than the configuration's`},
			sentence{text: `{{.field}} 归 {{.manager}} 所有，其值与配置不同`}},
		{plan.OwnerManager,
			sentence{text: `{{.name}}{{if .subresource}} (through {{.subresource}}){{end}}{{if .time}} at {{.time}}{{end}}`},
			sentence{text: `{{.name}}{{if .subresource}}（经由 {{.subresource}}）{{end}}{{if .time}}（{{.time}}）{{end}}`}},
		{plan.OwnerStack,
			sentence{text: `stack {{.name}} (state in the namespace {{.namespace}})`},
			sentence{text: `栈 {{.name}}（状态位于命名空间 {{.namespace}}）`}},
		{plan.OwnerApplySet, sentence{text: `ApplySet {{.id}}`}, sentence{text: `ApplySet {{.id}}`}},
		{plan.FormerNamespace,
			sentence{text: `If it is this stack and only its namespace, or that of its state, has changed: write state { namespace = {{q .namespace}} } in the stack block to keep its state there, or move it here: wl state mv --stack {{.stack}} --namespace {{.namespace}} --to-namespace {{.to_namespace}}.`},
			sentence{text: `如果就是本栈，只是它或其状态的命名空间变了：请在 stack 块中写 state { namespace = {{q .namespace}} }，让状态留在那里；或把它移到这里：wl state mv --stack {{.stack}} --namespace {{.namespace}} --to-namespace {{.to_namespace}}。`}},
		{plan.FormerName,
			sentence{text: `If it is this stack and only its name has changed: keep the former name, stack {{q .name}}, or give it the new one: wl state mv --stack {{.name}} --namespace {{.namespace}} --to-stack {{.to_stack}}.`},
			sentence{text: `如果就是本栈，只是名称变了：请保留原来的名称，stack {{q .name}}；或改用新名称：wl state mv --stack {{.name}} --namespace {{.namespace}} --to-stack {{.to_stack}}。`}},
		{plan.WayDecideFirst,
			sentence{text: `wl reverted it before, and the same field manager has set it again: decide first who owns the field.`},
			sentence{text: `wl 曾将它改回，同一字段管理者又设置了它：请先决定该字段归谁所有。`}},
		{plan.WayShareField,
			sentence{text: `Leave the field to that manager with lifecycle { ignore_fields = […] } or by removing it from the configuration, or take ownership. ` + force},
			sentence{text: `用 lifecycle { ignore_fields = […] } 或从配置中移除该字段，把它留给那个管理者；或取得所有权。` + forceZH}},
		{plan.WayShareReplicas,
			sentence{text: `{{if eq .by "autoscaler"}}An autoscaler scales this workload.{{else if eq .by "kubectl"}}The workload was scaled with kubectl scale.{{else}}Another field manager scales this workload.{{end}} To leave the number of replicas to that manager, write lifecycle { ignore_fields = ["spec.replicas"] }, or advanced { autoscale { … } } for an autoscaler of the stack's own; to set it from the configuration, take ownership. ` + force},
			sentence{text: `{{if eq .by "autoscaler"}}该工作负载由自动伸缩器伸缩。{{else if eq .by "kubectl"}}该工作负载曾用 kubectl scale 伸缩。{{else}}该工作负载由另一字段管理者伸缩。{{end}}要把实例数留给它，请写 lifecycle { ignore_fields = ["spec.replicas"] }，若是本栈自己的自动伸缩器，请写 advanced { autoscale { … } }；要由配置设置，请取得所有权。` + forceZH}},
		{plan.StateOfStack, sentence{text: `the state of the stack {{.stack}}`}, sentence{text: `栈 {{.stack}} 的状态`}},
	}
}

// serverProblems are what a server says, or does not say.
func serverProblems() []row {
	const (
		// A rollback does not read the configuration.
		correct    = `{{if .rollback}}The revision has it so: leave its block out, with --target for the blocks that are to go back, or correct it in the configuration and run wl apply.{{else}}Correct it in the configuration.{{end}}`
		correctZH  = `{{if .rollback}}该修订中就是如此：请用 --target 指定要回滚的块，把它的块排除在外，或在配置中改正后运行 wl apply。{{else}}请在配置中改正。{{end}}`
		adopting   = `{{if .adopting}}The object exists and cannot be adopted with this configuration. {{end}}`
		adoptingZH = `{{if .adopting}}对象已存在，但无法按此配置接管。{{end}}`
		behind     = ` {{if .service}}Check the Service {{.service}} and its Pods: kubectl -n {{.namespace}} get service,endpointslices,pods.{{else if .url}}Check what runs at {{.url}}.{{else}}Check its Service and Pods.{{end}}`
		behindZH   = `{{if .service}}请检查 Service {{.service}} 及其 Pod：kubectl -n {{.namespace}} get service,endpointslices,pods。{{else if .url}}请检查运行在 {{.url}} 的服务。{{else}}请检查它的 Service 和 Pod。{{end}}`
	)
	return []row{
		{plan.ProblemRefused,
			sentence{"The server refuses the object", adopting + `{{stop .said}} {{if .emptied}}The server itself makes null of {{.emptied}} when its last entry is removed. Remove {{.emptied}} from the configuration and apply that; it can be set to an empty value afterwards.{{else}}` + correct + `{{end}}`},
			sentence{"服务器拒绝了该对象", adoptingZH + `{{stop .said}}{{if .emptied}}移除 {{.emptied}} 的最后一项时，服务器自己将其变为 null。请从配置中移除 {{.emptied}} 并 apply，之后可再设为空值。{{else}}` + correctZH + `{{end}}`}},
		{plan.ProblemForbidden,
			sentence{"The server forbids it", adopting + `{{stop .said}} Ask for the permission or the quota, or change the object so that the rule allows it.`},
			sentence{"服务器禁止该操作", adoptingZH + `{{stop .said}}请申请权限或配额，或修改对象使其符合规则。`}},
		{plan.ProblemNotCreatable,
			sentence{"It could not be created again", `{{.object}} would have to be deleted and created again, and the server would refuse the new one: {{stop .said}} Ask for the permission; until then nothing is deleted.`},
			sentence{"对象将无法重新创建", `{{.object}} 需要先删除再创建，但服务器会拒绝新对象：{{stop .said}}请申请权限；在此之前不会删除任何对象。`}},
		{plan.ProblemSchemaMismatch,
			sentence{"The object does not match the server's schema", adopting + `{{stop .said}} ` + correct},
			sentence{"对象不符合服务器的模式", adoptingZH + `{{stop .said}}` + correctZH}},
		{plan.ProblemImmutable,
			sentence{"An immutable field has changed", adopting + `{{stop .said}} {{if .fields}}The configuration changes {{join ", " .fields}}. {{end}}{{if .rollback}}Leave its block out, with --target for the blocks that are to go back, or delete the object first: the rollback creates it again{{else}}Undo the change, give the object another name, or delete the object first: apply creates it again{{end}}{{if .claim}}, without the data, unless you keep its volume{{end}}.`},
			sentence{"不可变字段发生了变化", adoptingZH + `{{stop .said}}{{if .fields}}配置更改了 {{join "、" .fields}}。{{end}}{{if .rollback}}请用 --target 指定要回滚的块，把它的块排除在外，或先删除对象：回滚会重新创建它{{else}}请撤销更改，给对象换一个名称，或先删除对象：apply 会重新创建它{{end}}{{if .claim}}，但不含数据，除非您保留其卷{{end}}。`}},
		{plan.ProblemServerFails,
			sentence{"The API server fails", `{{stop .error}}`},
			sentence{"API 服务器出错", `{{stop .error}}`}},
		{plan.ProblemServerFailedOn,
			sentence{"The API server failed on the object", `{{.object}}: the API server answered {{.answer}}: {{stop .said}} {{if .group}}If the API group {{.group}} is served by an aggregated API server, check that it is available: kubectl get apiservices. Then plan again.{{else}}Plan again; if it fails again, look at the API server's log.{{end}}`},
			sentence{"API 服务器处理该对象时出错", `{{.object}}：API 服务器返回 {{.answer}}：{{stop .said}}{{if .group}}如果 API 组 {{.group}} 由聚合 API 服务器提供，请检查其是否可用：kubectl get apiservices，然后重新执行 plan。{{else}}请重新执行 plan；若再次失败，请查看 API 服务器的日志。{{end}}`}},
		{plan.ProblemWebhookSilent,
			sentence{"An admission webhook does not respond", `The webhook {{.webhook}} must admit {{.object}}, and does not respond: {{stop .said}}` + behind + ` The object cannot be written until it responds. {{if .configuration}}The webhook is served by this very object: delete its configuration, which the next apply creates again after the rollout: kubectl delete {{.resource}} {{.configuration}}.{{else}}List the configurations that call it: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations.{{end}}`},
			sentence{"准入 webhook 没有响应", `{{.object}} 须经 webhook {{.webhook}} 准入，而它没有响应：{{stop .said}}` + behindZH + `在它响应之前无法写入该对象。{{if .configuration}}该 webhook 正由此对象提供服务：请删除其配置，下一次 apply 会在部署完成后重新创建它：kubectl delete {{.resource}} {{.configuration}}。{{else}}列出调用它的配置：kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations。{{end}}`}},
		{plan.ProblemVersionGone,
			sentence{"Managed fields name a version that does not exist", `{{.object}}: the API server answered {{.answer}}: {{stop .said}} Managed fields of the object name {{if .version}}the version {{.version}}{{else}}a version{{end}} that its CustomResourceDefinition no longer has, so the API server cannot apply anything to it. Add the version to the definition again, with served: false, or clear the managed fields: kubectl{{if .namespace}} -n {{.namespace}}{{end}} patch {{.resource}} {{.name}} --type=merge -p '{"metadata":{"managedFields":[{}]}}'.`},
			sentence{"托管字段使用了不存在的版本", `{{.object}}：API 服务器返回 {{.answer}}：{{stop .said}}该对象的托管字段（managedFields）使用{{if .version}}版本 {{.version}}{{else}}的版本{{end}}，其 CustomResourceDefinition 已没有该版本，因此 API 服务器无法对它执行 apply。请在定义中重新加入该版本并设 served: false，或清除托管字段：kubectl{{if .namespace}} -n {{.namespace}}{{end}} patch {{.resource}} {{.name}} --type=merge -p '{"metadata":{"managedFields":[{}]}}'。`}},
		{plan.ProblemStorageUnready,
			sentence{"The API server cannot list the kind", `{{.object}} cannot be looked for: {{stop .said}} The API server cannot read all objects that it has stored of the kind {{.kind}}. Check that the conversion webhook in its CustomResourceDefinition responds, and the API server's log for an object that cannot be decoded.`},
			sentence{"API 服务器无法列出该类型", `无法查找 {{.object}}：{{stop .said}}API 服务器无法读取它所存储的 {{.kind}} 类型的全部对象。请检查其 CustomResourceDefinition 中的转换 webhook 是否响应，并查看 API 服务器日志中是否有无法解码的对象。`}},
		{plan.ProblemConversionSilent,
			sentence{"A conversion webhook does not respond", `The API server needs the conversion webhook of {{.version}} {{.kind}} for {{.object}}, and it does not respond: {{stop .said}}` + behind + ` The object cannot be read or written until it responds.`},
			sentence{"转换 webhook 没有响应", `API 服务器处理 {{.object}} 需要 {{.version}} {{.kind}} 的转换 webhook，而它没有响应：{{stop .said}}` + behindZH + `在它响应之前无法读写该对象。`}},
	}
}

// judgedProblems are what wl finds itself.
func judgedProblems() []row {
	const (
		protected   = `{{if .configured}} To delete it, first set prevent_destroy = false in its lifecycle block and apply.{{else}} To delete it, put {{if .address}}{{.address}}{{else}}its block{{end}} back with prevent_destroy = false, apply, and then remove it.{{end}}`
		protectedZH = `{{if .configured}}要删除它，请先在其 lifecycle 块中设置 prevent_destroy = false 并执行 apply。{{else}}要删除它，请先恢复{{if .address}} {{.address}} {{else}}它的块{{end}}并设置 prevent_destroy = false，执行 apply，然后再移除。{{end}}`
		staying     = `{{facts ", " .staying}}{{if .more}} and {{.more}} more{{end}}`
		stayingZH   = `{{facts "、" .staying}}{{if .more}} 等另外 {{.more}} 个{{end}}`
		releasing   = `To keep it in the cluster without managing it, release it{{if .address}}: write a block removed with from = {{.address}} and lifecycle { destroy = false }{{end}}.`
		releasingZH = `要把它留在集群中但不再管理，请释放它{{if .address}}：写一个 removed 块，其中 from = {{.address}}，并设 lifecycle { destroy = false }{{end}}。`
	)
	return []row{
		{plan.ProblemClaimUnbound,
			sentence{"The claim cannot be expanded", `{{.object}} is not bound to a volume yet, and only a bound claim can be expanded. Wait until a Pod uses it, or delete it first: apply creates it again with {{.size}}.`},
			sentence{"数据卷声明无法扩容", `{{.object}} 尚未绑定数据卷，只有已绑定的声明才能扩容。请等有 Pod 使用它，或先删除它：apply 会以 {{.size}} 重新创建。`}},
		{plan.ProblemClaimNotExpandable,
			sentence{"The claim cannot be expanded", `{{.object}} has {{.has}}, and its StorageClass "{{.class}}" does not allow volume expansion. Set allowVolumeExpansion in the class, or create a claim of another name with {{.size}} and move the data.`},
			sentence{"数据卷声明无法扩容", `{{.object}} 为 {{.has}}，其 StorageClass "{{.class}}" 不允许扩容。请在该存储类中设置 allowVolumeExpansion，或用另一名称创建 {{.size}} 的声明并迁移数据。`}},
		{plan.ProblemClaimShrinks,
			sentence{"A claim cannot shrink", `{{.object}} has {{.has}}, and the configuration sets {{.size}}. Kubernetes only expands volumes. Set size = {{q .has}} or more, or create a claim of another name and move the data.`},
			sentence{"数据卷声明不能缩小", `{{.object}} 为 {{.has}}，而配置设置为 {{.size}}。Kubernetes 只支持扩容。请设置 size = {{q .has}} 或更大，或用另一名称创建声明并迁移数据。`}},
		{plan.ProblemTemplateShrinks,
			sentence{"A claim cannot shrink", `The claims {{.claims}} of {{.object}} have {{.has}}, and the configuration sets {{.size}}. Kubernetes only expands volumes. Set size = {{q .has}} or more, or add a claim template of another name and move the data.`},
			sentence{"数据卷声明不能缩小", `{{.object}} 的声明 {{.claims}} 为 {{.has}}，而配置设置为 {{.size}}。Kubernetes 只支持扩容。请设置 size = {{q .has}} 或更大，或增加另一名称的声明模板并迁移数据。`}},
		{plan.ProblemVolumeInUse,
			sentence{"The volume is in use", `{{.object}} must be replaced because of {{join ", " .because}}, and PersistentVolumeClaim {{.claim}} uses it: Kubernetes deletes it only after the claim. Undo the change, give the volume another name, or delete the claim first.`},
			sentence{"数据卷正在使用", `{{.object}} 因 {{join "、" .because}} 必须替换，但 PersistentVolumeClaim {{.claim}} 正在使用它：声明删除之后 Kubernetes 才会删除它。请撤销更改，给数据卷换一个名称，或先删除该声明。`}},
		{plan.ProblemSelectorMismatch,
			sentence{"The label does not match the selector", `{{.object}} exists, and selects its Pods by the label {{.label}}={{.live}}. A selector is immutable, and the configuration gives the Pods the value {{.set}}. Remove the label from the configuration; or delete the object, which terminates its Pods, and apply again.`},
			sentence{"标签与选择器不匹配", `{{.object}} 已存在，并以标签 {{.label}}={{.live}} 选择其 Pod。选择器不可变，而配置给 Pod 的值是 {{.set}}。请从配置中移除该标签；或删除该对象（其 Pod 会终止）后重新执行 apply。`}},
		{plan.ProblemPaused,
			sentence{"A rollout is paused or partitioned", `{{.pause}}.`},
			sentence{"升级已暂停或分区", `{{.pause}}。`}},
		{plan.ProblemProtected,
			sentence{"The object is protected by prevent_destroy", `{{.object}} has prevent_destroy = true.` + protected},
			sentence{"对象受 prevent_destroy 保护", `{{.object}} 设置了 prevent_destroy = true。` + protectedZH}},
		{plan.ProblemProtectedReplaced,
			sentence{"The object is protected by prevent_destroy", `{{.object}} must be replaced because of {{join ", " .because}}, and has prevent_destroy = true. Undo the change, or set prevent_destroy = false in its lifecycle block to allow the deletion.`},
			sentence{"对象受 prevent_destroy 保护", `{{.object}} 因 {{join "、" .because}} 必须替换，但设置了 prevent_destroy = true。请撤销更改，或在其 lifecycle 块中设置 prevent_destroy = false 以允许删除。`}},
		{plan.ProblemProtectedWithin,
			sentence{"The object is protected by prevent_destroy", `Deleting {{.deleted}} deletes {{.object}}, which has prevent_destroy = true.` + protected},
			sentence{"对象受 prevent_destroy 保护", `删除 {{.deleted}} 会一并删除 {{.object}}，而后者设置了 prevent_destroy = true。` + protectedZH}},
		{plan.ProblemReleasedWithin,
			sentence{"A released object would be deleted", `Deleting {{.deleted}} deletes {{.object}}, which is released instead of deleted (destroy = false). Keep {{if .address}}{{.address}}{{else}}its block{{end}}, or release {{.deleted}}, too, with lifecycle { destroy = false }.`},
			sentence{"被释放的对象会被删除", `删除 {{.deleted}} 会一并删除 {{.object}}，而后者设置为释放而不是删除（destroy = false）。请保留{{if .address}} {{.address}}{{else}}它的块{{end}}，或同样用 lifecycle { destroy = false } 释放 {{.deleted}}。`}},
		{plan.ProblemConfiguredWithin,
			sentence{"Configured objects would be deleted with it", `Deleting {{.object}} deletes what the configuration still has: ` + staying + `. {{if .destroy}}Name these blocks, too, or leave {{.object}} where it is.{{else}}Keep {{if .address}}{{.address}}{{else}}its block{{end}}, or remove these blocks, too, or move them to where they do not need it. ` + releasing + `{{end}}`},
			sentence{"仍在配置中的对象会被一并删除", `删除 {{.object}} 会一并删除配置中仍有的对象：` + stayingZH + `。{{if .destroy}}请同时指定这些块，或不删除 {{.object}}。{{else}}请保留{{if .address}} {{.address}}{{else}}它的块{{end}}，或同时移除这些块，或把它们移到不需要它的地方。` + releasingZH + `{{end}}`}},
		{plan.ProblemClaimMounted,
			sentence{"The claim is still mounted", `The configuration still has Pods that mount {{.object}}: ` + staying + `. Kubernetes deletes a claim only when no Pod uses it, and no Pod starts without it. {{if .destroy}}Name these blocks, too, or leave {{.object}} where it is.{{else}}Keep {{if .address}}{{.address}}{{else}}its block{{end}}, or remove the volume from these blocks, too. ` + releasing + `{{end}}`},
			sentence{"数据卷声明仍被挂载", `配置中仍有 Pod 挂载 {{.object}}：` + stayingZH + `。只有不再被任何 Pod 使用时，Kubernetes 才会删除声明；没有它，Pod 也无法启动。{{if .destroy}}请同时指定这些块，或不删除 {{.object}}。{{else}}请保留{{if .address}} {{.address}}{{else}}它的块{{end}}，或同时从这些块中移除该卷。` + releasingZH + `{{end}}`}},
		{plan.StillConfigured,
			sentence{text: `{{if .address}}{{.address}}{{else}}{{.object}}{{end}}{{if .at}} ({{.at}}){{end}}`},
			sentence{text: `{{if .address}}{{.address}}{{else}}{{.object}}{{end}}{{if .at}}（位于 {{.at}}）{{end}}`}},
		{plan.ProblemMoving,
			sentence{"The stack is being moved", `A move of the stack {{.stack}} (state in the namespace {{.namespace}}) to the stack {{.to_stack}} (state in {{.to_namespace}}) was begun and is not finished. Finish it first: wl state mv --stack {{.stack}} --namespace {{.namespace}} --to-stack {{.to_stack}} --to-namespace {{.to_namespace}}`},
			sentence{"栈正在迁移", `栈 {{.stack}}（状态位于命名空间 {{.namespace}}）已开始迁移为栈 {{.to_stack}}（状态位于 {{.to_namespace}}），尚未完成。请先完成：wl state mv --stack {{.stack}} --namespace {{.namespace}} --to-stack {{.to_stack}} --to-namespace {{.to_namespace}}`}},
		{plan.ProblemStateless,
			sentence{"The stack's state is not in the cluster", `The namespace {{.namespace}} has no state of the stack {{.stack}}, but {{agree .objects "object" "in the cluster bears" "in the cluster bear"}} its label, such as {{.first}}. If the state is in a file, run wl destroy -C DIR with the stack's configuration, where the file is. If it is lost, the configuration finds what it makes: wl destroy -C DIR.`},
			sentence{"栈的状态不在集群中", `命名空间 {{.namespace}} 中没有栈 {{.stack}} 的状态，但集群中有 {{.objects}} 个对象带有其标签，例如 {{.first}}。如果状态在文件中，请在有该文件的机器上以该栈的配置运行 wl destroy -C DIR。如果状态已丢失，配置能找到由它创建的对象：wl destroy -C DIR。`}},
		{plan.ProblemStateFileMissing,
			sentence{"The state's file is missing", `The stack {{.stack}} keeps its state in the file {{.file}}, which does not exist, but {{agree .objects "object" "in the cluster bears" "in the cluster bear"}} the stack's label. Run wl where the file is, or copy it here. If it is lost, begin a new state with --adopt: it does not know objects that the configuration no longer has.`},
			sentence{"状态文件不存在", `栈 {{.stack}} 的状态保存在文件 {{.file}} 中，而该文件不存在，但集群中有 {{.objects}} 个对象带有该栈的标签。请在有该文件的机器上运行 wl，或把文件复制到这里。如果文件已丢失，请用 --adopt 开始新的状态：它不知道配置中已不存在的对象。`}},
		{plan.ProblemCircle,
			sentence{"Objects wait for one another", `None of these objects can be first: {{join ", " .objects}}. Remove one of the dependencies between them.`},
			sentence{"对象互相等待", `这些对象都无法最先创建：{{join "、" .objects}}。请去掉它们之间的一个依赖。`}},
		{plan.ProblemQuotaUsedUp,
			sentence{"The namespace's quota is used up", `The ResourceQuota {{.quota}} leaves no {{.resource}} for {{.object}} beside the other objects of this plan. Raise the quota, or create fewer objects.`},
			sentence{"命名空间的配额已用尽", `除本计划的其他对象外，ResourceQuota {{.quota}} 没有给 {{.object}} 留下 {{.resource}}。请提高配额，或少创建一些对象。`}},
		{plan.ProblemTooLarge,
			sentence{"The object is too large", `{{.object}} has {{.bytes}} bytes, and a cluster stores at most {{.limit}} in one object. Move large content to a volume or an image.`},
			sentence{"对象过大", `{{.object}} 有 {{.bytes}} 字节，而集群中一个对象最多 {{.limit}} 字节。请把大块内容移到数据卷或镜像中。`}},
		{plan.ProblemSameNodePort,
			sentence{"Two Services use the same node port", `{{.object}} and {{.other}} both set the node port {{.port}}/{{.protocol}}, and only one Service can have it. Set another port in one of them, or omit it and let the cluster choose.`},
			sentence{"两个 Service 使用同一节点端口", `{{.object}} 与 {{.other}} 都设置了节点端口 {{.port}}/{{.protocol}}，而一个节点端口只能归一个 Service。请为其中一个另设端口，或不设置而由集群分配。`}},
		{plan.ProblemOtherVersion,
			sentence{"The cluster has another version of Kubernetes", `The cluster {{q .cluster}} runs Kubernetes {{.server}}, and the configuration was checked against {{.configured}}. Write kubernetes_version = {{q .write}} in its block.`},
			sentence{"集群的 Kubernetes 版本不同", `集群 {{q .cluster}} 运行 Kubernetes {{.server}}，而配置按 {{.configured}} 检查。请在其块中写 kubernetes_version = {{q .write}}。`}},
	}
}
