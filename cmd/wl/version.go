package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
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
	return fmt.Sprintf("wl %s (%s, %s/%s)", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// version is the module's version, or the commit of a build from a clone, as
// the Go toolchain recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
