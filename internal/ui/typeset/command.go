package typeset

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Command is a command that a shell of POSIX reads as these words, on one line. One with control
// characters or bytes that are no UTF-8 is read by those shells that have $'…', as most do.
func Command(words ...string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	return strings.Join(quoted, " ")
}

// FileArgument is a file's name as an argument that no command takes for a flag.
func FileArgument(name string) string {
	if strings.HasPrefix(name, "-") {
		return "." + string(filepath.Separator) + name
	}
	return name
}

func quote(word string) string {
	special := func(r rune) bool {
		plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f && !IsControl(r)
		return !plain && !strings.ContainsRune("_@%+=:,./-", r)
	}
	switch {
	case !isClean(word):
		return "$'" + escaped(word) + "'"
	case word != "" && !strings.ContainsFunc(word, special):
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// escaped is a word within $'…': by the bytes of what is not clean, which no locale changes.
func escaped(word string) string {
	var b strings.Builder
	for len(word) > 0 {
		r, size := utf8.DecodeRuneInString(word)
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\'' || r == '\\':
			b.WriteString(`\` + word[:size])
		case !isClean(word[:size]):
			for _, octet := range []byte(word[:size]) {
				fmt.Fprintf(&b, `\%03o`, octet)
			}
		default:
			b.WriteString(word[:size])
		}
		word = word[size:]
	}
	return b.String()
}
