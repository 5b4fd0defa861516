// Package fact holds what wl has found out as codes with arguments:
//
//	fact.New(plan.NamespaceMissing, fact.Args{"namespace": "shop", "needs": ref})
//
// A fact can be compared, stored and judged by a policy. Sentences are made of it in
// one place, internal/ui/words, in each language that wl speaks.
package fact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Code names what a fact says, in the plan's JSON form, too. The packages that find
// facts out declare their codes as constants.
type Code string

// Fact is a code with its arguments. The zero value says nothing.
type Fact struct {
	Code Code `json:"code"`
	Args Args `json:"args,omitempty"`
}

// Args are a fact's arguments by name. Their values are of type string, int64, bool,
// []string, Fact or []Fact, so that they are the same after they were stored as JSON.
type Args map[string]any

// New returns a fact. Integers of every size, references and other values that have
// a text become what Args hold; what is empty is left out.
func New(code Code, args Args) Fact {
	kept := make(Args, len(args))
	for name, value := range args {
		if v := plain(value); v != nil {
			kept[name] = v
		}
	}
	if len(kept) == 0 {
		kept = nil
	}
	return Fact{Code: code, Args: kept}
}

// IsZero reports whether a fact says nothing.
func (f Fact) IsZero() bool { return f.Code == "" }

// Equal reports whether two facts say the same.
func (f Fact) Equal(other Fact) bool { return reflect.DeepEqual(f, other) }

// Gained lists which of some facts are not among earlier ones.
func Gained(before, after []Fact) []Fact {
	var news []Fact
	for _, f := range after {
		if !slices.ContainsFunc(before, f.Equal) {
			news = append(news, f)
		}
	}
	return news
}

// Text is an argument's text; empty where there is none of the name.
func (f Fact) Text(name string) string {
	text, _ := f.Args[name].(string)
	return text
}

// WithArg returns the fact with one more argument, or another value of it.
func (f Fact) WithArg(name string, value any) Fact {
	args := Args{name: value}
	for other, v := range f.Args {
		if other != name {
			args[other] = v
		}
	}
	return New(f.Code, args)
}

// Map returns the fact with every text in it replaced, those of the facts within it
// included: to take out what must not be shown.
func (f Fact) Map(replace func(string) string) Fact {
	return f.MapNamed(func(_, text string) string { return replace(text) })
}

// MapNamed is Map by what knows of which argument a text is.
func (f Fact) MapNamed(replace func(name, text string) string) Fact {
	args := make(Args, len(f.Args))
	for name, value := range f.Args {
		args[name] = mapped(name, value, replace)
	}
	return New(f.Code, args)
}

// Short returns the fact with every text in it cut off after so many characters: for where there is
// room for a few words and not for whatever a program says.
func (f Fact) Short(most int) Fact {
	if f.IsZero() {
		return f
	}
	return f.Map(func(text string) string { return Short(text, most) })
}

// Short returns a text, cut off after so many characters.
func Short(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

func mapped(name string, value any, replace func(name, text string) string) any {
	switch value := value.(type) {
	case string:
		return replace(name, value)
	case []string:
		all := make([]string, len(value))
		for i, v := range value {
			all[i] = replace(name, v)
		}
		return all
	case Fact:
		return value.MapNamed(replace)
	case []Fact:
		all := make([]Fact, len(value))
		for i, v := range value {
			all[i] = v.MapNamed(replace)
		}
		return all
	}
	return value
}

// plain returns a value as Args hold it; nil where it is empty.
func plain(value any) any {
	switch value := value.(type) {
	case nil:
		return nil
	case string:
		if value == "" {
			return nil
		}
		return value
	case bool:
		if !value {
			return nil
		}
		return value
	case []string:
		if len(value) == 0 {
			return nil
		}
		return value
	case Fact:
		if value.IsZero() {
			return nil
		}
		return value
	case []Fact:
		if len(value) == 0 {
			return nil
		}
		return value
	case fmt.Stringer:
		return plain(value.String())
	}
	switch v := reflect.ValueOf(value); {
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return int64(v.Uint())
	case v.Kind() == reflect.String:
		return plain(v.String())
	}
	return fmt.Sprint(value)
}

// UnmarshalJSON reads arguments into the types that Args hold, and refuses others.
func (a *Args) UnmarshalJSON(raw []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return err
	}
	args := make(Args, len(members))
	for name, member := range members {
		value, err := read(member)
		if err != nil {
			return fmt.Errorf("argument %s: %w", name, err)
		}
		args[name] = value
	}
	*a = args
	return nil
}

func read(raw json.RawMessage) (any, error) {
	switch raw = bytes.TrimSpace(raw); raw[0] {
	case '"':
		return as[string](raw)
	case '{':
		return as[Fact](raw)
	case '[':
		return readList(raw)
	case 't', 'f':
		return as[bool](raw)
	case 'n':
		return nil, errors.New("it is null")
	}
	return as[int64](raw)
}

// readList reads texts, or facts.
func readList(raw json.RawMessage) (any, error) {
	items, err := as[[]json.RawMessage](raw)
	if err != nil {
		return nil, err
	}
	texts, facts := []string{}, []Fact{}
	for _, item := range items {
		value, err := read(item)
		if err != nil {
			return nil, err
		}
		switch value := value.(type) {
		case string:
			texts = append(texts, value)
		case Fact:
			facts = append(facts, value)
		}
	}
	switch len(items) {
	case len(texts):
		return texts, nil
	case len(facts):
		return facts, nil
	}
	return nil, errors.New("it is a list of something else than texts or facts")
}

func as[T any](raw json.RawMessage) (T, error) {
	var value T
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	return value, decoder.Decode(&value)
}
