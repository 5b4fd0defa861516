package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/internal/ui/words"
)

// broughtCommands are the verbs of other tools, and what does the same here.
func broughtCommands() map[string]string {
	return map[string]string{
		"diff": "plan", "preview": "plan", "up": "apply", "install": "apply", "upgrade": "apply", "deploy": "apply", "sync": "apply", "create": "apply", "rollout": "status",
		"down": "destroy", "delete": "destroy", "uninstall": "destroy", "remove": "destroy", "get": "status", "list": "status", "ls": "status", "describe": "status",
		"refresh": "drift", "template": "render", "synth": "render", "build": "render", "lint": "validate", "check": "validate", "format": "fmt", "unlock": "state unlock",
		"force-unlock": "state unlock", "import": "plan --adopt", "docs": "explain", "schema": "explain", "api-resources": "explain",
	}
}

// unknownCommand says of a command that there is none what does it here, as far as that
// is known; err otherwise.
func unknownCommand(name string, err error, w *words.Words) error {
	if name == "init" {
		return errors.New(w.Say("there is no command %q, and none is needed: write a file such as main.wl.hcl, and run wl plan", name))
	}
	if own, ok := broughtCommands()[name]; ok {
		return errors.New(w.Say("there is no command %q: run wl %s", name, own))
	}
	return err
}

// unknownFlag says of a long flag with one dash, as Terraform writes them, that it has
// two, and of one that other tools have what it is called here; cobra's own error
// otherwise.
func unknownFlag(cmd *cobra.Command, args []string, err error, w *words.Words) error {
	var unknown *pflag.NotExistError
	var lacksValue *pflag.ValueRequiredError
	if !errors.As(err, &unknown) && !errors.As(err, &lacksValue) {
		return err
	}
	for _, a := range args {
		name, ok := strings.CutPrefix(a, "-")
		name, _, _ = strings.Cut(name, "=")
		if ok && len(name) > 1 && !strings.HasPrefix(name, "-") && cmd.Flags().Lookup(name) != nil {
			return errors.New(w.Say("long flags have two dashes: write -%s", a))
		}
	}
	if unknown == nil {
		return err
	}
	given := "--" + unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		given = "-" + unknown.GetSpecifiedName()
	}
	own := broughtFlags()[given]
	if flag, _, _ := strings.Cut(own, " "); own != "" && cmd.Flags().Lookup(flag) != nil {
		return errors.New(w.Say("unknown flag %s: write --%s", given, own))
	}
	return err
}

// broughtFlags are flags of other tools, and what is written here.
func broughtFlags() map[string]string {
	return map[string]string{
		"--yes": "auto-approve", "-y": "auto-approve", "--values": "var-file", "--set": "var", "--output": "format", "-o": "format", "--json": "format json",
		"--kube-context": "context",
	}
}
