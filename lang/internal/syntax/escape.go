package syntax

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// Escaping adds to syntax errors that stand within ${ } or %{ } of a text how
// these are written where they are meant as they are, as in a shell script.
func Escaping(diags hcl.Diagnostics, src []byte) hcl.Diagnostics {
	for i, d := range diags {
		opener := openerBefore(d, src)
		if opener == "" || strings.Contains(d.Detail, opener[:1]+opener) {
			continue
		}
		advised := *d
		diag.Reword(&advised, "%s To keep %s literally, as in a shell script, write %s%s.", message.Library(strings.TrimSpace(d.Detail)), opener, opener[:1], opener)
		diags[i] = &advised
	}
	return diags
}

// openerBefore is what opens the interpolation or directive that an error stands
// in; empty where it stands in none that begins on its line.
func openerBefore(d *hcl.Diagnostic, src []byte) string {
	if d.Subject == nil {
		return ""
	}
	end := min(max(d.Subject.Start.Byte, 0), len(src))
	line := src[bytes.LastIndexByte(src[:end], '\n')+1 : end]
	if rest := src[end:]; bytes.HasPrefix(rest, []byte("${")) || bytes.HasPrefix(rest, []byte("%{")) {
		return string(rest[:2])
	}
	at := max(bytes.LastIndex(line, []byte("${")), bytes.LastIndex(line, []byte("%{")))
	if at < 0 || bytes.IndexByte(line[at:], '}') >= 0 {
		return ""
	}
	return string(line[at : at+2])
}
