package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

const (
	daemons   = `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {nodeSelector: {none: such}, containers: [{name: a, image: "a:1"}]}}}}`
	scheduled = `{apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}, spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, volumes: [{name: v}], containers: [{name: a, image: "a:1"}]}}}}}}`
)

// supersededCases are objects whose defaults cannot stand beside what they are changed to.
func supersededCases() map[string]struct {
	object string
	edits  []string
	gone   string
} {
	volume := edit(selecting, "containers:", "volumes: [{name: v}], containers:")
	return map[string]struct {
		object string
		edits  []string
		gone   string
	}{
		"Recreate":                {selecting, []string{"replicas: 0", "replicas: 0, strategy: {type: Recreate}"}, "spec.strategy.rollingUpdate"},
		"Recreate, of a surge":    {edit(selecting, "replicas: 0", "replicas: 0, strategy: {rollingUpdate: {maxSurge: 1}}"), []string{"strategy: {rollingUpdate: {maxSurge: 1}}", "strategy: {type: Recreate}"}, "spec.strategy.rollingUpdate"},
		"OnDelete":                {numbered, []string{"replicas: 0", "replicas: 0, updateStrategy: {type: OnDelete}"}, "spec.updateStrategy.rollingUpdate"},
		"OnDelete of a DaemonSet": {daemons, []string{"spec: {selector", "spec: {updateStrategy: {type: OnDelete}, selector"}, "spec.updateStrategy.rollingUpdate"},
		"a volume's source":       {volume, []string{"{name: v}", "{name: v, configMap: {name: c}}"}, `spec.template.spec.volumes[name="v"].emptyDir`},
		"of Jobs to come":         {scheduled, []string{"{name: v}", "{name: v, secret: {secretName: s}}"}, `spec.jobTemplate.spec.template.spec.volumes[name="v"].emptyDir`},
	}
}

// superseded expects that a plan changes an object, and that nothing is left of a part of it.
func (w *world) superseded(t *testing.T, p *plan.ClusterPlan, action plan.Action, gone string) {
	t.Helper()
	change := only(t, p)
	if change.Action != action {
		t.Fatal(describe(p))
	}
	removed := false
	for _, f := range change.Fields {
		removed = removed || f.Op == plan.Remove && f.Path.HasPrefix(object.MustParsePath(gone))
	}
	if !removed {
		t.Errorf("nothing is told of %s:\n%s", gone, describe(p))
	}
	stored := w.adopt(w.decided[0], *writeOf(t, p, change.Object))
	if _, _, left := kubeschema.Find(stored, object.MustParsePath(gone)); left {
		t.Errorf("stored: %s", describeJSON(stored["spec"]))
	}
}

// What the configuration chooses takes the place of the defaults of what was chosen before:
// nobody has set those, and the server refuses one beside the other.
func TestChoiceTakesPlaceOfDefaults(t *testing.T) {
	for name, c := range supersededCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.object))
			changed := w.manifest(edit(c.object, c.edits...))
			w.superseded(t, w.plan(plan.Options{}, changed), plan.Update, c.gone)
			if p := w.plan(plan.Options{}, changed); len(p.Changes) != 0 {
				t.Errorf("then:\n%s", describe(p))
			}
		})
	}
}

// So it does when an object is adopted, whoever has made it.
func TestAdoptedWithAnotherChoice(t *testing.T) {
	for name, c := range supersededCases() {
		for maker, made := range map[string]func(w *world){
			"kubectl": func(w *world) { w.createAs("kubectl-create", c.object) },
			"server-side apply elsewhere": func(w *world) {
				w.foreign("deployer", w.bare(c.object).Content, true)
			},
			"nobody that is known": func(w *world) { w.released("kubectl-create", w.createAs("kubectl-create", c.object)) },
		} {
			if maker != "kubectl" && strings.Contains(c.object, "maxSurge") {
				continue // that another manager has set
			}
			t.Run(name+", made by "+maker, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.revision = &state.Revision{}
				made(w)
				w.superseded(t, w.plan(plan.Options{Adopt: true}, w.manifest(edit(c.object, c.edits...))), plan.Adopt, c.gone)
			})
		}
	}
}

// What people have added stays, where only defaults are in the way.
func TestAdditionsBesideAnotherChoice(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(selecting))
	ref := object.NewRef(kind.Deployment, w.namespace, "web")
	w.patch("kubectl-edit", ref, `{"metadata":{"annotations":{"note":"x"}},"spec":{"minReadySeconds":3}}`)
	p := w.plan(plan.Options{}, w.manifest(edit(selecting, "replicas: 0", "replicas: 0, strategy: {type: Recreate}")))
	change := only(t, p)
	if change.Action != plan.Update || len(change.Warnings) > 0 || strings.Contains(describe(p), "minReadySeconds") || strings.Contains(describe(p), "note") {
		t.Errorf("%s%s", describe(p), warnings(*change))
	}
}

// A strategy that was changed by hand is taken back, with the defaults that came with it.
func TestStrategyTakenBack(t *testing.T) {
	for name, c := range map[string]struct{ object, patch, gone string }{
		"a Deployment":  {edit(selecting, "replicas: 0", "replicas: 0, strategy: {type: Recreate}"), `{"spec":{"strategy":{"type":"RollingUpdate"}}}`, "spec.strategy.rollingUpdate"},
		"with a surge":  {edit(selecting, "replicas: 0", "replicas: 0, strategy: {type: Recreate}"), `{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":2}}}}`, "spec.strategy.rollingUpdate"},
		"a StatefulSet": {edit(numbered, "replicas: 0", "replicas: 0, updateStrategy: {type: OnDelete}"), `{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}}`, "spec.updateStrategy.rollingUpdate"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			m := w.manifest(c.object)
			w.apply(m)
			w.patch("kubectl-patch", m.Ref, c.patch)
			w.superseded(t, w.plan(plan.Options{}, m), plan.Update, c.gone)
		})
	}
}
