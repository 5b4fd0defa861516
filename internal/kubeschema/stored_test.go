package kubeschema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kubeschema"
)

func TestStored(t *testing.T) {
	for name, c := range map[string]struct{ given, want string }{
		"quantities": {
			"{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {resources: {requests: {storage: 1024Mi}}}}",
			"{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {resources: {requests: {storage: 1Gi}}}}",
		},
		"what holds nothing": {
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, annotations: {}}, spec: {replicas: 0, paused: false, template: {spec: {hostNetwork: false, automountServiceAccountToken: false, volumes: [{name: v, emptyDir: {}}]}}}}",
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 0, template: {spec: {automountServiceAccountToken: false, volumes: [{name: v, emptyDir: {}}]}}}}",
		},
		"fields of newer servers": {
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {novel: false, template: {spec: {containers: [{name: c, novel: {deep: ''}}]}}}}",
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {novel: false, template: {spec: {containers: [{name: c, novel: {deep: ''}}]}}}}",
		},
		"defaults within what is set as a whole": {
			"{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {template: {spec: {containers: [{name: c, env: [{name: E, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]}}",
			"{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {template: {spec: {containers: [{name: c, env: [{name: E, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}]}]}}, volumeClaimTemplates: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], volumeMode: Filesystem}, status: {phase: Pending}}]}}",
		},
		"limits of containers": {
			"{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Container, max: {cpu: 2000m, memory: 1Gi}, default: {cpu: 1}, min: {pods: 3}}, {type: Container, default: {cpu: 1}, defaultRequest: {cpu: 100m}}, {type: Container}, {type: Pod, max: {cpu: 4}}]}}",
			"{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Container, max: {cpu: '2', memory: 1Gi}, default: {cpu: '1', memory: 1Gi}, min: {pods: '3'}, defaultRequest: {cpu: '1', memory: 1Gi, pods: '3'}}, {type: Container, default: {cpu: '1'}, defaultRequest: {cpu: 100m}}, {type: Container}, {type: Pod, max: {cpu: '4'}}]}}",
		},
		"what does not fit":      {"{apiVersion: apps/v1, kind: Deployment, spec: {replicas: many}}", "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: many}}"},
		"a kind of its own":      {"{apiVersion: example.com/v1, kind: Widget, spec: {size: 0}}", "{apiVersion: example.com/v1, kind: Widget, spec: {size: 0}}"},
		"text is left as it is":  {"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {cpu: 1000m, none: ''}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {cpu: 1000m, none: ''}}"},
		"numbers that are names": {"{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80, targetPort: '80'}]}}", "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80, targetPort: '80'}]}}"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(parse(t, c.want), kubeschema.Stored(parse(t, c.given))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
