package apply_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
)

// settled reports whether nothing is to be done, by proof as well as by asking.
func (f *fixture) settled() {
	f.t.Helper()
	f.mustApply() // records what others have moved
	f.unchanged()
	if p := f.planFor(plan.Options{DryRunAll: true}); len(p.Changes) != 0 {
		f.t.Errorf("asked about everything: %+v", p.Changes)
	}
}

func (f *fixture) planFor(o plan.Options) *plan.ClusterPlan {
	f.t.Helper()
	r, err := planner.Compute(f.t.Context(), f.client, f.store, plan.Input{Stack: f.stack, Cluster: "default", Desired: f.desired, Options: o})
	if err != nil {
		f.t.Fatal(err)
	}
	return r.Plan
}

// force takes fields from others, on the version of the object that the plan has
// seen: a rollout may move it in between.
func (f *fixture) force() {
	f.t.Helper()
	for attempt := 1; ; attempt++ {
		p := f.planFor(plan.Options{ForceConflicts: true})
		if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update || len(p.Steps) == 0 || p.Steps[0].If.ResourceVersion == "" {
			f.t.Fatalf("%+v", p.Changes)
		}
		_, err := f.apply(func(in *apply.Input) { in.Plan = p })
		if err == nil {
			return
		}
		if attempt == 10 || !strings.Contains(said(err), "it has changed since the plan was made") {
			f.t.Fatal(err)
		}
	}
}

func ignoring(m object.Manifest, fields ...string) object.Manifest {
	for _, f := range fields {
		m.Lifecycle.IgnoreFields = append(m.Lifecycle.IgnoreFields, object.MustParsePath(f))
	}
	return m
}

func (f *fixture) path(written string) object.Path {
	f.t.Helper()
	p, err := kubeschema.ReadPath("apps/v1", "Deployment", written)
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

// set changes a field of an object as a manager that knows no server-side apply.
func (f *fixture) set(ref object.Ref, written string, value any) {
	f.t.Helper()
	for attempt := 0; ; attempt++ {
		content := kubeschema.With(f.live(ref), f.path(written), value)
		_, err := f.client.Update(context.Background(), ref, content)
		if err == nil {
			return
		}
		if attempt == 10 {
			f.t.Fatal(err)
		}
	}
}

// awaitUpdated waits until a StatefulSet has replaced all of its Pods.
func (f *fixture) awaitUpdated(ref object.Ref, replicas int64) {
	f.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		status, _ := f.live(ref)["status"].(map[string]any)
		if status["updatedReplicas"] == replicas && status["readyReplicas"] == replicas && status["currentRevision"] == status["updateRevision"] {
			return
		}
		if time.Now().After(deadline) {
			f.t.Fatalf("%+v", status)
		}
	}
}

func (f *fixture) value(ref object.Ref, written string) any {
	f.t.Helper()
	v, _, _ := kubeschema.Find(f.live(ref), f.path(written))
	return v
}

const (
	replicas   = "spec.replicas"
	annotation = `metadata.annotations["example.com/note"]`
	image      = `spec.template.spec.containers[name="main"].image`
	level      = `spec.template.spec.containers[name="main"].env[name="LEVEL"]`
)

func (f *fixture) front(note string) object.Manifest {
	m := f.workload("Deployment", "front", pods{replicas: 2})
	for path, v := range map[string]any{
		annotation: "ours", level: map[string]any{"name": "LEVEL", "value": "info"},
		`spec.template.metadata.annotations["example.com/note"]`: note,
	} {
		m.Content = kubeschema.With(m.Content, f.path(path), v)
	}
	return m
}

// A field that is given up keeps its value, is not looked at any more whoever
// sets it, and is taken back when it is no longer ignored: with force only, where
// another field manager owns it.
func TestIgnoredFields(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		field        string
		ours, theirs any
		back         string // what is written when it is taken back
	}{
		"replicas":   {field: replicas, ours: int64(2), theirs: int64(3), back: replicas},
		"annotation": {field: annotation, ours: "ours", theirs: "theirs", back: annotation},
		"image":      {field: image, ours: "nginx:1.27", theirs: "nginx:1.28", back: image},
		"variable":   {field: level, ours: map[string]any{"name": "LEVEL", "value": "info"}, theirs: map[string]any{"name": "LEVEL", "value": "debug"}, back: level + ".value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.front("1"))
			f.mustApply()
			ref := f.desired[0].Ref

			f.want(ignoring(f.front("1"), test.field))
			p := f.planFor(plan.Options{})
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update {
				t.Fatalf("%+v", p.Changes)
			}
			for _, c := range p.Changes[0].Fields {
				if c.Op != plan.Release || !c.Path.HasPrefix(f.path(test.field)) {
					t.Errorf("%+v", c)
				}
			}
			f.mustApply()
			if got := f.value(ref, test.field); !kubeschema.Equal(got, test.ours) {
				t.Errorf("given up, it is %v", got)
			}
			f.settled()

			f.set(ref, test.field, test.theirs)
			f.settled()
			f.want(ignoring(f.front("2"), test.field)) // something else changes
			f.mustApply()
			if got := f.value(ref, test.field); !kubeschema.Equal(got, test.theirs) {
				t.Errorf("set by others, it is %v", got)
			}
			f.settled()

			f.want(f.front("2"))
			p = f.planFor(plan.Options{})
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Blocked || p.Changes[0].Blocked.Path != f.path(test.back) {
				t.Fatalf("taken back: %+v", p.Changes)
			}
			f.force()
			if got := f.value(ref, test.field); !kubeschema.Equal(got, test.ours) {
				t.Errorf("taken back, it is %v", got)
			}
			f.settled()
		})
	}
}

