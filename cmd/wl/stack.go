package main

import (
	"cmp"
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/internal/version"
	"github.com/workloadlang/wl/lang"
)

// stackFlags are those of every verb that compiles a stack.
func stackFlags(flags *pflag.FlagSet, o *engine.Sources) {
	flags.Var(&variableFlag{arguments: &o.Variables}, "var", "set a variable: `name=value` (may be repeated)")
	flags.Var(&variableFlag{arguments: &o.Variables, file: true}, "var-file", "read variables from `file` (may be repeated; counts in the order given)")
}

// targetFlags are those of every verb that goes to clusters.
func targetFlags(flags *pflag.FlagSet, o *engine.Options) {
	stackFlags(flags, &o.Sources)
	flags.StringVar(&o.Kubeconfig, "kubeconfig", "", "the kubeconfig `file` (default: $KUBECONFIG, then ~/.kube/config)")
	flags.StringVar(&o.Context, "context", "", "the `context` to use, for a stack without cluster blocks (default: the current one)")
	clusterFlag(flags, &o.Clusters)
}

// clusterFlag chooses among a stack's clusters.
func clusterFlag(flags *pflag.FlagSet, names *[]string) {
	flags.StringArrayVar(names, "cluster", nil, "only this `cluster` of the stack (may be repeated)")
}

// stateFlags are those of every verb that goes to clusters and can do without the
// configuration: a stack's state, in one cluster, holds what is there.
func stateFlags(flags *pflag.FlagSet, o *engine.Options) {
	targetFlags(flags, o)
	namedFlags(flags, o)
}

// stackNameFlag is the flag that names a stack.
const stackNameFlag = "stack"

// namedFlags are those of stateFlags that name the state.
func namedFlags(flags *pflag.FlagSet, o *engine.Options) {
	flags.StringVar(&o.State.Name, stackNameFlag, "", "work from the state of the stack of this `name`, without its directory")
	flags.StringVar(&o.State.Namespace, "namespace", "", "the `namespace` of that state")
}

// checkState refuses flags that say twice, or not at all, which stack is meant.
func checkState(cmd *cobra.Command, args []string, o engine.Options) error {
	switch flags := cmd.Flags(); {
	case o.State.Name == "" && o.State.Namespace == "":
		return nil
	case o.State.Name == "" || o.State.Namespace == "":
		return fact.NewError(nil, usage.StateHalfNamed, nil)
	case flags.Changed(dirFlag), len(args)+len(o.Variables) > 0:
		return fact.NewError(nil, usage.StateAndSources, nil)
	}
	return nil
}

// ofState makes the options of a verb whose arguments name no directory, and that needs
// no more of the configuration than which stack it is.
func ofState(cmd *cobra.Command, o *engine.Options) error {
	o.Dir, o.Extent = dirOf(cmd, nil), lang.Identity
	return checkState(cmd, nil, *o)
}

// variableFlag is --var or --var-file: both append to one list, because their
// order counts.
type variableFlag struct {
	arguments *[]lang.VariableArgument
	file      bool
	empty     bool // the text of one
}

func (f *variableFlag) Set(text string) error {
	f.empty = f.empty || text == ""
	if f.file {
		*f.arguments = append(*f.arguments, lang.VariableArgument{File: text})
		return nil
	}
	// An error here would be printed with what was given, which may be a secret.
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		name = ""
	}
	*f.arguments = append(*f.arguments, lang.VariableArgument{Name: name, Value: value})
	return nil
}

func (f *variableFlag) String() string { return "" }
func (f *variableFlag) Type() string   { return "string" }

// compile compiles a stack, and prints what is wrong with it.
func (a *app) compile(ctx context.Context, o engine.Sources) (*engine.Compiled, error) {
	o.Environment = os.Environ()
	c, err := engine.Compile(ctx, o)
	a.streams = a.streams.WithFiles(c.Files)
	return c, cmp.Or(diagnostics.Compiled(a.streams.Err, c, a.errOptions()), err)
}

// engineOptions are options with what does not depend on the stack.
func (a *app) engineOptions(o engine.Options) engine.Options {
	o.Environment, o.Program, o.Waiting = os.Environ(), engine.Program{Who: who(), Version: version.OfWL()}, a.waiting.report
	return o
}

// open opens a stack, and prints what is wrong with it.
func (a *app) open(ctx context.Context, o engine.Options) (*engine.Stack, error) {
	s, err := engine.Open(ctx, a.engineOptions(o))
	a.streams = a.streams.WithFiles(s.Files)
	return s, cmp.Or(diagnostics.Compiled(a.streams.Err, s.Compiled, a.errOptions(), a.withoutConfiguration(o.Dir, s.Compiled)...), err)
}

// withoutConfiguration is how the verb does without a configuration that has errors; nothing of one that needs it,
// of a stack whose state is in files, or where there is no such directory: its name is to be corrected.
func (a *app) withoutConfiguration(dir string, c *engine.Compiled) []fact.Fact {
	if info, err := os.Stat(cmp.Or(dir, ".")); err != nil || !info.IsDir() {
		return nil
	}
	flags := a.command.Flags()
	backend := flags.Lookup("to-backend")
	of, inFiles := c.Written()
	if flags.Lookup(stackNameFlag) == nil || backend != nil && backend.Changed || inFiles {
		return nil
	}
	return []fact.Fact{fact.New(usage.StateSuffices, fact.Args{"command": a.command.CommandPath(), "stack": of.Name, "namespace": of.Namespace})}
}

// printRequests lists the requests that were sent, for those who ask for
// everything. It is beside the matter, and goes to where messages go.
func (a *app) printRequests(s *engine.Stack) {
	_ = reports.Requests(a.streams.Err, s.Requests(), a.errOptions()) // there is nowhere else to say so
}
