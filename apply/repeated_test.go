package apply_test

import (
	"context"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// repeating sends each apply of an object twice, as where a server has done what it says that it failed at,
// and has something happen in between.
type repeating struct {
	*kube.Client
	ref       object.Ref
	meanwhile func()
}

func (r repeating) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if a.Ref == r.ref {
		if _, err := r.Client.Apply(ctx, a); err != nil {
			return kube.ApplyResult{}, err
		}
		r.meanwhile()
	}
	return r.Client.Apply(ctx, a)
}

// meets is what wl says of a create that meets an object; nothing where it is its own.
func (f *fixture) meets(m object.Manifest, meanwhile func()) fact.Code {
	f.t.Helper()
	f.want(m)
	in := f.input()
	_, err := apply.Run(f.t.Context(), repeating{f.client, m.Ref, meanwhile}, f.store, in, f.record())
	if err == nil {
		if r := f.revision(); r.Outcome != state.Succeeded {
			f.t.Errorf("%+v", r)
		}
		return ""
	}
	return fact.Of(err.(*apply.Error).Failures[0].Err).Code
}

// An object is the stack's own that it has created, whoever has written to it before the request was sent again.
func TestOwnCreateThatIsRepeated(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind      string
		meanwhile func(f *fixture, ref object.Ref)
	}{
		"at once":                      {"Deployment", func(*fixture, object.Ref) {}},
		"after its controllers":        {"Deployment", func(*fixture, object.Ref) { time.Sleep(1500 * time.Millisecond) }},
		"after those of a StatefulSet": {"StatefulSet", func(*fixture, object.Ref) { time.Sleep(1500 * time.Millisecond) }},
		"after an operator, at once": {"ConfigMap", func(f *fixture, ref object.Ref) {
			content := f.manifest(ref, nil).Content
			content["metadata"] = map[string]any{"name": ref.Name, "namespace": ref.Namespace, "annotations": map[string]any{"seen-by": "operator"}}
			if _, err := f.client.Apply(f.t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: "operator"}); err != nil {
				f.t.Error(err)
			}
		}},
		"after an operator, later": {"ConfigMap", func(f *fixture, ref object.Ref) {
			time.Sleep(1500 * time.Millisecond)
			f.meddle(ref, map[string]any{"data": map[string]any{"theirs": "x"}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			m := f.configMap("it", "info")
			if c.kind != "ConfigMap" {
				m = f.workload(c.kind, "it", pods{replicas: 1})
			}
			if code := f.meets(m, func() { c.meanwhile(f, m.Ref) }); code != "" {
				t.Errorf("%s\n%s", code, f.log())
			}
		})
	}
}

// One that another has created after the plan was made is not, whatever of it that one has set.
func TestAnothersCreateIsMet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fields map[string]any
		later  bool
	}{
		"its data":         {map[string]any{"data": map[string]any{"theirs": "x"}}, false},
		"its data, before": {map[string]any{"data": map[string]any{"theirs": "x"}}, true},
		"other data":       {map[string]any{"binaryData": map[string]any{"theirs": "eA=="}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			m := f.configMap("it", "info")
			f.want(m)
			in := f.input()
			f.meddle(m.Ref, c.fields)
			if c.later {
				time.Sleep(1500 * time.Millisecond)
			}
			_, err := f.run(t.Context(), in)
			if err == nil || fact.Of(err.(*apply.Error).Failures[0].Err).Code != reason.CreatedByAnother {
				t.Errorf("%v\n%s", err, f.log())
			}
		})
	}
}
