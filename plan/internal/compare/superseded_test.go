package compare

import (
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Only defaults give way to a choice: nobody has set them, they are left to nobody, and the
// choice is another than the live object's.
func TestSuperseded(t *testing.T) {
	const (
		deployment = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {"
		set        = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {"
		daemons    = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {"
		rolling    = "{type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}"
		volumes    = "template: {spec: {volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]}}"
		surge      = "spec.strategy.rollingUpdate.maxSurge"
		both       = "spec.strategy.rollingUpdate.maxUnavailable"
	)
	for name, c := range map[string]struct {
		live, desired string
		owned, left   string
		want          []string
	}{
		"another strategy":         {deployment + "strategy: " + rolling, deployment + "strategy: {type: Recreate}", "", "", []string{surge, both}},
		"a part of it is set":      {deployment + "strategy: " + rolling, deployment + "strategy: {type: Recreate}", surge, "", []string{both}},
		"a part is left to others": {deployment + "strategy: " + rolling, deployment + "strategy: {type: Recreate}", "", both, []string{surge}},
		"the same strategy":        {deployment + "strategy: " + rolling, deployment + "strategy: {type: RollingUpdate}", "", "", nil},
		"none is said":             {deployment + "strategy: " + rolling, deployment + "replicas: 1", "", "", nil},
		"both are said":            {deployment + "strategy: " + rolling, deployment + "strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}", "", "", nil},
		"a StatefulSet":            {set + "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}", set + "updateStrategy: {type: OnDelete}", "", "", []string{"spec.updateStrategy.rollingUpdate.partition"}},
		"it is so already":         {daemons + "updateStrategy: {type: OnDelete, rollingUpdate: {maxSurge: 0}}", daemons + "updateStrategy: {type: OnDelete}", "", "", nil},
		"a volume of two":          {deployment + volumes, deployment + "template: {spec: {volumes: [{name: a, configMap: {name: a}}, {name: b}]}}", "", "", []string{`spec.template.spec.volumes[name="a"].emptyDir`}},
		"a volume that goes":       {deployment + volumes, deployment + "template: {spec: {volumes: [{name: b, emptyDir: {}}]}}", "", "", nil},
		"a kind without Pods":      {"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {strategy: a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {strategy: b", "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := &object.Manifest{Content: read(t, c.desired+"}}")}
			meta, err := object.MetaOf(m.Content)
			if err != nil {
				t.Fatal(err)
			}
			m.Ref = meta.Ref
			var owners []ownership.Owner
			if c.owned != "" {
				owners = []ownership.Owner{{Fields: kubeschema.SetOf(object.MustParsePath(c.owned))}}
			}
			var left []object.Path
			if c.left != "" {
				left = []object.Path{object.MustParsePath(c.left)}
			}
			fields, err := superseded(m, read(t, c.live+"}}"), owners, left)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			if fields != nil {
				for path := range kubeschema.Paths(fields) {
					got = append(got, path.String())
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func read(t *testing.T, text string) map[string]any {
	t.Helper()
	content := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		t.Fatal(err)
	}
	return content
}
