package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// The keys of an item are left out where another field names it, and never the item with them.
func TestKeys(t *testing.T) {
	taken := func(path string, v any) plan.FieldChange {
		return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Take, Before: v, After: v}
	}
	gone := func(path string, v any) plan.FieldChange {
		return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Remove, Before: v}
	}
	byServer := func(path string, v any) plan.FieldChange {
		return uitest.Because(plan.Cause{Kind: plan.Server, Default: true}, uitest.Added(path, v))
	}
	const port81, port82 = `spec.ports[containerPort=81,protocol="TCP"]`, `spec.ports[containerPort=82,protocol="UDP"]`
	const end = `spec.ends[host="a",port=1,tls=true]`
	for name, c := range map[string]struct {
		fields []plan.FieldChange
		want   string
	}{
		"one key": {[]plan.FieldChange{uitest.Added(`spec.env[name="A"].name`, "A")}, `add spec.env[name="A"].name: A`},
		"one key and more": {[]plan.FieldChange{uitest.Added(`spec.env[name="A"].name`, "A"), uitest.Added(`spec.env[name="A"].value`, "x")},
			`add spec.env[name="A"].value: x`},
		"one key, and more deeper": {[]plan.FieldChange{uitest.Added(`spec.env[name="A"].name`, "A"), uitest.Added(`spec.env[name="A"].valueFrom.fieldRef.fieldPath`, "x")},
			`add spec.env[name="A"].valueFrom.fieldRef.fieldPath: x`},
		"two keys, changed": {[]plan.FieldChange{
			gone(port81+".containerPort", 81), gone(port81+".protocol", "TCP"),
			uitest.Added(port82+".containerPort", 82), uitest.Added(port82+".protocol", "UDP"),
		}, "remove " + port81 + ": {containerPort: 81, protocol: TCP} | add " + port82 + ": {containerPort: 82, protocol: UDP}"},
		"two keys and more": {[]plan.FieldChange{
			uitest.Added(port82+".containerPort", 82), uitest.Added(port82+".name", "dns"), uitest.Added(port82+".protocol", "UDP"),
		}, "add " + port82 + ".name: dns"},
		"two keys, one by default": {[]plan.FieldChange{byServer(port81+".containerPort", 81), uitest.Added(port81+".protocol", "TCP")},
			"add " + port81 + ": {containerPort: 81, protocol: TCP}"},
		"two keys by default": {[]plan.FieldChange{byServer(port81+".containerPort", 81), byServer(port81+".protocol", "TCP")},
			"add " + port81 + ": {containerPort: 81, protocol: TCP} (server)"},
		"one of two keys": {[]plan.FieldChange{taken(port81+".protocol", "TCP")}, "take " + port81 + ".protocol: TCP"},
		"three keys": {[]plan.FieldChange{gone(end+".host", "a"), gone(end+".port", 1), gone(end+".tls", true)},
			"remove " + end + ": {host: a, port: 1, tls: true}"},
		"an item of keys in another": {[]plan.FieldChange{
			uitest.Added(`spec.c[name="m"].name`, "m"),
			uitest.Added(`spec.c[name="m"].ports[containerPort=1,protocol="TCP"].containerPort`, 1),
			uitest.Added(`spec.c[name="m"].ports[containerPort=1,protocol="TCP"].protocol`, "TCP"),
		}, `add spec.c[name="m"].ports[containerPort=1,protocol="TCP"]: {containerPort: 1, protocol: TCP}`},
		"taken": {[]plan.FieldChange{taken(port81+".containerPort", 81), taken(port81+".protocol", "TCP")},
			"take " + port81 + ": {containerPort: 81, protocol: TCP}"},
	} {
		var got []string
		for _, g := range Fold(c.fields, false).Groups {
			for _, f := range g.Fields {
				shown := f.Will
				if f.Op == plan.Remove {
					shown = f.Was
				}
				text := fmt.Sprintf("%s %s: %s", f.Op, g.Parent.Join(f.Name), value.Inline(shown))
				if f.Cause.Kind == plan.Server {
					text += " (server)"
				}
				got = append(got, text)
			}
		}
		if got := strings.Join(got, " | "); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", name, got, c.want)
		}
	}
}
