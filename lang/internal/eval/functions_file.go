package eval

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// files reads files for a module: paths are relative to its directory and may
// not leave the stack's.
type files struct{ Surroundings }

func (f *files) functions() map[string]function.Function {
	all := map[string]function.Function{
		"file":       text("path", f.noted),
		"filebase64": text("path", f.base64),
		"basename":   text("path", func(p string) (string, error) { return path.Base(p), nil }),
		"dirname":    text("path", func(p string) (string, error) { return path.Dir(p), nil }),
		"fileexists": f.existsFunc(),
		"fileset":    f.setFunc(),
		"manifests":  f.manifestsFunc(),
	}
	for name, digest := range digests() {
		all["file"+name] = text("path", func(p string) (string, error) {
			b, err := f.read(p)
			return digest(b), err
		})
	}
	return all
}

// read reads a file within the stack's directory.
func (f *files) read(name string) ([]byte, error) {
	at, err := f.locate(name)
	if err != nil {
		return nil, err
	}
	b, err := syntax.ReadFile(f.Tree, at)
	var special *disk.NotRegularError
	switch {
	case err == nil:
		return b, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("cannot read %s: there is no such file; paths are relative to the module's directory", name)
	case errors.As(err, &special):
		return nil, fmt.Errorf("cannot read %s: it is %s, and only regular files can be read", name, special.What())
	}
	return nil, fmt.Errorf("cannot read %s: %w", name, syntax.Reason(err))
}

func (f *files) locate(name string) (string, error) { return Locate(f.Tree, f.Dir, f.Root, name) }

// Locate finds what a path of a module means that is relative to the module's
// directory and may not leave root, the stack's. Symbolic links are resolved
// before it looks whether a path stays within the stack, so that a link leads
// nowhere either. What is obviously no path, but a file's text, is not quoted.
func Locate(t source.Tree, dir, root, name string) (string, error) {
	switch {
	case diag.IsText(name) && strings.ContainsAny(name, "\n\r"):
		return "", errors.New("it is a text with line breaks, not the name of a file. Pass the name itself, or remove the line break at its end with chomp()")
	case diag.IsText(name):
		return "", errors.New("it is a long text, not the name of a file. Pass the name itself")
	case filepath.IsAbs(name):
		return "", fmt.Errorf("%s is an absolute path; name a file within the stack's directory", name)
	}
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := t.Within(root, at); errors.As(err, new(*disk.OutsideError)) {
		return "", fmt.Errorf("%s is outside the stack's directory; move the file into it", name)
	} else if err != nil {
		return "", err
	}
	return at, nil
}

func (f *files) text(name string) (string, error) {
	b, err := f.read(name)
	if err == nil && !utf8.Valid(b) {
		err = fmt.Errorf("%s is not UTF-8; read it with filebase64", name)
	}
	return string(b), err
}

// noted is a file's text, of which it is remembered whose it is.
func (f *files) noted(name string) (string, error) {
	s, err := f.text(name)
	if at, found := f.locate(name); err == nil && found == nil {
		f.Read.Note(at, cty.NormalizeString(s))
	}
	return s, err
}

func (f *files) base64(name string) (string, error) {
	b, err := f.read(name)
	return base64.StdEncoding.EncodeToString(b), err
}

func (f *files) existsFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			at, err := f.locate(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			info, err := f.Tree.Stat(at)
			return cty.BoolVal(err == nil && info.Mode().IsRegular()), nil
		},
	})
}

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
			names, err := f.glob(begin, pattern, at)
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

// glob names files by their path from a directory. In one that is not there, it finds
// none: Git keeps none that is empty.
func (f *files) glob(dir, pattern, namedFrom string) ([]cty.Value, error) {
	switch info, err := f.Tree.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, syntax.Reason(err)
	case !info.IsDir():
		return nil, errors.New("it is no directory")
	}
	var names []cty.Value
	err := f.Tree.Walk(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		inside, errInside := filepath.Rel(dir, at)
		name, errName := filepath.Rel(namedFrom, at)
		if err := errors.Join(errInside, errName); err != nil {
			return err
		}
		if doublestar.MatchUnvalidated(pattern, filepath.ToSlash(inside)) && f.isFile(at, e) {
			names = append(names, cty.StringVal(filepath.ToSlash(name)))
		}
		return nil
	})
	if err != nil {
		return nil, syntax.Reason(err)
	}
	return names, nil
}

// isFile reports whether a file can be read as one, through links within the
// stack, too.
func (f *files) isFile(at string, e fs.DirEntry) bool {
	if e.Type().IsRegular() || e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := f.Tree.Stat(at)
	name, errName := filepath.Rel(f.Dir, at)
	if err := errors.Join(err, errName); err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, err = f.locate(name)
	return err == nil
}
