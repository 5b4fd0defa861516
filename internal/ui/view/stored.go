package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
)

// What is shown of a plan as a warning, and stands in it in another form.
const (
	FieldDropped      fact.Code = "field_dropped"
	FormerState       fact.Code = "former_state"
	FormerStateUnseen fact.Code = "former_state_unseen"
)

// asStored shows of the fields of a new object where the server stores another
// value than the configuration sets.
func asStored(fields []plan.FieldChange) []plan.FieldChange {
	fields = slices.Clone(fields)
	for i := range fields {
		if f := &fields[i]; f.Requested != nil {
			f.Op, f.Before = plan.Modify, f.Requested
		}
	}
	return fields
}

// admitted are the fields in which a new object will differ from what is sent,
// other than by the API's defaults.
func admitted(c plan.Change) []plan.FieldChange {
	return asStored(slices.DeleteFunc(slices.Clone(c.Fields), func(f plan.FieldChange) bool { return f.Cause.Kind != plan.Server || f.Cause.Default }))
}

// WithoutDefaults are the fields of a new object without what the API gives those
// that are left out.
func WithoutDefaults(fields []plan.FieldChange) []plan.FieldChange {
	return slices.DeleteFunc(slices.Clone(fields), func(f plan.FieldChange) bool { return f.Cause.Default })
}

// clusterWarnings are what is worth knowing of objects to which nothing is done,
// of the cluster, and of fields that its server drops.
func clusterWarnings(c plan.ClusterPlan) []plan.Problem {
	warnings := slices.Clone(c.Warnings)
	for i, d := range c.Dropped {
		last := i == len(c.Dropped)-1 // the advice is given once
		warnings = append(warnings, plan.Problem{
			Fact:   fact.New(FieldDropped, fact.Args{"last": last}),
			Object: &d.Object, Path: d.Path, Origin: d.Origin,
		})
	}
	return warnings
}

// FormerWarnings returns where a stack that has no state yet may have had it before, and
// what becomes of what that knows of. Here is the namespace that would hold it; empty
// where that does not matter; way is the cluster's.
func FormerWarnings(stack, here string, way plan.Way, f *plan.Former) []plan.Problem {
	if f == nil {
		return nil
	}
	var warnings []plan.Problem
	for _, s := range f.Stacks {
		args := way.Args()
		args["stack"], args["namespace"], args["here"] = s.Name, s.Namespace, here
		warnings = append(warnings, plan.Problem{Fact: fact.New(FormerState, args)})
	}
	if f.Unseen != "" && len(f.Stacks) == 0 {
		warnings = append(warnings, plan.Problem{Fact: fact.New(FormerStateUnseen, fact.Args{"stack": stack, "said": f.Unseen})})
	}
	return warnings
}
