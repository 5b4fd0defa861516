package words

import "github.com/workloadlang/wl/apply/rollout"

// rolloutWaits are what a rollout waits for.
func rolloutWaits() []row {
	const of, ofZH = `{{.pods}} of {{count .wanted "Pod"}} `, `{{.pods}}/{{.wanted}} 个 Pod `
	return []row{
		{rollout.AwaitsController, sentence{text: `waiting for the controller to observe the change`}, sentence{text: `等待控制器处理变更`}},
		{rollout.AwaitsCreated, sentence{text: of + `created`}, sentence{text: ofZH + `已创建`}},
		{rollout.AwaitsUpdated, sentence{text: of + `updated`}, sentence{text: ofZH + `已更新`}},
		{rollout.AwaitsReady, sentence{text: of + `ready`}, sentence{text: ofZH + `已就绪`}},
		{rollout.AwaitsReadyFor, sentence{text: of + `ready for {{.seconds}} seconds`}, sentence{text: ofZH + `已就绪满 {{.seconds}} 秒`}},
		{rollout.AwaitsSucceeded, sentence{text: of + `succeeded`}, sentence{text: ofZH + `已成功`}},
		{rollout.AwaitsFormer, sentence{text: `{{count .pods "Pod"}} of an earlier revision left`}, sentence{text: `还剩 {{.pods}} 个旧版本 Pod`}},
		{rollout.AwaitsRemoval, sentence{text: `{{count .pods "Pod"}} to remove`}, sentence{text: `还有 {{.pods}} 个 Pod 待删除`}},
		{rollout.AwaitsReplaced,
			sentence{text: `{{count .pods "Pod"}} to be replaced for the changed claim templates`},
			sentence{text: `数据卷声明模板已变更，还有 {{.pods}} 个 Pod 待替换`}},
		{rollout.AwaitsCompletion, sentence{text: `waiting for the controller to complete the update`}, sentence{text: `等待控制器完成升级`}},
		{rollout.AwaitsReadiness,
			sentence{text: `waiting for the controller to observe that all Pods are ready`},
			sentence{text: `Pod 已全部就绪，等待控制器确认`}},
		{rollout.AwaitsEstablished, sentence{text: `is not established yet`}, sentence{text: `定义尚未生效`}},
		{rollout.AwaitsKind,
			sentence{text: `not ready yet: {{if .reason}}{{.reason}}{{end}}{{if .said}}{{if .reason}}: {{end}}{{.said}}{{end}}`},
			sentence{text: `尚未就绪：{{if .reason}}{{.reason}}{{end}}{{if .said}}{{if .reason}}：{{end}}{{.said}}{{end}}`}},
		{rollout.AwaitsCondition,
			sentence{text: `not ready yet: condition {{.condition}} is {{if .status}}{{.status}}{{else}}not set{{end}}{{if .reason}} ({{.reason}}){{end}}{{if .message}}: {{.message}}{{end}}`},
			sentence{text: `尚未就绪：条件 {{.condition}} {{if .status}}为 {{.status}}{{else}}未设置{{end}}{{if .reason}}（{{.reason}}）{{end}}{{if .message}}：{{.message}}{{end}}`}},
		{rollout.AwaitsField,
			sentence{text: `not ready yet: {{.field}} is {{if .is}}{{.is}}{{else}}not set{{end}}, waiting for {{.wanted}}`},
			sentence{text: `尚未就绪：{{.field}} {{if .is}}为 {{.is}}{{else}}未设置{{end}}，等待其变为 {{.wanted}}`}},
		{rollout.AwaitsBinding, sentence{text: `waiting for a volume`}, sentence{text: `等待绑定数据卷`}},
		{rollout.AwaitsConsumer,
			sentence{text: `is bound when the first Pod that uses it is scheduled (WaitForFirstConsumer)`},
			sentence{text: `待首个使用它的 Pod 被调度时绑定（WaitForFirstConsumer）`}},
		{rollout.AwaitsUnreadClass,
			sentence{text: `is not bound yet; its StorageClass cannot be read, so it is not waited for`},
			sentence{text: `尚未绑定；无法读取其 StorageClass，因此不再等待`}},
		{rollout.AwaitsAddress, sentence{text: `waiting for an address`}, sentence{text: `等待分配地址`}},
		{rollout.AwaitsParents, sentence{text: `waiting for its parents to accept it: {{.accepted}} of {{.wanted}}`}, sentence{text: `等待所属网关接受：{{.accepted}}/{{.wanted}}`}},
		{rollout.AwaitsDeletion, sentence{text: `is being deleted`}, sentence{text: `正在删除`}},
		{rollout.AwaitsResumption, sentence{text: `paused`}, sentence{text: `已暂停`}},
		{rollout.AwaitsNothing, sentence{text: `suspended`}, sentence{text: `已挂起`}},
		{rollout.EndedFailed, sentence{text: `has failed`}, sentence{text: `执行失败`}},
		{rollout.EndedExpired,
			sentence{text: `removed by its ttlSecondsAfterFinished after it completed`},
			sentence{text: `执行完成后已按 ttlSecondsAfterFinished 清除`}},
		{rollout.OverTimeout,
			sentence{text: `not rolled out within {{.time}}{{if .awaited}}: {{.awaited}}{{end}}`},
			sentence{text: `{{.time}} 内未部署完成{{if .awaited}}：{{.awaited}}{{end}}`}},
		{rollout.OverTimeoutUnready,
			sentence{text: `not ready within {{.time}}{{if .awaited}}: {{.awaited}}{{end}}`},
			sentence{text: `{{.time}} 内未就绪{{if .awaited}}：{{.awaited}}{{end}}`}},
		{rollout.OverDeadline,
			sentence{text: `no progress for {{.time}}{{if .awaited}}: {{.awaited}}{{end}}`},
			sentence{text: `{{.time}} 内没有进展{{if .awaited}}：{{.awaited}}{{end}}`}},
	}
}

