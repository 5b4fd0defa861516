package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/states"
	"github.com/workloadlang/wl/internal/usage"
)

type stateShowOptions struct {
	engine.Options
	format ui.Format
}

func newStateListCommand(a *app) *cobra.Command {
	var o stateShowOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the objects in the state",
		Long: `Lists every object that the state has, on every cluster: the address of its block, the
object, and its phase: intended (to be written), applied (written, and not seen to be
rolled out), ready, stalled (its rollout has failed), or deleting.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl state list
  wl state list --stack shop --namespace shop --context prod-eu`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.inventory(cmd, a, func(s *engine.Stack, found engine.Inventory) error {
				return states.List(a.streams.Out, s.Stack.ID.Name, found, a.streams.Options(o.format))
			})
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func newStatePullCommand(a *app) *cobra.Command {
	var o stateShowOptions
	cmd := &cobra.Command{
		Use:   "pull",
		Short: "Print the state as JSON",
		Long: `Prints the state of the stack on every cluster, as JSON. What digests are keyed
with is left out, and there is nothing sensitive in it.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl state pull > state.json
  wl state pull --stack shop --namespace shop --context prod-eu`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.inventory(cmd, a, func(s *engine.Stack, found engine.Inventory) error {
				return states.Pull(a.streams.Out, s.Stack.ID.Name, found, a.streams.Options(ui.JSON))
			})
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	return cmd
}

// inventory reads the states and has them printed.
func (o *stateShowOptions) inventory(cmd *cobra.Command, a *app, print func(*engine.Stack, engine.Inventory) error) error {
	if err := ofState(cmd, &o.Options); err != nil {
		return err
	}
	s, err := a.open(cmd.Context(), o.Options)
	if err != nil {
		return err
	}
	found := s.States().Inventory(cmd.Context())
	if err := print(s, found); err != nil {
		return err
	}
	if !found.Complete() {
		return exitFailed
	}
	return nil
}

func newStateShowCommand(a *app) *cobra.Command {
	var o stateShowOptions
	cmd := &cobra.Command{
		Use:   "show ADDRESS",
		Short: "Show an object of the state, and as it is in the cluster",
		Long: `Shows what the state has of the objects at an address, and what they are in the
cluster, as YAML. Sensitive values are replaced by "(sensitive)".

ADDRESS is the address of a block, Kind/name, Kind/namespace/name, or a name.

Exit codes: 0 success; 1 failed, or there is no such object.`,
		Example: `  wl state show workload.web
  wl state show ConfigMap/settings
  wl state show workload.web --stack shop --namespace shop --context prod-eu`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fact.NewError(nil, usage.AddressMissing, nil)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ofState(cmd, &o.Options); err != nil {
				return err
			}
			return o.stateShow(cmd.Context(), a, args[0])
		},
		ValidArgsFunction: offerAddresses,
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (o stateShowOptions) stateShow(ctx context.Context, a *app, address string) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	found, err := s.States().Object(ctx, address)
	if err != nil {
		return err
	}
	return states.Show(a.streams.Out, found, a.streams.Options(o.format))
}
