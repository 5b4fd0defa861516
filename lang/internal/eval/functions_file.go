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
