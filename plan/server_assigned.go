package plan

import "regexp"

// isServerAssigned matches the fields whose values a server chooses when it stores an
// object: what a dry-run says of them is not what they will be.
var isServerAssigned = regexp.MustCompile(`^spec\.(clusterIPs?|healthCheckNodePort)\b|^spec\.ports\[.*\]\.nodePort$|^spec\.selector$|controller-uid("\])?$`)

// withoutAssigned takes out of a field's change what is known after apply only.
func (f FieldChange) withoutAssigned() FieldChange {
	if f.Cause.Kind == Server && f.Op != Remove && isServerAssigned.MatchString(f.Path) {
		f.Unknown, f.After = true, nil
	}
	return f
}
