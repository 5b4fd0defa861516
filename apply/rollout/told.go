package rollout

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// told is what an object says of itself, in whichever of the shapes that there are: operators
// declare a generation as a string, too, and conditions as a map by their types.
type told struct {
	spec, status map[string]any
	conditions   []condition
	// behind means that the status as a whole is of an older generation, and stale that each of
	// its conditions is.
	behind, stale bool
	older         func(observed any) bool // than the object
}

// condition is one condition of an object. One of an older generation tells nothing yet.
type condition struct {
	name, status, reason, message string
	old                           bool
}

func toldBy(content map[string]any) told {
	metadata, _ := content["metadata"].(map[string]any)
	var t told
	t.spec, _ = content["spec"].(map[string]any)
	t.status, _ = content["status"].(map[string]any)
	generation, counts := wholeNumber(metadata["generation"])
	t.older = func(observed any) bool {
		n, told := wholeNumber(observed)
		return counts && told && n < generation
	}
	t.behind = t.older(t.status["observedGeneration"])
	t.conditions = conditionsOf(t.status["conditions"], t.older)
	t.stale = len(t.conditions) > 0 && !slices.ContainsFunc(t.conditions, func(c condition) bool { return !c.old })
	return t
}

// unobserved reports whether all that it says is of an older generation.
func (t told) unobserved() bool {
	_, whole := wholeNumber(t.status["observedGeneration"])
	return t.behind || t.stale && !whole
}

// of is the condition of a type; false where it has none.
func (t told) of(name string) (condition, bool) {
	i := slices.IndexFunc(t.conditions, func(c condition) bool { return c.name == name })
	if i < 0 {
		return condition{}, false
	}
	return t.conditions[i], true
}

func (c condition) is(status string) bool { return strings.EqualFold(c.status, status) }

// now reports whether it is True, and of this generation.
func (c condition) now() bool { return c.is("True") && !c.old }

// wholeNumber reads a generation, also one that is a string.
func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	}
	return 0, false
}

// conditionsOf reads conditions; what has no type or no status is none.
func conditionsOf(v any, older func(observed any) bool) (all []condition) {
	add := func(name, v any) {
		fields, ok := v.(map[string]any)
		if !ok {
			fields = map[string]any{"status": v}
		}
		c := condition{old: older(fields["observedGeneration"]), status: text(fields["status"])}
		c.name, _ = name.(string)
		c.reason, _ = fields["reason"].(string)
		c.message, _ = fields["message"].(string)
		if c.name != "" && c.status != "" {
			all = append(all, c)
		}
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if fields, ok := item.(map[string]any); ok {
				add(fields["type"], fields)
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			add(name, v[name])
		}
	}
	return all
}
