package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/usage"
)

// unknownCommand is that there is no such command, and what does here what it does
// elsewhere, as far as that is known.
func unknownCommand(parent *cobra.Command, name string) error {
	own, foreign := broughtCommands()[name]
	switch {
	case parent.HasParent():
		return fact.NewError(nil, usage.CommandUnknown, fact.Args{"command": name, "of": parent.CommandPath(), "meant": nearest.To(name, verbsOf(parent))})
	case name == "init":
		return fact.NewError(nil, usage.CommandUnneeded, nil)
	case foreign:
		return fact.NewError(nil, usage.CommandForeign, fact.Args{"command": name, "own": own})
	}
	return fact.NewError(nil, usage.CommandUnknown, fact.Args{"command": name, "meant": nearest.To(name, verbsOf(parent))})
}

func verbsOf(parent *cobra.Command) []string {
	var verbs []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	return verbs
}

// noArguments refuses arguments: of a command that has others below it, as one that
// there is not.
func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return unknownCommand(cmd, args[0])
	}
	return fact.NewError(nil, usage.ArgumentExtra, fact.Args{"command": cmd.CommandPath(), "given": args[0]})
}

// oneArgument refuses more than one.
func oneArgument(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fact.NewError(nil, usage.ArgumentExtra, fact.Args{"command": cmd.CommandPath(), "given": args[1], "most": 1})
	}
	return nil
}

// exclusive has a command refuse two of its flags at once.
func exclusive(cmd *cobra.Command, one, other string) {
	check := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed(one) && cmd.Flags().Changed(other) {
			return fact.NewError(nil, usage.FlagsConflict, fact.Args{"flag": "--" + one, "with": "--" + other})
		}
		return check(cmd, args)
	}
}

// wrongFlag is what pflag has found wrong with a command's flags, as a fact.
func wrongFlag(cmd *cobra.Command, args []string, err error) error {
	var unknown *pflag.NotExistError
	var lacksValue *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var malformed *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &invalid):
		return fact.NewError(nil, usage.FlagValue, fact.Args{"flag": "--" + invalid.GetFlag().Name, "value": invalid.GetValue(), "expected": expected(invalid)})
	case errors.As(err, &malformed):
		name, _, _ := strings.Cut(malformed.GetSpecifiedFlag(), "=") // the value may be a secret
		return fact.NewError(nil, usage.FlagMalformed, fact.Args{"flag": name})
	case !errors.As(err, &unknown) && !errors.As(err, &lacksValue):
		return err
	}
	if long := withOneDash(cmd, args); long != "" {
		return fact.NewError(nil, usage.FlagOneDash, fact.Args{"flag": long})
	}
	if unknown != nil {
		return unknownFlag(cmd, written(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	}
	return fact.NewError(nil, usage.FlagWithoutValue, fact.Args{"flag": written(lacksValue.GetSpecifiedName(), lacksValue.GetSpecifiedShortnames())})
}

// withOneDash is the first long flag that is written with one dash, as Terraform's are,
// without its value, which may be a secret.
func withOneDash(cmd *cobra.Command, args []string) string {
	for _, a := range args {
		name, ok := strings.CutPrefix(a, "-")
		name, _, _ = strings.Cut(name, "=")
		if ok && len(name) > 1 && !strings.HasPrefix(name, "-") && cmd.Flags().Lookup(name) != nil {
			return "-" + name
		}
	}
	return ""
}

// written is a flag as it was given.
func written(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}

// unknownFlag is that a command has no such flag, and what is written here where other
// tools have it.
func unknownFlag(cmd *cobra.Command, given string) error {
	own := broughtFlags()[given]
	if flag, _, _ := strings.Cut(own, " "); own != "" && cmd.Flags().Lookup(flag) != nil {
		return fact.NewError(nil, usage.FlagForeign, fact.Args{"flag": given, "own": own})
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, "--"+f.Name)
		}
	})
	return fact.NewError(nil, usage.FlagUnknown, fact.Args{"flag": given, "command": cmd.CommandPath(), "meant": nearest.To(given, known)})
}

// expected is what the value of a flag has to be.
func expected(invalid *pflag.InvalidValueError) fact.Fact {
	value := invalid.GetFlag().Value
	if c, ok := value.(chooser); ok {
		return fact.New(usage.ExpectChoice, fact.Args{"choices": c.Choices()})
	}
	switch value.Type() {
	case "int", "int64":
		return fact.New(usage.ExpectNumber, nil)
	case "duration":
		return fact.New(usage.ExpectDuration, nil)
	case "bool":
		return fact.New(usage.ExpectBool, nil)
	}
	return fact.Of(errors.Unwrap(invalid))
}
