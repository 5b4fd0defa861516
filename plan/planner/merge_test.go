package planner_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/seeds"
	"github.com/workloadlang/wl/plan/internal/merge"
)

// What is computed where the server cannot be asked is what it would answer,
// apart from defaults: the values, who owns them, and the conflicts. Rounds and
// seed as for TestPlanIsWhatApplyDoes.
func TestMergeIsWhatTheServerAnswers(t *testing.T) {
	rounds, seed := seeds.Number(t, "WL_PROPERTY_ROUNDS", 15), seeds.Number(t, "WL_PROPERTY_SEED", rand.Uint64())
	t.Logf("WL_PROPERTY_SEED=%d", seed)
	g := &generator{world: newWorld(t), rand: rand.New(rand.NewPCG(seed, 0)), stack: map[string]fields{}}
	asked := map[string]int{}
	for round := range rounds {
		g.edit()
		desired := g.desired()
		story := ""
		for range g.rand.IntN(3) {
			story += g.interfere(desired) + "; " + g.applyPart(desired) + "; "
		}
		for _, m := range desired {
			for _, force := range []bool{false, true} {
				asked[g.sameAnswer(fmt.Sprintf("round %d (%s)", round, story), m, force)]++
			}
		}
		if t.Failed() {
			return
		}
		for _, m := range desired {
			if g.rand.IntN(3) > 0 {
				_, err := g.client.Apply(t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: g.world.stack.FieldManager(), Force: true})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Logf("answers: %v", asked)
}

// applyPart lets another applier have a part of an object, and says which.
func (g *generator) applyPart(desired []object.Manifest) string {
	if len(desired) == 0 || g.rand.IntN(2) == 0 {
		return "nobody applies"
	}
	m := desired[g.rand.IntN(len(desired))]
	if _, err := g.client.Get(g.t.Context(), m.Ref); apierrors.IsNotFound(err) {
		return m.Ref.String() + " is not there yet"
	}
	parts := []string{"metadata: {name: %s, annotations: {a: theirs}}", "metadata: {name: %s, annotations: {theirs: x}}"}
	switch m.Ref.Kind {
	case "ConfigMap":
		parts = append(parts, "metadata: {name: %s}, data: {a: theirs, d: theirs}", "metadata: {name: %s}, data: {b: x}")
	case "Service":
		parts = append(parts, "metadata: {name: %s}, spec: {ports: [{name: dns, port: 53, protocol: UDP}]}", "metadata: {name: %s}, spec: {sessionAffinity: ClientIP}")
	default:
		parts = append(parts, "metadata: {name: %s}, spec: {replicas: 4}", "metadata: {name: %s}, spec: {template: {spec: {tolerations: [{key: theirs, operator: Exists}]}}}",
			"metadata: {name: %s}, spec: {template: {spec: {containers: [{name: a, args: [theirs], env: [{name: X, value: theirs}, {name: Q, value: q}]}]}}}")
	}
	part := parts[g.rand.IntN(len(parts))]
	content := g.unlabelled("{apiVersion: " + m.APIVersion + ", kind: " + m.Ref.Kind + ", " + fmt.Sprintf(part, m.Ref.Name) + "}")
	g.foreign("applier", content, true)
	return "applier applies " + part + " to " + m.Ref.String()
}

// sameAnswer compares the server's answer with the computed one, and returns what
// it was.
func (g *generator) sameAnswer(round string, m object.Manifest, force bool) string {
	g.t.Helper()
	request := kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: g.world.stack.FieldManager(), Force: force}
	for {
		live, err := g.client.Get(g.t.Context(), m.Ref)
		if err != nil && !apierrors.IsNotFound(err) {
			g.t.Fatal(err)
		}
		want, refusal := g.client.DryRunApply(g.t.Context(), request)
		got, conflict := merge.Apply(live, request)
		after, _ := g.client.Get(g.t.Context(), m.Ref)
		if version(after) != version(live) {
			continue // a controller wrote in between
		}
		switch {
		case refusal != nil || conflict != nil:
			if diff := cmp.Diff(conflicts(refusal), conflicts(conflict)); diff != "" || len(conflicts(refusal)) == 0 {
				g.t.Errorf("%s: %s: the server's conflicts (-) are not those that were computed (+)\n%s\n%v\n%v", round, m.Ref, diff, refusal, conflict)
			}
			return "conflict"
		case want.Created != got.Created:
			g.t.Errorf("%s: %s: created is %v, and was computed as %v", round, m.Ref, want.Created, got.Created)
		case want.Created:
			return "created"
		default:
			g.sameObject(round, want, got)
		}
		return "changed"
	}
}

func version(live map[string]any) any {
	metadata, _ := live["metadata"].(map[string]any)
	return metadata["resourceVersion"]
}

func conflicts(err error) []string {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil {
		return nil
	}
	var all []string
	for _, c := range status.Status().Details.Causes {
		all = append(all, c.Field+": "+c.Message)
	}
	slices.Sort(all)
	return all
}

// sameObject compares what any field manager owns: all else is the server's to default.
func (g *generator) sameObject(round string, want, got kube.ApplyResult) {
	g.t.Helper()
	owned := map[string]*fieldpath.Set{}
	for _, r := range []struct {
		kube.ApplyResult
		sign string
	}{{want, "-"}, {got, "+"}} {
		for _, e := range r.Meta.Managers {
			set := &fieldpath.Set{}
			if err := set.FromJSON(bytes.NewReader(e.FieldsV1)); err != nil {
				g.t.Fatal(err)
			}
			if e.Manager == "before-first-apply" {
				set = set.Leaves() // what stands around them depends on the server's types
			}
			owned[r.sign+e.Manager+" "+e.Operation+" "+e.Subresource] = set
		}
	}
	for key, set := range owned {
		sign := map[byte]string{'-': "+", '+': "-"}[key[0]]
		other := owned[sign+key[1:]]
		if other == nil || !other.Equals(set) {
			g.t.Errorf("%s: %s: %s owns\n%v, and\n%v", round, want.Meta.Ref, key, set, other)
		}
	}
	differences, err := kubeschema.Diff(got.Object, want.Object)
	if err != nil {
		g.t.Fatal(err)
	}
	for _, d := range differences {
		if d.Path.HasPrefix(object.PathOf("spec", "sessionAffinityConfig")) {
			continue // a Service's registry drops it with the affinity, whoever owns it
		}
		if slices.ContainsFunc(slices.Collect(maps.Values(owned)), func(s *fieldpath.Set) bool { return kubeschema.Has(s, d.Path) }) {
			g.t.Errorf("%s: %s: %s is %v, and was computed as %v", round, want.Meta.Ref, d.Path, d.After, d.Before)
		}
	}
}
