package ui

import (
	"slices"

	"github.com/workloadlang/wl/plan"
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

// withoutDefaults are the fields of a new object without what the API gives those
// that are left out.
func withoutDefaults(fields []plan.FieldChange) []plan.FieldChange {
	return slices.DeleteFunc(slices.Clone(fields), func(f plan.FieldChange) bool { return f.Cause.Default })
}

// clusterWarnings are what is worth knowing of objects to which nothing is done,
// of the cluster, and of fields that its server drops.
func clusterWarnings(c plan.ClusterPlan) []plan.Problem {
	warnings := slices.Clone(c.Warnings)
	for i, d := range c.Dropped {
		dropped := plan.Problem{Summary: "Set, but this server drops it", Object: &d.Object, Path: d.Path, Origin: d.Origin}
		if i == len(c.Dropped)-1 { // of several, once
			dropped.Detail = droppedAdvice
		}
		warnings = append(warnings, dropped)
	}
	return warnings
}

const droppedAdvice = "The server accepts the object without the field: a feature gate is disabled, its version does not have the field, or admission removes it. " +
	"It has no effect. Remove it from the configuration, or enable it in the cluster."
