package eval

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// files reads files for a module: paths are relative to its directory and may
// not leave the stack's.
type files struct {
	dir, root string
	sources   *kubeyaml.Sources
}

func (f *files) functions(others map[string]function.Function) map[string]function.Function {
	all := map[string]function.Function{
		"file":         text("path", f.noted),
		"filebase64":   text("path", f.base64),
		"basename":     text("path", func(p string) (string, error) { return path.Base(p), nil }),
		"dirname":      text("path", func(p string) (string, error) { return path.Dir(p), nil }),
		"fileexists":   f.existsFunc(),
		"fileset":      f.setFunc(),
		"templatefile": f.templateFunc(others),
		"manifests":    f.manifestsFunc(),
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
	b, err := syntax.ReadFile(at)
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

func (f *files) locate(name string) (string, error) { return Locate(f.dir, f.root, name) }

// Locate finds what a path of a module means that is relative to the module's
// directory and may not leave root, the stack's. Symbolic links are resolved
// before it looks whether a path stays within the stack, so that a link leads
// nowhere either.
func Locate(dir, root, name string) (string, error) {
	if filepath.IsAbs(name) {
		return "", fmt.Errorf("%s is an absolute path; name a file within the stack's directory", name)
	}
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := disk.Within(root, at); errors.As(err, new(*disk.OutsideError)) {
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
		f.sources.Note(at, cty.NormalizeString(s))
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
			info, err := os.Stat(at)
			return cty.BoolVal(err == nil && info.Mode().IsRegular()), nil
		},
	})
}

// setFunc lists files whose path within a directory fits a pattern, in which
// ** stands for any directories and {a,b} for either of two.
func (f *files) setFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			at, err := f.locate(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			names, err := f.glob(at, path.Clean(args[1].AsString()))
			if err != nil {
				return cty.NilVal, function.NewArgError(1, err)
			}
			if len(names) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(names), nil
		},
	})
}

func (f *files) glob(dir, pattern string) ([]cty.Value, error) {
	if !doublestar.ValidatePattern(pattern) {
		return nil, errors.New("is not a valid pattern: a bracket is not closed. Close it, or escape it with a backslash")
	}
	var names []cty.Value
	err := filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if doublestar.MatchUnvalidated(pattern, name) && f.isFile(at, e) {
			names = append(names, cty.StringVal(name))
		}
		return nil
	})
	return names, err
}

// isFile reports whether a file can be read as one, through links within the
// stack, too.
func (f *files) isFile(at string, e fs.DirEntry) bool {
	if e.Type().IsRegular() || e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := os.Stat(at)
	name, errName := filepath.Rel(f.dir, at)
	if err := errors.Join(err, errName); err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, err = f.locate(name)
	return err == nil
}

// templateFunc renders a file. Templates call the other functions, but no
// template files in turn.
func (f *files) templateFunc(functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "vars", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			src, err := f.text(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return render(src, args[0].AsString(), args[1], functions)
		},
	})
}

func templateStringFunc(functions map[string]function.Function) function.Function {
	functions = maps.Clone(functions)
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "template", Type: cty.String}, {Name: "vars", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return render(args[0].AsString(), "template", args[1], functions)
		},
	})
}

func render(src, name string, vars cty.Value, functions map[string]function.Function) (cty.Value, error) {
	if t := vars.Type(); !t.IsObjectType() && !t.IsMapType() {
		return cty.NilVal, function.NewArgErrorf(1, "must be an object with the template's variables")
	}
	if diags := syntax.CheckTemplate([]byte(src), name); diags.HasErrors() {
		return cty.NilVal, diags[0]
	}
	template, diags := hclsyntax.ParseTemplate([]byte(src), name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, syntax.Escaping(diags, []byte(src))[0]
	}
	ctx := &hcl.EvalContext{Variables: vars.AsValueMap(), Functions: functions}
	for _, t := range template.Variables() {
		if _, ok := ctx.Variables[t.RootName()]; !ok {
			return cty.NilVal, fmt.Errorf("%s uses the variable %q, which is not passed; the call passes %s. Pass it, or write $${%s} for the literal text ${%s}", name, t.RootName(),
				strings.Join(slices.Sorted(maps.Keys(ctx.Variables)), ", "), t.RootName(), t.RootName())
		}
	}
	v, diags := template.Value(ctx)
	if diags.HasErrors() {
		first := presentable(diags, template, template.Variables(), ctx)[0]
		first.Detail = strings.TrimSuffix(first.Detail, ".") // a sentence goes around it
		return cty.NilVal, first
	}
	return v, nil
}
