package conceal

import (
	"bytes"
	"regexp"
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/schema/table"
)

var (
	// heading is the first line of a block of a file.
	heading = regexp.MustCompile(`^([a-z_]+)([ \t]+"[\w.-]+")?[ \t]*\{[ \t\r]*$`)
	// begun is the beginning of such a line, whatever follows the brace.
	begun = regexp.MustCompile(`^([a-z_]+)([ \t]+"[\w.-]+")?[ \t]*\{`)
	// reference begins a line within a block with what names a secret there.
	reference = regexp.MustCompile(`^[ \t]+secret[ \t]*[={:]`)
	// labelled is the first line of a block with a label.
	labelled = regexp.MustCompile(`^\s*[a-z_]+[ \t]+"[^"]*"[ \t]*\{[ \t\r]*$`)
	// ofYAML begins a line with a name as YAML gives a value to it.
	ofYAML = regexp.MustCompile(`^\s*([A-Za-z_][\w-]*)[ \t]*:`)
	// given begins a line that gives a value to a name, in whatever way.
	given = regexp.MustCompile(`^\s*"?([A-Za-z_][\w-]*)"?[ \t]*[={:]`)
)

// heads reports whether a line is the first one of a block, and tells nothing, where it is unknown which
// block the line is in. What strayed out of one ends there.
func (s *suspects) heads(line []byte, start int) bool {
	if s.kind == "" && s.after == "" && s.referred == 0 || s.inHeredoc(start) {
		return false
	}
	m := heading.FindSubmatch(line)
	if m == nil || !isTop(string(m[1])) {
		return false
	}
	depth := s.braces.before(start)
	switch {
	case depth <= 0 && s.stray:
		s.kind, s.stray, s.after, s.referred = "", false, "", 0
	case depth <= 0 && s.kind == "":
		s.after, s.referred = "", 0
	}
	return depth >= unknownDepth && s.kind != ""
}

// strays reports whether a line that is in no block gives a value to a name, after the end of a block that may
// hold sensitive ones: the end may be one brace too early.
func (s *suspects) strays(line []byte, start int) bool {
	if s.after == "" || s.after == "locals" || isDeclared(s.after) && !s.marked || s.braces.before(start) > 0 {
		return false
	}
	m := given.FindSubmatch(line)
	return m != nil && !isTop(string(m[1]))
}

// sections are the parts of a file from the first line of a block to that of the next one, with what strayed
// out of the block. The first is what stands before all blocks.
type sections []struct {
	at   int
	says bool // that something is sensitive
}

func sectionsOf(src []byte, heredocs []hcl.Range) sections {
	all, texts := make(sections, 1), suspects{heredocs: heredocs}
	for start := 0; start < len(src); {
		end := lineEnd(src, start)
		line := src[start:end]
		if m := begun.FindSubmatch(line); m != nil && isTop(string(m[1])) && !texts.inHeredoc(start) {
			all = append(all, struct {
				at   int
				says bool
			}{at: start})
		}
		if markerIn(line) >= 0 {
			all[len(all)-1].says = true
		}
		start = end + 1
	}
	return all
}

// marked reports whether the section that a place is in says that something is sensitive.
func (s sections) marked(at int) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].at > at }) - 1
	return i >= 0 && s[i].says
}

func isTop(name string) bool {
	_, is := table.Root().Block(name)
	return is
}

// closes reports whether a line may end the block that the lines are in: what has no data in it ends
// anywhere, and all else at the margin.
func (s *suspects) closes(line []byte, start int) bool {
	if s.reference && s.braces.before(start) <= s.base+1 {
		s.reference = refers(line)
	}
	inner := bytes.TrimLeft(line, " \t")
	return len(inner) > 0 && inner[0] == '}' && (s.reference || len(inner) == len(line))
}

// refers reports whether a line in a reference to a secret, or after one, gives no value to what may be meant
// to be data.
func refers(line []byte) bool {
	if m := given.FindSubmatch(line); m != nil {
		name := string(m[1])
		return isLanguage(name) && !isData(name) && !slices.Contains([]string{"value", "default", "token", "key"}, name)
	}
	return len(bytes.Trim(line, " \t\r{}[]()")) == 0 || labelled.Match(line)
}
