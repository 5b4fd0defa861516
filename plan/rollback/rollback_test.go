package rollback

import (
	"context"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

var key = []byte("0123456789abcdef0123456789abcdef")

// answers is what a cluster has: values that were read, as judging gets them.
type answers map[object.Ref]map[string]any

func (a answers) Get(_ context.Context, ref object.Ref) (map[string]any, error) {
	if o := a[ref]; o != nil {
		return o, nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: ref.Kind}, ref.Name)
}

func (a answers) List(_ context.Context, s kube.Selection) (all []map[string]any, _ error) {
	for ref, o := range a {
		if ref.GroupKind() == s.Kind && ref.Namespace == s.Namespace {
			all = append(all, o)
		}
	}
	return all, nil
}

func deployment(password, image string) map[string]any {
	return map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "web", "namespace": "shop", "uid": "u1"},
		"spec": map[string]any{
			"selector": map[string]any{"matchLabels": map[string]any{"app": "web"}},
			"template": map[string]any{"spec": map[string]any{"containers": []any{map[string]any{
				"name": "main", "image": image, "env": []any{map[string]any{"name": "PASSWORD", "value": password}},
			}}}},
		},
	}
}

func replicaSet(name, owner, password string) map[string]any {
	o := deployment(password, "other")
	o["kind"] = "ReplicaSet"
	o["metadata"] = map[string]any{"name": name, "namespace": "shop", "ownerReferences": []any{map[string]any{"uid": owner}}}
	return o
}

func revision(t *testing.T, manifests ...*object.Manifest) *state.Revision {
	t.Helper()
	r := &state.Revision{Key: key, Outcome: state.Succeeded}
	for _, m := range manifests {
		o, err := applied.Of(m, key)
		if err != nil {
			t.Fatal(err)
		}
		r.Applied = append(r.Applied, o)
		r.Objects = append(r.Objects, state.Entry{Ref: m.Ref, Phase: state.Ready})
	}
	return r
}

func manifest(content map[string]any, sensitive ...object.Path) *object.Manifest {
	gk := kind.Of(content)
	name, _ := object.At(content, "metadata", "name").(string)
	return &object.Manifest{Ref: object.NewRef(gk, "shop", name), Content: content, Sensitive: sensitive}
}

func passwordPath() object.Path {
	return object.PathOf("spec", "template", "spec", "containers").Index(0).Field("env").Index(0).Field("value")
}

// A value that was withheld is taken from the live object or, where that has another one,
// from a ReplicaSet of the very same Deployment; by its digest, so never another one.
func TestWithheldValuesAreFound(t *testing.T) {
	was := manifest(deployment("old-word", "nginx:1"), passwordPath())
	ref := was.Ref
	rs := func(name string) object.Ref { return object.NewRef(kind.ReplicaSet, "shop", name) }
	for name, c := range map[string]struct {
		cluster answers
		found   bool
	}{
		"unchanged":                    {answers{ref: deployment("old-word", "nginx:2")}, true},
		"in a ReplicaSet":              {answers{ref: deployment("new-word", "nginx:2"), rs("a"): replicaSet("a", "u1", "older"), rs("b"): replicaSet("b", "u1", "old-word")}, true},
		"in another one's ReplicaSet":  {answers{ref: deployment("new-word", "nginx:2"), rs("b"): replicaSet("b", "u2", "old-word")}, false},
		"in no ReplicaSet":             {answers{ref: deployment("new-word", "nginx:2"), rs("a"): replicaSet("a", "u1", "older")}, false},
		"of a Deployment that is gone": {answers{rs("b"): replicaSet("b", "u1", "old-word")}, false},
	} {
		g, err := To(t.Context(), c.cluster, revision(t, was), revision(t), false)
		if err != nil {
			t.Fatal(err)
		}
		value, _ := passwordPath().At(g.Desired[0].Content)
		switch {
		case c.found && (value != "old-word" || len(g.Problems) > 0):
			t.Errorf("%s: %v, %v", name, value, g.Problems)
		case !c.found && (value != nil || len(g.Problems) != 1 || *g.Problems[0].Object != ref || g.Problems[0].Path != passwordPath()):
			t.Errorf("%s: %v is taken, %v", name, value, g.Problems)
		}
	}
}

func secret(data map[string]any) *object.Manifest {
	return manifest(map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "db"}, "data": data})
}

func TestSecretsKeepTheirPresentData(t *testing.T) {
	was := secret(map[string]any{"password": "b2xk"})
	now := answers{was.Ref: secret(map[string]any{"password": "bmV3", "more": "eA=="}).Content}
	g, err := To(t.Context(), now, revision(t, was), revision(t, was), false)
	if value, _ := object.PathOf("data", "password").At(g.Desired[0].Content); err != nil || value != "bmV3" || len(g.Problems) > 0 {
		t.Errorf("%v, %v, %v", value, g.Problems, err)
	}
	for name, without := range map[string]answers{"no key": {was.Ref: secret(map[string]any{"more": "eA=="}).Content}, "no Secret": {}} {
		if g, err := To(t.Context(), without, revision(t, was), revision(t, was), false); err != nil || len(g.Problems) != 1 || g.Problems[0].Path != object.PathOf("data", "password") {
			t.Errorf("%s: %+v, %v", name, g.Problems, err)
		}
	}
}

func claimOf(size string) *object.Manifest {
	return manifest(map[string]any{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": map[string]any{"name": "data"},
		"spec": map[string]any{"resources": map[string]any{"requests": map[string]any{"storage": size}}}})
}

