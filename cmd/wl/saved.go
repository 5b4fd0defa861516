package main

import (
	"context"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/usage"
)

// checkOut refuses to save a plan where it could not be written.
func (o *planOptions) checkOut() error {
	if o.out == "" {
		return nil
	}
	if err := engine.CheckSave(o.out); err != nil {
		return fact.NewError(err, words.FlagUnusable, fact.Args{"flag": "--out"})
	}
	return nil
}

// save saves the plan, and says how it is applied.
func (o planOptions) save(ctx context.Context, a *app, s *engine.Stack, p *engine.Planned) error {
	if err := finish(ctx, func() error { return p.Save(ctx, o.out) }); err != nil {
		return err
	}
	command := typeset.Command(o.applies(s.Sensitive)...)
	return ui.Say(a.streams.Err, "%s", words.In(a.language).Say("Saved as %s. To apply exactly this plan, run: %s", o.out, command))
}

// applies is the command that applies the saved plan: with what it does not have, of which
// the values that must not be shown are left to be filled in.
func (o planOptions) applies(sensitive []string) []string {
	command := []string{"wl", "apply"}
	if o.Kubeconfig != "" {
		command = append(command, "--kubeconfig", o.Kubeconfig)
	}
	for _, v := range o.Variables {
		switch {
		case v.File != "":
			command = append(command, "--var-file", v.File)
		case slices.Contains(sensitive, v.Name):
			command = append(command, "--var", v.Name+"=VALUE")
		default:
			command = append(command, "--var", v.Name+"="+v.Value)
		}
	}
	return append(command, typeset.FileArgument(o.out))
}

// applySaved applies a plan that was reviewed. Nobody is asked: the review has been
// the answer.
func (o applyOptions) applySaved(ctx context.Context, a *app, path string) error {
	if o.Context != "" || len(o.Clusters)+len(o.Targets)+len(o.Forced)+len(o.AcceptNew) > 0 || o.ForceConflicts || o.Adopt {
		return fact.NewError(nil, usage.PartOfSavedPlan, fact.Args{"file": path})
	}
	reviewed, err := engine.Load(path)
	if err == nil {
		err = reviewed.CheckDir()
	}
	if err != nil {
		return err
	}
	o.Options, o.Reviewed = o.Options.Reviewing(reviewed), reviewed
	return o.apply(ctx, a)
}

// oneDirOrPlan checks the arguments of a verb that takes the directory of a stack, or a saved
// plan, which has that.
func oneDirOrPlan(cmd *cobra.Command, args []string) error {
	i := slices.IndexFunc(args, func(arg string) bool { return isFile([]string{arg}) })
	if i < 0 {
		return oneDir(cmd, args)
	}
	others := slices.Delete(slices.Clone(args), i, i+1)
	if cmd.Flags().Changed(dirFlag) {
		others = append(others, "-C "+cmd.Flag(dirFlag).Value.String())
	}
	if len(others) > 0 {
		return fact.NewError(nil, usage.PlanHasDirectory, fact.Args{"file": args[i], "directories": others})
	}
	return nil
}

// isFile reports whether an argument names a saved plan and not a directory.
func isFile(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return err == nil && !info.IsDir()
}
