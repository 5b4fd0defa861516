package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// setFunc lists files whose path from a directory fits a pattern, in which ** stands for
// any directories and {a,b} for either of two. As in Terraform, the pattern continues the
// directory: it may begin with a slash, and lead out of the directory, but not of the stack.
func (f *files) setFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			at, err := f.locate(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			pattern, from := path.Clean(strings.TrimLeft(args[1].AsString(), "/")), args[0].AsString()
			for rest, up := strings.CutPrefix(pattern, "../"); up; rest, up = strings.CutPrefix(pattern, "../") {
				pattern, from = rest, path.Join(from, "..")
			}
			if !doublestar.ValidatePattern(pattern) {
				return cty.NilVal, function.NewArgErrorf(1, "is not a valid pattern: a bracket is not closed. Close it, or escape it with a backslash")
			}
			begin, err := f.locate(from)
			if err != nil {
				return cty.NilVal, function.NewArgError(1, err)
			}
			names, err := (&found{files: f, pattern: pattern, from: begin, namedFrom: at}).all()
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "cannot list the files of %s: %w", from, err)
			}
			if len(names) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(names), nil
		},
	})
}

// maxLinks is how many links to directories one call follows: links to each other could make
// any number of paths.
const maxLinks = 1_000

// found are the files that fit a pattern, by their paths from a directory.
type found struct {
	*files
	pattern   string
	from      string // where the pattern begins
	namedFrom string
	names     []cty.Value
	within    []string // the directories that links led to, by their real paths; the first is from
	links     int
}

// all lists them. In a directory that is not there, it finds none: Git keeps none that is
// empty.
func (f *found) all() ([]cty.Value, error) {
	switch info, err := f.Tree.Stat(f.from); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, syntax.Reason(err)
	case !info.IsDir():
		return nil, errors.New("it is no directory")
	}
	if err := f.below(f.from); err != nil {
		return nil, syntax.Reason(err)
	}
	return f.names, nil
}

// below goes through a directory, and through those that links in it lead to.
func (f *found) below(dir string) error {
	f.within = append(f.within, f.Tree.Real(dir))
	defer func() { f.within = f.within[:len(f.within)-1] }()
	return f.Tree.Walk(dir, func(at string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || e.IsDir():
			return err
		case f.leadsOn(at, e):
			if f.links++; f.links > maxLinks {
				return fmt.Errorf("more than %d symbolic links to directories are in it. Name a directory that has fewer", maxLinks)
			}
			return f.below(at)
		}
		return f.file(at, e)
	})
}

// file takes a file that fits.
func (f *found) file(at string, e fs.DirEntry) error {
	inside, errInside := filepath.Rel(f.from, at)
	name, errName := filepath.Rel(f.namedFrom, at)
	if err := errors.Join(errInside, errName); err != nil {
		return err
	}
	if doublestar.MatchUnvalidated(f.pattern, filepath.ToSlash(inside)) && f.isFile(at, e) {
		f.names = append(f.names, cty.StringVal(filepath.ToSlash(name)))
	}
	return nil
}

// leadsOn reports whether something is a link to another directory of the stack: to none
// that it is reached through itself, which would have no end.
func (f *found) leadsOn(at string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := f.Tree.Stat(at)
	if err != nil || !info.IsDir() || !f.inStack(at) {
		return false
	}
	to := f.Tree.Real(at)
	return !slices.ContainsFunc(append([]string{f.Tree.Real(filepath.Dir(at))}, f.within...), func(reached string) bool {
		inside, err := filepath.Rel(to, reached)
		return err == nil && filepath.IsLocal(inside)
	})
}

// isFile reports whether a file can be read as one, through links within the stack, too.
func (f *found) isFile(at string, e fs.DirEntry) bool {
	if e.Type().IsRegular() || e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := f.Tree.Stat(at)
	return err == nil && info.Mode().IsRegular() && f.inStack(at)
}

func (f *found) inStack(at string) bool {
	name, err := filepath.Rel(f.Dir, at)
	if err != nil {
		return false
	}
	_, err = f.locate(name)
	return err == nil
}