// What nobody holds is taken back without force, as a change that is shown.
func TestIgnoredFieldIsTakenBack(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(ignoring(f.front("1"), image))
	f.mustApply()
	f.settled()
	after := f.front("1")
	after.Content = kubeschema.With(after.Content, f.path(image), "nginx:1.29")
	f.want(after)
	p := f.planFor(plan.Options{})
	if len(p.Changes) != 1 || len(p.Changes[0].Fields) != 1 || p.Changes[0].Fields[0].Path != f.path(image) || p.Changes[0].Fields[0].Cause.Kind != plan.Configuration {
		t.Fatalf("%+v", p.Changes)
	}
	f.mustApply()
	if got := f.value(after.Ref, image); got != "nginx:1.29" {
		t.Errorf("it is %v", got)
	}
	f.settled()
}

// New objects, and new items of a list, begin with the configuration's values,
// which are then nobody's.
func TestIgnoredFieldsBegin(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	sidecar := `spec.template.spec.containers[name="sidecar"].image`
	f.want(ignoring(f.front("1"), replicas, image, level, annotation, sidecar))
	f.mustApply()
	ref := f.desired[0].Ref
	if f.value(ref, image) != "nginx:1.27" || f.value(ref, replicas) != int64(2) || f.value(ref, annotation) != "ours" || f.value(ref, level) == nil {
		t.Errorf("%+v", f.live(ref))
	}
	f.settled()

	wider := f.front("1")
	wider.Content = kubeschema.With(wider.Content, f.path(sidecar), "sidecar:1")
	f.want(ignoring(wider, replicas, image, level, annotation, sidecar))
	f.mustApply()
	if f.value(ref, sidecar) != "sidecar:1" {
		t.Errorf("%+v", f.live(ref))
	}
	f.settled()
	f.set(ref, sidecar, "sidecar:2")
	f.settled()
	if f.value(ref, sidecar) != "sidecar:2" {
		t.Errorf("%+v", f.live(ref))
	}
}

// An object that is recreated keeps what other field managers have set, and so its Pods.
func TestIgnoredFieldsOutliveTheObject(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	database := func(policy string) object.Manifest {
		m := f.workload("StatefulSet", "database", pods{replicas: 2})
		m.Content["spec"].(map[string]any)["podManagementPolicy"] = policy
		return ignoring(m, image, replicas)
	}
	f.want(database("OrderedReady"))
	f.mustApply()
	ref := f.desired[0].Ref
	f.set(ref, image, "nginx:1.28")
	f.set(ref, replicas, int64(3))
	f.settled()
	f.awaitUpdated(ref, 3)
	uids := f.podUIDs("database")

	f.want(database("Parallel"))
	if c := f.planFor(plan.Options{}).Changes; len(c) != 1 || c[0].Action != plan.Replace || c[0].Impact.Restarts != 0 || c[0].Impact.ReplicasAfter != 3 {
		t.Fatalf("%+v", c)
	}
	f.mustApply()
	if f.value(ref, image) != "nginx:1.28" || f.value(ref, replicas) != int64(3) {
		t.Errorf("%+v", f.live(ref)["spec"])
	}
	if len(uids) != 3 || len(f.podUIDs("database")) != 3 {
		t.Errorf("Pods before %v, after %v", uids, f.podUIDs("database"))
	}
	for pod, uid := range f.podUIDs("database") {
		if uids[pod] != uid {
			t.Errorf("%s restarted", pod)
		}
	}
	f.settled()
}

// Drift and a field to give up, at once.
func TestIgnoredFieldBesideDrift(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.front("1"))
	f.mustApply()
	ref := f.desired[0].Ref
	f.meddle(ref, map[string]any{"metadata": map[string]any{"name": ref.Name, "namespace": ref.Namespace, "annotations": map[string]any{"example.com/note": "theirs"}}})
	f.want(ignoring(f.front("1"), image))
	f.force()
	if f.value(ref, annotation) != "ours" || f.value(ref, image) != "nginx:1.27" {
		t.Errorf("%+v", f.live(ref))
	}
	f.settled()
}

// What is left to other field managers is not adopted from who made the object.
func TestIgnoredFieldsAreNotAdopted(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	theirs := f.front("1")
	theirs.Content = kubeschema.With(kubeschema.With(theirs.Content, f.path(image), "nginx:1.28"), f.path(replicas), int64(3))
	labels := theirs.Content["metadata"].(map[string]any)["labels"].(map[string]any)
	delete(labels, object.LabelApplySet)
	if _, err := f.client.Apply(t.Context(), kube.ApplyRequest{Ref: theirs.Ref, Content: theirs.Content, FieldManager: "kubectl"}); err != nil {
		t.Fatal(err)
	}
	ours := ignoring(f.front("2"), image, replicas, level)
	ours.Lifecycle.Adopt = true
	f.want(ours)
	f.mustApply()
	if f.value(ours.Ref, image) != "nginx:1.28" || f.value(ours.Ref, replicas) != int64(3) || f.value(ours.Ref, level) == nil {
		t.Errorf("%+v", f.live(ours.Ref)["spec"])
	}
	f.settled()
}
