package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Diagnostics are in English as lang makes them, as HCL's own are. Their Chinese is
// found by their summary and by what their detail is made of.

// Diagnostic returns what a diagnostic says: its summary and its detail. What has no
// words in the language is in English.
func (w *Words) Diagnostic(d *hcl.Diagnostic) (summary, detail string) {
	if w.language != Chinese {
		return d.Summary, d.Detail
	}
	m := w.messages()
	if text, known := hcl.DiagnosticExtra[lang.Message](d); known {
		return m.library(d.Summary), m.text(text)
	}
	return m.library(d.Summary), m.library(d.Detail)
}

// messages are the Chinese of what diagnostics say.
type messages struct {
	chinese  map[string]string // by the English format
	patterns []pattern         // of what libraries say, the longest first
}

func newMessages() *messages {
	m := &messages{chinese: described()}
	for _, some := range []map[string]string{
		diagnosticSummaries(), diagnosticPhrases(), diagnosticsOfSyntax(), diagnosticsOfValues(), diagnosticsOfVariables(),
		diagnosticsOfModules(), diagnosticsOfContainers(), diagnosticsOfPods(), diagnosticsOfWorkloads(), diagnosticsOfServices(), diagnosticsOfKinds(), diagnosticsOfBeside(), diagnosticsOfRoutes(), diagnosticsOfRollouts(),
		diagnosticsOfObjects(), diagnosticsOfRaw(), diagnosticsOfSchema(), libraryMessages(),
	} {
		maps.Copy(m.chinese, some)
	}
	m.patterns = patternsOf(libraryMessages())
	return m
}

// described is what the table of fields says of itself, in both languages.
func described() map[string]string {
	all := map[string]string{}
	attribute := func(a *schema.Attribute) {
		all[a.English], all[a.Type.English] = a.Chinese, a.Type.Chinese
		for _, limits := range [][]schema.Limit{a.Kubernetes, a.Documented, a.Keys, a.Sizes, a.DocumentedSizes} {
			for _, l := range limits {
				all[l.English] = l.Chinese
			}
		}
		for t := a.Type.Elem; t != nil; t = t.Elem {
			all[t.English] = t.Chinese
		}
	}
	for b := range table.Root().All() {
		all[b.English], all[b.Instead] = b.Chinese, b.InsteadChinese
		if b.Label != nil {
			attribute(b.Label)
		}
		for _, a := range b.Attributes {
			attribute(a)
		}
	}
	return all
}

// text is what a text says, with everything in it.
func (m *messages) text(t message.Text) string {
	format, known := m.chinese[t.Format]
	switch {
	case !known:
		return m.library(t.String())
	case len(t.Args) == 0:
		return format
	}
	args := make([]any, len(t.Args))
	for i, arg := range t.Args {
		args[i] = m.argument(arg)
	}
	return fitted(fmt.Sprintf(format, args...))
}

func (m *messages) argument(arg any) any {
	switch arg := arg.(type) {
	case message.Text:
		return part(m.text(arg))
	case message.Library:
		return part(m.library(string(arg)))
	case message.List:
		arg.Items = slices.Clone(arg.Items)
		for i, item := range arg.Items {
			if strings.Contains(item, " ") { // "the stack"; names have none
				arg.Items[i] = m.known(item)
			}
		}
		arg.Between, arg.Last = m.known(arg.Between), m.known(arg.Last)
		return arg.String()
	}
	return arg
}

func (m *messages) known(text string) string {
	if chinese, known := m.chinese[text]; known {
		return chinese
	}
	return text
}
