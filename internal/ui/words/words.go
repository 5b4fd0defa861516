// Package words makes sentences of facts, in each language that wl speaks. It is the
// one place that does: what a value holds is a code with arguments.
//
//	w := words.In(words.English)
//	fmt.Println(w.Text(change.Approximate)) // the namespace shop does not exist yet
package words

import (
	"fmt"
	"strings"
	"sync"
	"text/template"
	"unicode"
	"unicode/utf8"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/lang/explain"
)

// Language is a language that wl speaks.
type Language = explain.Language

// The languages.
const (
	English = explain.English
	Chinese = explain.Chinese
)

// LanguageOf is the language that an environment asks for, by the first of LC_ALL,
// LC_MESSAGES and LANG that is set: English, where it is none that wl speaks.
func LanguageOf(environment func(string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := environment(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), string(Chinese)) {
				return Chinese
			}
			return English
		}
	}
	return English
}

// Words makes sentences in one language. It is safe for use by many goroutines.
type Words struct {
	language Language
	rows     map[fact.Code]sentence
	phrases  map[string]string // Chinese by English; of Chinese only
	messages func() *messages  // made when they are first needed
	parsed   templates
}

// templates are those that were parsed, by their text.
type templates struct {
	mu     sync.Mutex
	byText map[string]*sentenceTemplate
}

// sentence is what a fact says in one language: as templates of text/template, whose
// fields are the fact's arguments.
type sentence struct {
	text string
	// detail is, of a problem, the reason and what to do; text is then its summary.
	detail string
}

// row is a code, and what it says.
type row struct {
	code   fact.Code
	en, zh sentence
}

// In returns the words of a language: English where it is unknown. They are the same
// every time, with the sentences that were parsed.
func In(l Language) *Words {
	if l == Chinese {
		return chinese()
	}
	return english()
}

var (
	english = sync.OnceValue(func() *Words { return in(English) })
	chinese = sync.OnceValue(func() *Words { return in(Chinese) })
)

func in(l Language) *Words {
	w := &Words{language: l, rows: map[fact.Code]sentence{}, parsed: templates{byText: map[string]*sentenceTemplate{}}, messages: sync.OnceValue(newMessages)}
	if l == Chinese {
		w.phrases = phrases()
	}
	for _, r := range catalogue() {
		if l == Chinese {
			w.rows[r.code] = r.zh
		} else {
			w.rows[r.code] = r.en
		}
	}
	return w
}

// Language is the language of the words.
func (w *Words) Language() Language { return w.language }

// Text is what a fact says: of a problem its summary, of everything else a clause
// without a capital letter or a full stop. It is empty where the fact is zero. A code
// that has no words, as of a later version, is shown with its arguments.
func (w *Words) Text(f fact.Fact) string {
	s, known := w.rows[f.Code]
	switch {
	case f.IsZero():
		return ""
	case !known:
		return unknown(f)
	}
	return w.fill(s.text, f)
}

// Detail is what a problem says beside its summary: the reason, and what to do.
func (w *Words) Detail(f fact.Fact) string { return w.fill(w.rows[f.Code].detail, f) }

// Texts are what facts say.
func (w *Words) Texts(facts []fact.Fact) []string {
	texts := make([]string, len(facts))
	for i, f := range facts {
		texts[i] = w.Text(f)
	}
	return texts
}

// Error is what a failure says, as Text does of a fact.
func (w *Words) Error(err error) string { return w.Text(fact.Of(err)) }

// Clauses is what facts say, as one clause.
func (w *Words) Clauses(facts []fact.Fact) string {
	if w.language == Chinese {
		return strings.Join(w.Texts(facts), "；")
	}
	return strings.Join(w.Texts(facts), "; ")
}

// Sentence is what facts say, as a sentence.
func (w *Words) Sentence(facts ...fact.Fact) string {
	return w.Ended(w.Clauses(facts))
}

// Ended is a clause as a sentence: with a capital and a full stop.
func (w *Words) Ended(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return w.end(string(unicode.ToUpper(first)) + text[size:])
}

// fill puts a fact's arguments into a template.
func (w *Words) fill(text string, f fact.Fact) string {
	if text == "" {
		return ""
	}
	t, err := w.parsed.get(text, w.functions)
	if err == nil {
		var b strings.Builder
		if err = t.Execute(&b, w.said(f.Args, t.texts)); err == nil {
			return b.String()
		}
	}
	return unknown(f)
}

// said are arguments as sentences have them: of a fact in them what it says, and those of some
// texts that are not among them, which are empty.
func (w *Words) said(args fact.Args, texts []string) map[string]any {
	all := make(map[string]any, len(args)+len(texts))
	for _, name := range texts {
		all[name] = ""
	}
	for name, value := range args {
		if f, is := value.(fact.Fact); is {
			value = w.Text(f)
		}
		all[name] = value
	}
	return all
}

func unknown(f fact.Fact) string { return strings.TrimSpace(fmt.Sprintf("%s %v", f.Code, f.Args)) }

// get returns the template of a text, parsed once.
func (p *templates) get(text string, functions func() template.FuncMap) (*sentenceTemplate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.byText[text]; t != nil {
		return t, nil
	}
	t, err := parseSentence(text, functions())
	if err == nil {
		p.byText[text] = t
	}
	return t, err
}
