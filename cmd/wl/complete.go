package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/lang"
)

// chooser is a flag's value that is one of a few.
type chooser interface{ Choices() []string }

// completeFlags lets the shell complete the values of all flags: of those that are one
// of a few what they can be, and of others what the stack and the kubeconfig have. What
// cannot be found out there is not offered; nothing is contacted for it.
func completeFlags(cmd *cobra.Command) {
	register := func(f *pflag.Flag) {
		offer := offersFor(f)
		if offer == nil {
			return
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return offers(offer(cmd, args))
		}) // it fails for a flag that has its offers already
	}
	cmd.Flags().VisitAll(register)
	cmd.PersistentFlags().VisitAll(register)
	for _, inner := range cmd.Commands() {
		completeFlags(inner)
	}
}

// offersFor is what a flag can be given; nil where that is anything.
func offersFor(f *pflag.Flag) func(cmd *cobra.Command, args []string) []string {
	if c, ok := f.Value.(chooser); ok {
		return func(*cobra.Command, []string) []string { return c.Choices() }
	}
	switch f.Name {
	case "context":
		return contexts
	case "changed-since":
		return func(cmd *cobra.Command, args []string) []string {
			return commit.Revisions(cmd.Context(), dirOf(cmd, args))
		}
	case "cluster":
		return func(cmd *cobra.Command, args []string) []string {
			return ofStack(cmd, args, lang.Identity, func(c *lang.Compilation, offer func(string)) {
				for _, cluster := range c.Stack.Clusters {
					offer(cluster.Name)
				}
			})
		}
	case "var":
		return func(cmd *cobra.Command, args []string) []string {
			return ofStack(cmd, args, lang.Identity, func(c *lang.Compilation, offer func(string)) {
				for _, name := range c.Variables {
					offer(name + "=")
				}
			})
		}
	case "target", "force":
		return func(cmd *cobra.Command, args []string) []string {
			return ofStack(cmd, args, lang.Objects, addresses)
		}
	}
	return nil
}

// contexts are those of the kubeconfig.
func contexts(cmd *cobra.Command, _ []string) []string {
	file, _ := cmd.Flags().GetString("kubeconfig") // none of a verb without the flag
	return engine.Contexts(file)
}

// addresses offers those of all blocks that make objects.
func addresses(c *lang.Compilation, offer func(string)) {
	for _, cluster := range c.Stack.Clusters {
		for i := range cluster.Objects {
			offer(cluster.Objects[i].Address)
		}
	}
}

// offerWorkloads completes the arguments of the verbs that take workloads, as far as the
// stack's directory has them.
func offerWorkloads(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return offers(ofStack(cmd, nil, lang.Objects, func(c *lang.Compilation, offer func(string)) {
		for _, name := range engine.WorkloadNames(c) {
			offer(name)
		}
	}))
}

// offerAddresses completes the address of a block.
func offerAddresses(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return offers(ofStack(cmd, nil, lang.Objects, addresses))
}

// offerOutputs completes the name of an output.
func offerOutputs(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return offers(ofStack(cmd, nil, lang.Everything, func(c *lang.Compilation, offer func(string)) {
		for _, cluster := range c.Stack.Clusters {
			for _, o := range cluster.Outputs {
				offer(o.Name)
			}
		}
	}))
}

// offers are what is offered, each once; no file is.
func offers(all []string) ([]string, cobra.ShellCompDirective) {
	slices.Sort(all)
	return slices.Compact(all), cobra.ShellCompDirectiveNoFileComp
}

// ofStack finds offers in the stack of the directory that is given, as far as it
// compiles: none where the stack is named by its state.
func ofStack(cmd *cobra.Command, args []string, extent lang.Extent, find func(*lang.Compilation, func(string))) []string {
	if stack := cmd.Flag(stackNameFlag); stack != nil && stack.Changed && stack.Value.String() != "" {
		return nil
	}
	if !strings.Contains(cmd.Use, "DIR") {
		args = nil // they name something else
	}
	c := lang.Compile(cmd.Context(), dirOf(cmd, args), lang.Options{Extent: extent, Environment: os.Environ()})
	if c.Stack == nil {
		return nil
	}
	var offers []string
	find(c, func(offer string) { offers = append(offers, offer) })
	return offers
}
