package main

import (
	"fmt"

	"github.com/spf13/cobra"
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
	return fmt.Errorf("%q is neither changed nor all", text)
}

func (f recheckFlag) String() string {
	if f.all != nil && *f.all {
		return "all"
	}
	return "changed"
}

func (f recheckFlag) Type() string { return "objects" }

// addRecheckFlag registers the flag of the verbs that write. To them --dry-run is
// not what it is to other tools, and so they refuse it, whatever its value: who
// gives it expects that nothing is written.
func (o *planOptions) addRecheckFlag(cmd *cobra.Command, instead string) {
	flags := cmd.Flags()
	flags.Var(recheckFlag{&o.DryRunAll}, "recheck", "changed or all: with all, before applying, dry-run also the objects whose metadata proves that nothing has changed")
	const name = "dry-run"
	flags.String(name, "", "refused: "+instead)
	flags.Lookup(name).NoOptDefVal = "all"
	flags.Lookup(name).Hidden = true
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--dry-run is not a flag of %s, which writes: %s", cmd.CommandPath(), instead)
		}
		return nil
	}
}
