package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/reports"
)

type renderOptions struct {
	engine.Sources
	clusters      []string
	format        string
	showSensitive bool
}

func newRenderCommand(a *app) *cobra.Command {
	var o renderOptions
	cmd := &cobra.Command{
		Use:   "render [DIR]",
		Short: "Print the objects that apply would send",
		Long: `Prints the Kubernetes objects of the configuration, exactly as apply would send
them, cluster by cluster. No cluster is contacted. Sensitive values are replaced by
"(sensitive)". The part of wl/config-hash that covers Secrets needs the state's key,
and is added by wl plan.

Exit codes: 0 success; 1 the configuration is not valid.`,
		Example: `  wl render
  wl render --cluster prod-eu --format json ./shop`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir = dirOf(cmd, args)
			return o.render(cmd.Context(), a)
		},
	}
	stackFlags(cmd.Flags(), &o.Sources)
	clusterFlag(cmd.Flags(), &o.clusters)
	o.format = "yaml"
	cmd.Flags().Var(choiceFlag{&o.format, []string{"yaml", "json"}, "format"}, "format", "yaml or json")
	cmd.Flags().BoolVar(&o.showSensitive, "show-sensitive", false, "also print sensitive values")
	return cmd
}

func (o renderOptions) render(ctx context.Context, a *app) error {
	c, err := a.compile(ctx, o.Sources)
	if err != nil {
		return err
	}
	chosen, err := c.Choose(o.clusters)
	if err != nil {
		return err
	}
	a.out.asIs()
	return reports.Objects(a.streams.Out, chosen, reports.ObjectOptions{JSON: o.format == "json", ShowSensitive: o.showSensitive})
}
