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
			names, err := (&found{files: f, pattern: pattern, under: alternatives(pattern, nil), from: begin, namedFrom: at}).all()
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
	under     []string // the same without braces; nil where that would be too many
	from      string   // where the pattern begins
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

// below goes through a directory, and through those that links in it lead to, as far as the
// pattern reaches.
func (f *found) below(dir string) error {
	f.within = append(f.within, f.Tree.Real(dir))
	defer func() { f.within = f.within[:len(f.within)-1] }()
	return f.Tree.Walk(dir, func(at string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && !f.reaches(at):
			return fs.SkipDir
		case e.IsDir():
			return nil
		case e.Type()&fs.ModeSymlink != 0 && f.reaches(at) && f.leadsOn(at):
			if f.links++; f.links > maxLinks {
				return fmt.Errorf("more than %d symbolic links to directories are in it. Name a directory that has fewer", maxLinks)
			}
			return f.below(at)
		}
		return f.file(at, e)
	})
}

// reaches reports whether what is below a directory may fit the pattern.
func (f *found) reaches(dir string) bool {
	inside, err := filepath.Rel(f.from, dir)
	if err != nil || inside == "." || f.under == nil {
		return true
	}
	steps := strings.Split(filepath.ToSlash(inside), "/")
	return slices.ContainsFunc(f.under, func(pattern string) bool { return leadsBelow(pattern, steps) })
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

// leadsOn reports whether a link leads to another directory of the stack: to none that it is
// reached through itself, which would have no end.
func (f *found) leadsOn(at string) bool {
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

// leadsBelow reports whether a pattern without braces can fit something below the directory
// that steps lead to.
func leadsBelow(pattern string, steps []string) bool {
	for _, step := range steps {
		segment, rest, more := nextSegment(pattern)
		switch {
		case segment == "**" || !more && rest != "":
			return true
		case !more || !doublestar.MatchUnvalidated(segment+"/-", step+"/-"): // at the end of a name, *** fits nothing
			return false
		}
		pattern = rest
	}
	return true
}

// nextSegment splits a pattern without braces at its first slash. There is none to tell where a
// class or a backslash may stand for one: then all of the pattern is the rest, and no more is
// known.
func nextSegment(pattern string) (segment, rest string, more bool) {
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '/':
			return pattern[:i], pattern[i+1:], true
		case c == '\\' && strings.HasPrefix(pattern[i+1:], "/"):
			return "", pattern, false
		case c == '\\':
			i++
		case c == '[':
			end := endOfClass(pattern, i)
			if end < 0 || doublestar.MatchUnvalidated(pattern[i:end], "/") {
				return "", pattern, false
			}
			i = end - 1
		}
	}
	return pattern, "", false
}

// Limits of what is taken apart into patterns without braces; with anything longer, all is
// looked at.
const (
	maxAlternatives = 200
	maxBraced       = 1_000 // bytes
)

// alternatives adds to patterns what one with braces stands for; nil where that is too much.
func alternatives(pattern string, to []string) []string {
	begin, commas, end := braces(pattern)
	if begin < 0 {
		return append(to, pattern)
	}
	if end < 0 || len(pattern) > maxBraced || len(to)+len(commas) > maxAlternatives {
		return nil
	}
	from := begin + 1
	for _, comma := range append(commas, end) {
		to = alternatives(pattern[:begin]+pattern[from:comma]+pattern[end+1:], to)
		if to == nil || len(to) > maxAlternatives {
			return nil
		}
		from = comma + 1
	}
	return to
}

// braces finds the first braces of a pattern, and the commas in them that are in no others.
func braces(pattern string) (begin int, commas []int, end int) {
	begin = -1
	depth := 0
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '[':
			if i = endOfClass(pattern, i) - 1; i < 0 {
				return begin, nil, -1
			}
		case c == '{':
			if depth++; begin < 0 {
				begin = i
			}
		case c == ',' && depth == 1:
			commas = append(commas, i)
		case c == '}' && depth == 1:
			return begin, commas, i
		case c == '}' && depth > 0:
			depth--
		}
	}
	return begin, nil, -1
}

// endOfClass is where a class ends that begins at a place of a pattern; negative where it does
// not.
func endOfClass(pattern string, at int) int {
	for i := at + 1; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case ']':
			return i + 1
		}
	}
	return -1
}
