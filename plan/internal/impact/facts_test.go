package impact_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/impact"
)

func TestFacts(t *testing.T) {
	deployment := func(replicas int, pod string) map[string]any {
		return content(t, fmt.Sprintf("{apiVersion: apps/v1, kind: Deployment, spec: {replicas: %d, template: {spec: %s}}}", replicas, pod))
	}
	const (
		small = "{containers: [{name: a, resources: {requests: {cpu: 100m, memory: 64Mi}}}]}"
		large = "{initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 100m}}}, {name: i, resources: {requests: {memory: 1Gi}}}]," +
			" containers: [{name: a, resources: {requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 1}}}]}"
		mighty = "{hostNetwork: true, hostPID: true, hostIPC: true, serviceAccountName: admin, securityContext: {runAsUser: 0}, volumes: [{name: v, hostPath: {path: /}}]," +
			" containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}], securityContext: {privileged: true, runAsUser: 0, allowPrivilegeEscalation: true," +
			" seccompProfile: {type: Unconfined}, capabilities: {add: [NET_ADMIN]}}}]}"
		modest = "{serviceAccountName: default, containers: [{name: a, securityContext: {privileged: false, runAsUser: 101}}]}"
		keeps  = "{apiVersion: apps/v1, kind: StatefulSet, spec: {replicas: 3, persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}, template: {spec: {}}}}"
	)
	for _, c := range []struct {
		name          string
		before, after map[string]any
		want          string
	}{
		{"nothing", deployment(2, small), deployment(2, small), "cpu 200m 200m; memory 128Mi 128Mi"},
		{"more Pods", deployment(1, small), deployment(3, small), "cpu 100m 300m; memory 64Mi 192Mi"},
		{"a sidecar counts, what ends before does where it needs most", deployment(1, small), deployment(2, large), "cpu 100m 400m; memory 64Mi 2Gi; nvidia.com/gpu 0 2"},
		{"a new one", nil, deployment(1, small), "cpu 0 100m; memory 0 64Mi"},
		{"one that goes", deployment(1, small), nil, "cpu 100m 0; memory 64Mi 0"},
		{"all permissions", deployment(1, modest), deployment(1, mighty), "its Pods use the node's network (hostNetwork); its Pods see every process of the node (hostPID); " +
			"its Pods share the node's IPC namespace (hostIPC); its Pods use the service account admin; volume v mounts a path of the node (hostPath); its Pods run as root; " +
			"container a uses port 80 of the node (hostPort); container a is privileged: it has full access to the node; container a runs as root; container a allows privilege escalation; " +
			"container a may make every system call (seccomp Unconfined); container a has the capability NET_ADMIN"},
		{"rights over the node and its kernel", deployment(1, modest), deployment(1, "{securityContext: {windowsOptions: {hostProcess: true}, sysctls: [{name: kernel.msgmax, value: a},"+
			" {name: net.ipv4.tcp_syncookies, value: a}]}, containers: [{name: a, securityContext: {procMount: Unmasked, windowsOptions: {hostProcess: true}, appArmorProfile: {type: Unconfined}}}]}"),
			"its Pods run as processes of the node (hostProcess); its Pods set the kernel parameter kernel.msgmax, which nodes must allow; " +
				"AppArmor does not confine container a (Unconfined); container a sees all of /proc (procMount Unmasked); container a runs as a process of the node (hostProcess)"},
		{"of a Pod", nil, content(t, "{apiVersion: v1, kind: Pod, spec: {hostNetwork: true, containers: [{name: a, securityContext: {privileged: true}}]}}"),
			"its Pods use the node's network (hostNetwork); container a is privileged: it has full access to the node"},
		{"of a Pod without any", nil, content(t, "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}"), "none"},
		{"more of a Pod", content(t, "{apiVersion: v1, kind: Pod, spec: {hostPID: true, containers: []}}"), content(t, "{apiVersion: v1, kind: Pod, spec: {hostPID: true, hostIPC: true, containers: []}}"),
			"its Pods share the node's IPC namespace (hostIPC)"},
		{"of a ReplicationController", nil, content(t, "{apiVersion: v1, kind: ReplicationController, spec: {template: {spec: {hostPID: true, containers: []}}}}"),
			"its Pods see every process of the node (hostPID)"},
		{"of a Pod of others", nil, content(t, "{apiVersion: example.com/v1, kind: Pod, spec: {hostPID: true}}"), "none"},
		{"no profile of the Pods", deployment(1, modest), deployment(1, "{securityContext: {seccompProfile: {type: Unconfined}, appArmorProfile: {type: Unconfined}}, containers: []}"),
			"its Pods may make every system call (seccomp Unconfined); AppArmor does not confine its Pods (Unconfined)"},
		{"profiles of the Pods", deployment(1, modest), deployment(1, "{securityContext: {seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: Localhost, localhostProfile: a}}, containers: []}"), ""},
		{"rights that it had", deployment(1, mighty), deployment(2, mighty), ""},
		{"rights given up", deployment(1, mighty), deployment(1, modest), ""},
		{"of a Job", nil, content(t, "{apiVersion: batch/v1, kind: Job, spec: {parallelism: 2, template: {spec: {hostPID: true, containers: [{name: a, resources: {requests: {cpu: 1}}}]}}}}"),
			"cpu 0 2; its Pods see every process of the node (hostPID)"},
		{"of a CronJob", nil, content(t, "{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: {hostIPC: true, containers: []}}}}}}"),
			"its Pods share the node's IPC namespace (hostIPC)"},
		{"of a Job without more to say", nil, content(t, "{apiVersion: batch/v1, kind: Job, spec: {template: {spec: {}}}}"), "none"},
		{"a claim that goes", content(t, "{kind: PersistentVolumeClaim}"), nil, "the claim is deleted, and its data too unless its volume is retained"},
		{"a ConfigMap that goes", content(t, "{kind: ConfigMap}"), nil, "none"},
		{"claims that go with the workload", content(t, keeps), nil, "the claims of its Pods are deleted with it (persistentVolumeClaimRetentionPolicy.whenDeleted)"},
		{"claims that go with Pods", content(t, keeps), content(t, strings.Replace(keeps, "replicas: 3", "replicas: 1", 1)), "the claims of 2 Pods are deleted (persistentVolumeClaimRetentionPolicy.whenScaled)"},
		{"claims that stay", content(t, keeps), content(t, keeps), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var i *plan.Impact
			switch {
			case c.before == nil:
				i = impact.Create(c.after)
			case c.after == nil:
				i = impact.Delete(c.before)
			default:
				i = impact.Update(c.before, c.after)
			}
			if diff := cmp.Diff(c.want, meaning(impact.Weighed(i, c.before, c.after))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// meaning is what an impact says beside its Pods' restarts.
func meaning(i *plan.Impact) string {
	if i == nil {
		return "none"
	}
	var all []string
	for _, r := range i.Requests {
		all = append(all, r.Resource+" "+r.Before+" "+r.After)
	}
	return strings.Join(slices.Concat(all, inWords.Texts(i.Privileges), inWords.Texts(i.DataAtRisk)), "; ")
}

func TestRiskOfOutage(t *testing.T) {
	for text, risk := range map[string]bool{
		"kind: Deployment, spec: {replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 2}}}":                                 true,
		"kind: Deployment, spec: {replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 100%}}}":                              true,
		"kind: StatefulSet, spec: {replicas: 3, updateStrategy: {rollingUpdate: {maxUnavailable: 100%}}}":                       true,
		"kind: Deployment, spec: {replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 1}}}":                                 false,
		"kind: Deployment, spec: {replicas: 1, strategy: {rollingUpdate: {maxUnavailable: 1}}}":                                 false,
		"kind: Deployment, spec: {replicas: 2, strategy: {type: Recreate}}":                                                     false,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 100%}}}":                                      true,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 3}}}":                                         false,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 3}}}, status: {currentNumberScheduled: 3}":    true,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 67%}}}, status: {currentNumberScheduled: 3}":  true,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 66%}}}, status: {currentNumberScheduled: 3}":  false,
		"kind: DaemonSet, spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 100%}}}, status: {currentNumberScheduled: 1}": false,
	} {
		if got := impact.RiskOfOutage(nil, content(t, "{apiVersion: apps/v1, "+text+"}")); (len(got) > 0) != risk {
			t.Errorf("%s: %v", text, got)
		}
	}
}
