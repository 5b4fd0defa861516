package main

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// absence is why no row sets a field: it is not the configuration's to set.
type absence struct {
	kind             string // of object; "" where it is the same in all
	path             string // as the table writes paths; with all below it
	english, chinese string
	everywhere       bool // what every object has, and no reader looks for
}

// absences lists them. What people would want to set must not be here.
func absences() []absence {
	all := set("", "Set by the server, or by the kind of block.", "由服务器或块的类型决定。", append(serverSet("metadata"), "status", "apiVersion", "kind")...)
	for i := range all {
		all[i].everywhere = true
	}
	for _, some := range [][]absence{
		set("", "Objects have names that are known before they exist.", "对象的名称在创建之前就已确定。", "metadata.generateName", "{template}.metadata.generateName"),
		set("", "Set by controllers, to objects that exist.", "由控制器对已有对象设置。", "metadata.finalizers", "metadata.ownerReferences"),
		set("", "Pods have none of their own: the controller names them, and the server sets the rest.", "Pod 由控制器命名，其余由服务器设置。",
			append(serverSet("{template}.metadata"), "{template}.metadata.name", "{template}.metadata.namespace", "{template}.metadata.finalizers", "{template}.metadata.ownerReferences")...),
		set("Namespace", "A namespace is in none.", "命名空间不属于任何命名空间。", "metadata.namespace"),
		set("Namespace", "Set by the server.", "由服务器设置。", "spec.finalizers"),
		set("Secret", "data takes plain text.", "data 直接写明文。", "stringData"),
		set("StatefulSet", "Claims are named by the template, and the server sets the rest.", "声明由模板命名，其余由服务器设置。",
			embedded("spec.volumeClaimTemplates", "metadata.namespace", "apiVersion", "kind", "status")...),
		set("CronJob", "Jobs are named by the controller, and the server sets the rest.", "任务由控制器命名，其余由服务器设置。",
			embedded("spec.jobTemplate", "metadata.name", "metadata.namespace")...),
		set("", "Claims are named by the Pod, and the server sets the rest.", "声明由 Pod 命名，其余由服务器设置。",
			embedded("{pod}.volumes.ephemeral.volumeClaimTemplate", "metadata.name", "metadata.namespace")...),
		set("", "Not of a template: it is added to a Pod that runs (kubectl debug).", "不属于模板：只能添加到运行中的 Pod（kubectl debug）。", "{pod}.ephemeralContainers"),
		set("", "Deprecated: another name of serviceAccountName.", "已弃用：serviceAccountName 的旧名。", "{pod}.serviceAccount"),
		set("", "Set by the server, from priorityClassName.", "由服务器根据 priorityClassName 设置。", "{pod}.priority"),
		set("", "Deprecated: drivers (csi), persistent volumes, or other volumes are in its place.", "已弃用：改用 csi、持久卷或其他数据卷。", deprecatedVolumes()...),
		absencesOfPods(set),
	} {
		all = append(all, some...)
	}
	return append(all, absencesOfKinds()...)
}

// set returns one reason for several fields of a kind.
func set(kind, english, chinese string, paths ...string) (all []absence) {
	for _, p := range paths {
		all = append(all, absence{kind: kind, path: p, english: english, chinese: chinese})
	}
	return all
}

// absencesOfPods are those of a Pod template that its server refuses, or that mean
// nothing.
func absencesOfPods(set func(kind, english, chinese string, paths ...string) []absence) []absence {
	return slices.Concat(
		set("", "Deprecated: a hook cannot be a connection.", "已弃用：处理程序不能是 TCP 连接。", ofContainers("lifecycle.postStart.tcpSocket", "lifecycle.preStop.tcpSocket")...),
		set("", "The server refuses it: a readiness probe terminates nothing.", "服务器不接受：就绪检查不会终止容器。", ofContainers("readinessProbe.terminationGracePeriodSeconds")...),
		set("", "The server refuses claims of a Pod as a whole; containers have them.", "服务器不接受整个 Pod 的资源声明，须写在容器中。", "{pod}.resources.claims"),
		set("", "There is no other than v1.", "只有 v1。", "{pod}.volumes.downwardAPI.items.fieldRef.apiVersion", "{pod}.volumes.projected.sources.downwardAPI.items.fieldRef.apiVersion"),
		ofLongRunning("The server refuses it: the Pods run until they are replaced.", "服务器不接受：Pod 一直运行，直到被替换。", "{pod}.activeDeadlineSeconds"),
		ofLongRunning("The server accepts Always only, which is the default.", "服务器只接受 Always，即默认值。", "{pod}.restartPolicy"),
	)
}

// serverSet are the fields of metadata that the server sets.
func serverSet(metadata string) []string {
	var all []string
	for _, f := range []string{"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"} {
		all = append(all, metadata+"."+f)
	}
	return all
}

// embedded are the fields that a template of objects has and that are not its own to
// set.
func embedded(template string, more ...string) []string {
	all := append(serverSet(template+".metadata"), template+".metadata.generateName", template+".metadata.finalizers", template+".metadata.ownerReferences")
	for _, f := range more {
		all = append(all, template+"."+f)
	}
	return all
}

// ofContainers are fields of containers and init containers.
func ofContainers(fields ...string) []string {
	var all []string
	for _, f := range fields {
		all = append(all, "{pod}.containers."+f, "{pod}.initContainers."+f)
	}
	return all
}

// ofLongRunning is a field that only the Pods of Jobs can have.
func ofLongRunning(english, chinese, path string) []absence {
	var all []absence
	for _, k := range (schema.Deployment | schema.StatefulSet | schema.DaemonSet).Names() {
		all = append(all, absence{kind: k, path: path, english: english, chinese: chinese})
	}
	return all
}

// deprecatedVolumes are those that the API reference calls deprecated or removed.
func deprecatedVolumes() []string {
	var all []string
	for _, f := range []string{"awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs",
		"photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume"} {
		all = append(all, "{pod}.volumes."+f)
	}
	return all
}

// absenceOf finds why a field is not set; nil where there is no reason.
func absenceOf(c compiled, path object.Path) *absence {
	bare := object.MustParsePath(strings.ReplaceAll(path.String(), "[]", ""))
	for _, a := range absences() {
		at, ok := placeIn(c, a.path)
		if ok && (a.kind == "" || a.kind == c.resource.Kind) && bare.HasPrefix(at) {
			return &a
		}
	}
	return nil
}

func placeIn(c compiled, path string) (object.Path, bool) {
	p := schema.ParsePath(path)
	switch p.Base {
	case schema.Pod:
		return schema.PodPath(c.of).Join(p.Field), c.isWorkload()
	case schema.Template:
		return schema.TemplatePath(c.of).Join(p.Field), c.isWorkload()
	}
	return p.Field, true
}
