package plan

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Kinds of other groups that bear the name of one of Kubernetes' own are planned
// as what nothing is known of: nothing is noticed of them that is noticed of the
// kinds whose names they bear.
func TestForeignKinds(t *testing.T) {
	own := map[string]bool{}
	for _, gk := range []kind.GroupKind{
		kind.Deployment, kind.StatefulSet, kind.Job, kind.CronJob, kind.Service, kind.Secret, kind.Claim, kind.Namespace, kind.ClusterRole, kind.Quota,
	} {
		k, _ := kind.Lookup(gk)
		for what := range noticed(t, k.APIVersion(), gk.Kind) {
			own[what] = true
		}
		for _, apiVersion := range []string{"apps.kruise.io/v1beta1", "batch.volcano.sh/v1alpha1"} {
			for what := range noticed(t, apiVersion, gk.Kind) {
				t.Errorf("%s of %s %s", what, gk.Kind, apiVersion)
			}
		}
	}
	if len(own) != checks {
		t.Errorf("only %v is noticed of Kubernetes' own kinds", slices.Sorted(maps.Keys(own)))
	}
}

// checks is how much may be noticed of a kind.
const checks = 22

// noticed is what is noticed of an object because of its kind.
func noticed(t *testing.T, apiVersion, name string) map[string]bool {
	before, after := full(t, apiVersion, name, "before"), full(t, apiVersion, name, "after")
	m := &object.Manifest{Ref: object.NewRef(kind.Of(after), "shop", "web"), APIVersion: apiVersion, Content: after}
	gk := m.Ref.GroupKind()
	fixed, _ := forcedBy(before, gk, []object.Path{object.PathOf("spec"), object.PathOf("spec", "selector"), object.PathOf("type"), object.PathOf("data"), object.PathOf("roleRef")})
	all := map[string]bool{
		"an impact when it comes": impactOfCreate(after) != nil, "an impact when it changes": impactOfUpdate(before, after) != nil,
		"an impact when it goes": impactOfDelete(before) != nil, "suspension": impactOfSuspension(m.Ref, nil, after) != nil,
		"a schedule": impactOfFirstSchedule(m) != nil, "grants": withGrants(nil, before, after, nil) != nil, "data at risk": weighed(nil, before, nil) != nil,
		"fixed parts": len(fixed) > 0, "Pods that are kept": kind.About(gk).IsReplicated(), "a rollout": rollsOut(m.Ref), "secrecy": isSecret(m.Ref),
		"claim templates": len(templateSizes(after)) > 0, "a service account": accountSteps(gk) != nil, "pauses": pausesOf(m.Ref) != nil,
		"a shrinking claim": shrinks(m, before) != nil, "Pods that are counted": podCount(after, 3) != 0, "a risk of an outage": riskOfOutage(nil, after) != nil,
		"ports of the nodes": len(nodePortsOf(m)) > 0, "objects in it": takesAlong(m.Ref, object.NewRef(kind.Secret, "web", "a")),
		"a quota's count": resourceNames(m.Ref) != nil, "precedence": len(inPhases([]subject{{manifest: m}})[3]) == 0,
		"a pause": pauses(without(before, "spec"), after),
	}
	if len(all) != checks {
		t.Fatalf("%d things are looked at, not %d", len(all), checks)
	}
	maps.DeleteFunc(all, func(_ string, noticed bool) bool { return !noticed })
	return all
}

// full is an object with all that would be noticed of a kind of Kubernetes' own.
func full(t *testing.T, apiVersion, name, value string) map[string]any {
	t.Helper()
	object := map[string]any{}
	text := strings.NewReplacer("VERSION", apiVersion, "KIND", name, "VALUE", value).Replace(`
apiVersion: VERSION
kind: KIND
metadata: {name: web, namespace: shop}
immutable: true
type: VALUE
data: {a: VALUE}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: VALUE}]
rules: [{apiGroups: ['*'], resources: ['*'], verbs: [VALUE]}]
status: {replicas: 3, capacity: {storage: 9Gi}}
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
`)
	if err := yaml.Unmarshal([]byte(text), &object); err != nil {
		t.Fatal(err)
	}
	return object
}
