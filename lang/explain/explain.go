// Package explain answers what a block or an argument of the language is. It
// reads the table of package schema and nothing else: whatever is in the table
// can be explained, in English and in Chinese.
package explain

import (
	"fmt"
	"slices"

	"github.com/workloadlang/wl/lang/schema/table"
)

// Language is a language that explanations are written in. It is a flag's
// value.
type Language string

// The languages. The zero value is English.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// Set reads a language as people write it.
func (l *Language) Set(text string) error {
	if slices.Contains(l.Choices(), text) {
		*l = Language(text)
		return nil
	}
	return fmt.Errorf("%q is not a language of explain: use en or zh", text)
}

// Choices are the languages that a flag can name.
func (l *Language) Choices() []string { return []string{string(English), string(Chinese)} }

func (l *Language) String() string {
	if *l == "" {
		return string(English)
	}
	return string(*l)
}

// Type names a language in a command's help.
func (l *Language) Type() string { return "language" }

// Pick chooses between a text and its translation.
func (l Language) Pick(english, chinese string) string {
	if l == Chinese {
		return chinese
	}
	return english
}

// Page is the explanation of one block or argument, or of the whole language
// where Path is empty. All words are in the language asked for.
type Page struct {
	Row
	Description string `json:"description,omitempty"`
	// Label is what a block's label is.
	Label *Row `json:"label,omitempty"`
	// Limits of the value are all that it is held to; where none are given, any
	// value of the type will do.
	Limits []Limit `json:"limits,omitempty"`
	// Kinds are the kinds of workload it belongs to; none outside workloads.
	Kinds []string `json:"kinds,omitempty"`
	// Elsewhere is what the other kinds have instead.
	Elsewhere string `json:"elsewhere,omitempty"`
	// Kubernetes are the fields it becomes, by kind of object.
	Kubernetes []ForKinds `json:"kubernetes,omitempty"`
	Section    *Section   `json:"section,omitempty"`
	Examples   []Example  `json:"examples,omitempty"`
	// Same are the paths of rows that are the same, such as those of init
	// containers; Also those of others that the question may have meant.
	Same      []string `json:"same,omitempty"`
	Also      []string `json:"also,omitempty"`
	Arguments []Row    `json:"arguments,omitempty"`
	Blocks    []Row    `json:"blocks,omitempty"`
}

// Row is an argument or a block in one line.
type Row struct {
	Path string `json:"path"`
	Name string `json:"name"`
	Form Form   `json:"form"`
	// Written is how it is written: `container "name" { … }`, `cpu = { … }`.
	Written  string `json:"written"`
	Summary  string `json:"summary"`
	Type     string `json:"type,omitempty"`      // in words
	TypeName string `json:"type_name,omitempty"` // as a type constraint
	Required bool   `json:"required,omitempty"`
	// Defaults are what is written into the object when it is unset.
	Defaults []ForKinds `json:"defaults,omitempty"`
	// Rows are those within, where the whole tree is asked for.
	Rows []Row `json:"rows,omitempty"`
}

// Form is what a row is.
type Form string

// The forms. Blocks are written once, or any number of times.
const (
	Argument   Form = "argument"
	Object     Form = "object" // an argument whose value is an object
	Once       Form = "block"
	Many       Form = "blocks"
	Everything Form = "language"
)

// ForKinds is what holds for some kinds of object, in HCL or as a path.
type ForKinds struct {
	Kinds []string `json:"kinds,omitempty"` // all where empty
	Value string   `json:"value"`
}

// Limit is a rule for a value. Documented ones are lifted by limits =
// "kubernetes".
type Limit struct {
	Rule       string `json:"rule"` // completes "must …"
	Of         Of     `json:"of"`
	Documented bool   `json:"documented,omitempty"`
}

// Of is what a limit is about.
type Of string

// What limits are about.
const (
	TheValue Of = "value"
	Elements Of = "elements"
	TheKeys  Of = "keys"
	TheSize  Of = "size"
)

// Section is a section of the documented form.
type Section struct {
	Number string `json:"number"`
	Name   string `json:"name"`
}

// Example is a line of HCL, and what it says in words where it needs them.
type Example struct {
	HCL   string `json:"hcl"`
	Words string `json:"words,omitempty"`
}

// Whole explains the language's top-level blocks.
func Whole(l Language, recursive bool) *Page {
	w := writer{l}
	p := &Page{Row: Row{Form: Everything}}
	p.Blocks = w.blocks(table.Root(), recursive)
	return p
}
