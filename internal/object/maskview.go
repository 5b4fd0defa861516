package object

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// view is a text with escapes of one kind undone, which still knows where each of
// its bytes stands in the text itself. Undoing what stands there finds a value in
// whatever way it was escaped; escaping the value would find it in the ways only
// that anyone thought of.
type view struct {
	text string
	at   []int // of each byte, and of the end; nil where the text is as it was
}

// Limits of how a text is read: how many times over it may be escaped, as a JSON
// document within a JSON string that Go has quoted is, and in how many ways.
const (
	maxNested = 4
	maxViews  = 60
)

// viewsOf are the ways to read a text.
func viewsOf(s string) []view {
	views := []view{{text: s}}
	known := map[string]bool{s: true}
	for depth, from := 0, 0; depth < maxNested; depth++ {
		last := len(views)
		for _, v := range views[from:last] {
			for _, undo := range []func(view) (view, bool){
				view.withoutBackslashes, view.withoutPercent, view.withoutPlus, view.withoutDoubledQuotes, view.unfolded,
			} {
				if undone, changed := undo(v); changed && !known[undone.text] && len(views) < maxViews {
					known[undone.text] = true
					views = append(views, undone)
				}
			}
		}
		from = last
	}
	return views
}

// find notes where a value stands in the text.
func (v view) find(value hunted, found *stretches) {
	for from := 0; ; {
		i := strings.Index(v.text[from:], value.text)
		if i < 0 {
			return
		}
		start, end := from+i, from+i+len(value.text)
		if !value.word || v.isWord(start, end) {
			found.add(v.origin(start), v.origin(end))
		}
		from = start + 1
	}
}

