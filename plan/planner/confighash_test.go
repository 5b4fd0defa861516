package planner_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// hashed are objects with the digests that they are compiled with.
func hashed(manifests ...object.Manifest) []object.Manifest {
	find := func(ref object.Ref) *object.Manifest {
		if i := slices.IndexFunc(manifests, func(m object.Manifest) bool { return m.Ref == ref }); i >= 0 {
			return &manifests[i]
		}
		return nil
	}
	with := slices.Clone(manifests)
	for i := range with {
		if c, reads := object.ConfigurationOf(&manifests[i], find); reads {
			with[i] = *with[i].WithConfigHash(c.Public())
		}
	}
	return with
}

const reading = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: nginx
        image: "nginx:1.27"
        env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}]
`

// What is taken back of a ConfigMap's drift restarts nobody, and is no reason for
// a restart; a digest that is removed by hand is taken back as drift.
func TestContentAndDrift(t *testing.T) {
	w := newWorld(t)
	conf := edit(settings, "{level: info}", "{level: info, other: x}")
	desired := hashed(w.manifest(conf), w.manifest(reading))
	w.apply(desired...)
	w.patch("kubectl-edit", desired[0].Ref, `{"data":{"level":"by hand"}}`)
	expect(t, w.plan(plan.Options{}, desired...), `
update ConfigMap settings
  data.level: by hand -> info (drift kubectl-edit)
