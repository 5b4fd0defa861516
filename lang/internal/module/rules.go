package module

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Validate checks the variables' validation rules against their values.
func (in *Instance) Validate(values map[string]input.Value) {
	for _, b := range in.module.all("variable") {
		value, ok := values[b.Label]
		if !ok || !value.Value.IsKnown() || !b.Contains("validation") {
			continue
		}
		for _, rule := range (blocks.Variable{Block: in.decode(withoutArguments(b))}).Validations() {
			if at, message, broken := in.broken(rule); broken {
				in.report(diag.Error(value.Range, "Invalid value for variable", "var.%s: %s This is the rule at %s.", b.Label, message, syntax.Place(at)))
			}
		}
	}
}

// preconditions reports those of a block that are not met. The owner is the
// address of what must not be made then.
func (in *Instance) preconditions(rules []blocks.Rule, owner string) {
	for _, rule := range rules {
		if at, message, broken := in.broken(rule); broken {
			in.report(diag.Error(at, "Precondition failed", "%s: %s", owner, message))
		}
	}
}

// checkOutputs evaluates the outputs of a module, whose values may be of any
// kind, and reports their preconditions that are not met.
func (in *Instance) checkOutputs() {
	for _, b := range in.module.all("output") {
		if !b.Broken && in.module.outputs[b.Label] == b {
			in.output(b.Label)
			o := blocks.Output{Block: in.decode(withoutArguments(b))}
			in.preconditions(o.Preconditions(), in.absolute(in.blockRef(b)).String())
		}
	}
}

// withoutArguments is a block with nothing but the rules in it.
func withoutArguments(b *syntax.Block) *syntax.Block {
	rules := *b
	rules.Attributes = nil
	return &rules
}

// checks warns of what should be true and is not.
func (in *Instance) checks() {
	for _, b := range in.module.all("check") {
		if b.Broken {
			continue
		}
		for _, rule := range (blocks.Check{Block: in.decode(b)}).Asserts() {
			if at, message, broken := in.broken(rule); broken {
				in.report(diag.Warning(at, diag.CheckFailed, "%s: %s", in.absolute(in.blockRef(b)), message))
			}
		}
	}
}

// broken reports whether a rule is broken, and if so where its condition stands
// and what the rule has to say. What is wrong with the condition itself is
// reported, and breaks nothing.
func (in *Instance) broken(rule blocks.Rule) (at hcl.Range, message string, broken bool) {
	condition := rule.Condition().Attribute()
	if condition == nil {
		return at, "", false
	}
	result, diags := condition.Scope.Value(condition.Source)
	in.Diags = append(in.Diags, diags...)
	if diags.HasErrors() || !result.IsKnown() {
		return at, "", false
	}
	result, _ = result.Unmark()
	result, err := convert.Convert(result, cty.Bool) // a variable of no declared type may be the text "true"
	if err != nil || result.IsNull() {
		in.report(diag.Error(condition.Range, "Wrong type of value", `condition must be true or false. Compare something, as in var.name != "".`))
		return at, "", false
	}
	if result.True() {
		return at, "", false
	}
	return condition.Range, in.message(rule), true
}

// message is what a rule has to say; what is sensitive in it is not said.
func (in *Instance) message(rule blocks.Rule) string {
	m := rule.ErrorMessage().Attribute()
	if m == nil {
		return "the value breaks a rule."
	}
	v, diags := m.Scope.Value(m.Source)
	in.Diags = append(in.Diags, diags...)
	if v.ContainsMarked() {
		return "the value breaks a rule; the rule's message is sensitive and not shown."
	}
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "the value breaks a rule."
	}
	return v.AsString()
}
