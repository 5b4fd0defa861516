package lang

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// soon is the time to live, in seconds, below which a Job may be gone before
// anybody has seen how it ended: as long as a connection may be broken, or an
// apply that was interrupted may take to be run again.
const soon = 60

// expiring warns of Jobs that are removed so soon after they have ended that their
// end may be missed. The files are their sources.
func expiring(manifests []object.Manifest, files map[string]*hcl.File) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for i := range manifests {
		m := &manifests[i]
		spec, _ := m.Content["spec"].(map[string]any)
		if ttl, set := spec["ttlSecondsAfterFinished"].(int64); m.Ref.GroupKind() == kind.Job && set && ttl >= 0 && ttl < soon {
			at := diag.Range(m.SourceOf(object.PathOf("spec", "ttlSecondsAfterFinished")))
			diags = diag.AppendWanted(diags, diag.Warning(at, "Job removed too soon",
				"%s is removed less than %d seconds after it has finished. If apply is interrupted or loses its connection meanwhile, it does not see how the Job ended, and the next apply runs the Job again. Set %s to %d or more, or omit it.",
				m.Address, soon, timeToLive(at, files), soon), m.IgnoredWarnings)
		}
	}
	return diags
}

// timeToLive is what the time until a Job is removed is called where it is set: in a
// workload's block, or in an object as Kubernetes has it.
func timeToLive(at hcl.Range, files map[string]*hcl.File) string {
	const own = "ttl_seconds_after_finished"
	if f := files[at.Filename]; f != nil && at.Start.Byte <= len(f.Bytes) {
		before := f.Bytes[:at.Start.Byte]
		if line := before[bytes.LastIndexByte(before, '\n')+1:]; bytes.Contains(line, []byte(own)) {
			return own
		}
	}
	return "ttlSecondsAfterFinished"
}
