package input

import (
	"path/filepath"
	"strings"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// lookBeside finds out which files of values in the stack's directory set the variables
// that have no value. What they set counts only where they are given.
func (r *resolver) lookBeside(dir string) {
	lacks := false
	for i := range r.Variables {
		v := &r.Variables[i]
		_, given := r.given[v.Name]
		_, optional := v.Default()
		lacks = lacks || !given && !optional
	}
	if !lacks {
		return
	}
	entries, err := r.tree.ReadDir(dir)
	if err != nil {
		return // reading the configuration has reported it
	}
	r.beside = make(map[string][]string)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".wlvars") || strings.HasSuffix(e.Name(), ".wlvars.json") {
			file := filepath.Join(dir, e.Name())
			for _, name := range r.setIn(file, dir) {
				r.beside[name] = append(r.beside[name], file)
			}
		}
	}
}

// setIn lists the variables that a file sets; none where it cannot be read, which is
// told to whoever gives it.
func (r *resolver) setIn(file, root string) []string {
	src, diags := syntax.ReadSource(r.tree, file, root)
	if diags.HasErrors() {
		return nil
	}
	f, diags := syntax.ParseValues(src, file)
	if diags.HasErrors() {
		return nil
	}
	attributes, diags := f.Body.JustAttributes()
	if diags.HasErrors() {
		return nil
	}
	var names []string
	for name := range attributes {
		names = append(names, name)
	}
	return names
}
