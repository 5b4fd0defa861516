package plan

import "regexp"

// isInvented matches the fields whose values a server chooses when it stores an
// object: what a dry-run says of them is not what they will be.
var isInvented = regexp.MustCompile(`^spec\.(clusterIPs?|healthCheckNodePort)\b|^spec\.ports\[.*\]\.nodePort$|^spec\.selector$|controller-uid("\])?$`)

// withoutInvention takes out of a field's change what is known after apply only.
func (f FieldChange) withoutInvention() FieldChange {
	if f.Cause.Kind == Server && f.Op != Remove && isInvented.MatchString(f.Path) {
		f.Unknown, f.After = true, nil
	}
	return f
}
