package kubeschema

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Merge comes to what structured-merge-diff's own merge comes to, wherever that
// knows maps and keyed lists, and says truly where everything has come to stand.
func TestMergeIsKubernetesMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content, overlay := drawPod(t, "content"), drawPod(t, "overlay")
		want := smdMerge(t, content, overlay)
		merged := copyOf(t, content)
		placed, err := Merge(merged, overlay)
		if err != nil {
			t.Fatal(err)
		}
		changes, err := Diff(want, merged)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if !c.Reordered { // new items come last; smd may put them between others
				t.Errorf("%s: %v instead of %v", c.Path, c.After, c.Before)
			}
		}
		for _, p := range placed {
			from, _ := p.From.At(overlay)
			to, _ := p.To.At(merged)
			if _, scalar := from.(string); scalar && from != to {
				t.Errorf("%s (%v) is said to be at %s, where %v is", p.From, from, p.To, to)
			}
		}
		again := copyOf(t, merged)
		if _, err := Merge(again, overlay); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(merged, again); diff != "" {
			t.Errorf("merged once more, it changes:\n%s", diff)
		}
	})
}

// drawPod draws a Pod whose names are from few, so that they meet.
func drawPod(t *rapid.T, label string) map[string]any {
	name := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	items := func(what, key string, more func(map[string]any)) []any {
		var list []any
		for _, n := range rapid.SliceOfNDistinct(name, 1, 4, rapid.ID).Draw(t, label+" "+what) {
			item := map[string]any{key: n}
			more(item)
			list = append(list, item)
		}
		return list
	}
	word := func(what string) string { return rapid.StringMatching(`[a-z]{3}`).Draw(t, label+" "+what) }
	spec := map[string]any{"containers": items("containers", "name", func(c map[string]any) {
		c["image"] = word("image")
		c["command"] = []any{word("command")}
		c["env"] = items("env", "name", func(e map[string]any) { e["value"] = word("value") })
		c["ports"] = []any{map[string]any{"containerPort": int64(80), "name": word("port")}}
	})}
	if rapid.Bool().Draw(t, label+" volumes") {
		spec["volumes"] = items("volumes", "name", func(v map[string]any) { v["hostPath"] = map[string]any{"path": "/" + word("path")} })
	}
	finalizers := []any{}
	for _, n := range rapid.SliceOfNDistinct(name, 1, 4, rapid.ID).Draw(t, label+" finalizers") {
		finalizers = append(finalizers, n)
	}
	return map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"finalizers": finalizers}, "spec": inTemplate(spec)}
}

func inTemplate(pod map[string]any) map[string]any {
	return map[string]any{"template": map[string]any{"spec": pod}}
}

func smdMerge(t *rapid.T, content, overlay map[string]any) map[string]any {
	of, err := TypeOf(nil, content, overlay)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := of.Parse(copyOf(t, content))
	b, errB := of.Parse(copyOf(t, overlay))
	if err := errors.Join(errA, errB); err != nil {
		t.Fatal(err)
	}
	merged, err := a.Merge(b)
	if err != nil {
		t.Fatal(err)
	}
	return merged.AsValue().Unstructured().(map[string]any)
}

func copyOf(t *rapid.T, content map[string]any) map[string]any {
	raw, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMergeTakesAwayAndReplaces(t *testing.T) {
	content := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "spec": inTemplate(map[string]any{
		"hostname": "a", "tolerations": []any{map[string]any{"key": "a"}},
		"containers": []any{map[string]any{"name": "main", "image": "main:1", "tty": true}},
	})}
	placed, err := Merge(content, map[string]any{"spec": inTemplate(map[string]any{
		"hostname": nil, "subdomain": nil, "tolerations": []any{map[string]any{"key": "b"}},
		"containers": []any{map[string]any{"name": "main", "tty": nil}},
	})})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "spec": inTemplate(map[string]any{
		"tolerations": []any{map[string]any{"key": "b"}},
		"containers":  []any{map[string]any{"name": "main", "image": "main:1"}},
	})}
	if diff := cmp.Diff(want, content); diff != "" {
		t.Error(diff)
	}
	var told []string
	for _, p := range placed {
		if p.Removed || p.Replaced {
			told = append(told, fmt.Sprintf("%s %t", p.To, p.Removed))
		}
	}
	if diff := cmp.Diff([]string{
		"spec.template.spec.containers[0].name false", "spec.template.spec.containers[0].tty true", "spec.template.spec.hostname true",
		"spec.template.spec.subdomain true", "spec.template.spec.tolerations false",
	}, told); diff != "" {
		t.Error(diff)
	}
}

func TestMergeWantsKeys(t *testing.T) {
	for _, item := range []any{map[string]any{"image": "a"}, map[string]any{"name": nil}, "main"} {
		content := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment"}
		_, err := Merge(content, map[string]any{"spec": inTemplate(map[string]any{"containers": []any{item}})})
		if key := new(KeyError); !errors.As(err, &key) || key.At.String() != "spec.template.spec.containers[0]" || key.Keys[0] != "name" {
			t.Errorf("%v: %v", item, err)
		}
	}
}
