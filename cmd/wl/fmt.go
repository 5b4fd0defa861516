package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/lang"
)

type fmtOptions struct {
	dir                    string
	check, diff, recursive bool
}

func newFmtCommand(a *app) *cobra.Command {
	var o fmtOptions
	cmd := &cobra.Command{
		Use:   "fmt [DIR]",
		Short: "Format the files of a stack",
		Long: `Rewrites *.wl.hcl and *.wlvars files in the canonical format, and prints the names
of the files that it changed, with --diff also the changes: of *.wlvars without the
values. A file with syntax errors is reported and not changed. The modules of a stack are in directories of
their own: --recursive formats them as well. Symbolic links are skipped: their
targets are formatted where they are.

Exit codes: 0 success; 1 a file cannot be read or written; with --check, 2: a file
is not formatted.`,
		Example: `  wl fmt
  wl fmt --recursive ./shop
  wl fmt --check --diff`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = dirOf(cmd, args)
			return o.fmt(cmd.Context(), a)
		},
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "change nothing; exit with 2 if something is not formatted")
	cmd.Flags().BoolVar(&o.diff, "diff", false, "print the changes, with --check those that would be made")
	cmd.Flags().BoolVarP(&o.recursive, "recursive", "r", false, "also format the directories below")
	return cmd
}

func (o fmtOptions) fmt(ctx context.Context, a *app) error {
	files, err := formattable(o)
	if err != nil {
		return err
	}
	result := exitDone
	for _, file := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		changed, err := o.formatFile(ctx, a, file)
		switch {
		case errors.Is(err, errDiagnosed):
			result = exitFailed
		case err != nil:
			return err
		case changed:
			if o.check && result == exitDone {
				result = exitFound
			}
		}
	}
	if result != exitDone {
		return result
	}
	return nil
}

// errDiagnosed means that a file cannot be read, and that this has been printed.
var errDiagnosed = errors.New("not formatted")

// formatFile formats one file, and prints its name if there was something to change and it
// was changed.
func (o fmtOptions) formatFile(ctx context.Context, a *app, file string) (changed bool, err error) {
	source, diagnostics := lang.ReadSource(file)
	if diagnostics.HasErrors() {
		return false, a.diagnosed(diagnostics, nil)
	}
	formatted, diagnostics := lang.Format(source, file)
	if diagnostics.HasErrors() {
		return false, a.diagnosed(diagnostics, quotable(source, file))
	}
	if bytes.Equal(source, formatted) {
		return false, nil
	}
	if !o.check {
		if err := finish(ctx, func() error { return disk.Rewrite(file, formatted) }); err != nil {
			return false, notWritten(file, err)
		}
	}
	return true, o.report(a, file, source, formatted)
}

// notWritten is why a file was not formatted, without saying its name twice.
func notWritten(file string, err error) error {
	if reason := new(fs.PathError); errors.As(err, &reason) && reason.Path == file {
		err = reason.Err
	}
	return fact.NewError(err, usage.FormatUnwritten, fact.Args{"path": file})
}

// report prints the name of a file that was changed, or would be, and what of it.
func (o fmtOptions) report(a *app, file string, source, formatted []byte) error {
	if err := ui.Say(a.streams.Out, "%s", file); err != nil || !o.diff {
		return err
	}
	return ui.Lines(a.streams.Out, changes(file, source, formatted))
}

// quotable are the sources that messages about a file may quote.
func quotable(source []byte, file string) map[string]*hcl.File {
	if lines := lang.Quotable(source, file); lines != nil {
		return map[string]*hcl.File{file: {Bytes: lines}}
	}
	return nil
}

// diagnosed prints why a file is left as it is.
func (a *app) diagnosed(found hcl.Diagnostics, sources map[string]*hcl.File) error {
	return cmp.Or(diagnostics.Write(a.streams.Err, found, a.streams.WithFiles(sources).ErrOptions(ui.Text)), errDiagnosed)
}

// formattable lists the files to format, in the order of their paths. Hidden
// directories are left out, and so are symbolic links, which may lead anywhere.
func formattable(o fmtOptions) ([]string, error) {
	root := o.dir
	info, err := os.Stat(root)
	switch reason := new(fs.PathError); {
	case errors.As(err, &reason):
		return nil, fact.NewError(reason.Err, usage.FormatUnreadable, fact.Args{"path": root})
	case info.IsDir():
		root += string(filepath.Separator) // or a link to a directory would not be entered
	case !isFormattable(root):
		return nil, fact.NewError(nil, usage.FormatOther, fact.Args{"path": root})
	}
	var files []string
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == root && entry.IsDir():
			return nil
		case entry.IsDir() && (!o.recursive || strings.HasPrefix(entry.Name(), ".")):
			return filepath.SkipDir
		case path == root, !entry.IsDir() && isFormattable(path) && isRead(entry):
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

// isRead reports whether a file that nobody has named is one of those that commands read, and
// in its own place.
func isRead(entry fs.DirEntry) bool {
	return !strings.HasPrefix(entry.Name(), ".") && entry.Type()&fs.ModeSymlink == 0
}

func isFormattable(file string) bool {
	return strings.HasSuffix(file, ".wl.hcl") || strings.HasSuffix(file, ".wlvars")
}
