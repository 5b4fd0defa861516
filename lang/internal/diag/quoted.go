package diag

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
)

// longestQuoted is the longest value, in bytes, that a detail quotes.
const longestQuoted = 256

// folded stands in a detail for a value that is not quoted.
const folded = "…"

// IsText reports whether a value is no name, key or number but a text, as a file has it: of
// several lines, or very long. It may be secret though nothing says so, and is not quoted.
func IsText(value string) bool {
	return len(value) > longestQuoted || strings.ContainsAny(value, "\n\r")
}

// fold takes the texts out of what a detail quotes.
func fold(d *hcl.Diagnostic) {
	switch detail := Detail(d).(type) {
	case message.Text:
		text := foldText(detail)
		d.Detail, d.Extra = text.String(), text
	case message.Library:
		d.Detail = foldLibrary(d.Detail)
	}
}

// foldText folds the values in a text. What is verbatim is none, but a name, or was written to be said.
func foldText(t message.Text) message.Text {
	args := make([]any, len(t.Args))
	for i, arg := range t.Args {
		switch arg := arg.(type) {
		case message.Text:
			args[i] = foldText(arg)
		case message.Library:
			args[i] = message.Library(foldLibrary(string(arg)))
		case message.List:
			items := make([]string, len(arg.Items))
			for j, item := range arg.Items {
				items[j] = foldValue(item)
			}
			args[i] = message.List{Items: items, Between: arg.Between, Last: arg.Last}
		case string:
			args[i] = foldValue(arg)
		default:
			args[i] = arg
		}
	}
	t.Args = args
	return t
}

func foldValue(value string) string {
	if IsText(value) {
		return folded
	}
	return value
}

// quotedByGo finds what Go has quoted.
var quotedByGo = regexp.MustCompile(`"(\\.|[^"\\\n])*"`)

// foldLibrary folds what a library quotes, which is as Go does.
func foldLibrary(said string) string {
	return quotedByGo.ReplaceAllStringFunc(said, func(quoted string) string {
		if len(quoted) > longestQuoted || strings.Contains(quoted, `\n`) || strings.Contains(quoted, `\r`) {
			return `"` + folded + `"`
		}
		return quoted
	})
}
