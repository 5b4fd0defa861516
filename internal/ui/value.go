package ui

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
)

// sensitive stands for a value that must not be shown.
const sensitive = "(sensitive)"

// inline writes a value on one line: strings bare where nothing else could be
// meant, maps and lists as flow YAML. Line breaks in strings are escaped.
func inline(v any) string {
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
			parts = append(parts, quoted(k)+": "+inline(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = inline(item)
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

// withoutKeys leaves out of a list item the keys that its path names already.
func withoutKeys(path object.Path, v any) any {
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

// isReordered reports whether two lists have the same items, strings, in another
// order.
func isReordered(before, after any) bool {
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

// order writes the items of a list as they stand.
func order(v any) string {
	texts, _ := stringsOf(v)
	return strings.Join(texts, ", ")
}

// isComposite reports whether a value is a map or a list with something in it.
func isComposite(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) > 0
	case []any:
		return len(v) > 0
	}
	return false
}

// isBlock reports whether a value reads better on several lines.
func isBlock(v any) bool {
	s, ok := v.(string)
	return ok && strings.Contains(strings.TrimSuffix(s, "\n"), "\n")
}

// blockLines writes a value on several lines: a string's own, else YAML's.
func blockLines(v any) []string {
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
		return []string{inline(v)}
	}
	return splitLines(string(text))
}

// fold shortens text to n columns and says how much is missing.
func fold(text string, n int) string {
	if width(text) <= n {
		return text
	}
	note := fmt.Sprintf("… (%d characters)", len([]rune(text)))
	if n <= len(note)+8 {
		return ansi.Truncate(text, n, "…")
	}
	return ansi.Truncate(text, n-width(note), "") + note
}

// foldPair shortens two texts to n columns each so that their first difference
// is seen: what both begin with gives way first.
func foldPair(before, after string, n int) (string, string) {
	missing := max(width(before), width(after)) - n
	if missing <= 0 {
		return before, after
	}
	const kept = 12 // columns of the common beginning that stay
	common := width(commonPrefix(before, after))
	if skip := min(missing+1, common-kept); skip > 0 {
		before, after = "…"+cutLeft(before, skip), "…"+cutLeft(after, skip)
	}
	return fold(before, n), fold(after, n)
}

func commonPrefix(a, b string) string {
	ra, rb := []rune(a), []rune(b)
	n := 0
	for n < len(ra) && n < len(rb) && ra[n] == rb[n] {
		n++
	}
	return string(ra[:n])
}

// cutLeft drops n columns from the left of clean text.
func cutLeft(text string, n int) string { return ansi.TruncateLeft(text, n, "") }
