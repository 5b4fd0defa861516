package lang

import (
	"cmp"
	"context"
	"maps"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/readback"
)

// ReadBack is a stack that objects have been read back into.
type ReadBack struct {
	// Source is a file that compiles to the objects.
	Source []byte
	// InFull are the objects that are written out in full by blocks of the kind object,
	// because no block makes them, or none makes them as they are.
	InFull []InFull
}

// InFull is an object that no block makes.
type InFull struct {
	Ref object.Ref
	// Because is what its block makes differently; nil where its kind has no block.
	Because *Difference
	// Differs is what becomes another object even so, because wl labels all of its objects;
	// nil for nothing.
	Differs *Difference
}

// Difference is why what was read back is not the object.
type Difference struct {
	Field   object.Path     // the first that differs; the zero Path of an object that is not made
	Problem *hcl.Diagnostic // why it does not compile; nil where it does
}

// ReadObjects reads objects back into the blocks of a stack whose namespace is the given
// one: compiled, they are the same objects, but for the digest of what their Pods read, which goes by what is sensitive.
//
// What only the source has is not read back: variables, repetitions and modules, comments,
// what depends on what, lifecycle, which values are sensitive, and where several arguments
// say the same, which of them did. Logs that a collector gathers are read as the container
// and the volume that gather them.
func ReadObjects(ctx context.Context, objects []object.Manifest, stack object.Stack, namespace string) *ReadBack {
	s := readback.Settings{Stack: stack, Namespace: namespace}
	because := map[object.Ref]*Difference{}
	for units := readback.Units(objects, s); ; {
		file := readback.Write(units, s)
		wrong := differing(ctx, file, units)
		var next []*readback.Unit
		changed := false
		for i, u := range units {
			if len(wrong[i]) == 0 || u.IsInFull() {
				next = append(next, u)
				continue
			}
			changed = true
			whole := wrong[i][u.Objects[0].Ref]
			less := u.Less(maps.Keys(wrong[i]))
			for _, n := range less {
				because[n.Objects[0].Ref] = cmp.Or(wrong[i][n.Objects[0].Ref], whole)
			}
			next = append(next, less...)
		}
		if !changed || ctx.Err() != nil {
			return &ReadBack{Source: file.Source, InFull: inFull(units, because, wrong)}
		}
		units = next
	}
}

func inFull(units []*readback.Unit, because map[object.Ref]*Difference, wrong []map[object.Ref]*Difference) []InFull {
	var all []InFull
	for i, u := range units {
		if u.IsInFull() {
			all = append(all, InFull{Ref: u.Objects[0].Ref, Because: because[u.Objects[0].Ref], Differs: wrong[i][u.Objects[0].Ref]})
		}
	}
	return all
}

// differing compiles a file, and says of the objects of each unit that it does not become
// what is wrong with them. What does not compile is wrong as a whole.
func differing(ctx context.Context, file readback.File, units []*readback.Unit) []map[object.Ref]*Difference {
	c := Compile(ctx, ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: file.Source}}, Extent: Objects})
	wrong := make([]map[object.Ref]*Difference, len(units))
	for _, d := range c.Diagnostics {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			if i := file.At(d.Subject.Start.Line); i >= 0 && wrong[i] == nil {
				wrong[i] = map[object.Ref]*Difference{units[i].Objects[0].Ref: {Problem: d}}
			}
		}
	}
	if c.Diagnostics.HasErrors() {
		return wrong
	}
	made := map[object.Ref]map[string]any{}
	for _, m := range c.Stack.Clusters[0].Objects {
		made[m.Ref] = m.Content
	}
	for i, u := range units {
		for _, m := range u.Objects {
			if why := difference(readback.WithoutHash(m.Content), readback.WithoutHash(made[m.Ref])); why != nil {
				if wrong[i] == nil {
					wrong[i] = map[object.Ref]*Difference{}
				}
				wrong[i][m.Ref] = why
			}
		}
	}
	return wrong
}

// difference is the first between two objects; nil where they are the same.
func difference(wanted, made map[string]any) *Difference {
	if made == nil {
		return &Difference{}
	}
	changes, err := kubeschema.Diff(made, wanted)
	switch {
	case err != nil: // it is not of its kind's form
		return &Difference{}
	case len(changes) > 0:
		return &Difference{Field: changes[0].Path}
	}
	return nil
}
