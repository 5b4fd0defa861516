package conceal

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

var (
	// failedCall and wrongArgument are how HCL begins to say what a function says, which
	// may be any part of its arguments, or made of them.
	failedCall    = regexp.MustCompile(`^Call to function "([^"]*)" failed: `)
	wrongArgument = regexp.MustCompile(`^Invalid value for "([^"]*)" parameter: `)
	// quotation is what a library quotes, in whatever way.
	quotation = regexp.MustCompile("\"(\\\\.|[^\"\\\\\n])*\"|'[^'\n]*'|`[^`\n]*`")
)

// callAt is the format of what is wrong with the text that a function reads: the function,
// the place in that text, and what is wrong there.
const callAt = "The call of %s failed at %s. %s"

// nothingCalled is the format of what is said of a name of nothing: the name, what else it may be, the name
// and what references begin with.
const nothingCalled = "Nothing is called %q.%s For a string, write %q in quotes; references begin with %s."

// Summaries of what is about a name of nothing, which may be a value.
const unknownReference, unknownFunction = "Unknown reference", "Call to unknown function"

// unsay takes out of what a diagnostic says what is withheld in some places, but for what is told
// in the place that it is about.
func unsay(d *hcl.Diagnostic, places []withheldPlace, told string) {
	withheld := func(text string) bool { return text != told && isIn(text, places) }
	switch detail := diag.Detail(d).(type) {
	case message.Text:
		args := slices.Clone(detail.Args)
		switch names := naming(detail.Format); {
		case detail.Format == callAt:
			unsayAll(args[2:], tellsText)
		case d.Summary == unknownReference || d.Summary == unknownFunction:
			unsayAll(args, withheld)
		default:
			unsayAll(args[min(names, len(args)):], func(text string) bool { return !isLanguage(text) && withheld(text) })
		}
		if detail.Format == nothingCalled && args[0] == object.Masked {
			diag.Reword(d, "Nothing is called %q.%s For a string, put it in quotes; references begin with %s.", args[0], args[1], args[3])
		} else {
			text := advised(message.Text{Format: detail.Format, Args: args})
			diag.Reword(d, text.Format, text.Args...)
		}
	case message.Library:
		unsayLibrary(d, withheld)
	}
}

// unsayLibrary is unsay for what a library says.
func unsayLibrary(d *hcl.Diagnostic, withheld func(string) bool) {
	call, argument := failedCall.FindStringSubmatch(d.Detail), wrongArgument.FindStringSubmatch(d.Detail)
	switch {
	case d.Summary == "Not enough function arguments" || d.Summary == "Too many function arguments": // which name the function and its parameters
	case call != nil && !namesOthers(call[1]):
		diag.Reword(d, "The call of %s failed. The reason is not shown because it involves a sensitive value. Check the value's form.", call[1])
	case argument != nil && argument[1] != "path" && argument[1] != "name": // of a file, or a variable
		diag.Reword(d, "The reason is not shown because it involves a sensitive value. Check the value's form and type.")
	default:
		d.Detail = withoutQuoted(d.Detail, withheld)
	}
}

// naming is how many arguments of a format, from the first on, are names of functions that there are or
// of variables, which are no values.
func naming(format string) int {
	switch {
	case strings.HasPrefix(format, "The variable %q has no default, "):
		return strings.Count(format, "%")
	case strings.HasPrefix(format, "var.%s"), strings.HasPrefix(format, "The call of %s "), strings.HasPrefix(format, "%s does not support "):
		return 1
	}
	return 0
}

// unsayAll takes what is withheld out of the arguments of a text. What is meant instead of a
// name is known, and so is what stands verbatim.
func unsayAll(args []any, withheld func(string) bool) {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			if withheld(arg) {
				args[i] = unsaidOf(arg)
			}
		case message.Library:
			args[i] = message.Library(withoutQuoted(string(arg), withheld))
		case message.Text:
			if !strings.Contains(arg.Format, "id you mean") {
				arg.Args = slices.Clone(arg.Args)
				unsayAll(arg.Args, withheld)
				args[i] = advised(arg)
			}
		}
	}
}

// headed is a block as it is named: its type, and the label.
var headed = regexp.MustCompile(`^(\w+) "[^"]*"$`)

// unsaidOf is what is said instead of a text. Of a block, that is its type.
func unsaidOf(text string) string {
	if m := headed.FindStringSubmatch(text); m != nil && isLanguage(m[1]) {
		return m[1] + ` "` + object.Masked + `"`
	}
	return object.Masked
}

// toWrite is advice to write, or to add, a name.
var toWrite = regexp.MustCompile(`([Ww]rite|Add) %s`)

// advised is a text that is no advice to write what is not shown.
func advised(text message.Text) message.Text {
	switch masked := slices.Contains(text.Args, any(object.Masked)); {
	case !masked:
	case text.Format == " To keep ${%s} literally, as in a shell script, write $${%s}.":
		return message.New(" A string within the expression must be in quotes. To keep ${ or %{ literally, as in a shell script, write $${ or %%{.")
	case strings.HasPrefix(text.Format, " Move it to "), strings.HasPrefix(text.Format, " It is called "):
		return message.Text{}
	case toWrite.MatchString(text.Format):
		text.Args = slices.Clone(text.Args)
		for i, arg := range text.Args {
			if arg == object.Masked {
				text.Args[i] = "…"
			}
		}
	}
	return text
}

// withoutQuoted is a text of a library without what it quotes of what is withheld.
func withoutQuoted(said string, withheld func(string) bool) string {
	return quotation.ReplaceAllStringFunc(said, func(quoted string) string {
		inner := quoted[1 : len(quoted)-1]
		plain, err := strconv.Unquote(quoted)
		if !isKeyword(inner) && (withheld(inner) || err == nil && withheld(plain)) {
			return quoted[:1] + object.Masked + quoted[:1]
		}
		return quoted
	})
}

// isIn reports whether a text is in one of those that are withheld, and no part of a longer word there.
func isIn(text string, places []withheldPlace) bool {
	quoted, told := []byte(`"`+text+`"`), tellsText(text)
	has := func(withheld []byte) bool {
		return string(withheld) == text || bytes.Contains(withheld, quoted) || told && hasWord(withheld, text)
	}
	return slices.ContainsFunc(places, func(p withheldPlace) bool {
		return slices.ContainsFunc(p.texts, has) && !slices.Contains(p.told, text)
	})
}

// isKeyword reports whether a word is one of the language itself.
func isKeyword(word string) bool {
	return slices.Contains([]string{"for", "in", "if", "else", "endif", "endfor"}, word)
}

// hasWord reports whether a text has words in it, neither beginning nor ending within another.
func hasWord(text []byte, words string) bool {
	for from := 0; ; {
		at := bytes.Index(text[from:], []byte(words))
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRune(text[:at])
		after, _ := utf8.DecodeRune(text[at+len(words):])
		if !unicode.In(before, unicode.L, unicode.N) && !unicode.In(after, unicode.L, unicode.N) {
			return true
		}
		from = at + 1
	}
}

// tellsText reports whether a text is more than punctuation.
func tellsText(text string) bool { return tells([]byte(text)) }
