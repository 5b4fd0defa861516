package main

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/usage"
)

// checkEmpty refuses what is given and empty, which no flag and no argument can be: it is a
// variable of the shell that is not set, and would mean the default, such as the stack of the
// current directory.
func checkEmpty(cmd *cobra.Command, args []string) (err error) {
	if cmd.DisableFlagParsing { // what completes a line is asked for empty words
		return nil
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && !f.Hidden && isEmpty(f.Value) {
			err = fact.NewError(nil, usage.FlagEmpty, fact.Args{"flag": nameOf(f)})
		}
	})
	if err == nil && slices.Contains(args, "") {
		err = fact.NewError(nil, usage.ArgumentEmpty, fact.Args{"command": cmd.CommandPath()})
	}
	return err
}

// isEmpty reports whether a flag that was given has an empty value, or one among others.
func isEmpty(v pflag.Value) bool {
	switch v := v.(type) {
	case *directories:
		return slices.Contains(*v, "")
	case *variableFlag:
		return v.empty
	case pflag.SliceValue:
		return slices.Contains(v.GetSlice(), "")
	}
	return v.String() == ""
}

// nameOf is a flag as the help has it.
func nameOf(f *pflag.Flag) string {
	if f.Name == dirFlag {
		return "-" + f.Shorthand
	}
	return "--" + f.Name
}
