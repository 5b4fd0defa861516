package main

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/lang"
)

type validateOptions struct {
	engine.Sources
	format  ui.Format
	verbose bool
	stacks  severalStacks
}

func newValidateCommand(a *app) *cobra.Command {
	var o validateOptions
	cmd := &cobra.Command{
		Use:   "validate [DIR...]",
		Short: "Check the configuration, offline",
		Long: `Checks every file of the stack: syntax, names, types, limits, references, and the
resulting objects against Kubernetes' own schema. No cluster is contacted. All
errors are reported in one run, also of several directories, or of all stacks below
one with --recursive.

Exit codes: 0 valid, perhaps with warnings; 1 not valid.`,
		Example: `  wl validate
  wl validate -v --var-file prod.wlvars ./shop
  wl validate --kubernetes-version 1.34
  wl validate --recursive
  wl validate --format json`,
		Annotations: severalDirs(),
		Args:        dirsOnce,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.stacks.dirs = dirsOf(cmd, args)
			return o.validate(cmd.Context(), a)
		},
	}
	stackFlags(cmd.Flags(), &o.Sources)
	o.stacks.addFlags(cmd)
	cmd.Flags().Var((*versionFlag)(&o.KubernetesVersion), "kubernetes-version", "hold the objects to this `version` of Kubernetes, such as 1.36, whatever the clusters' own is")
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "show every warning, count the objects by kind, and print the CronJobs' schedules in words")
	return cmd
}

func (o validateOptions) validate(ctx context.Context, a *app) error {
	dirs, err := o.stacks.find()
	if err != nil {
		return err
	}
	o.Environment = os.Environ()
	found, files, invalid := hcl.Diagnostics(nil), map[string]*hcl.File{}, error(nil)
	var valid bytes.Buffer
	options := a.streams.Options(ui.Text)
	options.Verbose = o.verbose
	err = repository.Compile(ctx, dirs, o.Sources, func(c repository.Compiled) error {
		found, invalid = append(found, c.Diagnostics...), cmp.Or(invalid, c.Err)
		maps.Copy(files, c.Files)
		if c.Err != nil || o.format == ui.JSON {
			return nil
		}
		return reports.Valid(&valid, c.Stack.ID.Name, c.Stack.Clusters, options)
	})
	if err != nil {
		return err
	}
	a.streams = a.streams.WithFiles(files)
	if invalid != nil { // what is wrong is said last
		return cmp.Or(ui.Write(a.streams.Out, valid.Bytes()), o.report(a, found), invalid)
	}
	return cmp.Or(o.report(a, found), ui.Write(a.streams.Out, valid.Bytes()))
}

// report writes what the compiler says: as JSON it is the output itself.
func (o validateOptions) report(a *app, found hcl.Diagnostics) error {
	out, options := a.streams.Err, a.streams.ErrOptions(ui.Text)
	if o.format == ui.JSON {
		out, options = a.streams.Out, a.streams.Options(ui.JSON)
	}
	options.Verbose = o.verbose
	return diagnostics.Write(out, found, options)
}

// versionFlag is a flag with a version of Kubernetes, of those that the language knows.
type versionFlag string

func (f *versionFlag) String() string { return string(*f) }
func (f *versionFlag) Type() string   { return "version" }

// Choices are the minor versions that the flag can name; their releases can be named, too.
func (f *versionFlag) Choices() []string { return lang.KubernetesVersions() }

// Set implements pflag.Value.
func (f *versionFlag) Set(text string) error {
	if !lang.KnowsKubernetes(text) {
		return fact.NewError(nil, usage.ExpectChoice, fact.Args{"choices": f.Choices()})
	}
	*f = versionFlag(text)
	return nil
}
