package module

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Target is the cluster that an instance is evaluated for.
type Target struct {
	Name   string
	Labels map[string]string
}

// value is what references to the target stand for.
func (t *Target) value(at hcl.Range) (cty.Value, *hcl.Diagnostic) {
	if t == nil {
		return cty.DynamicVal, diag.Error(at, "No target here",
			"target is the cluster of the objects, but the stack, its clusters and its variables are the same for all clusters. Use a variable instead.")
	}
	labels := make(map[string]cty.Value, len(t.Labels))
	for k, v := range t.Labels {
		labels[k] = cty.StringVal(v)
	}
	value := cty.MapValEmpty(cty.String)
	if len(labels) > 0 {
		value = cty.MapVal(labels)
	}
	return cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(t.Name), "labels": value}), nil
}

// ClusterList is the names in a list of references to clusters, which is an argument. It
// reports false where it is none, which it has reported, or null.
func (e *evaluation) ClusterList(a *decode.Attribute) (names []string, ok bool) {
	v, ok := e.value(a.Scope, a.Source)
	if !ok || !v.IsWhollyKnown() || v.IsNull() {
		return nil, false
	}
	names, ok = clusterNames(v)
	if !ok {
		e.report(diag.Error(a.Range, "Wrong type of value", "clusters must be a list of references to clusters of the stack. Write [cluster.<name>, …]."))
	}
	return names, ok
}

// ClusterOf is the name in a reference to a cluster, which is an argument.
func (e *evaluation) ClusterOf(a *decode.Attribute) (name string, ok bool) {
	v, ok := e.value(a.Scope, a.Source)
	if !ok || !v.IsWhollyKnown() || v.IsNull() {
		return "", false
	}
	v, _ = v.UnmarkDeep()
	name, ok = clusterName(v)
	if !ok {
		e.report(diag.Error(a.Range, "Wrong type of value", "%s must be a reference to a cluster of the stack. Write cluster.<name>.", a.Schema.Name))
	}
	return name, ok
}

// selects reports whether a block is for the target. Null is as good as unset.
func (e *evaluation) selects(b *syntax.Block, d *decode.Decoder) bool {
	a := b.Attributes["clusters"]
	if a == nil {
		return true
	}
	v, diags := d.Scope.Value(a)
	d.Diags = append(d.Diags, diags...)
	if diags.HasErrors() || !v.IsWhollyKnown() || v.IsNull() {
		return true // so that the rest of the block is checked as well
	}
	names, ok := clusterNames(v)
	if !ok {
		d.Diags = append(d.Diags, diag.Error(a.Expr.Range(), "Wrong type of value",
			"clusters must be a list of references to clusters of the stack. Write [cluster.<name>, …]."))
		return true
	}
	e.see(Seen{lists: [][]string{names}})
	return e.target == nil || slices.Contains(names, e.target.Name)
}

// Seen is what an evaluation has found out of its target. For another of which that is
// the same, it has the same result.
type Seen struct {
	target bool       // its name or its labels
	lists  [][]string // of clusters, of which it may be one
}

// Seen is what has been found out so far.
func (e *evaluation) Seen() Seen { return e.seen }

// seeing returns what is seen by what is done.
func (e *evaluation) seeing(do func()) Seen {
	before := e.seen
	e.seen = Seen{}
	do()
	here := e.seen
	e.seen = before
	e.see(here)
	return here
}

// see takes note of what is seen, or was seen before by what is not done again.
func (e *evaluation) see(s Seen) {
	e.seen.target = e.seen.target || s.target
	for _, names := range s.lists {
		if !slices.ContainsFunc(e.seen.lists, func(known []string) bool { return slices.Equal(known, names) }) {
			e.seen.lists = append(e.seen.lists, names)
		}
	}
}

