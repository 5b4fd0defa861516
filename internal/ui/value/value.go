// Package value writes the values of an object's fields: on one line or on several, and
// what changes between two of them.
//
//	value.Inline(f.After)            // {a: 1, b: [x]}
//	value.Changes(f.Before, f.After, 16) // the lines of a diff
package value

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/typeset"
)

// Sensitive stands for a value that must not be shown.
const Sensitive = "(sensitive)"

// Inline writes a value on one line: strings bare where nothing else could be
// meant, maps and lists as flow YAML. Line breaks in strings are escaped.
func Inline(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return quoted(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, quoted(k)+": "+Inline(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = Inline(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		return fmt.Sprint(v)
	}
}

// quoted writes a string without quotes if it cannot be taken for anything
// else: a number, a word of YAML, or a part of the plan's own text.
func quoted(s string) string {
	if s == "" || isYAMLWord(s) || strings.ContainsFunc(s, func(r rune) bool { return !isBare(r) }) {
		return strconv.Quote(s)
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return strconv.Quote(s)
	}
	return s
}

func isYAMLWord(s string) bool {
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off":
		return true
	}
	return strings.HasPrefix(s, "-") || strings.HasSuffix(s, ":")
}

func isBare(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./:@%+=", r)
}

// WithoutKeys leaves out of a list item the keys that its path names already.
func WithoutKeys(path object.Path, v any) any {
	keys := path.Last().Keys()
	item, ok := v.(map[string]any)
	if !ok || len(keys) == 0 {
		return v
	}
	rest := maps.Clone(item)
	for _, k := range keys {
		delete(rest, k.Name)
	}
	if len(rest) == 0 {
		return v
	}
	return rest
}

// IsReordered reports whether two lists have the same items, strings, in another
// order.
func IsReordered(before, after any) bool {
	b, ok1 := stringsOf(before)
	a, ok2 := stringsOf(after)
	if !ok1 || !ok2 || slices.Equal(a, b) {
		return false
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func stringsOf(v any) ([]string, bool) {
	list, ok := v.([]any)
	texts := make([]string, len(list))
	for i, item := range list {
		if texts[i], ok = item.(string); !ok {
			return nil, false
		}
	}
	return texts, ok && len(list) > 0
}

// Order writes the items of a list as they stand.
func Order(v any) string {
	texts, _ := stringsOf(v)
	return strings.Join(texts, ", ")
}

// IsComposite reports whether a value is a map or a list with something in it.
func IsComposite(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) > 0
	case []any:
		return len(v) > 0
	}
	return false
}

// IsBlock reports whether a value reads better on several lines.
func IsBlock(v any) bool {
	s, ok := v.(string)
	return ok && strings.Contains(strings.TrimSuffix(s, "\n"), "\n")
}

// Lines writes a value on several lines: a string's own, else YAML's.
func Lines(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		return strings.Split(strings.TrimSuffix(v, "\n"), "\n")
	}
	text, err := yaml.Marshal(v)
	if err != nil { // not a value that JSON can hold
		return []string{Inline(v)}
	}
	return typeset.SplitLines(string(text))
}
