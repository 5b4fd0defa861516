package words

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/internal/ui/typeset"
)

// onCluster is a part of a command that is run on the cluster of which something is said, whichever
// kubeconfig and context are the current ones: many kubeconfigs call their one context "default".
const onCluster = withKubeconfig + `{{if .context}} --context {{shell .context}}{{end}}`

// withKubeconfig is the same of a command that is run on a stack by its directory, which has the contexts.
const withKubeconfig = `{{if .kubeconfig}} --kubeconfig {{shell .kubeconfig}}{{end}}`

// them stands for objects that were counted before.
const them = `{{if not (and .objects (eq .objects 1))}}them{{else}}it{{end}}`

// functions are those that templates have beside text/template's own.
func (w *Words) functions() template.FuncMap {
	return template.FuncMap{
		"count":    func(n int64, noun string) string { return plural.Count(n, noun) },
		"agree":    func(n int64, noun, one, many string) string { return plural.Agree(n, noun, one, many) },
		"q":        strconv.Quote,
		"hcl":      quotedList,
		"shell":    func(word string) string { return typeset.Command(word) }, // in a command to be copied
		"flags":    flags,
		"join":     func(separator string, list []string) string { return strings.Join(list, separator) },
		"facts":    func(separator string, list []fact.Fact) string { return strings.Join(w.Texts(list), separator) },
		"stop":     w.end,
		"detail":   w.Detail, // of a problem among facts
		"say":      func(phrase string) string { return w.Say(phrase) },
		"cron":     w.Cron,
		"when":     when,
		"add":      func(a, b int64) int64 { return a + b },
		"duration": func(seconds int64) string { return Duration(time.Duration(seconds) * time.Second) },
	}
}

// flags are flags, each with its value behind a space, in a command to be copied.
func flags(list []string) string {
	var all []string
	for _, flag := range list {
		name, value, valued := strings.Cut(flag, " ")
		if all = append(all, typeset.Command(name)); valued {
			all = append(all, typeset.Command(value))
		}
	}
	return strings.Join(all, " ")
}

// quotedList are texts as the elements of a list in HCL, in which nothing is a template.
func quotedList(texts []string) string {
	literal := strings.NewReplacer("${", "$${", "%{", "%%{")
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = literal.Replace(strconv.Quote(text))
	}
	return strings.Join(quoted, ", ")
}

// when is an instant, in the form of RFC 3339, as people read it.
func when(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// listed finds where an API server continues in the next line: with a field of a list, or with the next
// manager that holds some.
var listed = regexp.MustCompile(`(:?)\n *(?:- +)?(\.[^\s.]|conflicts? with )`)

// end ends a text as a sentence: what servers say has a full stop, or has none. A list of fields
// becomes a part of the sentence, so that the next one does not belong to its last field.
func (w *Words) end(text string) string {
	text = listed.ReplaceAllStringFunc(text, func(next string) string {
		m := listed.FindStringSubmatch(next)
		if m[1] != "" {
			return ": " + m[2]
		}
		return "; " + m[2]
	})
	if w.language == Chinese {
		return strings.TrimRight(text, ". \n。") + "。"
	}
	return strings.TrimRight(text, ". \n") + "."
}

// Duration writes a duration in whole seconds: "12s", "1m05s", "2h03m".
func Duration(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm%02ds", s/60, s%60)
	default:
		return fmt.Sprintf("%dh%02dm", s/3600, s/60%60)
	}
}

// Length says behind a text that was shortened how many characters it has.
func Length(w *Words) func(characters int) string {
	return func(n int) string { return w.SayN(int64(n), "(%d character)", "(%d characters)") }
}

// Cron is a cron expression in words.
func (w *Words) Cron(expression string) string {
	if w.language == Chinese {
		return cronwords.Chinese(expression)
	}
	return cronwords.English(expression)
}
