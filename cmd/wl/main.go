// Command wl compiles HCL descriptions of Kubernetes workloads, plans them
// against live clusters and rolls them out. Each verb has a file: its flags
// become options, and a function with the verb's name does the work. Only here
// are wl's packages wired together.
package main

import (
	"context"
	"errors"
	"os"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/procs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/words"
)

func main() {
	endByAbort()
	streams := ui.StandardStreams()
	ctx := withSignals(context.Background(), func(expected *exitCode) {
		if expected != nil {
			exit(int(*expected))
		}
		w := words.In(words.LanguageOf(os.Getenv)) // flags may not be read yet
		_ = ui.Say(streams.Err, "%s", w.Ended(w.Error(ui.ErrInterrupted)))
		exit(int(exitFailed))
	})
	exit(run(ctx, os.Args[1:], streams))
}

// exit ends the process, and what it has started and waits for: a credential
// plugin that hangs.
func exit(code int) {
	procs.EndChildren()
	os.Exit(code)
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, streams ui.Streams) int {
	out, errOut := newOutput(streams.Out, os.Getenv), newOutput(streams.Err, os.Getenv)
	streams.Out, streams.Err = out, errOut
	a := &app{streams: streams, out: out, errOut: errOut}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return wrongFlag(cmd, args, err) })
	var cmd *cobra.Command
	var err error
	if p := crash.Catch(func() { cmd, err = root.ExecuteContextC(ctx) }); p != nil {
		_ = diagnostics.Crash(streams.Err, a.crashReport(p), streams.ErrOptions(formatOf(a.command)))
		return int(exitFailed)
	}
	if err == nil {
		err = a.unknown
	}
	if err != nil && a.command == nil {
		err = a.wrongLine(cmd, args, err)
	}
	var code exitCode
	switch {
	case err == nil, errors.As(err, &code):
		err = out.err // also where nobody looked
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = ui.ErrInterrupted
	}
	switch {
	case err == nil:
		return int(code)
	case errors.Is(err, syscall.EPIPE): // nobody reads any more
		return int(exitFailed)
	}
	_ = diagnostics.Error(streams.Err, err, a.streams.ErrOptions(formatOf(cmd))) // there is nowhere left to say so
	return int(exitFailed)
}

// wrongLine is what is wrong with a command line whose command has not begun: in the
// language and the format that it asks for, wherever in it these stand.
func (a *app) wrongLine(cmd *cobra.Command, args []string, err error) error {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {} // of --help, which is answered elsewhere
	language, format := flags.String("lang", "", ""), flags.String("format", "", "")
	_ = flags.Parse(args) // what is wrong with them is known
	_ = a.language.Set(*language)
	if f := cmd.Flags().Lookup("format"); f != nil {
		_ = f.Value.Set(*format)
	}
	a.streams = a.streams.InLanguage(a.language)
	if known := new(fact.Error); cmd.HasParent() || errors.As(err, &known) {
		return err
	}
	if flags.NArg() > 0 {
		return unknownCommand(cmd, flags.Arg(0))
	}
	if err := cmd.ParseFlags(args); err != nil {
		return cmd.FlagErrorFunc()(cmd, err)
	}
	return unknownCommand(cmd, cmd.Flags().Arg(0))
}

// errOptions are the options with which the verb that runs writes its errors.
func (a *app) errOptions() ui.Options { return a.streams.ErrOptions(formatOf(a.command)) }

// formatOf is the form in which a command writes its errors.
func formatOf(cmd *cobra.Command) ui.Format {
	if cmd != nil {
		if f := cmd.Flags().Lookup("format"); f != nil && f.Value.String() == string(ui.JSON) {
			return ui.JSON
		}
	}
	return ui.Text
}