func simple(apiVersion, kind, name string) *object.Manifest {
	return manifest(map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": map[string]any{"name": name}})
}

// What holds data, and Jobs, stay where the revision lacks them; a Job is not run again;
// a claim does not shrink.
func TestDataAndJobsStay(t *testing.T) {
	job, config, namespace := simple("batch/v1", "Job", "migrate"), simple("v1", "ConfigMap", "c"), simple("v1", "Namespace", "shop")
	g, err := To(t.Context(), answers{}, revision(t, job, claimOf("1Gi")), revision(t, config, namespace, secret(map[string]any{}), claimOf("2Gi"), job), false)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, ref := range g.Keep {
		kept = append(kept, ref.Kind)
	}
	if got := len(kept); got != 3 || kept[0] != "Job" || kept[1] != "Namespace" || kept[2] != "Secret" {
		t.Errorf("kept: %v", kept)
	}
	if size, _ := object.At(g.Desired[0].Content, "spec", "resources", "requests", "storage").(string); len(g.Desired) != 1 || size != "2Gi" {
		t.Errorf("desired: %+v", g.Desired)
	}
}

// Where Jobs are to run again, those of the revision are desired, and others are kept.
func TestJobsRunAgainWhereThatIsAskedFor(t *testing.T) {
	job, other := simple("batch/v1", "Job", "migrate"), simple("batch/v1", "Job", "import")
	g, err := To(t.Context(), answers{}, revision(t, job), revision(t, job, other), true)
	if err != nil || len(g.Desired) != 1 || g.Desired[0].Ref != job.Ref || len(g.Keep) != 1 || g.Keep[0] != other.Ref {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestDiffers(t *testing.T) {
	a, b, job := simple("v1", "ConfigMap", "a"), simple("v1", "ConfigMap", "b"), simple("batch/v1", "Job", "migrate")
	changed := simple("v1", "ConfigMap", "a")
	changed.Content["data"] = map[string]any{"x": "y"}
	for name, c := range map[string]struct {
		r, current *state.Revision
		want       bool
	}{
		"same":            {revision(t, a, b), revision(t, a, b), false},
		"changed":         {revision(t, a), revision(t, changed), true},
		"added":           {revision(t, a), revision(t, a, b), true},
		"removed":         {revision(t, a, b), revision(t, a), true},
		"a Job":           {revision(t, a), revision(t, a, job), false},
		"a Job less":      {revision(t, a, job), revision(t, a), false},
		"a kept claim":    {revision(t, a), revision(t, a, claimOf("1Gi")), false},
		"a missing claim": {revision(t, a, claimOf("1Gi")), revision(t, a), true},
		"a Secret's data": {revision(t, secret(map[string]any{"p": "YQ=="})), revision(t, secret(map[string]any{"p": "Yg=="})), false},
	} {
		if got := Differs(c.r, c.current); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What was there before the stack adopted it is not deleted because a revision lacks it.
func TestWhatWasAdoptedStays(t *testing.T) {
	web := manifest(deployment("x", "nginx:1"))
	now := revision(t, web)
	for _, adopted := range []bool{false, true} {
		now.Objects[0].Adopted = adopted
		g, err := To(t.Context(), answers{}, revision(t), now, false)
		if err != nil || (len(g.Keep) == 1) != adopted || Differs(revision(t), now) == adopted {
			t.Errorf("adopted %v: %+v, %v", adopted, g, err)
		}
	}
}

// What the stack has released since stays as it is, and nothing of it is needed; what it still manages, what has
// gone, and another object of the name are the plan's to judge.
func TestWhatWasReleasedStays(t *testing.T) {
	web := manifest(deployment("old-word", "nginx:1"), passwordPath())
	for name, c := range map[string]struct {
		uid, label, manager string
		current             []*object.Manifest
		kept                bool
	}{
		"released":                      {uid: "u1", manager: "kubectl", kept: true},
		"released, and is unmanaged":    {uid: "u1", kept: true},
		"another object":                {uid: "u2", manager: "kubectl"},
		"still in the state":            {uid: "u1", current: []*object.Manifest{web}},
		"another stack's":               {uid: "u1", label: "applyset-x-v1"},
		"the label alone has been lost": {uid: "u1", manager: "wl/shop"},
		"gone":                          {},
	} {
		live := deployment("old-word", "nginx:2")
		metadata := live["metadata"].(map[string]any)
		metadata["uid"] = c.uid
		if c.label != "" {
			metadata["labels"] = map[string]any{object.LabelApplySet: c.label}
		}
		if c.manager != "" {
			metadata["managedFields"] = []any{map[string]any{"manager": c.manager, "operation": "Apply", "apiVersion": "apps/v1", "fieldsType": "FieldsV1", "fieldsV1": map[string]any{}}}
		}
		cluster := answers{web.Ref: live}
		if c.uid == "" {
			delete(cluster, web.Ref)
		}
		r := revision(t, web)
		r.Objects[0].UID = "u1"
		g, err := To(t.Context(), cluster, r, revision(t, c.current...), false)
		if err != nil {
			t.Fatal(err)
		}
		if kept := len(g.Keep) == 1 && len(g.Desired)+len(g.Problems) == 0; kept != c.kept {
			t.Errorf("%s: kept %v, desired %d, %v", name, g.Keep, len(g.Desired), g.Problems)
		}
	}
}
