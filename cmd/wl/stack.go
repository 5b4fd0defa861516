package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// stackOptions say which stack is meant, with which inputs.
type stackOptions struct {
	dir       string
	variables []lang.VariableArgument
	// extent is how much of the stack the verb needs, and with orIdentity it makes
	// do without its objects where variables that they need have no value.
	extent     lang.Extent
	orIdentity bool
}

// addFlags registers the flags of every verb that compiles a stack.
func (o *stackOptions) addFlags(flags *pflag.FlagSet) {
	flags.Var(&variableFlag{arguments: &o.variables}, "var", "set a variable: `name=value` (may be repeated)")
	flags.Var(&variableFlag{arguments: &o.variables, file: true}, "var-file", "read variables from `file` (may be repeated; counts in the order given)")
}

// takeDir reads the one argument that verbs take: the stack's directory.
func (o *stackOptions) takeDir(args []string) {
	o.dir = "."
	if len(args) > 0 {
		o.dir = args[0]
	}
}

// variableFlag is --var or --var-file: both append to one list, because their
// order counts.
type variableFlag struct {
	arguments *[]lang.VariableArgument
	file      bool
}

func (f *variableFlag) Set(text string) error {
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

// compile reads the stack and evaluates it for its clusters. Nothing is printed.
func (o stackOptions) compile(ctx context.Context) *lang.Compilation {
	return lang.Compile(ctx, o.dir, lang.Options{Variables: o.variables, Environment: os.Environ(), Extent: o.extent})
}

// compile does that and prints the compiler's errors, and what the stack's own
// checks warn of. Its other warnings are wl validate's to show: here they would
// stand between people and the plan.
func (a *app) compile(ctx context.Context, o stackOptions) (*lang.Compilation, error) {
	c := o.compile(ctx)
	if o.orIdentity && c.LacksValues() {
		o.extent, o.orIdentity = lang.Identity, false
		known, err := a.compile(ctx, o)
		if err == nil {
			err = ui.Say(a.streams.Err, "Variables that the stack's objects need have no value: which objects there are, and must not be destroyed, is taken from the state.")
		}
		return known, err
	}
	if c.Diagnostics.HasErrors() {
		if err := ui.Diagnostics(a.streams.Err, c.Diagnostics, c.Files, a.streams.ErrOptions(ui.Text)); err != nil {
			return nil, err
		}
		return nil, exitFailed
	}
	checks := c.FailedChecks()
	if len(checks) > 0 {
		if err := ui.Diagnostics(a.streams.Err, checks, c.Files, a.streams.ErrOptions(ui.Text)); err != nil {
			return nil, err
		}
	}
	if n := len(c.Diagnostics) - len(checks); n > 0 && o.extent == lang.Everything {
		if err := ui.Say(a.streams.Err, "The configuration is valid, with %s: wl validate shows what.", count(n, "warning")); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// targetOptions say which stack is meant, on which of its clusters, and how to
// reach them.
type targetOptions struct {
	stackOptions
	kubeconfig, context string
	clusters            []string
	verbose             bool // also: remember every request
}

func (o *targetOptions) addFlags(flags *pflag.FlagSet) {
	o.stackOptions.addFlags(flags)
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "the kubeconfig `file` (default: $KUBECONFIG, then ~/.kube/config)")
	flags.StringVar(&o.context, "context", "", "the `context` to use, for a stack without cluster blocks (default: the current one)")
	flags.StringArrayVar(&o.clusters, "cluster", nil, "only this `cluster` of the stack (may be repeated)")
}

// target is one cluster of a stack, with the means to reach it. A cluster that
// the kubeconfig does not lead to fails alone: err says why.
type target struct {
	lang.Cluster
	stack object.Stack
	// interactive are the managers whose changes are drift; nil for kubectl's.
	interactive []string
	// removeAdditions reports whether what these have added is to go.
	removeAdditions bool
	sensitive       []any // texts of sensitive variables
	client          *kube.Client
	store           *state.Store
	err             error
	// requests are those that were sent, where they are to be listed.
	requests *requestLog
}

// targets compiles the stack and prepares the way to those of its clusters that
// the flags name, in the stack's order. Nothing is sent yet.
func (a *app) targets(ctx context.Context, o targetOptions) (*lang.Compilation, []*target, error) {
	c, err := a.compile(ctx, o.stackOptions)
	if err != nil {
		return nil, nil, err
	}
	stack := c.Stack
	if stack.Clusters[0].Declared && o.context != "" {
		return nil, nil, fmt.Errorf("the stack %q names its clusters, each with its context: use --cluster to choose among %s instead of --context",
			stack.ID.Name, clusterNames(stack.Clusters))
	}
	chosen, err := selectClusters(stack, o.clusters)
	if err != nil {
		return nil, nil, err
	}
	targets := make([]*target, len(chosen))
	for i, c := range chosen {
		targets[i] = o.connect(stack, c, a.waiting.of(c.Name))
	}
	return c, targets, nil
}

// selectClusters picks the named clusters, or all, in the stack's order.
func selectClusters(stack *lang.Stack, names []string) ([]lang.Cluster, error) {
	for _, name := range names {
		if !slices.ContainsFunc(stack.Clusters, func(c lang.Cluster) bool { return c.Name == name }) {
			return nil, fmt.Errorf("the stack %q has no cluster %q: it has %s", stack.ID.Name, name, clusterNames(stack.Clusters))
		}
	}
	var chosen []lang.Cluster
	for _, c := range stack.Clusters {
		if len(names) == 0 || slices.Contains(names, c.Name) {
			chosen = append(chosen, c)
		}
	}
	return chosen, nil
}

func (o targetOptions) connect(stack *lang.Stack, c lang.Cluster, waiting func(kube.Wait)) *target {
	t := kube.Target{Kubeconfig: cmp.Or(c.Kubeconfig, o.kubeconfig), Context: cmp.Or(c.Context, o.context)}
	options := kube.Options{UserAgent: "wl/" + version(), Waiting: waiting}
	var log *requestLog
	if o.verbose {
		log = new(requestLog)
		options.Trace = log.add
	}
	client, err := kube.Connect(t, options)
	if err != nil {
		return &target{Cluster: c, stack: stack.ID, interactive: stack.DriftManagers, removeAdditions: stack.RemoveAdditions, sensitive: stack.Sensitive, err: err}
	}
	return &target{Cluster: c, stack: stack.ID, interactive: stack.DriftManagers, removeAdditions: stack.RemoveAdditions, sensitive: stack.Sensitive, client: client, store: state.Open(client, stack.ID), requests: log}
}

func clusterNames(clusters []lang.Cluster) string {
	names := make([]string, len(clusters))
	for i, c := range clusters {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}