// SameFor reports whether what was seen of one target is the same of another. Of what
// expressions can name, only what interests the module counts.
func (s Seen) SameFor(i Interest, a, b *Target) bool {
	if s.target && (i.Name && a.Name != b.Name || i.Labels && !maps.Equal(a.Labels, b.Labels)) {
		return false
	}
	return !slices.ContainsFunc(s.lists, func(names []string) bool { return slices.Contains(names, a.Name) != slices.Contains(names, b.Name) })
}

// clusterNames are the names in a list of clusters. A cluster with for_each stands for
// all that it makes.
func clusterNames(v cty.Value) ([]string, bool) {
	v, _ = v.UnmarkDeep()
	if v.IsNull() || !v.CanIterateElements() || isKeyed(v) {
		return nil, false
	}
	var names []string
	for it := v.ElementIterator(); it.Next(); {
		_, c := it.Element()
		if name, ok := clusterName(c); ok {
			names = append(names, name)
			continue
		}
		if c.IsNull() || !isKeyed(c) {
			return nil, false
		}
		for made := c.ElementIterator(); made.Next(); {
			_, c := made.Element()
			name, ok := clusterName(c)
			if !ok {
				return nil, false
			}
			names = append(names, name)
		}
	}
	return names, true
}

func isKeyed(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }

// clusterName is the name of one cluster.
func clusterName(v cty.Value) (string, bool) {
	if v.IsNull() || !v.Type().IsObjectType() || !v.Type().HasAttribute("name") {
		return "", false
	}
	name := v.GetAttr("name")
	if name.IsNull() || name.Type() != cty.String {
		return "", false
	}
	return name.AsString(), true
}

// Settings are what the stack block says that everything else goes by.
type Settings struct {
	Namespace        string
	KubernetesLimits bool
	// Missing holds, for variables without a value, what is wrong with that, where
	// it is wrong only if they are used.
	Missing map[string]*hcl.Diagnostic
	// Progress is told which expression is being evaluated.
	Progress *eval.Progress
}

// evaluation is what the instances of all modules share that are evaluated for
// one cluster, or for none where that does not matter.
type evaluation struct {
	target       *Target
	seen         Seen
	settings     Settings
	path         []eval.Ref // being evaluated, each needed by the one before it
	spent        int        // of maxSize
	leadingZeros syntax.LeadingZeros
	// Diags collects what is found wrong.
	Diags hcl.Diagnostics
}

// maxSize is how many blocks and locals may be evaluated for one cluster, with
// all that for_each and count make of them.
const maxSize = 100_000

// spend takes account of what a block brings. It reports false when that is
// too much.
func (e *evaluation) spend(n int, at hcl.Range) bool {
	before := e.spent
	e.spent += n
	if e.spent > maxSize && before <= maxSize {
		e.report(diag.Error(at, "Too much configuration",
			"With this block, there are more than %d blocks and locals to evaluate for one cluster, including all repetitions. Split the stack into several.", maxSize))
	}
	return !e.exhausted()
}

func (e *evaluation) exhausted() bool { return e.spent > maxSize }

func (e *evaluation) report(d *hcl.Diagnostic) { e.Diags = append(e.Diags, d) }

// value evaluates an argument. It reports false when that went wrong, which it
// has reported.
func (e *evaluation) value(s *eval.Scope, a *syntax.Attribute) (cty.Value, bool) {
	v, diags := s.Value(a)
	e.Diags = append(e.Diags, diags...)
	return v, !diags.HasErrors()
}

// decoder decodes blocks in a scope. Take reports what it finds.
func (e *evaluation) decoder(s *eval.Scope, suffix string) *decode.Decoder {
	return &decode.Decoder{Scope: s, Suffix: suffix, KubernetesLimits: e.settings.KubernetesLimits, LeadingZeros: e.leadingZeros}
}

// take reports the diagnostics of a decoder as the evaluation's.
func (e *evaluation) take(d *decode.Decoder) {
	e.Diags = append(e.Diags, d.Diags...)
	d.Diags = nil
}