`)

	changed := hashed(w.manifest(edit(conf, "level: info", "level: debug", "other: x", "other: z")), w.manifest(reading))
	p := w.plan(plan.Options{}, changed...)
	if len(p.Changes) != 2 {
		t.Fatal(describe(p))
	}
	settings, web := p.Changes[0], p.Changes[1]
	readers := []plan.Reader{{Object: web.Object, Restarts: web.Impact.Restarts, Effects: web.Impact.Effects}}
	if diff := cmp.Diff(readers, settings.Readers); diff != "" {
		t.Errorf("readers (-want +got):\n%s", diff)
	}

	w.patch("kubectl-edit", desired[1].Ref, `{"spec":{"template":{"metadata":{"annotations":{"wl/config-hash":null}}}}}`)
	p = w.plan(plan.Options{}, desired...)
	if i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == desired[1].Ref }); i < 0 || p.Changes[i].Fields[0].Cause.Kind != plan.Drift {
		t.Errorf("the digest's removal is no drift:\n%s", describe(p))
	}
}

// The cause names the keys that the workload reads, and of Secrets no value.
func TestContentCause(t *testing.T) {
	const (
		conf   = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {level: info, other: x}\n"
		secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: token}\ndata: {token: aHVudGVyMg==}\n"
	)
	both := edit(reading, "env: [", "envFrom: [{secretRef: {name: token}}]\n        env: [")
	w := newWorld(t)
	w.key = []byte("key")
	w.apply(hashed(w.manifest(conf), w.manifest(secret), w.manifest(both))...)
	w.carryOut(w.plan(plan.Options{}, hashed(w.manifest(conf), w.manifest(secret), w.manifest(both))...))
	p := w.plan(plan.Options{}, hashed(
		w.manifest(edit(conf, "level: info", "level: debug", "other: x", "other: z")),
		w.manifest(edit(secret, "aHVudGVyMg==", "aHVudGVyMw==")), w.manifest(both))...)
	i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object.Name == "web" })
	if i < 0 || len(p.Changes[i].Fields) != 1 {
		t.Fatal(describe(p))
	}
	f := p.Changes[i].Fields[0]
	want := plan.Cause{Kind: plan.Content, Sources: []plan.Source{
		{Object: object.Ref{Kind: "ConfigMap", Namespace: w.namespace, Name: "settings"}, Keys: []string{"level"}},
		{Object: object.Ref{Kind: "Secret", Namespace: w.namespace, Name: "token"}, Keys: []string{"token"}},
	}}
	if diff := cmp.Diff(want, f.Cause); f.Path != plan.ConfigHashPath() || diff != "" {
		t.Errorf("%s (-want +got):\n%s", f.Path, diff)
	}
	if after, _ := f.After.(string); strings.Count(after, "-") != 2 {
		t.Errorf("the digest becomes %v", f.After)
	}
	w.key = nil
	p = w.plan(plan.Options{}, hashed(w.manifest(conf), w.manifest(secret), w.manifest(both))...)
	if f := p.Changes[0].Fields[0]; !f.Unknown || f.After != nil || f.Cause.Note.IsZero() {
		t.Errorf("without a key: %+v", f)
	}
}

// What is adopted does not restart to get its digest, unless it restarts anyway.
func TestAdoptionRestartsNothing(t *testing.T) {
	w := newWorld(t)
	conf, web := w.manifest(settings), w.manifest(reading)
	for _, m := range []string{settings, reading} {
		w.foreign("kubectl", w.bare(m).Content, false)
	}
	desired := hashed(conf, web)
	p := w.plan(plan.Options{Adopt: true}, desired...)
	if len(p.Changes) != 2 || p.Changes[1].Impact.Restarts != 0 || slices.ContainsFunc(p.Changes[1].Fields, isHash) {
		t.Fatalf("%+v", p.Changes)
	}
	w.carryOut(p)
	if p = w.plan(plan.Options{}, desired...); len(p.Changes) != 0 || p.Requests.DryRuns != 0 {
		t.Errorf("%+v\n%s", p.Requests, describe(p))
	}
	expect(t, w.plan(plan.Options{DryRunAll: true}, desired...), "")
	p = w.plan(plan.Options{}, hashed(conf, w.manifest(edit(reading, "nginx:1.27", "nginx:1.28")))...)
	if len(p.Changes) != 1 || !slices.ContainsFunc(p.Changes[0].Fields, isHash) {
		t.Errorf("a new image does not bring the digest:\n%s", describe(p))
	}
}

func isHash(f plan.FieldChange) bool { return f.Path == plan.ConfigHashPath() }

// asking counts how often what was applied is asked for.
type asking struct {
	*world
	times int
}

func (a *asking) Applied(ctx context.Context, of state.Snapshot) ([]state.AppliedObject, error) {
	a.times++
	return a.world.Applied(ctx, of)
}

// What was applied is read only where something else is desired now: not because of what only
// the state completes, as the digest of what Pods read.
func TestWhatWasAppliedIsReadWhereItDiffers(t *testing.T) {
	w := newWorld(t)
	conf, other := w.manifest(settings), w.manifest(edit(settings, "name: settings", "name: others"))
	desired := append(hashed(conf, w.manifest(reading)), other)
	w.apply(desired...)
	for name, c := range map[string]struct {
		desired []object.Manifest
		targets []string
		times   int
	}{
		"the same":               {desired, nil, 0},
		"the same, of one block": {desired, []string{other.Address}, 0},
		"another value":          {append(hashed(w.manifest(edit(settings, "level: info", "level: debug")), w.manifest(reading)), other), nil, 1},
		"one removed":            {desired[:2], nil, 1},
	} {
		a := &asking{world: w}
		o := plan.Options{AsApplied: true, ForceConflicts: true, Targets: c.targets}
		result, err := planner.Compute(t.Context(), w.client, a, plan.Input{Stack: w.stack, Cluster: "default", Desired: c.desired, Options: o})
		if err != nil || len(result.Plan.Changes) > 0 || a.times != c.times {
			t.Errorf("%s: asked %d times, %v\n%s", name, a.times, err, describeJSON(result))
		}
	}
}

// What is left to others restarts nothing: neither when the configuration begins to leave it, whatever its
// digest counted until then, nor when it has another value.
func TestWhatIsLeftToOthersRestartsNothing(t *testing.T) {
	for name, source := range map[string]string{
		"a ConfigMap": edit(settings, "level: info", "level: info, more: x"),
		"a Secret":    "{apiVersion: v1, kind: Secret, metadata: {name: settings}, data: {level: aW5mbw==, more: eA==}}",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.key, w.revision = []byte("0123456789abcdef0123456789abcdef"), &state.Revision{}
			reads := reading
			if name == "a Secret" {
				reads = edit(reading, "configMapKeyRef", "secretKeyRef")
			}
			desired := func(image, level string, leaves ...object.Path) []object.Manifest {
				from := w.manifest(edit(source, "info", level, "aW5mbw==", level))
				from.Lifecycle.IgnoreFields = leaves
				return hashed(from, w.manifest(edit(reads, "nginx:1.27", image)))
			}
			w.carryOut(w.plan(plan.Options{}, desired("nginx:1.27", "aW5m")...))
			level := object.PathOf("data", "level")
			for _, o := range []plan.Options{{}, {DryRunAll: true}} {
				p := w.plan(o, desired("nginx:1.27", "aW5m", level)...)
				if c := change(p, "Deployment"); c != nil {
					t.Errorf("%+v: the Deployment changes as the key begins to be left to others: %+v", o, c.Fields)
				}
			}
			w.carryOut(w.plan(plan.Options{}, desired("nginx:1.28", "aW5m", level)...))
			for _, value := range []string{"aW5m", "b3Ro"} {
				if c := change(w.plan(plan.Options{}, desired("nginx:1.28", value, level)...), "Deployment"); c != nil {
					t.Errorf("level %s: %+v", value, c.Fields)
				}
			}
		})
	}
}

// A digest that counts what is left to others since restarts nothing as long as that stays as the Pods have
// read it: also where the configuration has another value for it by then, or none, or leaves more to others.
func TestDigestsOfFormerForms(t *testing.T) {
	level, more := object.PathOf("data", "level"), object.PathOf("data", "more")
	for name, c := range map[string]struct {
		before, after []object.Path
		text          string // of the source, afterwards
		restarts      bool
	}{
		"with another value":                {nil, []object.Path{level}, "level: b3Ro, more: eA==", false},
		"with none":                         {nil, []object.Path{level}, "more: eA==", false},
		"more is left to others":            {[]object.Path{level}, []object.Path{level, more}, "level: aW5m, more: eA==", false},
		"more, with another value":          {[]object.Path{more}, []object.Path{level, more}, "level: aW5m, more: b3Ro", false},
		"all of it":                         {[]object.Path{more}, []object.Path{object.PathOf("data")}, "level: aW5m, more: eA==", false},
		"and what is not left has changed":  {nil, []object.Path{level}, "level: b3Ro, more: b3Ro", true},
		"more, and what is not has changed": {[]object.Path{more}, []object.Path{more}, "level: b3Ro, more: eA==", true},
	} {
		for _, kind := range []string{"ConfigMap", "Secret"} {
			t.Run(name+" of a "+kind, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.key, w.revision = []byte("0123456789abcdef0123456789abcdef"), &state.Revision{}
				reads := edit(reading, "env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}]",
					"envFrom: [{"+strings.ToLower(kind[:1])+kind[1:]+"Ref: {name: settings}}]")
				desired := func(text string, leaves ...object.Path) []object.Manifest {
					from := w.manifest("{apiVersion: v1, kind: " + kind + ", metadata: {name: settings}, data: {" + text + "}}")
					from.Lifecycle.IgnoreFields = leaves
					return hashed(from, w.manifest(reads))
				}
				w.carryOut(w.plan(plan.Options{}, desired("level: aW5m, more: eA==", c.before...)...))
				for _, o := range []plan.Options{{}, {DryRunAll: true}} {
					p := w.plan(o, desired(c.text, c.after...)...)
					if is := change(p, "Deployment"); (is != nil) != c.restarts {
						t.Errorf("%+v: %s %+v", o, describe(p), is)
					}
				}
			})
		}
	}
}

// change is what a plan does to an object of a kind; nil where that is nothing.
func change(p *plan.ClusterPlan, kind string) *plan.Change {
	for i := range p.Changes {
		if p.Changes[i].Object.Kind == kind {
			return &p.Changes[i]
		}
	}
	return nil
}
