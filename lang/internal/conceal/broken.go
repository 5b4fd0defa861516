package conceal

import (
	"bytes"
	"cmp"
	"regexp"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is the first line of a block of a file that cannot be parsed, also of one that is meant to be a secret.
var block = regexp.MustCompile(`^\s*(secret|object|variable|output|module|locals)\b|^\w*[sS]ecrets?\b`)

// suspectsIn are the places, in a file that cannot be parsed, of all values of blocks
// that may hold sensitive ones.
func suspectsIn(src []byte) []hcl.Range {
	places := calls(src)
	s := suspects{braces: bracesOf(src), heredocs: heredocsOf(src), manifests: bytes.Contains(src, []byte(`"Secret"`)), mentioned: mentionsSecrets(src)}
	s.sections = sectionsOf(src, s.heredocs)
	for start := 0; start < len(src); {
		end := lineEnd(src, start)
		if at := s.line(src[start:end], start); at >= 0 {
			places = append(places, stretch(start+at, end))
		}
		start = end + 1
	}
	return places
}

// suspects follows the blocks that may hold sensitive values through a file that cannot be parsed, line by line.
type suspects struct {
	braces braces
	kind   string // of the block that the lines are in; empty outside of one
	base   int    // how deep in braces the block is
	// reference means that the block only names a secret so far. The last one was so deep in braces, plus one.
	reference bool
	referred  int
	// after is the kind of the block that ended last; stray means that what is after its end may be meant to be in it.
	after string
	stray bool
	// sections tell of the file's blocks, and marked of the one that began last, whether a word says that it is sensitive.
	sections sections
	marked   bool
	// heredocs are where no line names a value, in order and apart.
	heredocs []hcl.Range
	// manifests means that there may be one of a Secret in locals.
	manifests bool
	// mentioned are secrets: what is at the top of the file and has the name of what they hold may be of one.
	mentioned bool
}

// line is where in a line that may be sensitive begins; -1 where nothing is.
func (s *suspects) line(line []byte, start int) int {
	end, header := start+len(line), block.FindSubmatch(line)
	if header != nil && string(header[1]) == "locals" && !s.manifests {
		header = nil
	}
	if s.heads(line, start) {
		return -1
	}
	if s.kind == "" {
		return s.outside(line, start, header)
	}
	switch {
	case s.closes(line, start) && s.end(end):
		return -1
	case len(bytes.Trim(line, " \t\r{}[]()")) == 0:
		return -1
	case s.keyed(start), s.inHeredoc(start):
		return 0
	case s.kind == "module" && itself.Match(line): // the others may be of sensitive variables
		return bytes.IndexAny(line, "{[(")
	}
	return afterName(line)
}

// outside is the same for a line that is in no block which may hold sensitive values.
func (s *suspects) outside(line []byte, start int, header [][]byte) int {
	switch {
	case header != nil:
		s.begin(line, start, string(header[1]))
		return afterHeader(line)
	case s.mentioned && loose.Match(line) && s.braces.before(start) <= 0: // the header is missing
		s.kind, s.base = "secret", s.braces.before(start)
		return afterName(line)
	case meantSecret(line):
		s.open(line, start)
		return afterName(line)
	case s.braces.before(start) < s.referred && !refers(line):
		s.open(line, start)
		return afterName(line)
	case s.strays(line, start):
		s.kind, s.base, s.stray = s.after, s.braces.before(start)-1, true
		return afterName(line)
	}
	return markerIn(line)
}

// begin follows the block that a line begins.
func (s *suspects) begin(line []byte, start int, kind string) {
	s.kind, s.base, s.reference = cmp.Or(kind, "secret"), s.braces.before(start), reference.Match(line)
	s.marked = s.sections.marked(start)
	if open := bytes.Count(line, []byte("{")); open > 0 && open == bytes.Count(line, []byte("}")) {
		s.end(start + len(line)) // all in one line; where a quote is missing, a brace counts as text
	}
}

// inHeredoc reports whether a place is where no line names a value.
func (s *suspects) inHeredoc(at int) bool {
	i := sort.Search(len(s.heredocs), func(i int) bool { return s.heredocs[i].End.Byte > at })
	return i < len(s.heredocs) && s.heredocs[i].Start.Byte <= at
}

// loose begins a line with what only blocks that hold values have.
var loose = regexp.MustCompile(`^\s*"?(data|stringData|string_data|binary_data|default|value)"?\s*[={:]`)

// meant begins a line with an argument or a block that has the word in its name.
var meant = regexp.MustCompile(`^\s*"?([\w-]*[sS]ecret[\w-]*)"?\s*[={:]`)

func meantSecret(line []byte) bool {
	m := meant.FindSubmatch(line)
	return m != nil && meansSecret(string(m[1]))
}

// open follows what begins in a line, if it does not end there.
func (s *suspects) open(line []byte, start int) {
	base, last := s.braces.before(start), bytes.TrimRight(line, " \t\r")
	if s.braces.before(start+len(line)) != base || bytes.Contains(line, []byte("<<")) || bytes.ContainsAny(last[len(last)-1:], "[(=") {
		s.kind, s.base = "secret", base
	}
}

// header is the kind of a block and its label.
var header = regexp.MustCompile(`^\s*[\w.-]+[ \t]*("[^"]*"|[\w.-]+)?[ \t]*`)

// afterHeader is where in the first line of a block begins what may be sensitive; -1 where nothing is. What
// stands before the brace and is no label may be a value where a quote is missing.
func afterHeader(line []byte) int {
	at := len(header.Find(line))
	if rest := bytes.TrimLeft(line[at:], "= \t\r"); len(rest) > 0 && !bytes.ContainsAny(rest[:1], "{#/") {
		return at
	}
	if brace := bytes.IndexByte(line, '{'); brace >= 0 {
		return brace + 1
	}
	return -1
}

// itself begins a line with an argument of a module block that is none of the module's variables.
var itself = regexp.MustCompile(`^\s*(source|for_each|count|clusters|depends_on)\s*[=:]`)

// end notes whether the block has ended before a place, and reports it. A brace at the margin may also be
// within the block, or in a text.
func (s *suspects) end(at int) bool {
	depth := s.braces.before(at)
	if depth > s.base || depth >= unknownDepth {
		return false
	}
	if s.after = s.kind; s.reference {
		s.after, s.referred = "", s.base+1
	}
	s.kind, s.reference, s.stray = "", false, false
	return true
}

// keyed reports whether a place is within a value of a block, where the keys, too, may be sensitive.
func (s *suspects) keyed(at int) bool {
	return (s.kind == "module" || s.kind == "variable" || s.kind == "output") && (s.braces.before(at) >= s.base+2 || s.base >= unknownDepth)
}

// unknownDepth is that of what may be within a text or not.
const unknownDepth = 1 << 30

// braces are where how deep a file is in braces changes, in order, and what it is from there on.
type braces []struct{ at, depth int }

func bracesOf(src []byte) braces {
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos) // that the file is wrong is known
	var all braces
	depth, lost := 0, lostAt(src, tokens)
	for _, t := range tokens {
		if t.Range.Start.Byte >= lost && depth < unknownDepth {
			depth = 2 * unknownDepth
			all = append(all, struct{ at, depth int }{lost, depth})
		}
		switch t.Type {
		case hclsyntax.TokenOBrace:
			depth++
		case hclsyntax.TokenCBrace:
			depth--
		default:
			continue
		}
		all = append(all, struct{ at, depth int }{t.Range.Start.Byte, depth})
	}
	return all
}