// rolloutFailures are what is wrong with a rollout.
func rolloutFailures() []row {
	return []row{
		{rollout.WrongImage, sentence{text: `an image cannot be pulled`}, sentence{text: `镜像拉取失败`}},
		{rollout.WrongContainer, sentence{text: `a container cannot be started`}, sentence{text: `容器无法启动`}},
		{rollout.WrongCrashing, sentence{text: `a container keeps crashing`}, sentence{text: `容器反复崩溃`}},
		{rollout.WrongNode, sentence{text: `the node of a Pod is not responding`}, sentence{text: `Pod 所在节点失联`}},
		{rollout.WrongPodFailed, sentence{text: `a Pod has failed`}, sentence{text: `Pod 运行失败`}},
		{rollout.WrongUnscheduled, sentence{text: `its Pods cannot be scheduled`}, sentence{text: `Pod 无法调度`}},
		{rollout.WrongPodUnready, sentence{text: `a Pod does not become ready`}, sentence{text: `Pod 一直未就绪`}},
		{rollout.WrongPodsRefused, sentence{text: `its Pods cannot be created`}, sentence{text: `无法创建 Pod`}},
		{rollout.WrongJobFailed, sentence{text: `the Job has failed`}, sentence{text: `Job 执行失败`}},
		{rollout.WrongDeadline, sentence{text: `the progress deadline is exceeded`}, sentence{text: `超过升级最大持续时间`}},
		{rollout.WrongPaused, sentence{text: `the rollout is paused`}, sentence{text: `升级已暂停`}},
		{rollout.WrongChange, sentence{text: `its controller cannot make the change`}, sentence{text: `控制器无法执行变更`}},
		{rollout.WrongNames, sentence{text: `its names conflict with another definition`}, sentence{text: `名称与另一个定义冲突`}},
		{rollout.WrongKind, sentence{text: `it reports that it has failed`}, sentence{text: `它报告自身已失败`}},
		{rollout.WrongUnready, sentence{text: `it does not become ready`}, sentence{text: `一直未就绪`}},
		{rollout.WrongAddress, sentence{text: `no address is assigned`}, sentence{text: `未分配地址`}},
		{rollout.WrongIngressClass, sentence{text: `its IngressClass does not exist`}, sentence{text: `其 IngressClass 不存在`}},
		{rollout.WrongParents, sentence{text: `a Gateway does not accept it`}, sentence{text: `所属网关未接受它`}},
		{rollout.WrongClaimUnbound, sentence{text: `a claim is not bound`}, sentence{text: `数据卷声明未绑定`}},
		{rollout.WrongClaimLost, sentence{text: `a claim lost its volume`}, sentence{text: `数据卷声明丢失了数据卷`}},
		{rollout.WrongClaimMissing, sentence{text: `a claim does not exist`}, sentence{text: `数据卷声明不存在`}},
		{rollout.WrongBlockingOlder, sentence{text: `a Pod of an earlier revision blocks the update`}, sentence{text: `旧版本 Pod 阻塞了升级`}},
		{rollout.WrongOverwritten, sentence{text: `what was applied has been changed meanwhile`}, sentence{text: `所应用的内容在此期间被修改`}},
	}
}

