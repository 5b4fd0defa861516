package main

import (
	"strings"

	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
)

// crashReport is what is to be reported of a panic. Of the command line, only
// the names of flags are in it.
func (a *app) crashReport(p *crash.Panic) diagnostics.Report {
	command := "wl"
	if a.command != nil {
		command = a.command.CommandPath()
		a.command.Flags().Visit(func(f *pflag.Flag) { command += " --" + f.Name })
	}
	return diagnostics.Report{
		Reason:  p.Error(),
		Program: versionText(),
		Command: command,
		Stack:   strings.TrimSpace(string(p.Stack)),
		Writing: a.writing,
	}
}
