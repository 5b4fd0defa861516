package module

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Validate checks the variables' validation rules against their values. A rule
// that needs a variable without a value, where that is wrong only if it is used, is
// not checked: nothing else may use it.
func (in *Instance) Validate(values map[string]input.Value) { rules{in}.ofVariables(values) }

// rules are those that a module's blocks have, in one of its instances.
type rules struct{ in *Instance }

// inputs are the values that the call gives to the variables.
func (r rules) inputs() map[string]input.Value {
	values := make(map[string]input.Value, len(r.in.module.Variables))
	for _, v := range r.in.module.Variables {
		at := v.Header
		if a := r.in.by.block.Attributes[v.Name]; a != nil {
			at = a.Expr.Range()
		}
		values[v.Name] = input.Value{Value: r.in.Resolve(eval.Ref{Root: "var", Name: v.Name}, at), Range: at}
	}
	return values
}

func (r rules) ofVariables(values map[string]input.Value) {
	for _, b := range r.in.module.all("variable") {
		value, ok := values[b.Label]
		if !ok || !value.Value.IsKnown() || !b.Contains("validation") {
			continue
		}
		for _, rule := range (blocks.Variable{Block: r.in.decode(withoutArguments(b))}).Validations() {
			before := len(r.in.Diags)
			at, says, broken := r.broken(rule)
			if slices.ContainsFunc(r.in.Diags[before:], diag.IsNoValue) {
				r.in.Diags = r.in.Diags[:before]
			} else if broken {
				r.in.report(diag.Error(value.Range, "Invalid value for variable", "var.%s: %s This is the rule at %s.", b.Label, says, syntax.Place(at)))
			}
		}
	}
}

// preconditions reports those of a block that are not met. The owner is the
// address of what must not be made then.
func (r rules) preconditions(all []blocks.Rule, owner string) {
	for _, rule := range all {
		if at, says, broken := r.broken(rule); broken {
			r.in.report(diag.Error(at, "Precondition failed", "%s: %s", owner, says))
		}
	}
}

// ofOutputs evaluates the outputs of a module, whose values may be of any
// kind, and reports their preconditions that are not met.
func (r rules) ofOutputs() {
	for _, b := range r.in.module.all("output") {
		if !b.Broken && r.in.module.outputs[b.Label] == b {
			r.in.output(b.Label)
			o := blocks.Output{Block: r.in.decode(withoutArguments(b))}
			r.preconditions(o.Preconditions(), r.in.ref(b).String())
		}
	}
}

// withoutArguments is a block with nothing but the rules in it.
func withoutArguments(b *syntax.Block) *syntax.Block {
	rules := *b
	rules.Attributes = nil
	return &rules
}

// ofChecks warns of what should be true and is not.
func (r rules) ofChecks() {
	for _, b := range r.in.module.all("check") {
		if b.Broken {
			continue
		}
		for _, rule := range (blocks.Check{Block: r.in.decode(b)}).Asserts() {
			if at, says, broken := r.broken(rule); broken {
				r.in.report(diag.Warning(at, diag.CheckFailed, "%s: %s", r.in.ref(b), says))
			}
		}
	}
}

// broken reports whether a rule is broken, and if so where its condition stands
// and what the rule has to say. What is wrong with the condition itself is
// reported, and breaks nothing.
func (r rules) broken(rule blocks.Rule) (at hcl.Range, says message.Text, broken bool) {
	condition := rule.Condition().Attribute()
	if condition == nil {
		return at, message.Text{}, false
	}
	result, ok := r.in.value(condition.Scope, condition.Source)
	if !ok || !result.IsKnown() {
		return at, message.Text{}, false
	}
	result, _ = result.Unmark()
	result, err := convert.Convert(result, cty.Bool) // a variable of no declared type may be the text "true"
	if err != nil || result.IsNull() {
		r.in.report(diag.Error(condition.Range, "Wrong type of value", `condition must be true or false. Compare something, as in var.name != "".`))
		return at, message.Text{}, false
	}
	if result.True() {
		return at, message.Text{}, false
	}
	return condition.Range, r.message(rule), true
}

// message is what a rule has to say; what is sensitive in it is not said.
func (r rules) message(rule blocks.Rule) message.Text {
	m := rule.ErrorMessage().Attribute()
	if m == nil {
		return message.New("the value breaks a rule.")
	}
	v, ok := r.in.value(m.Scope, m.Source)
	if v.ContainsMarked() {
		return message.New("the value breaks a rule; the rule's message is sensitive and not shown.")
	}
	if !ok || !v.IsKnown() || v.IsNull() || v.Type() != cty.String {
		return message.New("the value breaks a rule.")
	}
	return sentence(v.AsString())
}

// sentence is a rule's own text, which more may follow.
func sentence(text string) message.Text {
	text = strings.TrimSpace(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case text == "":
		return message.New("the value breaks a rule.")
	case strings.ContainsRune(".!?…。！？", last):
		return message.New("%s", message.Verbatim(text))
	}
	return message.New("%s.", message.Verbatim(text))
}
