package main

import (
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
			offers := offer(cmd, args)
			slices.Sort(offers)
			return slices.Compact(offers), cobra.ShellCompDirectiveNoFileComp
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
		return func(cmd *cobra.Command, _ []string) []string {
			file, _ := cmd.Flags().GetString("kubeconfig") // none of a verb without the flag
			return engine.Contexts(file)
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
	case "target":
		return func(cmd *cobra.Command, args []string) []string {
			return ofStack(cmd, args, lang.Objects, func(c *lang.Compilation, offer func(string)) {
				for _, cluster := range c.Stack.Clusters {
					for i := range cluster.Objects {
						offer(cluster.Objects[i].Address)
					}
				}
			})
		}
	}
	return nil
}

// ofStack finds offers in the stack of the directory that is given, as far as it
// compiles.
func ofStack(cmd *cobra.Command, args []string, extent lang.Extent, find func(*lang.Compilation, func(string))) []string {
	c := lang.Compile(cmd.Context(), dirOf(args), lang.Options{Extent: extent, Environment: os.Environ()})
	if c.Stack == nil {
		return nil
	}
	var offers []string
	find(c, func(offer string) { offers = append(offers, offer) })
	return offers
}