// rolloutCauses are what is known of the causes.
func rolloutCauses() []row {
	const (
		restarts   = `{{if .restarts}}, restarted {{if eq .restarts 1}}once{{else}}{{.restarts}} times{{end}}{{end}}`
		restartsZH = `{{if .restarts}}，已重启 {{.restarts}} 次{{end}}`
		quoted     = `{{.said}}`
	)
	return []row{
		{rollout.KnownSaid, sentence{text: quoted}, sentence{text: quoted}},
		{rollout.KnownClassMissing, sentence{text: quoted}, sentence{text: quoted}},
		{rollout.KnownMountMissing, sentence{text: quoted}, sentence{text: quoted}},
		{rollout.KnownNoBalancer,
			sentence{text: `no controller has done anything for it, and no other Service of type LoadBalancer{{if .class}} and class {{.class}}{{end}} in the cluster has an address`},
			sentence{text: `没有控制器处理过它，且集群中没有其他{{if .class}}类别为 {{.class}} 的{{end}} LoadBalancer 类型的 Service 分配到地址`}},
		{rollout.KnownIngressClassMissing,
			sentence{text: `the IngressClass {{.class}} does not exist, and no controller has done anything for it`},
			sentence{text: `IngressClass {{.class}} 不存在，也没有控制器处理过它`}},
		{rollout.KnownParent, sentence{text: `{{.parent}}: {{.condition}} is False{{if .said}}: {{.said}}{{end}}`}, sentence{text: `{{.parent}}：{{.condition}} 为 False{{if .said}}：{{.said}}{{end}}`}},
		{rollout.KnownGatewayMissing, sentence{text: `{{.gateway}} does not exist`}, sentence{text: `{{.gateway}} 不存在`}},
		{rollout.KnownGatewayUnserved,
			sentence{text: `no controller has done anything for {{.gateway}}{{if .class}}, of class {{.class}}{{end}}`},
			sentence{text: `没有控制器处理过 {{.gateway}}{{if .class}}（类别 {{.class}}）{{end}}`}},
		{rollout.KnownImage, sentence{text: `image {{.image}}{{if .said}}: {{.said}}{{end}}`}, sentence{text: `镜像 {{.image}}{{if .said}}：{{.said}}{{end}}`}},
		{rollout.KnownEnd,
			sentence{text: `{{if .signal}}signal {{.signal}}{{else}}exit code {{.exit_code}}{{end}}{{if .reason}} ({{.reason}}){{end}}{{if .said}}, saying {{q .said}}{{end}}` + restarts},
			sentence{text: `{{if .signal}}信号 {{.signal}}{{else}}退出码 {{.exit_code}}{{end}}{{if .reason}}（{{.reason}}）{{end}}{{if .said}}，退出信息 {{q .said}}{{end}}` + restartsZH}},
		{rollout.KnownEndsAtOnce, sentence{text: `exits right after it starts` + restarts}, sentence{text: `启动后立即退出` + restartsZH}},
		{rollout.KnownNode, sentence{text: `node {{.node}} is not responding`}, sentence{text: `节点 {{.node}} 没有响应`}},
		{rollout.KnownUnready, sentence{text: `it is not ready`}, sentence{text: `未就绪`}},
		{rollout.KnownDeadline,
			sentence{text: `no progress for {{.seconds}} seconds (progressDeadlineSeconds)`},
			sentence{text: `{{.seconds}} 秒内没有进展（progressDeadlineSeconds）`}},
		{rollout.KnownPaused,
			sentence{text: `spec.paused is true: nothing is rolled out until it is resumed (kubectl rollout resume)`},
			sentence{text: `spec.paused 为 true：恢复之前不升级（kubectl rollout resume）`}},
		{rollout.KnownOverwritten,
			sentence{text: `{{if .managers}}{{join ", " .managers}} has changed{{else}}another client has removed{{end}} {{join ", " .fields}}{{if .more}} and {{count .more "other field"}}{{end}} since it was applied`},
			sentence{text: `{{if .managers}}{{join "、" .managers}} 在应用之后修改了{{else}}其他客户端在应用之后删除了{{end}} {{join "、" .fields}}{{if .more}} 和另外 {{.more}} 个字段{{end}}`}},
		{rollout.KnownUnbound, sentence{text: `it is not bound to a volume`}, sentence{text: `尚未绑定数据卷`}},
		{rollout.KnownVolumeGone, sentence{text: `its volume no longer exists`}, sentence{text: `其数据卷已不存在`}},
		{rollout.OneCause,
			sentence{text: `{{.reason}}{{if .pod}} ({{if .container}}container {{.container}} of {{end}}Pod {{.pod}}{{if .more}} and {{.more}} more{{end}}){{end}}{{if .detail}}: {{.detail}}{{end}}`},
			sentence{text: `{{.reason}}{{if .pod}}（Pod {{.pod}}{{if .more}} 等 {{add .more 1}} 个{{end}}{{if .container}} 的容器 {{.container}}{{end}}）{{end}}{{if .detail}}：{{.detail}}{{end}}`}},
	}
}
