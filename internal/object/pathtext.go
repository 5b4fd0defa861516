package object

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// elementLength is the length of the element that a path's text begins with.
func elementLength(text string) int {
	if text[0] == '[' {
		return closing(text)
	}
	for i := range len(text) {
		if text[i] == '.' || text[i] == '[' {
			return i
		}
	}
	return len(text)
}

// closing is how long a part in brackets is; 0 where it does not end.
func closing(text string) int {
	quoted := false
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ']' && !quoted:
			return i + 1
		}
	}
	return 0
}

// ParsePath reads a path as String writes it. Names and texts in brackets need no
// quotes; a name of digits alone does, since it is a position without.
func ParsePath(text string) (Path, error) {
	b := make([]byte, 0, len(text)+8)
	for rest := text; rest != ""; {
		n := elementLength(rest)
		switch {
		case n == 0 && rest[0] == '[':
			return Path{}, fmt.Errorf("%q has no closing bracket", rest)
		case n == 0:
			return Path{}, errors.New("a field's name is missing")
		case rest[0] != '[':
			b = appendField(b, rest[:n])
		default:
			var err error
			if b, err = appendBracketed(b, rest[1:n-1]); err != nil {
				return Path{}, err
			}
		}
		if rest = rest[n:]; rest == "" || rest[0] == '[' {
			continue
		}
		if rest, _ = strings.CutPrefix(rest, "."); rest == "" || rest[0] == '[' {
			return Path{}, errors.New("a field's name is missing")
		}
	}
	if string(b) == text {
		return Path{text}, nil
	}
	return Path{string(b)}, nil
}

// MustParsePath is ParsePath for paths that the code itself writes.
func MustParsePath(text string) Path {
	p, err := ParsePath(text)
	if err != nil {
		panic(fmt.Sprintf("the path %q: %v", text, err))
	}
	return p
}

func appendBracketed(b []byte, inner string) ([]byte, error) {
	if i, ok := indexIn(inner); ok {
		return appendIndex(b, i), nil
	}
	if rest, ok := strings.CutPrefix(inner, "="); ok {
		v, n := readLiteral(rest, false)
		if n < len(rest) {
			return nil, fmt.Errorf("%q is not one value", rest)
		}
		return appendMember(b, v), nil
	}
	if keys, ok := readKeys(inner); ok {
		slices.SortStableFunc(keys, byName)
		for i := 1; i < len(keys); i++ {
			if keys[i].Name == keys[i-1].Name {
				return nil, fmt.Errorf("[%s] has the key %s twice", inner, keys[i].Name)
			}
		}
		return appendKeys(b, keys), nil
	}
	if name, err := strconv.Unquote(inner); err == nil && inner[0] == '"' {
		inner = name
	}
	return appendField(b, inner), nil
}

// indexIn reads a position, in the one way in which it is written.
func indexIn(inner string) (int, bool) {
	if inner == "" || inner[0] < '0' || inner[0] > '9' || inner[0] == '0' && len(inner) > 1 {
		return 0, false
	}
	i, err := strconv.Atoi(inner)
	return i, err == nil
}

// readKeys reads `name="nginx"` or `containerPort=80,protocol="TCP"`; false where
// that is something else.
func readKeys(inner string) (keys []Key, ok bool) {
	for rest := inner; rest != ""; {
		name, value, found := "", "", false
		if quoted, err := strconv.QuotedPrefix(rest); err == nil && quoted[0] == '"' {
			name, _ = strconv.Unquote(quoted)
			value, found = strings.CutPrefix(rest[len(quoted):], "=")
		} else if name, value, found = strings.Cut(rest, "="); strings.ContainsAny(name, `,"`) || name == "" {
			return nil, false
		}
		if !found {
			return nil, false
		}
		v, n := readLiteral(value, true)
		keys = append(keys, Key{name, v})
		if rest = value[n:]; rest == "" {
			return keys, true
		}
		if rest[0] != ',' || len(rest) == 1 {
			return nil, false
		}
		rest = rest[1:]
	}
	return keys, inner == ""
}

// readLiteral reads the value of a key, and returns how long it is: a text in
// quotes, and else what the rest is, or what stands before a comma.
func readLiteral(text string, several bool) (v any, n int) {
	if quoted, err := strconv.QuotedPrefix(text); err == nil && quoted[0] == '"' {
		s, _ := strconv.Unquote(quoted)
		return s, len(quoted)
	}
	if i := strings.IndexByte(text, ','); several && i >= 0 {
		text = text[:i]
	}
	return bareLiteral(text), len(text)
}

// bareLiteral is what a text without quotes stands for: what is not written as a
// number is, is a text.
func bareLiteral(text string) any {
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(i, 10) == text {
		return i
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && string(appendLiteral(nil, f)) == text {
		return f
	}
	return text
}

func byName(a, b Key) int { return strings.Compare(a.Name, b.Name) }

func appendField(b []byte, name string) []byte {
	if !isPlain(name) {
		return append(strconv.AppendQuote(append(b, '['), name), ']')
	}
	if len(b) > 0 {
		b = append(b, '.')
	}
	return append(b, name...)
}

// isPlain reports whether a field's name can stand without quotes.
func isPlain(name string) bool {
	ascii := true
	for i := range len(name) {
		switch c := name[i]; {
		case c <= ' ' || c == 0x7f || c == '.' || c == '[' || c == ']' || c == '/' || c == '"' || c == '\'':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return name != "" && (ascii || utf8.ValidString(name))
}

func appendIndex(b []byte, i int) []byte {
	return append(strconv.AppendInt(append(b, '['), int64(i), 10), ']')
}

func appendMember(b []byte, v any) []byte { return append(appendLiteral(append(b, "[="...), v), ']') }

func appendKeys(b []byte, keys []Key) []byte {
	if !slices.IsSortedFunc(keys, byName) {
		keys = slices.SortedFunc(slices.Values(keys), byName)
	}
	b = append(b, '[')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		if isPlain(k.Name) && !strings.ContainsAny(k.Name, "=,") {
			b = append(b, k.Name...)
		} else {
			b = strconv.AppendQuote(b, k.Name)
		}
		b = appendLiteral(append(b, '='), k.Value)
	}
	return append(b, ']')
}

// appendLiteral writes a scalar as JSON does. Kubernetes tells items apart by
// nothing else; something else would be the text of its JSON.
func appendLiteral(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return strconv.AppendQuote(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return strconv.AppendInt(b, int64(v), 10)
		}
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			return strconv.AppendFloat(b, v, 'g', -1, 64)
		}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		raw = fmt.Append(nil, v)
	}
	return strconv.AppendQuote(b, string(raw))
}
