package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/usage"
)

// dirFlag is the flag that names the stack's directory for every verb.
const dirFlag = "dir"

// directories is the value of that flag: of some verbs several, one by one.
type directories []string

func (d *directories) Set(text string) error {
	*d = append(*d, text)
	return nil
}

func (d *directories) String() string { return strings.Join(d.all(), ", ") }
func (d *directories) Type() string   { return "directory" }

func (d *directories) all() []string {
	if len(*d) == 0 {
		return []string{"."}
	}
	return *d
}

// dirOf is the stack's directory: the one argument of many verbs, or that of -C.
func dirOf(cmd *cobra.Command, args []string) string { return dirsOf(cmd, args)[0] }

// dirsOf are the directories of all stacks that are given.
func dirsOf(cmd *cobra.Command, args []string) []string {
	if len(args) > 0 {
		return args
	}
	return cmd.Flag(dirFlag).Value.(*directories).all()
}

// severalDirs is the annotation of verbs that take several directories.
func severalDirs() map[string]string { return map[string]string{dirFlag: "several"} }

// oneDir checks the arguments of a verb that takes the directory of a stack.
func oneDir(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return severalGiven(cmd, args)
	}
	return dirsOnce(cmd, args)
}

// dirsOnce refuses directories that are given in both ways.
func dirsOnce(cmd *cobra.Command, args []string) error {
	if len(args) > 0 && cmd.Flags().Changed(dirFlag) {
		return fact.NewError(nil, usage.DirectoryTwice, fact.Args{"flag": cmd.Flag(dirFlag).Value.String(), "directories": args})
	}
	return nil
}

// checkDirs refuses several directories of -C where a verb takes one.
func checkDirs(cmd *cobra.Command) error {
	if dirs := dirsOf(cmd, nil); len(dirs) > 1 && cmd.Annotations[dirFlag] == "" {
		return severalGiven(cmd, dirs)
	}
	return nil
}

func severalGiven(cmd *cobra.Command, dirs []string) error {
	return fact.NewError(nil, usage.DirectoriesTooMany, fact.Args{"directories": dirs, "command": cmd.CommandPath()})
}
