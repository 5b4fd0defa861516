package rollout

import (
	"fmt"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// Own is how a live object stands by what the configuration itself says of its readiness.
type Own struct {
	Met     bool
	Awaited fact.Fact // what is missing
}

// OwnOf judges a live object by what the configuration says; nil where it says nothing.
func OwnOf(r *object.Ready, content map[string]any) *Own {
	if r == nil {
		return nil
	}
	if r.Condition != "" {
		if missing := lackOf(r.Condition, content); !missing.IsZero() {
			return &Own{Awaited: missing}
		}
	}
	for _, v := range r.Fields {
		if !v.IsOf(content) {
			live, _ := v.Path.At(content)
			return &Own{Awaited: fact.New(AwaitsField, fact.Args{"field": v.Path, "wanted": text(v.Value), "is": text(live)})}
		}
	}
	return &Own{Met: true}
}

// lackOf is what an object says of a condition that is not True, or is of an older
// generation; the zero fact where it is True.
func lackOf(name string, content map[string]any) fact.Fact {
	c, _ := toldBy(content).of(name)
	if c.now() {
		return fact.Fact{}
	}
	return c.fact(name)
}

// fact is what a condition says, which may not be set.
func (c condition) fact(name string) fact.Fact {
	args := fact.Args{"condition": name}
	for key, value := range map[string]string{"status": c.status, "reason": c.reason, "message": c.message} {
		if value != "" {
			args[key] = value
		}
	}
	return fact.New(AwaitsCondition, args)
}

// text is a value as it is shown; "" of none.
func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
