package words

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What HCL and cty say, and functions through them, comes as a finished text: its
// Chinese is found by what it looks like.

// pattern is a format of a library's, as an expression that what it makes fits.
type pattern struct {
	fits    *regexp.Regexp
	literal int // how much of it stands as it is
	chinese string
	names   map[int]bool // arguments that are no text to be said: those with %v in Chinese
}

// verb is one of a format's: "%[2]q".
var verb = regexp.MustCompile(`%(\[\d+\])?\.?\d*([a-zA-Z%])`)

func patternsOf(formats map[string]string) []pattern {
	var all []pattern
	for english, chinese := range formats {
		if !verb.MatchString(english) {
			continue
		}
		p := pattern{fits: regexp.MustCompile(expression(english)), literal: len(verb.ReplaceAllString(english, "")), names: map[int]bool{}}
		next := 0
		p.chinese = verb.ReplaceAllStringFunc(chinese, func(v string) string {
			if strings.HasSuffix(v, "%") {
				return v
			}
			if explicit, _ := strconv.Atoi(strings.Trim(v, "%[]abcdefghijklmnopqrstuvwxyz")); explicit > 0 {
				next = explicit - 1
			}
			p.names[next] = strings.HasSuffix(v, "v")
			next++
			return fmt.Sprintf("%%[%d]s", next)
		})
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.literal, a.literal), strings.Compare(a.fits.String(), b.fits.String()))
	})
	return all
}

// expression is a format as a regular expression.
func expression(format string) string {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	if first, size := utf8.DecodeRuneInString(format); unicode.IsLetter(first) { // a sentence may begin with it
		fmt.Fprintf(&b, "(?i:%c)", first)
		format = format[size:]
	}
	at := 0
	for _, v := range verb.FindAllStringIndex(format, -1) {
		b.WriteString(regexp.QuoteMeta(format[at:v[0]]))
		switch at = v[1]; format[at-1] {
		case '%':
			b.WriteString("%")
		case 'q':
			b.WriteString(`("(?:[^"\\]|\\.)*")`)
		case 'd':
			b.WriteString(`(-?\d+)`)
		default:
			b.WriteString(`(.*?)`)
		}
	}
	b.WriteString(regexp.QuoteMeta(format[at:]) + `$`)
	return b.String()
}

// library is what a library's text says, and what was said in it; the text itself
// where it is not known.
func (m *messages) library(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	for _, known := range []string{text, string(unicode.ToLower(first)) + text[size:]} {
		if chinese, ok := m.chinese[known]; ok {
			return chinese
		}
	}
	for _, p := range m.patterns {
		found := p.fits.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		args := make([]any, len(found)-1)
		for i, arg := range found[1:] {
			args[i] = arg
			if chinese := m.library(arg); !p.names[i] && chinese != arg {
				args[i] = part(chinese)
			}
		}
		return fitted(fmt.Sprintf(p.chinese, args...))
	}
	return text
}
