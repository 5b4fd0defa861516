package rollback

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// What is left to others, or was not kept by the server, is not needed to go back; nor is it data that is
// not the revision's.
func TestWhatIsLeftToOthersIsNotNeeded(t *testing.T) {
	path := object.MustParsePath
	data := func(o map[string]any) *object.Manifest { return secret(o) }
	literal := manifest(map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "db"}, "stringData": map[string]any{"pw": "old"}})
	sent := manifest(deployment("old-word", "nginx:1"), passwordPath())
	both := data(map[string]any{"pw": "b2xk", "other": "eA=="})
	for name, c := range map[string]struct {
		was             *object.Manifest
		leaves, dropped string
		live            *object.Manifest // nil where it is gone
		lacks           object.Path      // what cannot be restored
		other           bool             // its data is not the revision's
	}{
		"a key that others removed":        {was: both, leaves: "data.pw", live: data(map[string]any{"other": "eA=="})},
		"a key that others rotated":        {was: both, leaves: "data.pw", live: data(map[string]any{"pw": "bmV3", "other": "eA=="})},
		"all of the data":                  {was: both, leaves: "data", live: data(map[string]any{})},
		"written as stringData":            {was: literal, leaves: "data.pw", live: data(map[string]any{"other": "eA=="})},
		"named as stringData":              {was: literal, leaves: "stringData.pw", live: data(map[string]any{"other": "eA=="})},
		"a key that the server dropped":    {was: both, dropped: "data.pw", live: data(map[string]any{"other": "eA=="})},
		"another key is left to others":    {was: both, leaves: "data.other", live: data(map[string]any{}), lacks: path("data.pw")},
		"another key was rotated":          {was: both, leaves: "data.other", live: data(map[string]any{"pw": "bmV3"}), other: true},
		"a Secret that is gone":            {was: both, leaves: "data", lacks: path("data.other")},
		"a variable, named by its keys":    {was: sent, leaves: `spec.template.spec.containers[name="main"].env[name="PASSWORD"].value`, live: manifest(deployment("new-word", "nginx:2"))},
		"a container that is left as such": {was: sent, leaves: `spec.template.spec.containers[name="main"].env`, live: manifest(deployment("new-word", "nginx:2"))},
		"the image is left to others":      {was: sent, leaves: `spec.template.spec.containers[name="main"].image`, live: manifest(deployment("new-word", "nginx:2")), lacks: passwordPath()},
	} {
		was := *c.was
		if c.leaves != "" {
			was.Lifecycle.IgnoreFields = []object.Path{path(c.leaves)}
		}
		r, cluster := revision(t, &was), answers{}
		if c.dropped != "" {
			r.Objects[0].Dropped = []state.Dropped{{Path: path(c.dropped)}}
		}
		if c.live != nil {
			cluster[c.was.Ref] = c.live.Content
		}
		g, err := To(t.Context(), cluster, r, revision(t), false)
		if err != nil {
			t.Fatal(err)
		}
		if lacks := len(g.Problems) > 0; lacks == c.lacks.IsRoot() || lacks && g.Problems[0].Path != c.lacks {
			t.Errorf("%s: %+v", name, g.Problems)
		}
		if (len(g.OtherData) > 0) != c.other {
			t.Errorf("%s: other data of %v", name, g.OtherData)
		}
		if value, there := path("data.pw").At(g.Desired[0].Content); there && value == nil && c.lacks.IsRoot() {
			t.Errorf("%s: null is desired", name)
		}
	}
}

// The digest of what Pods read is the revision's, unless that has changed since.
func TestTheDigestIsTheRevisions(t *testing.T) {
	web := manifest(deployment("x", "nginx:1"))
	containers := []any{map[string]any{"name": "main", "image": "nginx:1", "envFrom": []any{map[string]any{"secretRef": map[string]any{"name": "db"}}}}}
	web.Content = object.WithNested(web.Content, containers, "spec", "template", "spec", "containers")
	web = web.WithConfigHash("1-public-secret")
	for name, c := range map[string]struct {
		live, want string
	}{"as it was": {"b2xk", "1-public-secret"}, "rotated": {"bmV3", "1-public"}} {
		was := secret(map[string]any{"pw": "b2xk"})
		cluster := answers{was.Ref: secret(map[string]any{"pw": c.live}).Content}
		g, err := To(t.Context(), cluster, revision(t, was, web), revision(t), false)
		if err != nil {
			t.Fatal(err)
		}
		for i := range g.Desired {
			if m := &g.Desired[i]; m.Ref.GroupKind() == kind.Deployment && m.ConfigHash() != c.want {
				t.Errorf("%s: %s", name, m.ConfigHash())
			}
		}
	}
}
