package kubeschema_test

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
)

func TestLacksEmptied(t *testing.T) {
	sent := map[string]any{"apiVersion": "example.com/v1", "kind": "Widget", "spec": map[string]any{"sel": map[string]any{}, "list": []any{map[string]any{"args": []any{}}}}}
	for name, c := range map[string]struct {
		stored map[string]any
		want   bool
	}{
		"as sent":      {sent, false},
		"of a map":     {map[string]any{"spec": map[string]any{"sel": nil}}, true},
		"of a list":    {map[string]any{"spec": map[string]any{"list": []any{map[string]any{"args": nil}}}}, true},
		"no map":       {map[string]any{"spec": map[string]any{"list": sent["spec"].(map[string]any)["list"]}}, true},
		"no list":      {map[string]any{"spec": map[string]any{"sel": map[string]any{}, "list": []any{map[string]any{}}}}, true},
		"not kept":     {map[string]any{}, false},
		"of another":   {map[string]any{"spec": map[string]any{"sel": map[string]any{}, "other": nil}}, false},
		"more items":   {map[string]any{"spec": map[string]any{"sel": map[string]any{}, "list": []any{nil, nil}}}, false},
		"not answered": {nil, false},
	} {
		if got := kubeschema.LacksEmptied(c.stored, sent); got != c.want {
			t.Errorf("%s: got %t, want %t", name, got, c.want)
		}
	}
	keyed := func(items ...any) map[string]any { return map[string]any{"spec": map[string]any{"list": items}} }
	theirs, ours := map[string]any{"k": "a", "v": map[string]any{}}, map[string]any{"k": "b", "v": map[string]any{}}
	for name, c := range map[string]struct {
		stored map[string]any
		want   bool
	}{
		"its own item":      {keyed(theirs, map[string]any{"k": "b"}), true},
		"its own is null":   {keyed(map[string]any{"k": "b", "v": nil}, theirs), true},
		"another's":         {keyed(map[string]any{"k": "a"}, ours), false},
		"with defaults":     {keyed(theirs, map[string]any{"k": "b", "p": "TCP", "v": map[string]any{}}), false},
		"its item is gone":  {keyed(theirs, map[string]any{"k": "c"}), false},
		"of Kubernetes own": {map[string]any{"apiVersion": "v1", "kind": "Service", "spec": map[string]any{}}, false},
	} {
		sent := keyed(ours)
		if c.stored["kind"] != nil {
			sent["apiVersion"], sent["kind"] = c.stored["apiVersion"], c.stored["kind"]
		}
		if got := kubeschema.LacksEmptied(c.stored, sent); got != c.want {
			t.Errorf("%s: got %t, want %t", name, got, c.want)
		}
	}
	role := map[string]any{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "rules": []any{}}
	if kubeschema.LacksEmptied(map[string]any{"rules": nil}, role) {
		t.Error("a list of nothing, as Kubernetes stores it, is not as sent")
	}
}

// Of Kubernetes' own kinds null is how some lists of nothing are stored; of others it is not what
// was asked for.
func TestDiffOfNothing(t *testing.T) {
	const role, widget = "apiVersion: rbac.authorization.k8s.io/v1, kind: Role", "apiVersion: example.com/v1, kind: Widget"
	for name, c := range map[string]struct{ of, before, after, want string }{
		"a list":              {role, "rules: null", "rules: []", ""},
		"and back":            {role, "rules: []", "rules: null", ""},
		"something":           {role, "rules: null", "rules: [{verbs: [get]}]", "rules: <nil> -> [map[verbs:[get]]]"},
		"nothing any more":    {role, "rules: [{verbs: [get]}]", "rules: null", "rules: [map[verbs:[get]]] -> <nil>"},
		"within an item":      {role, "rules: [{verbs: null, resources: [a]}]", "rules: [{verbs: [], resources: [a]}]", ""},
		"beside another":      {role, "rules: [{verbs: null, resources: [a]}]", "rules: [{verbs: [], resources: [b]}]", "rules: [map[resources:[a] verbs:<nil>]] -> [map[resources:[b] verbs:[]]]"},
		"a field more":        {role, "rules: [{verbs: null}]", "rules: [{verbs: null, resources: []}]", "rules: [map[verbs:<nil>]] -> [map[resources:[] verbs:<nil>]]"},
		"a map":               {"apiVersion: v1, kind: ResourceQuota", "spec: {hard: null}", "spec: {hard: {}}", ""},
		"items of one":        {"apiVersion: v1, kind: LimitRange", "spec: {limits: null}", "spec: {limits: [{type: Pod}]}", "spec.limits: <nil> -> [map[type:Pod]]"},
		"a scalar":            {"apiVersion: v1, kind: ConfigMap", "data: {a: null}", `data: {a: ""}`, "data.a: <nil> -> "},
		"a custom kind's":     {widget, "spec: {sel: null}", "spec: {sel: {}}", "spec.sel: <nil> -> map[]"},
		"what is left of one": {widget, "spec: {sel: {a: 1, b: {c: 2}}}", "spec: {sel: null}", "spec.sel: <nil> -> <nil>spec.sel.a: 1 -> <nil>spec.sel.b.c: 2 -> <nil>"},
		"of one within":       {widget, "spec: {sel: {a: 1, b: {c: 2}}}", "spec: {sel: {a: 1, b: null}}", "spec.sel.b: <nil> -> <nil>spec.sel.b.c: 2 -> <nil>"},
		"nothing is left":     {widget, "spec: {sel: {a: 1}}", "spec: {}", "spec.sel.a: 1 -> <nil>"},
		"of Kubernetes own":   {"apiVersion: v1, kind: ConfigMap", "data: {a: b}", "data: null", "data.a: b -> <nil>"},
		"a custom kind's own": {widget, "spec: {list: null}", "spec: {list: []}", "spec.list: <nil> -> []"},
	} {
		t.Run(name, func(t *testing.T) {
			changes, err := kubeschema.Diff(parse(t, "{"+c.of+", "+c.before+"}"), parse(t, "{"+c.of+", "+c.after+"}"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, change := range changes {
				got += fmt.Sprintf("%s: %v -> %v", change.Path, change.Before, change.After)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
