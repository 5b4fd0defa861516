package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/lang"
)

type validateOptions struct {
	engine.Sources
	format  ui.Format
	verbose bool
}

func newValidateCommand(a *app) *cobra.Command {
	var o validateOptions
	cmd := &cobra.Command{
		Use:   "validate [DIR]",
		Short: "Check the configuration, offline",
		Long: `Checks every file of the stack: syntax, names, types, limits, references, and the
resulting objects against Kubernetes' own schema. No cluster is contacted. All
errors are reported in one run.

Exit codes: 0 valid, perhaps with warnings; 1 not valid.`,
		Example: `  wl validate
  wl validate -v --var-file prod.wlvars ./shop
  wl validate --kubernetes-version 1.34
  wl validate --format json`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir = dirOf(args)
			return a.validate(cmd.Context(), o)
		},
	}
	stackFlags(cmd.Flags(), &o.Sources)
	cmd.Flags().Var((*versionFlag)(&o.KubernetesVersion), "kubernetes-version", "hold the objects to this `version` of Kubernetes, such as 1.36, whatever the clusters' own is")
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "show every warning, list the objects by kind, and print the CronJobs' schedules in words")
	return cmd
}

func (a *app) validate(ctx context.Context, o validateOptions) error {
	o.Environment = os.Environ()
	c, invalid := engine.Compile(ctx, o.Sources)
	a.streams = a.streams.WithFiles(c.Files)
	out, options := a.streams.Err, a.streams.ErrOptions(ui.Text)
	if o.format == ui.JSON {
		out, options = a.streams.Out, a.streams.Options(ui.JSON)
	}
	options.Verbose = o.verbose
	if err := diagnostics.Write(out, c.Diagnostics, options); err != nil {
		return err
	}
	if invalid != nil || o.format == ui.JSON {
		return invalid
	}
	options = a.streams.Options(ui.Text)
	options.Verbose = o.verbose
	return reports.Valid(a.streams.Out, c.Stack.ID.Name, c.Stack.Clusters, options)
}

// versionFlag is a flag with a version of Kubernetes, of those that the language knows.
type versionFlag string

func (f *versionFlag) String() string { return string(*f) }
func (f *versionFlag) Type() string   { return "version" }

// Choices are the minor versions that the flag can name; their releases can be named, too.
func (f *versionFlag) Choices() []string { return lang.KubernetesVersions() }

// Set implements pflag.Value.
func (f *versionFlag) Set(text string) error {
	if known := f.Choices(); !lang.KnowsKubernetes(text) {
		return fmt.Errorf("wl knows the versions %s to %s: write one of them", known[0], known[len(known)-1])
	}
	*f = versionFlag(text)
	return nil
}
