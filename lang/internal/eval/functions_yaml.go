package eval

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/kubeyaml"
)

// yamlFunctions read YAML as Kubernetes does.
func yamlFunctions(sources *kubeyaml.Sources) map[string]function.Function {
	return map[string]function.Function{
		"yamldecode":    decoding("src", sources.Decode),
		"yamldecodeall": decoding("src", sources.DecodeAll),
	}
}

// decoding makes a function from a text to what it stands for.
func decoding(parameter string, decode func(string) (cty.Value, error)) function.Function {
	return numeric(function.New(&function.Spec{
		Params: []function.Parameter{{Name: parameter, Type: cty.String}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return decode(args[0].AsString()) },
	}))
}

// manifestsFunc reads the Kubernetes objects of a file, or of the files of a
// directory, by their keys.
func (f *files) manifestsFunc() function.Function {
	return decoding("path", func(name string) (cty.Value, error) {
		names, err := f.manifestFiles(name)
		if err != nil {
			return cty.NilVal, err
		}
		var all []*kubeyaml.Object
		for _, name := range names {
			b, err := f.read(name)
			if err != nil {
				return cty.NilVal, err
			}
			at, _ := f.locate(name) // read has found it
			if !utf8.Valid(b) {
				return cty.NilVal, fmt.Errorf("%s is not UTF-8. Save it as UTF-8", at)
			}
			objects, err := f.Read.Objects(at, string(b))
			if err != nil {
				return cty.NilVal, err
			}
			all = append(all, objects...)
		}
		return f.Read.Manifests(all, func(v cty.Value) cty.Value { return v.Mark(Sensitive) })
	})
}

// manifestFiles are the file itself, or those of a directory that can hold
// manifests, by their names.
func (f *files) manifestFiles(name string) ([]string, error) {
	at, err := f.locate(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Tree.Stat(at)
	if err != nil || !info.IsDir() {
		return []string{name}, nil // reading it says what is wrong
	}
	entries, err := f.Tree.ReadDir(at)
	if err != nil {
		return nil, fmt.Errorf("cannot list %s. Check its permissions", name)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && isManifest(e.Name()) {
			names = append(names, path.Join(filepath.ToSlash(name), e.Name()))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("the directory %s has no file whose name ends in .yaml, .yml or .json. Name a directory that has one", name)
	}
	return names, nil
}

// isManifest reports whether a file of a directory is read: hidden ones are not,
// and neither is configuration.
func isManifest(name string) bool {
	return !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, ".wl.hcl.json") &&
		slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name))
}
