package module

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Stack decodes the stack block; nil when there is none, which binding has
// reported.
func (in *Instance) Stack() *decode.Block {
	for _, b := range in.module.all("stack") {
		return in.decode(b)
	}
	return nil
}

// Clusters decodes the cluster blocks in the order of the source.
func (in *Instance) Clusters() []*decode.Block {
	var clusters []*decode.Block
	for _, b := range in.module.all("cluster") {
		clusters = append(clusters, in.decode(b))
	}
	return clusters
}

// Variables reads the variable blocks in the order of the source.
func (in *Instance) Variables() []input.Variable {
	var variables []input.Variable
	seen := make(map[string]bool)
	for _, b := range in.module.all("variable") {
		if seen[b.Label] || b.Broken {
			continue
		}
		seen[b.Label] = true
		d := in.Decoder()
		variables = append(variables, input.Declare(b, d))
		in.take(d)
	}
	return variables
}

// Outputs decodes the output blocks in the order of the source.
func (in *Instance) Outputs() []*decode.Block {
	var outputs []*decode.Block
	for _, b := range in.module.all("output") {
		if b.Broken {
			continue
		}
		o := in.decode(b)
		value := o.Get("value")
		if value != nil && len(value.Sensitive) > 0 && !o.Bool("sensitive") {
			in.report(diag.Error(value.Range, "Output of a sensitive value",
				"%s shows a value that is sensitive. Add sensitive = true, which keeps it from being shown, or leave it out.", o.Title()))
		}
		outputs = append(outputs, o)
	}
	return outputs
}

func (in *Instance) decode(b *syntax.Block) *decode.Block {
	d := in.Decoder()
	defer in.take(d)
	return d.Block(b)
}

// Validate checks the variables' validation rules against their values.
func (in *Instance) Validate(variables []input.Variable, values map[string]input.Value) {
	for _, v := range variables {
		if !values[v.Name].Value.IsKnown() {
			continue
		}
		for _, rule := range v.Validations {
			in.validate(v, values[v.Name], rule)
		}
	}
}

func (in *Instance) validate(v input.Variable, value input.Value, rule *decode.Block) {
	condition := rule.Get("condition")
	if condition == nil {
		return
	}
	result, diags := in.scope.Value(condition.Source)
	in.Diags = append(in.Diags, diags...)
	if diags.HasErrors() || !result.IsKnown() {
		return
	}
	result, _ = result.Unmark()
	if result.IsNull() || result.Type() != cty.Bool {
		in.report(diag.Error(condition.Range, "Wrong type of value", "condition must be true or false. Compare something: var.%s != \"\".", v.Name))
		return
	}
	if result.False() {
		in.report(diag.Error(value.Range, "Invalid value for variable", "var.%s: %s This is the rule at %s.",
			v.Name, in.message(rule), syntax.Place(condition.Range)))
	}
}

// message is what a validation rule says; what is sensitive in it is not said.
func (in *Instance) message(rule *decode.Block) string {
	m := rule.Get("error_message")
	if m == nil {
		return "it breaks a rule."
	}
	v, diags := in.scope.Value(m.Source)
	in.Diags = append(in.Diags, diags...)
	if v.ContainsMarked() {
		return "it breaks a rule, whose message is not shown since it is sensitive."
	}
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return "it breaks a rule."
	}
	return v.AsString()
}
