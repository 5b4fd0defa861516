package diag

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// Warning names are what a configuration calls warnings by that it does not want, and
// do not change. What a check block of its own warns of has none.
type warningName struct{ summary, name string }

// NotChecked is the name of the warning of an object whose kind has no schema offline.
const NotChecked = "not-checked"

func warningNames() []warningName {
	return []warningName{
		{"Bits beyond the prefix", "host-bits"},
		{"Block in its former place", "former-place"},
		{"Credentials in clear text", "clear-text-credentials"},
		{"Dependency cycle", "dependency-cycle"},
		{"Encoded twice", "encoded-twice"},
		{"Feature gate off by default", "feature-gate"},
		{"Fields of the server omitted", "server-fields"},
		{"Image without a fixed version", "floating-image"},
		{"Job removed too soon", "job-removed-too-soon"},
		{"Kubernetes version not known", "unknown-version"},
		{"Never evicted", "never-evicted"},
		{"No effect", "no-effect"},
		{"No governing service", "no-governing-service"},
		{"No resource limits", "no-limits"},
		{"No such variable", "undeclared-variable"},
		{"Not checked", NotChecked},
		{"Object of a controller", "controlled-object"},
		{"Port conflict", "port-conflict"},
		{"Privileged container", "privileged"},
		{"Replicas of an autoscaler", "scaled-replicas"},
		{"Risk of an outage", "outage-risk"},
		{"The schedule never runs", "schedule-never-runs"},
		{"Undeclared variable", "undeclared-variable"},
		{"Unknown utilization", "unknown-utilization"},
		{"Volume is a block device", "volume-mode"},
		{"Volume is no block device", "volume-mode"},
		{"Wave without clusters", "empty-wave"},
	}
}

// WarningNames lists the names of warnings, sorted.
func WarningNames() []string {
	var names []string
	for _, w := range warningNames() {
		names = append(names, w.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// NameOf is a warning's name; "" where it has none, as errors.
func NameOf(d *hcl.Diagnostic) string {
	if d.Severity != hcl.DiagWarning {
		return ""
	}
	for _, w := range warningNames() {
		if w.summary == d.Summary {
			return w.name
		}
	}
	return ""
}

// Without leaves out the warnings of some names.
func Without(diags hcl.Diagnostics, names []string) hcl.Diagnostics {
	return slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool { return ignored(d, names) })
}

// AppendWanted adds a diagnostic, unless it is a warning of one of some names.
func AppendWanted(diags hcl.Diagnostics, d *hcl.Diagnostic, ignoring []string) hcl.Diagnostics {
	if ignored(d, ignoring) {
		return diags
	}
	return append(diags, d)
}

func ignored(d *hcl.Diagnostic, names []string) bool {
	if len(names) == 0 {
		return false
	}
	name := NameOf(d)
	return name != "" && slices.Contains(names, name)
}