// isWord reports whether no letter or digit touches a stretch of the text.
func (v view) isWord(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(v.text[:start])
	after, _ := utf8.DecodeRuneInString(v.text[end:])
	return !partOfWord(before) && !partOfWord(after)
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (v view) origin(i int) int {
	if v.at == nil {
		return i
	}
	return v.at[i]
}

// rewritten is the view in which unescape has replaced what it finds at the
// beginning of a text: it returns what stands there and how many bytes that
// takes, or 0 for what stands for itself. Only bytes of begins may begin that.
func (v view) rewritten(begins string, unescape func(s string) (string, int)) (view, bool) {
	var text []byte
	at := make([]int, 0, len(v.text)+1)
	changed := false
	for i := 0; i < len(v.text); {
		plain, size := v.text[i:i+1], 1
		if strings.IndexByte(begins, v.text[i]) >= 0 {
			if undone, n := unescape(v.text[i:]); n > 0 {
				plain, size, changed = undone, n, true
			}
		}
		for range len(plain) {
			at = append(at, v.origin(i))
		}
		text = append(text, plain...)
		i += size
	}
	return view{text: string(text), at: append(at, v.origin(len(v.text)))}, changed
}

func (v view) withoutBackslashes() (view, bool) { return v.rewritten(`\`, unescapeBackslash) }

func (v view) withoutPercent() (view, bool) { return v.rewritten("%", unescapePercent) }

// withoutPlus reads a URL's query, in which a space is a plus sign.
func (v view) withoutPlus() (view, bool) {
	return v.rewritten("+", func(string) (string, int) { return " ", 1 })
}

// withoutDoubledQuotes reads what YAML holds between single quotation marks.
func (v view) withoutDoubledQuotes() (view, bool) {
	return v.rewritten("'", func(s string) (string, int) {
		if strings.HasPrefix(s, "''") {
			return "'", 2
		}
		return "", 0
	})
}

// unfolded reads a long text that YAML has broken at a space, and one in which
// it has indented the lines.
func (v view) unfolded() (view, bool) {
	const separator = "\u2028"
	return v.rewritten("\n"+separator[:1], func(s string) (string, int) {
		if rest, ok := strings.CutPrefix(s, separator); ok {
			return separator, len(s) - len(strings.TrimLeft(rest, "\t "))
		}
		if s[0] == '\n' {
			return " ", len(s) - len(strings.TrimLeft(s, "\n\t "))
		}
		return "", 0
	})
}

// The escapes of JSON, YAML and Go that stand for one character each.
const escapeLetters = "ntrabfveN_LP"

func escapedCharacter(letter byte) string {
	i := strings.IndexByte(escapeLetters, letter)
	if i < 0 {
		return ""
	}
	return string([]rune("\n\t\r\a\b\f\v\x1b\u0085\u00a0\u2028\u2029")[i])
}

func unescapeBackslash(s string) (string, int) {
	if len(s) < 2 {
		return "", 0
	}
	switch c := s[1]; c {
	case 'x':
		return codeAt(s, 2, 16)
	case 'u':
		return surrogates(s)
	case 'U':
		return codeAt(s, 8, 16)
	case '\n': // YAML continues in the next line
		return "", len(s) - len(strings.TrimLeft(s[1:], "\n\t "))
	case '0', '1', '2', '3':
		if text, n := codeAt(" "+s, 3, 8); n > 0 {
			return text, n - 1
		}
		if c == '0' {
			return "\x00", 2
		}
		return "", 0
	case '"', '\'', '\\', '/', '`', ' ', '\t':
		return s[1:2], 2
	default:
		if text := escapedCharacter(c); text != "" {
			return text, 2
		}
		return "", 0
	}
}

// codeAt reads the digits after two bytes of a text as a character's code. What
// \x and octal digits write is a byte, which is no whole character by itself.
func codeAt(s string, digits, base int) (string, int) {
	if len(s) < 2+digits {
		return "", 0
	}
	code, err := strconv.ParseUint(s[2:2+digits], base, 32)
	switch {
	case err != nil:
		return "", 0
	case digits <= 3:
		return string([]byte{byte(code)}), 2 + digits
	}
	return string(rune(code)), 2 + digits
}

// surrogates reads \uXXXX, or two of them that are one character.
func surrogates(s string) (string, int) {
	text, n := codeAt(s, 4, 16)
	if n == 0 {
		return "", 0
	}
	high, _ := strconv.ParseUint(s[2:6], 16, 32)
	if utf16.IsSurrogate(rune(high)) && len(s) >= 12 && s[6:8] == `\u` {
		if low, err := strconv.ParseUint(s[8:12], 16, 32); err == nil {
			return string(utf16.DecodeRune(rune(high), rune(low))), 12
		}
	}
	return text, n
}

func unescapePercent(s string) (string, int) {
	if len(s) < 3 {
		return "", 0
	}
	code, err := strconv.ParseUint(s[1:3], 16, 8)
	if err != nil {
		return "", 0
	}
	return string([]byte{byte(code)}), 3
}

// stretches are parts of a text, by where they begin and end.
type stretches [][2]int

func (f *stretches) add(start, end int) { *f = append(*f, [2]int{start, end}) }

// replacedIn is the text with Masked in the place of the stretches; what touches
// or overlaps is one.
func (f stretches) replacedIn(s string) string {
	if len(f) == 0 {
		return s
	}
	slices.SortFunc(f, func(a, b [2]int) int { return a[0] - b[0] })
	var b strings.Builder
	end := 0
	for i, part := range f {
		if i == 0 || part[0] > end {
			b.WriteString(s[end:part[0]])
			b.WriteString(Masked)
		}
		end = max(end, part[1])
	}
	b.WriteString(s[end:])
	return b.String()
}

// comparison is how go-cmp, by which API servers show what differs, begins: the
// two first columns are kept for signs.
var comparison = regexp.MustCompile(`(?m)^[ \x{a0}]{2}\S.*[{(]$`)

// difference is a line of it that was taken out or added.
var difference = regexp.MustCompile(`(?m)^[-+][ \x{a0}]\t+\S`)

// noComparison stands in the place of one.
const noComparison = "(the server's comparison is not shown, because it can contain sensitive values)"

// withoutComparison cuts off a comparison of two objects: it takes texts apart at
// what they have in common, so that no value is found in it as a whole.
func withoutComparison(s string) string {
	at := comparison.FindStringIndex(s)
	if at == nil || !difference.MatchString(s[at[0]:]) {
		return s
	}
	return strings.TrimRight(s[:at[0]], "\n") + " " + noComparison
}
