package plan

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// OutputChanges are the changes of a stack's outputs, sorted by name, which is the path of
// each. Of sensitive ones the state keeps no values: nothing is known of a change of these.
func OutputChanges(was, will []state.Output) []FieldChange {
	byName := map[string]state.Output{}
	for _, o := range was {
		byName[o.Name] = o
	}
	var all []FieldChange
	for _, o := range will {
		before, known := byName[o.Name]
		delete(byName, o.Name)
		switch f := outputChange(o.Name, before, o); {
		case !known:
			f.Op = Add
			all = append(all, f)
		case before.Sensitive != o.Sensitive || !reflect.DeepEqual(f.Before, f.After):
			f.Op = Modify
			all = append(all, f)
		}
	}
	for name, o := range byName {
		f := outputChange(name, o, state.Output{})
		f.Op = Remove
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b FieldChange) int { return strings.Compare(a.Path.String(), b.Path.String()) })
	return all
}

// ChangesOutputs reports whether apply would write other outputs to a state.
func (p *Plan) ChangesOutputs() bool {
	return slices.ContainsFunc(p.Clusters, func(c ClusterPlan) bool { return len(c.Outputs) > 0 })
}

func outputChange(name string, was, will state.Output) FieldChange {
	f := FieldChange{Path: object.PathOf(name), Sensitive: was.Sensitive || will.Sensitive, Cause: Cause{Kind: Configuration}}
	if !f.Sensitive {
		f.Before, f.After = plainValue(was.Value), plainValue(will.Value)
	}
	return f
}

// plainValue is a value as objects have it, whether it was read from a state or evaluated: whole numbers are int64.
func plainValue(v any) any {
	var plain any
	raw, err := json.Marshal(v)
	if err != nil || utiljson.Unmarshal(raw, &plain) != nil {
		return v // no value of a stack is not JSON
	}
	return plain
}
