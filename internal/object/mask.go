package object

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mask takes sensitive values out of texts that others wrote and that may
// repeat them: a server's answers, events, the output of containers. The zero
// Mask leaves texts as they are. It is safe for concurrent use.
type Mask struct {
	values []string // longest first
}

// Masked is what stands in a value's place.
const Masked = "(sensitive)"

// shortest is the length from which on a value is taken out wherever it stands.
// Shorter ones are only taken out as whole words: a password "1" would
// otherwise leave nothing readable.
const shortest = 4

// NewMask makes a mask of the sensitive values of objects.
func NewMask(manifests ...*Manifest) Mask {
	var m Mask
	for _, manifest := range manifests {
		secret := isSecret(manifest.Ref)
		places := manifest.Sensitive
		if secret {
			places = append(slices.Clone(places), "/data", "/stringData")
		}
		for _, p := range places {
			if value, ok := lookUp(manifest.Content, p); ok {
				m.addAll(value, secret)
			}
		}
	}
	slices.SortFunc(m.values, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	m.values = slices.Compact(m.values)
	return m
}

// Text is a text without the values.
func (m Mask) Text(s string) string {
	for _, v := range m.values {
		if len(v) >= shortest {
			s = strings.ReplaceAll(s, v, Masked)
		} else {
			s = replaceWord(s, v)
		}
	}
	return s
}

// Texts masks every text of a list.
func (m Mask) Texts(list []string) []string {
	var clean []string
	for _, s := range list {
		clean = append(clean, m.Text(s))
	}
	return clean
}

func (m *Mask) addAll(value any, encoded bool) {
	switch value := value.(type) {
	case map[string]any:
		for _, v := range value {
			m.addAll(v, encoded)
		}
	case []any:
		for _, v := range value {
			m.addAll(v, encoded)
		}
	case string:
		m.add(value)
		if plain, err := base64.StdEncoding.DecodeString(value); encoded && err == nil {
			m.add(string(plain))
		}
	case int64:
		m.add(strconv.FormatInt(value, 10))
	}
}

// add notes a value in the forms in which others may repeat it: as it is,
// quoted, and line by line.
func (m *Mask) add(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	m.values = append(m.values, text)
	if quoted := strings.Trim(strconv.Quote(text), `"`); quoted != text {
		m.values = append(m.values, quoted)
	}
	if lines := strings.Split(text, "\n"); len(lines) > 1 {
		for _, line := range lines {
			if line = strings.TrimSpace(line); len(line) >= shortest {
				m.values = append(m.values, line)
			}
		}
	}
}

// replaceWord takes a word out where no letter or digit touches it.
func replaceWord(s, word string) string {
	var b strings.Builder
	for rest := s; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			b.WriteString(rest)
			return b.String()
		}
		before, _ := utf8.DecodeLastRuneInString(s[:len(s)-len(rest)+i])
		after, _ := utf8.DecodeRuneInString(rest[i+len(word):])
		b.WriteString(rest[:i])
		if partOfWord(before) || partOfWord(after) {
			b.WriteString(word)
		} else {
			b.WriteString(Masked)
		}
		rest = rest[i+len(word):]
	}
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// lookUp finds the value at a pointer.
func lookUp(content any, p Pointer) (any, bool) {
	if p == "" {
		return content, true
	}
	for _, step := range strings.Split(string(p[1:]), "/") {
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		switch here := content.(type) {
		case map[string]any:
			content = here[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(here) {
				return nil, false
			}
			content = here[i]
		default:
			return nil, false
		}
	}
	return content, content != nil
}

func isSecret(r Ref) bool { return r.Group == "" && r.Kind == "Secret" }
