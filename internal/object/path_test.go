package object_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
)

func key(name string, value any) object.Key { return object.Key{Name: name, Value: value} }

// Every place has one text, and every text that is not it is read as it.
func TestPathsAsText(t *testing.T) {
	containers := object.PathOf("spec", "containers")
	for written, want := range map[string]object.Path{
		"":                                       {},
		"spec.containers":                        containers,
		"spec.containers[0].image":               containers.Index(0).Field("image"),
		`spec.containers[name="nginx"]`:          containers.Child(object.ItemOf(key("name", "nginx"))),
		`spec.containers[name=nginx]`:            containers.Child(object.ItemOf(key("name", "nginx"))),
		`ports[containerPort=80,protocol="TCP"]`: object.PathOf("ports").Child(object.ItemOf(key("protocol", "TCP"), key("containerPort", int64(80)))),
		`ports[protocol=TCP,containerPort=80]`:   object.PathOf("ports").Child(object.ItemOf(key("protocol", "TCP"), key("containerPort", int64(80)))),
		`a[on=true,share=0.5]`:                   object.PathOf("a").Child(object.ItemOf(key("share", 0.5), key("on", true))),
		`a[size="80"]`:                           object.PathOf("a").Child(object.ItemOf(key("size", "80"))),
		`a[name="b]\",c=d"].e`:                   object.PathOf("a").Child(object.ItemOf(key("name", `b]",c=d`))).Field("e"),
		`a["odd=name"="x"]`:                      object.PathOf("a").Child(object.ItemOf(key("odd=name", "x"))),
		"a[]":                                    object.PathOf("a").Child(object.ItemOf()),
		`finalizers[="example.com/hold"]`:        object.PathOf("finalizers").Child(object.MemberOf("example.com/hold")),
		`finalizers[=example.com/hold]`:          object.PathOf("finalizers").Child(object.MemberOf("example.com/hold")),
		`ports[=80]`:                             object.PathOf("ports").Child(object.MemberOf(int64(80))),
		`annotations["example.com/note"]`:        object.PathOf("annotations", "example.com/note"),
		`annotations[example.com/note].x`:        object.PathOf("annotations", "example.com/note", "x"),
		`data["nginx.conf"]`:                     object.PathOf("data", "nginx.conf"),
		`data["80"]`:                             object.PathOf("data").Field("80"),
		"data[080]":                              object.PathOf("data").Field("080"),
		"data.80":                                object.PathOf("data").Field("80"),
		`data[""]["a b"]["\n"].é`:                object.PathOf("data", "", "a b", "\n", "é"),
		`["first/one"][2][3]`:                    object.PathOf("first/one").Index(2).Index(3),
	} {
		if got, err := object.ParsePath(written); err != nil || got != want {
			t.Errorf("%s is read as %s, %v; want %s", written, got, err, want)
		}
		if again, err := object.ParsePath(want.String()); err != nil || again != want {
			t.Errorf("%s is written as %s, and read as %s, %v", written, want, again, err)
		}
	}
	for written, says := range map[string]string{
		"a..b": "a field's name is missing", ".a": "a field's name is missing", "a.": "a field's name is missing", "a.[0]": "a field's name is missing",
		"a[0": `"[0" has no closing bracket`, `a["x`: "has no closing bracket", `a[="x"y]`: "is not one value", "a[b=1,b=2]": "has the key b twice",
	} {
		if got, err := object.ParsePath(written); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s is read as %s, %v; want %q", written, got, err, says)
		}
	}
}

// elements are those of a path, of every sort, with names and values that need care.
func elements(t *rapid.T, label string) []object.Element {
	names := rapid.OneOf(rapid.SampledFrom([]string{"spec", "a", "b", "a-b", "a.b", "a/b", "0", "", "x[0]", `"`, "=", ",", "é", " "}), rapid.String())
	values := rapid.OneOf(
		rapid.Map(names, func(s string) any { return s }), rapid.Map(rapid.Int64(), func(i int64) any { return i }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }), rapid.Map(rapid.Bool(), func(b bool) any { return b }))
	keys := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) object.Key {
		return key(names.Draw(t, "name"), values.Draw(t, "value"))
	}), 0, 3, func(k object.Key) string { return k.Name })
	return rapid.SliceOfN(rapid.OneOf(
		rapid.Map(names, object.FieldOf), rapid.Map(rapid.IntRange(0, 12), object.IndexOf),
		rapid.Map(values, object.MemberOf), rapid.Map(keys, func(k []object.Key) object.Element { return object.ItemOf(k...) }),
	), 0, 5).Draw(t, label)
}

func TestPathProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := elements(t, "steps")
		p := object.PathThrough(steps...)
		if diff := cmp.Diff(texts(steps), texts(slices.Collect(p.Elements()))); diff != "" {
			t.Fatalf("%s: %s", p, diff)
		}
		if read, err := object.ParsePath(p.String()); err != nil || read != p {
			t.Fatalf("%s is read as %s, %v", p, read, err)
		}
		raw, err := json.Marshal(map[object.Path]object.Path{p: p})
		var read map[object.Path]object.Path
		if err != nil || json.Unmarshal(raw, &read) != nil || read[p] != p {
			t.Fatalf("%s is %s in JSON, %v", p, raw, err)
		}
		if same, ok := p.Map(func(e object.Element) (object.Element, bool) { return e, true }); !ok || same != p {
			t.Fatalf("%s became %s", p, same)
		}
		var around object.Path
		for i, e := range steps {
			child := around.Child(e)
			rest, ok := p.Within(around)
			first, _ := rest.Cut()
			if child != object.PathThrough(steps[:i+1]...) || child.Parent() != around || child.Last() != e || first != e || !ok || around.Join(rest) != p {
				t.Fatalf("%s in %s: %s, %s, %s, %s", e, around, child, child.Parent(), child.Last(), rest)
			}
			if !p.HasPrefix(child) || around.HasPrefix(child) || !around.Overlaps(child) || around.Compare(child) >= 0 || child.Compare(around) <= 0 {
				t.Fatalf("%s and %s", around, child)
			}
			around = child
		}
		q := object.PathThrough(elements(t, "others")...)
		if c := p.Compare(q); (c == 0) != (p == q) || c != -q.Compare(p) {
			t.Fatalf("%s and %s compare as %d, and as %d", p, q, c, q.Compare(p))
		}
		if parts := slices.Collect(q.Elements()); p.HasPrefix(q) != (len(parts) <= len(steps) && slices.Equal(parts, steps[:len(parts)])) {
			t.Fatalf("%s within %s: %v", p, q, p.HasPrefix(q))
		}
	})
}

func texts(elements []object.Element) []string {
	all := make([]string, len(elements))
	for i, e := range elements {
		all[i] = e.String()
	}
	return all
}

func TestElements(t *testing.T) {
	item := object.MustParsePath(`ports[containerPort=80,protocol="T,C=P"]`).Last()
	if diff := cmp.Diff([]object.Key{key("containerPort", int64(80)), key("protocol", "T,C=P")}, item.Keys()); diff != "" || !item.IsItem() {
		t.Error(diff)
	}
	if name, ok := object.FieldOf("a.b").Field(); name != "a.b" || !ok || object.FieldOf("a=b").IsItem() {
		t.Error(name, ok)
	}
	if i, ok := object.IndexOf(12).Index(); i != 12 || !ok || object.IndexOf(12).IsItem() || object.IndexOf(12).Keys() != nil {
		t.Error(i, ok)
	}
	if v, ok := object.MemberOf("x").Member(); v != "x" || !ok || !object.MemberOf("x").IsItem() || object.MemberOf("x").Keys() != nil {
		t.Error(v, ok)
	}
}

// Fields come before items, and what is around a place before what is within it.
func TestPathsAreOrdered(t *testing.T) {
	want := []string{"", "a", "a.b", "a.c", "a-b", `a-b[name="x"]`, `a-b[name="x"].z`, `a-b[name="y"]`, `a-b[port=2]`, "a-b[port=10]", `a-b[="x"]`, "a-b[2]", "a-b[10]", "b"}
	paths := make([]object.Path, len(want))
	for i, text := range want {
		paths[len(want)-1-i] = object.MustParsePath(text)
	}
	slices.SortFunc(paths, object.Path.Compare)
	if diff := cmp.Diff(want, object.PathTexts(paths)); diff != "" {
		t.Error(diff)
	}
}

func TestPathsLeadToValues(t *testing.T) {
	content := map[string]any{"list": []any{
		map[string]any{"name": "a", "port": int64(80)}, map[string]any{"name": "b", "port": int64(80), "x": map[string]any{"c.d": true}},
	}, "set": []any{"x", int64(1), nil}, "none": nil}
	for path, want := range map[string]any{
		`list[name=b].x["c.d"]`: true, "list[1].x[c.d]": true, "list[name=b,port=80].port": int64(80), "set[=1]": int64(1), "set[0]": "x", "none": nil,
	} {
		if got, ok := object.MustParsePath(path).At(content); !ok || got != want {
			t.Errorf("%s is %v, %v", path, got, ok)
		}
	}
	for _, path := range []string{"list[name=c]", "list[2]", "list.name", "list[]", "set[=y]", "set[0].x", "absent", "list[1].x[0]", "none.x"} {
		if got, ok := object.MustParsePath(path).At(content); ok {
			t.Errorf("%s is %v", path, got)
		}
	}
}

// Whatever is read as a path is written in one way, which is read as the same.
func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{
		"", "spec.replicas", `spec.containers[name="nginx"].env[name=A]`, "a[0].b[=x]", `a["b.c"]`, "a[b=1,c=true,d=0.5]", "[[", `["`, `a["b"="c"]`, "a[=]", "a[b=]", "a[,=]", "a\\.b", "a[1e3=1e3]", "a[null]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := object.ParsePath(text)
		if err != nil {
			return
		}
		if again, err := object.ParsePath(p.String()); err != nil || again != p {
			t.Errorf("%q is written as %q, which is read as %q, %v", text, p, again, err)
		}
		elements := slices.Collect(p.Elements())
		if object.PathThrough(elements...) != p || p.Compare(object.PathThrough(elements...)) != 0 {
			t.Errorf("%q has the elements %v", p, elements)
		}
	})
}
