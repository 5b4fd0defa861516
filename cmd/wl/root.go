package main

import (
	"cmp"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/progress"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/usage"
)

// app is what every verb needs to know: where to write, and the flags that all
// verbs share.
type app struct {
	streams  ui.Streams
	out      *output // of the streams
	errOut   *output
	noColor  bool
	language words.Language

	command *cobra.Command // the verb that runs; nil while the command line is read
	unknown error          // that help was asked for of a command that there is not
	writing bool           // a plan is being applied
	waiting waiting
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "wl",
		Short: "Describe Kubernetes workloads in HCL, plan them against live clusters, roll them out",
		Long: `wl compiles HCL descriptions of Kubernetes workloads (*.wl.hcl), plans them
against live clusters and rolls them out.

  wl plan      shows what would change on every cluster, and which Pods restart
  wl apply     applies it, and watches the rollout until it succeeds or fails

Every command takes the directory of a stack: with -C, or as its argument where it
has no other. The default is the current one.

Exit codes: 0 success; 1 failed; 2 success with something to report, where a
command's help says so; 3 a run over several clusters waits.`,
		Example: `  wl validate
  wl plan
  wl apply
  wl status`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			a.command = cmd
			if formatOf(cmd) != ui.JSON {
				a.waiting.to(func(_ string, w engine.Wait) { _ = ui.Say(a.streams.Err, "%s", progress.Waiting(w, a.errOptions())) }) // there is nowhere else to say so
			}
			if a.noColor {
				a.streams = a.streams.WithoutColor()
			}
			a.streams = a.streams.InLanguage(a.language)
			return cmp.Or(checkEmpty(cmd, args), checkNumbers(cmd), checkDirs(cmd))
		},
	}
	root.Version = versionText()
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetOut(a.streams.Out)
	root.SetErr(a.streams.Err)
	root.SetIn(a.streams.In)
	root.PersistentFlags().VarP(&directories{}, dirFlag, "C", "the `directory` of the stack")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "print without colour (also: the environment variable NO_COLOR)")
	a.language = words.LanguageOf(os.Getenv)
	root.PersistentFlags().Var(&a.language, "lang", "the language of what is printed: en or zh (default: by LC_ALL, LC_MESSAGES or LANG)")
	root.AddCommand(
		newPlanCommand(a),
		newShowCommand(a),
		newApplyCommand(a),
		newRollbackCommand(a),
		newRolloutCommand(a),
		newHistoryCommand(a),
		newStatusCommand(a),
		newWaitCommand(a),
		newLogsCommand(a),
		newEventsCommand(a),
		newRestartCommand(a),
		newOutputCommand(a),
		newDriftCommand(a),
		newDestroyCommand(a),
		newStateCommand(a),
		newValidateCommand(a),
		newRenderCommand(a),
		newExplainCommand(a),
		newFmtCommand(a),
		newVersionCommand(a),
	)
	a.refuseUnknown(root)
	completeFlags(root)
	return root
}

// checkNumbers refuses flags below zero: they are all of how much, how many or how long.
func checkNumbers(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if number := strings.HasPrefix(f.Value.Type(), "int") || f.Value.Type() == "duration"; number && strings.HasPrefix(f.Value.String(), "-") {
			err = fact.NewError(nil, usage.FlagNegative, fact.Args{"flag": "--" + f.Name})
		}
	})
	return err
}

// refuseUnknown has what cobra adds, the help and a few commands, refuse what it does not
// know; it would print something else, and succeed.
func (a *app) refuseUnknown(root *cobra.Command) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if name := cmd.Flags().Arg(0); name != "" && cmd.HasSubCommands() {
			a.unknown = unknownCommand(cmd, name)
			return
		}
		help(cmd, args)
	})
	initHelp(root)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = knownTopic
		case "completion":
			cmd.Args = noArguments
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range cmd.Commands() {
				shell.Args = noArguments
			}
		}
	}
}

// initHelp gives each command its flag --help before a command line is read: what follows an
// unknown flag would be taken for its value, not for a command.
func initHelp(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	for _, inner := range cmd.Commands() {
		initHelp(inner)
	}
}

// knownTopic refuses what there is no help about.
func knownTopic(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	switch {
	case err != nil:
		return unknownCommand(cmd.Root(), args[0])
	case len(rest) > 0 && about.HasSubCommands():
		return unknownCommand(about, rest[0])
	}
	return nil
}
