package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/reports"
)

type outputOptions struct {
	engine.Options
	format ui.Format
}

func newOutputCommand(a *app) *cobra.Command {
	var o outputOptions
	cmd := &cobra.Command{
		Use:   "output [NAME]",
		Short: "Print the outputs of the last apply",
		Long: `Prints the outputs of the stack as the last apply has left them in the state. Of
sensitive outputs the state keeps the name only. With NAME, only the value of that
output is printed: a text as it is, with a line break at its end, everything else as
JSON. On a terminal, characters that it would obey are escaped.

With --format json they are {"NAME": {"value": ..., "sensitive": ...}}. Where an output
differs from cluster to cluster, choose one with --cluster.

Exit codes: 0 success; 1 failed, or there is no such output.`,
		Example: `  wl output
  wl output url
  wl output --format json
  wl output url --stack shop --namespace shop --context prod-eu`,
		Args: oneArgument,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ofState(cmd, &o.Options); err != nil {
				return err
			}
			return o.output(cmd.Context(), a, args)
		},
		ValidArgsFunction: offerOutputs,
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (o outputOptions) output(ctx context.Context, a *app, names []string) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	clusters, err := s.States().Outputs(ctx)
	if err != nil {
		return err
	}
	options := a.streams.Options(o.format)
	if len(names) == 0 && o.format != ui.JSON {
		return reports.StoredOutputs(a.streams.Out, clusters, options)
	}
	all, err := outputs.One(clusters, names...)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return reports.OutputsByName(a.streams.Out, all)
	}
	one, err := outputs.Named(names[0], all)
	if err != nil {
		return err
	}
	a.out.asIs()
	return reports.OutputValue(a.streams.Out, one, a.streams.OutTerminal(), options)
}
