package ui

import (
	"strconv"
	"strings"
)

// fieldPath is a field's path, taken apart: `spec`, `containers`,
// `[name="nginx"]`, `image`.
type fieldPath []string

// parsePath takes a path apart. It accepts whatever it is given: text that is
// no path is one step.
func parsePath(path string) fieldPath {
	var steps fieldPath
	for path != "" {
		n := stepLength(path)
		steps = append(steps, path[:n])
		path = strings.TrimPrefix(path[n:], ".")
	}
	return steps
}

// stepLength is the length of the path's first step.
func stepLength(path string) int {
	if path[0] != '[' {
		if n := strings.IndexAny(path[1:], ".["); n >= 0 {
			return n + 1
		}
		return len(path)
	}
	inQuotes := false
	for i := 1; i < len(path); i++ {
		switch c := path[i]; {
		case c == '\\' && inQuotes:
			i++
		case c == '"':
			inQuotes = !inQuotes
		case c == ']' && !inQuotes:
			return i + 1
		}
	}
	return len(path)
}

// String puts the path together again.
func (p fieldPath) String() string {
	var b strings.Builder
	for i, step := range p {
		if i > 0 && !strings.HasPrefix(step, "[") {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}

// parent is the path one step up; the root's parent is the root.
func (p fieldPath) parent() fieldPath { return p[:max(len(p)-1, 0)] }

// isItem reports whether a step chooses a list item by its keys: `[name="nginx"]`,
// and not a map's key: `["a=b"]`.
func isItem(step string) bool {
	return strings.HasPrefix(step, "[") && !strings.HasPrefix(step, `["`) && strings.Contains(step, "=")
}

// isIndex reports whether a step chooses a list item by its position.
func isIndex(step string) bool {
	return len(step) > 1 && step[0] == '[' && step[1] >= '0' && step[1] <= '9'
}

// itemKeys reads the keys of a step that chooses a list item:
// `[containerPort=80,protocol="TCP"]`.
func itemKeys(step string) map[string]any {
	keys := map[string]any{}
	rest := strings.TrimSuffix(strings.TrimPrefix(step, "["), "]")
	for rest != "" {
		key, after, ok := strings.Cut(rest, "=")
		if !ok {
			break
		}
		n := valueLength(after)
		keys[key] = keyValue(after[:n])
		rest = strings.TrimPrefix(after[n:], ",")
	}
	return keys
}

func valueLength(text string) int {
	if quoted, err := strconv.QuotedPrefix(text); err == nil {
		return len(quoted)
	}
	if n := strings.IndexByte(text, ','); n >= 0 {
		return n
	}
	return len(text)
}

func keyValue(text string) any {
	if s, err := strconv.Unquote(text); err == nil {
		return s
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return text
}

// group returns where a field is shown: under the list item that it belongs to,
// or under the map or struct that it is in. What remains is its name there.
func (p fieldPath) group() (parent, name fieldPath) {
	last := len(p) - 1
	for i, step := range p[:max(last, 0)] {
		if isItem(step) {
			return p[:i+1], p[i+1:]
		}
	}
	if last > 0 && (isItem(p[last]) || isIndex(p[last])) {
		last-- // an item has no name without its list's
	}
	return p[:max(last, 0)], p[max(last, 0):]
}

// mapKey is the key that a step chooses in a map: `nginx.conf` or
// `["nginx.conf"]`.
func mapKey(step string) string {
	if n := len(step); n > 2 && step[0] == '[' && step[n-1] == ']' {
		if key, err := strconv.Unquote(step[1 : n-1]); err == nil {
			return key
		}
	}
	return step
}
