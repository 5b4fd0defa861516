package judge

import (
	"errors"
	"slices"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// class is a PriorityClass; isDefault is nil where it does not say whether it is the default.
func class(name string, isDefault any) *object.Manifest {
	content := map[string]any{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": map[string]any{"name": name}}
	if isDefault != nil {
		content["globalDefault"] = isDefault
	}
	return &object.Manifest{Ref: object.NewRef(kind.PriorityClass, "", name), APIVersion: "scheduling.k8s.io/v1", Content: content, Address: "object." + name}
}

func decided(m *object.Manifest, action plan.Action, fields ...plan.FieldChange) decision.Decision {
	return decision.Decision{Change: plan.Change{Action: action, Object: m.Ref, Address: m.Address, Fields: fields}, Manifest: m}
}

// A PriorityClass waits for the default of the cluster only where the plan has that cease to be it.
func TestDefaultThatIsGivenUpFirst(t *testing.T) {
	path := object.PathOf("globalDefault")
	released := plan.FieldChange{Path: path, Op: plan.Remove, Before: true}
	turned := plan.FieldChange{Path: path, Op: plan.Modify, Before: true, After: false}
	for name, c := range map[string]struct {
		holder decision.Decision
		said   string
		waits  bool
	}{
		"turned":           {decided(class("a", false), plan.Update, turned), "PriorityClass a is already marked as default", true},
		"removed":          {decided(class("a", nil), plan.Replace, released), "PriorityClass a is already marked as default", true},
		"left to another":  {decided(class("a", nil), plan.Update, plan.FieldChange{Path: path, Op: plan.Release, Before: true}), "PriorityClass a is already marked as default", false},
		"another is it":    {decided(class("a", false), plan.Update, turned), "PriorityClass ab is already marked as default", false},
		"not written":      {decided(class("a", false), plan.Blocked, turned), "PriorityClass a is already marked as default", false},
		"becomes it":       {decided(class("a", true), plan.Update, plan.FieldChange{Path: path, Op: plan.Modify, After: true}), "PriorityClass a is already marked as default", false},
		"otherwise":        {decided(class("a", false), plan.Update, turned), `policy "a" denied request`, false},
		"something else's": {decided(class("a", nil), plan.Update, plan.FieldChange{Path: object.PathOf("description"), Op: plan.Add}), "PriorityClass a is already marked as default", false},
	} {
		refused := apierrors.NewForbidden(schema.GroupResource{Group: "scheduling.k8s.io", Resource: "priorityclasses"}, "b", errors.New(c.said+". Only one default can exist"))
		first := AheadOf([]decision.Decision{c.holder}).Behind(class("b", true), refused)
		if waits := slices.Equal(first, []object.Ref{c.holder.Object}); waits != c.waits || len(first) > 1 {
			t.Errorf("%s: waits for %v", name, first)
		}
	}
}

// What is to be the default is decided about after what may cease to be it.
func TestDefaultsAreDecidedLater(t *testing.T) {
	phases := InPhases([]compare.Subject{{Manifest: class("b", true)}, {Manifest: class("a", false)}, {Manifest: class("c", nil)}})
	if len(phases[1]) != 2 || len(phases[2]) != 1 || phases[2][0].Manifest.Ref.Name != "b" {
		t.Errorf("got %v", phases)
	}
}

// What is refused because of the default says which class that is, and what to do.
func TestDefaultHeld(t *testing.T) {
	held := func(name string) decision.Decision {
		d := decided(class("b", true), plan.Blocked)
		d.Blocked = &plan.Problem{Fact: fact.New(plan.ProblemForbidden, fact.Args{"said": "forbidden: PriorityClass " + name + " is already marked as default. Only one default can exist"})}
		return d
	}
	for name, c := range map[string]struct {
		decisions []decision.Decision
		desired   []object.Manifest
		code      fact.Code
		address   any
	}{
		"of nobody here": {[]decision.Decision{held("system")}, nil, plan.ProblemDefaultHeld, nil},
		"deleted":        {[]decision.Decision{held("a"), decided(class("a", nil), plan.Delete)}, nil, plan.ProblemDefaultHeld, "object.a"},
		"kept":           {[]decision.Decision{held("a"), decided(class("a", true), plan.None)}, []object.Manifest{*class("a", true)}, plan.ProblemSameDefault, nil},
		"kept and other": {[]decision.Decision{held("a"), decided(class("a", false), plan.Blocked)}, []object.Manifest{*class("a", false)}, plan.ProblemDefaultHeld, nil},
	} {
		if name == "kept and other" {
			c.decisions[1].Blocked = &plan.Problem{Fact: fact.New(plan.ProblemForbidden, fact.Args{"said": "no"})}
		}
		Shared(c.decisions, append(c.desired, *class("b", true)))
		b := c.decisions[0].Blocked
		if b.Code != c.code || b.Args["address"] != c.address || b.Path != object.PathOf("globalDefault") {
			t.Errorf("%s: %+v", name, b)
		}
	}
}
