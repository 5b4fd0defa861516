// Package foreign has, for tests, objects of kinds of other groups that bear the names of
// Kubernetes' own: of them nothing must be noticed that is noticed of Kubernetes' own.
package foreign

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Object is an object before and after a change, with all that would be noticed of a kind
// of Kubernetes' own.
type Object struct {
	*object.Manifest // after the change
	Before, After    map[string]any
}

// Check makes sure that whatever is noticed of some kind of Kubernetes' own is noticed
// of no kind of another group. Noticed says of each thing whether it is.
func Check(t *testing.T, noticed func(o Object) map[string]bool) {
	t.Helper()
	things, seen := map[string]bool{}, map[string]bool{}
	for _, gk := range []kind.GroupKind{
		kind.Deployment, kind.StatefulSet, kind.Job, kind.CronJob, kind.Service, kind.Secret, kind.Claim, kind.Namespace, kind.ClusterRole, kind.Quota,
	} {
		k, _ := kind.Lookup(gk)
		for thing, is := range noticed(of(t, k.APIVersion(), gk.Kind)) {
			things[thing], seen[thing] = true, seen[thing] || is
		}
		for _, apiVersion := range []string{"apps.kruise.io/v1beta1", "batch.volcano.sh/v1alpha1"} {
			for thing, is := range noticed(of(t, apiVersion, gk.Kind)) {
				if is {
					t.Errorf("%s of %s %s", thing, gk.Kind, apiVersion)
				}
			}
		}
	}
	for _, thing := range slices.Sorted(maps.Keys(things)) {
		if !seen[thing] {
			t.Errorf("%s is noticed of no kind of Kubernetes' own", thing)
		}
	}
}

func of(t *testing.T, apiVersion, name string) Object {
	t.Helper()
	before, after := full(t, apiVersion, name, "before"), full(t, apiVersion, name, "after")
	m := &object.Manifest{Ref: object.NewRef(kind.Of(after), "shop", "web"), APIVersion: apiVersion, Content: after}
	return Object{Manifest: m, Before: before, After: after}
}

func full(t *testing.T, apiVersion, name, value string) map[string]any {
	t.Helper()
	object := map[string]any{}
	text := strings.NewReplacer("VERSION", apiVersion, "KIND", name, "VALUE", value).Replace(template)
	if err := yaml.Unmarshal([]byte(text), &object); err != nil {
		t.Fatal(err)
	}
	return object
}

const template = `
apiVersion: VERSION
kind: KIND
metadata: {name: web, namespace: shop}
immutable: true
type: VALUE
data: {a: VALUE}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: VALUE}]
rules: [{apiGroups: ['*'], resources: ['*'], verbs: [VALUE]}]
status: {replicas: 3}
spec:
  schedule: '@daily'
  suspend: true
  paused: true
  serviceName: VALUE
  clusterIP: VALUE
  replicas: 3
  resources: {requests: {storage: 1Gi}}
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}
  strategy: {rollingUpdate: {maxUnavailable: 100%}}
  updateStrategy: {rollingUpdate: {maxUnavailable: 100%, partition: 2}}
  selector: {matchLabels: {app: VALUE}}
  ports: [{nodePort: 30080}]
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]
`
