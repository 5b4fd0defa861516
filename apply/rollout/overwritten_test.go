package rollout_test

import (
	"fmt"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

// What others have changed of a workload since it was written is not what was applied: its
// rollout has failed, however well its Pods are.
func TestOverwrittenWorkloads(t *testing.T) {
	const (
		image    = `"f:template": {"f:spec": {"f:containers": {"k:{\"name\":\"c\"}": {"f:image": {}}}}}`
		replicas = `"f:replicas": {}`
		restart  = `"f:template": {"f:metadata": {"f:annotations": {"f:kubectl.kubernetes.io/restartedAt": {}}}}`
		strategy = `"f:strategy": {"f:type": {}}`
		all      = image + ", " + replicas + ", " + strategy
		then     = "2026-03-01T10:00:00Z"
		later    = "2026-03-01T10:00:05Z"
	)
	entry := func(manager, operation, sub, at string, fields ...string) string {
		return fmt.Sprintf("\n  - {manager: %s, operation: %s, subresource: %q, apiVersion: apps/v1, time: %q, fieldsType: FieldsV1, fieldsV1: {'f:spec': {%s}}}", manager, operation, sub, at, strings.Join(fields, ", "))
	}
	deployment := func(generation int, managers ...string) string {
		return fmt.Sprintf("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n  uid: u\n  generation: %[1]d\n  managedFields:%[2]s\nspec: {replicas: 1}\n"+
			"status: {observedGeneration: %[1]d, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1, conditions: [{type: Available, status: 'True'}, {type: Progressing, status: 'True', reason: NewReplicaSetAvailable}]}",
			generation, strings.Join(managers, ""))
	}
	for name, c := range map[string]struct {
		now  string
		says string // "" where it is rolled out
		left []object.Path
	}{
		"scaled, which is left to others": {deployment(3, entry("wl", "Apply", "", then, image, strategy), entry("keda-operator", "Update", "scale", later, replicas)), "", []object.Path{object.PathOf("spec", "replicas")}},
		"a container that is left to others": {deployment(3, entry("wl", "Apply", "", then, replicas, strategy), entry("updater", "Update", "", later, image)), "",
			[]object.Path{object.MustParsePath(`spec.template.spec.containers[name="c"]`)}},
		"as written":                {deployment(2, entry("wl", "Apply", "", then, all)), "", nil},
		"another image":             {deployment(3, entry("wl", "Apply", "", then, replicas, strategy), entry("kubectl-set", "Update", "", later, image)), `Overwritten: kubectl-set has changed spec.template.spec.containers[name="c"].image since it was applied`, nil},
		"other replicas":            {deployment(3, entry("wl", "Apply", "", then, image, strategy), entry("kubectl", "Update", "scale", later, replicas)), "Overwritten: kubectl has changed spec.replicas since it was applied", nil},
		"both, by two":              {deployment(4, entry("wl", "Apply", "", then, strategy), entry("z", "Apply", "", later, image), entry("a", "Update", "scale", later, replicas)), `Overwritten: a, z has changed spec.replicas, spec.template.spec.containers[name="c"].image since it was applied`, nil},
		"removed by nobody knows":   {deployment(3, entry("wl", "Apply", "", then, replicas, strategy)), `Overwritten: another client has removed spec.template.spec.containers[name="c"].image since it was applied`, nil},
		"nothing is left":           {deployment(3, entry("kubectl-replace", "Update", "", later, all)), `Overwritten: kubectl-replace has changed spec.replicas, spec.template.spec.containers[name="c"].image since it was applied`, nil},
		"scaled by an autoscaler":   {deployment(3, entry("wl", "Apply", "", then, image, strategy), entry("kube-controller-manager", "Update", "scale", later, replicas)), "", nil},
		"restarted by another":      {deployment(3, entry("wl", "Apply", "", then, all), entry("kubectl-rollout", "Update", "", later, restart)), "", nil},
		"how it is rolled out":      {deployment(3, entry("wl", "Apply", "", then, image, replicas), entry("kubectl-edit", "Update", "", later, strategy)), "", nil},
		"the stack has given it up": {deployment(3, entry("wl", "Apply", "", later, image, strategy), entry("old", "Update", "", then, replicas)), "", nil},
	} {
		w, e := readCase(t, []byte(c.now))
		var written appsv1.Deployment
		if err := yaml.Unmarshal([]byte(deployment(2, entry("wl", "Apply", "", then, all))), &written); err != nil {
			t.Fatal(err)
		}
		answered := object.MetaFrom(kind.Deployment, &written.ObjectMeta)
		e.Written, e.LeftOver = &answered, c.left
		s := rollout.Judge(w, e)
		if c.says == "" {
			if !s.Done {
				t.Errorf("%s: %+v", name, s)
			}
			continue
		}
		if !s.Failed || s.Message.Code != rollout.WrongOverwritten || words.In(words.English).Text(s.Causes[0].Fact()) != c.says {
			t.Errorf("%s: %q, %+v", name, words.In(words.English).Text(s.Causes[0].Fact()), s)
		}
	}
}