// before is how deep what stands before a place is.
func (b braces) before(at int) int {
	if i := sort.Search(len(b), func(i int) bool { return b[i].at >= at }); i > 0 {
		return b[i-1].depth
	}
	return 0
}

// named begins a line that gives a value to a name. What ends in a sign of equality, or has two, may
// as well be a line of a text, such as a key in base64.
var named = regexp.MustCompile(`^\s*("[^"=]*"|[\w.-]+)\s*=[^=\r]`)

// afterName is where in a line the value begins: at once where it may be no line of a name.
func afterName(line []byte) int {
	if named.Match(line) {
		return bytes.IndexByte(line, '=') + 1
	}
	if m := ofYAML.FindSubmatchIndex(line); m != nil && isLanguage(string(line[m[2]:m[3]])) {
		return m[1]
	}
	return 0
}

// Keys tells of names in a file that cannot be parsed whether they may be sensitive keys. The file is read once, however many
// errors it has.
type Keys struct {
	calls  []hcl.Range
	marked bool
	starts []int      // of the lines
	lines  []suspects // what the lines up to each say
}

// KeysOf reads the keys of a file.
func KeysOf(src []byte) *Keys {
	k, s := &Keys{marked: markerIn(src) >= 0}, suspects{braces: bracesOf(src), sections: sectionsOf(src, heredocsOf(src))}
	if k.marked {
		k.calls = calls(src)
	}
	for start := 0; start < len(src); {
		end := lineEnd(src, start)
		s.line(src[start:end], start)
		k.starts, k.lines = append(k.starts, start), append(k.lines, s)
		start = end + 1
	}
	return k
}

// MayBe reports whether a name at a place may be a sensitive key: in a call of sensitive(), in what a module is given, or in
// a variable or an output where there are sensitive ones.
func (k *Keys) MayBe(at int) bool {
	if i := sort.Search(len(k.calls), func(i int) bool { return k.calls[i].End.Byte > at }); i < len(k.calls) && k.calls[i].Start.Byte <= at {
		return true
	}
	i := sort.SearchInts(k.starts, at+1) - 1
	return i >= 0 && k.lines[i].keyed(at) && (k.marked || k.lines[i].kind == "module")
}
