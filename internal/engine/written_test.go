package engine

import (
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang"
)

// Which stack it is does not depend on the order in which files are looked at.
func TestWritten(t *testing.T) {
	const first, second = "stack \"a\" {\n  namespace = \"one\"\n  state { backend = \"file\" }\n}\n", "stack \"b\" { namespace = \"two\" }\n"
	for name, c := range map[string]struct {
		files   map[string]string
		stack   string
		inFiles bool
	}{
		"two":             {map[string]string{"a.wl.hcl": first, "b.wl.hcl": second}, "a", true},
		"the other first": {map[string]string{"b.wl.hcl": first, "a.wl.hcl": second}, "b", false},
		"beside another":  {map[string]string{"a.wl.hcl": "locals {}\n", "b.wl.hcl": second}, "b", false},
		"none":            {map[string]string{"a.wl.hcl": "locals {}\n"}, "", false},
	} {
		compiled := Compiled{Compilation: &lang.Compilation{Files: map[string]*hcl.File{}}}
		for file, src := range c.files {
			compiled.Files[file] = &hcl.File{Bytes: []byte(src)}
		}
		for range 20 {
			if of, inFiles := compiled.Written(); of.Name != c.stack || inFiles != c.inFiles {
				t.Fatalf("%s: %+v, %t", name, of, inFiles)
			}
		}
	}
}
