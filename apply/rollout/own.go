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
func lackOf(condition string, content map[string]any) fact.Fact {
	metadata, _ := content["metadata"].(map[string]any)
	status, _ := content["status"].(map[string]any)
	all, _ := status["conditions"].([]any)
	args := fact.Args{"condition": condition}
	for _, c := range all {
		c, _ := c.(map[string]any)
		if c["type"] != condition {
			continue
		}
		generation, counts := metadata["generation"].(int64)
		observed, told := c["observedGeneration"].(int64)
		if old := counts && told && observed < generation; c["status"] == "True" && !old {
			return fact.Fact{}
		}
		args["status"] = c["status"]
		for _, key := range []string{"reason", "message"} {
			if s, _ := c[key].(string); s != "" {
				args[key] = s
			}
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
