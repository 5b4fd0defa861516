package conceal

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// callOf is the call that reads the file which a diagnostic is about; nil where it is about the
// configuration itself.
func callOf(d *hcl.Diagnostic) *hcl.Range {
	if d.Subject == nil || d.Context == nil || d.Context.Filename == d.Subject.Filename {
		return nil
	}
	return d.Context
}

// read are the files that something withheld is read from, as some diagnostics tell. Whatever
// else reads them, nothing of them is quoted.
func (w *Withheld) read(diags hcl.Diagnostics, sources map[string]*hcl.File, sorted map[string]*ordered) map[string]bool {
	private := make(map[string]bool)
	for _, d := range diags {
		if call := callOf(d); call != nil && len(w.within(*call, sorted)) > 0 {
			private[d.Subject.Filename] = true
			delete(sources, d.Subject.Filename)
		}
	}
	return private
}

// unsaidOfFile is a diagnostic about a file that is read, without what it quotes of it where that is
// private. The call is forgotten: messages quote one file.
func unsaidOfFile(d *hcl.Diagnostic, private bool) *hcl.Diagnostic {
	said := *d
	said.Context = nil
	if text, is := diag.Detail(d).(message.Text); is && private {
		args := slices.Clone(text.Args)
		unsayAll(args[:min(1, len(args))], tellsText) // what is wrong; the rest names the call
		diag.Reword(&said, text.Format, args...)
	}
	return &said
}
