package architecture

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// What the packages for other modules name in their exported signatures, those
// modules can name, too: a type of an internal package has an alias in a public
// one, and so has whatever its own fields and methods name.
func TestPublicSignatures(t *testing.T) {
	public := publicPackages(t)
	s := signatures{aliased: map[*types.TypeName]bool{}, seen: map[*types.TypeName]bool{}}
	for _, p := range public {
		for _, name := range p.Scope().Names() {
			if o, ok := p.Scope().Lookup(name).(*types.TypeName); ok && o.Exported() && o.IsAlias() {
				if named, ok := types.Unalias(o.Type()).(*types.Named); ok {
					s.aliased[named.Obj()] = true
				}
			}
		}
	}
	for _, p := range public {
		for _, name := range p.Scope().Names() {
			if o := p.Scope().Lookup(name); o.Exported() {
				s.visit(p.Path()+"."+name, o.Type())
			}
		}
	}
	for _, wrong := range s.hidden {
		t.Errorf("%s: no other module can name it; give it an alias in wl.go", wrong)
	}
	if len(s.aliased) == 0 || len(s.seen) < 100 {
		t.Errorf("%d aliases and %d types were found: this test looks at nothing", len(s.aliased), len(s.seen))
	}
}

// signatures walks types by what another module can reach of them.
type signatures struct {
	aliased map[*types.TypeName]bool // internal types that have a public name
	seen    map[*types.TypeName]bool
	hidden  []string
}

func (s *signatures) visit(where string, t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		s.named(where, t)
	case *types.Pointer:
		s.visit(where, t.Elem())
	case *types.Slice:
		s.visit(where, t.Elem())
	case *types.Array:
		s.visit(where, t.Elem())
	case *types.Chan:
		s.visit(where, t.Elem())
	case *types.Map:
		s.visit(where, t.Key())
		s.visit(where, t.Elem())
	case *types.Signature:
		for v := range t.Params().Variables() {
			s.visit(where, v.Type())
		}
		for v := range t.Results().Variables() {
			s.visit(where, v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() {
				s.visit(where+"."+f.Name(), f.Type())
			}
		}
	case *types.Interface:
		for m := range t.Methods() {
			if m.Exported() {
				s.visit(where+"."+m.Name(), m.Type())
			}
		}
	}
}

func (s *signatures) named(where string, t *types.Named) {
	for a := range t.TypeArgs().Types() {
		s.visit(where, a)
	}
	o := t.Obj()
	if s.seen[o] || o.Pkg() == nil || !within(o.Pkg().Path(), []string{module}) {
		return
	}
	s.seen[o] = true
	if strings.Contains(o.Pkg().Path(), "/internal/") && !s.aliased[o] {
		s.hidden = append(s.hidden, fmt.Sprintf("%s names %s.%s", where, o.Pkg().Path(), o.Name()))
	}
	where = o.Pkg().Name() + "." + o.Name()
	s.visit(where, t.Underlying())
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() { // those of embedded types, too
		if m.Obj().Exported() {
			s.visit(where+"."+m.Obj().Name(), m.Type())
		}
	}
}

// publicPackages are those that other modules may import: lang, plan, apply and
// state with what is below them, and the names that they have in common.
func publicPackages(t *testing.T) []*types.Package {
	t.Helper()
	lookAtSources(t)
	roots := []string{"lang", "plan", "apply", "state"}
	patterns := []string{strings.TrimSuffix(module, "/")}
	for _, r := range roots {
		patterns = append(patterns, module+r+"/...")
	}
	exports := map[string]string{}
	var public []string
	command := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export,DepOnly"}, patterns...)...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Export string
			DepOnly            bool
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly && !strings.Contains(p.ImportPath, "/internal/") {
			public = append(public, p.ImportPath)
		}
	}
	if !slices.Contains(public, module+"apply/rollout") {
		t.Fatalf("only %s were found", public)
	}
	from := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	packages := make([]*types.Package, len(public))
	for i, path := range public {
		if packages[i], err = from.Import(path); err != nil {
			t.Fatal(err)
		}
	}
	return packages
}
