package main

import (
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/usage"
)

// recheckFlag is about which objects the server is asked: --dry-run of the verbs
// that only ask, --recheck of those that then write.
type recheckFlag struct{ all *bool }

func (f recheckFlag) Set(text string) error {
	switch text {
	case "changed", "all":
		*f.all = text == "all"
		return nil
	}
	return fact.NewError(nil, usage.ExpectChoice, fact.Args{"choices": f.Choices()})
}

func (f recheckFlag) String() string {
	if f.all != nil && *f.all {
		return "all"
	}
	return "changed"
}

// Choices are what the flag can be given.
func (f recheckFlag) Choices() []string { return []string{"changed", "all"} }

func (f recheckFlag) Type() string { return "objects" }

// addRecheckFlag registers the flag of the verbs that write. To them --dry-run is
// not what it is to other tools, and so they refuse it, whatever its value: who
// gives it expects that nothing is written. plans is the verb that only shows what this
// one would do, where there is one.
func (o *planOptions) addRecheckFlag(cmd *cobra.Command, plans string) {
	flags := cmd.Flags()
	flags.Var(recheckFlag{&o.DryRunAll}, "recheck", "changed or all: with all, before applying, dry-run also the objects whose metadata proves that nothing has changed")
	const name = "dry-run"
	flags.String(name, "", "refused")
	flags.Lookup(name).NoOptDefVal = "all"
	flags.Lookup(name).Hidden = true
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed(name) {
			return fact.NewError(nil, usage.DryRunOfWriting, fact.Args{"command": cmd.CommandPath(), "plans": plans})
		}
		return nil
	}
}
