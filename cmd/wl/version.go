package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/version"
)

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of wl",
		Example: `  wl version`,
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			return ui.Say(a.streams.Out, "%s", versionText())
		},
	}
}

// versionText says which wl this is.
func versionText() string {
	return fmt.Sprintf("wl %s (%s, %s/%s)", version.OfWL(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
