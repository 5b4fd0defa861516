package object

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// Mask takes sensitive values out of texts that others wrote and that may
// repeat them: a server's answers, events, the output of containers. It is for
// such texts only: wl's own sentences hold no sensitive values, and a mask would
// take words out of them. The zero Mask leaves texts as they are. It is safe for
// concurrent use.
type Mask struct {
	values   []hunted // each once
	withheld bool
}

// Masked is what stands in a value's place.
const Masked = "(sensitive)"

// Withheld stands in the place of a whole text that may hold sensitive values
// which are not known.
const Withheld = "(not shown, because it can contain sensitive values of the live object, which could not be read)"

// shortest is the length from which on a value is taken out wherever it stands.
// Shorter ones, and short lines of longer ones, are only taken out as whole words:
// a password "1" would otherwise leave nothing readable.
const shortest = 4

// hunted is a value to be taken out.
type hunted struct {
	text string
	word bool // only as a whole word
}

// NewMask makes a mask of the sensitive values of objects.
func NewMask(manifests ...*Manifest) Mask {
	var m Mask
	for _, manifest := range manifests {
		secret := manifest.Ref.GroupKind() == kind.Secret
		places := manifest.Sensitive
		if secret {
			places = append(slices.Clone(places), PathOf("data"), PathOf("stringData"))
		}
		for _, p := range places {
			if value, ok := p.At(manifest.Content); ok {
				m.addAll(value, secret)
			}
		}
	}
	return m.distinct()
}

// MaskOf makes a mask of values as JSON holds them, whole or in parts.
func MaskOf(values ...any) Mask {
	var m Mask
	for _, v := range values {
		m.addAll(v, false)
	}
	return m.distinct()
}

// Withholding is a mask that shows nothing of any text. It is for texts about a
// live object whose sensitive values are not known.
func Withholding() Mask { return Mask{withheld: true} }

// With is a mask that takes out what this one and others do.
func (m Mask) With(others ...Mask) Mask {
	m.values = slices.Clone(m.values)
	for _, other := range others {
		m.values = append(m.values, other.values...)
		m.withheld = m.withheld || other.withheld
	}
	return m.distinct()
}

// Values are the texts that the mask takes out.
func (m Mask) Values() []string {
	texts := make([]string, len(m.values))
	for i, v := range m.values {
		texts[i] = v.text
	}
	return texts
}

// IsEmpty reports whether the mask leaves every text as it is.
func (m Mask) IsEmpty() bool { return len(m.values) == 0 && !m.withheld }

// Text is a text without the values, however they are written in it: as they
// are, or escaped as JSON, YAML, Go or a URL would have it.
func (m Mask) Text(s string) string {
	switch {
	case s == "" || m.IsEmpty():
		return s
	case m.withheld:
		return Withheld
	}
	s = withoutComparison(s)
	var found stretches
	for _, v := range viewsOf(s) {
		for _, value := range m.values {
			v.find(value, &found)
		}
	}
	if len(s) >= truncatable {
		m.findCutOff(s, &found)
	}
	return found.replacedIn(s)
}

// Texts masks every text of a list.
func (m Mask) Texts(list []string) []string {
	var clean []string
	for _, s := range list {
		clean = append(clean, m.Text(s))
	}
	return clean
}

func (m Mask) distinct() Mask {
	slices.SortFunc(m.values, func(a, b hunted) int { return strings.Compare(a.text, b.text) })
	m.values = slices.CompactFunc(m.values, func(a, b hunted) bool { return a.text == b.text })
	return m
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
	case bool:
		m.values = append(m.values, hunted{strconv.FormatBool(value), true})
	case int64:
		m.note(strconv.FormatInt(value, 10))
	case float64:
		for _, format := range []byte("fge") {
			m.note(strconv.FormatFloat(value, format, -1, 64))
		}
	}
}

// add notes a text in the forms in which others may repeat it: as it is, line by
// line, and in base64.
func (m *Mask) add(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	m.note(text)
	if trimmed := strings.TrimSpace(text); trimmed != text {
		m.note(trimmed)
	}
	if lines := strings.Split(text, "\n"); len(lines) > 1 {
		for _, line := range lines {
			if line = strings.TrimSpace(line); len(line) >= shortest || strings.ContainsFunc(line, partOfWord) {
				m.note(line)
			}
		}
	}
	for _, form := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		m.note(form.EncodeToString([]byte(text)))
	}
}

func (m *Mask) note(text string) {
	m.values = append(m.values, hunted{text, len(text) < shortest})
}

// truncatable is the length from which on a text may have been cut off within a
// value: events and termination messages are.
const truncatable = 250

// findCutOff finds the beginning of a value at a text's end, and the end of one
// at its beginning.
func (m Mask) findCutOff(s string, found *stretches) {
	end := len(strings.TrimRight(s, ".… \n\"'"))
	for _, v := range m.values {
		for n := min(len(v.text)-1, end); n >= shortest; n-- {
			if strings.HasSuffix(s[:end], v.text[:n]) {
				found.add(end-n, end)
				break
			}
		}
		for n := min(len(v.text)-1, len(s)); n >= shortest; n-- {
			if strings.HasPrefix(s, v.text[len(v.text)-n:]) {
				found.add(0, n)
				break
			}
		}
	}
}
