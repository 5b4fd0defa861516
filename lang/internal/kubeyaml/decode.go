package kubeyaml

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
)

// Limits of what is read at all: what people write stays far below.
const (
	maxSize   = 16 << 20 // bytes of a text
	maxValues = 1 << 20  // of a text
	maxDepth  = 500      // values within each other
)

// Read takes a text apart; see split. Texts that are too large for the decoder
// are refused.
func Read(text string) ([]Document, error) {
	if len(text) > maxSize {
		return nil, &Error{Problem: fmt.Sprintf("it is larger than %d MiB, the limit for YAML. Split it", maxSize>>20)}
	}
	if beginnings(text) > maxValues {
		return nil, &Error{Problem: fmt.Sprintf("it can have more than %d values, the limit for YAML. Split it", maxValues)}
	}
	return split(text), nil
}

// beginnings counts what a value can begin with or follow: a text has hardly more
// values than that.
func beginnings(text string) int {
	n := strings.Count(text, "- ")
	for i := range len(text) {
		switch text[i] {
		case '\n', ',', '[', '{':
			n++
		}
	}
	return n
}

// Decode reads a document. The decoder is the one of sigs.k8s.io/yaml; what that
// makes of its result on the way to JSON is done here, so that nothing is lost
// without a word: keys that become one, and bytes that are no text.
func (d Document) Decode() (cty.Value, error) {
	content, err := d.decoded()
	if err != nil {
		return cty.NilVal, err
	}
	c := converter{document: d}
	return c.value(content, nil, 0)
}

// converter turns what the decoder gives into a value of the language.
type converter struct {
	document Document
	size     int // bytes and values so far; aliases count as what they stand for
}

// maxConverted is the most that a document may stand for by its aliases.
const maxConverted = 64 << 20

func (c *converter) value(v any, at *place, depth int) (cty.Value, error) {
	if depth > maxDepth {
		return cty.NilVal, c.document.problemAt(at, fmt.Sprintf("values are nested more than %d levels deep. Make it flatter", maxDepth))
	}
	c.size++
	if text, ok := v.(string); ok {
		c.size += len(text)
	}
	if c.size > maxConverted {
		return cty.NilVal, c.document.problemAt(at, "the aliases of the document expand to too much. Write the values out")
	}
	switch v := v.(type) {
	case map[any]any:
		return c.mapping(v, at, depth)
	case []any:
		return c.sequence(v, at, depth)
	}
	return c.scalar(v, at)
}

func (c *converter) scalar(v any, at *place) (cty.Value, error) {
	switch v := v.(type) {
	case nil:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case bool:
		return cty.BoolVal(v), nil
	case int:
		return cty.NumberIntVal(int64(v)), nil
	case int64:
		return cty.NumberIntVal(v), nil
	case uint64:
		return cty.NumberUIntVal(v), nil
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return cty.NilVal, c.document.problemAt(at, "a number is infinite or not a number, which JSON does not have. Put it in quotes")
		}
		return cty.ParseNumberVal(strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		if !utf8.ValidString(v) {
			return cty.NilVal, c.document.problemAt(at, "a value with the tag !!binary has bytes that are not UTF-8. Keep it in base64, without the tag")
		}
		return cty.StringVal(v), nil
	}
	return cty.NilVal, c.document.problemAt(at, fmt.Sprintf("a value has the type %T, which JSON does not have. Put it in quotes", v))
}

func (c *converter) sequence(list []any, at *place, depth int) (cty.Value, error) {
	values := make([]cty.Value, len(list))
	for i, v := range list {
		var err error
		if values[i], err = c.value(v, at.then(object.IndexOf(i)), depth+1); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.TupleVal(values), nil
}

func (c *converter) mapping(m map[any]any, at *place, depth int) (cty.Value, error) {
	type entry struct {
		key   string
		value any
	}
	entries := make([]entry, 0, len(m))
	for k, v := range m {
		key, problem := keyText(k)
		if problem != "" {
			return cty.NilVal, c.document.keyProblem(at, problem)
		}
		c.size += len(key)
		entries = append(entries, entry{key, v})
	}
	slices.SortFunc(entries, func(a, b entry) int { // so that the first error is always the same
		return strings.Compare(a.key, b.key)
	})
	values := make(map[string]cty.Value, len(m))
	for i, e := range entries {
		if i > 0 && entries[i-1].key == e.key {
			return cty.NilVal, c.document.problemAt(at.then(object.FieldOf(e.key)), fmt.Sprintf("the key %q is there twice, written in two ways. Remove one of them", e.key))
		}
		var err error
		if values[e.key], err = c.value(e.value, at.then(object.FieldOf(e.key)), depth+1); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(values), nil
}

// keyText is a key as Kubernetes has it, or what is wrong with it.
func keyText(key any) (text, problem string) {
	switch key := key.(type) {
	case string:
		if !utf8.ValidString(key) {
			return "", "a key with the tag !!binary has bytes that are not UTF-8. Write a string"
		}
		return key, ""
	case int:
		return strconv.Itoa(key), ""
	case int64:
		return strconv.FormatInt(key, 10), ""
	case float64:
		return floatKey(key), ""
	case bool:
		return strconv.FormatBool(key), ""
	case nil:
		return "", "a key is null. Put it in quotes, or write a key"
	}
	return "", "a key is not a string, a number or a boolean. Put it in quotes"
}

// floatKey writes a number as Kubernetes' YAML does where it is a key: with the
// digits that 32 bits hold.
func floatKey(key float64) string {
	switch s := strconv.FormatFloat(key, 'g', -1, 32); s {
	case "+Inf":
		return ".inf"
	case "-Inf":
		return "-.inf"
	case "NaN":
		return ".nan"
	default:
		return s
	}
}

// place is where a value stands within a document. It is written out only where
// something is wrong.
type place struct {
	around *place
	step   object.Element
}

func (p *place) then(step object.Element) *place { return &place{p, step} }

func (p *place) path() object.Path {
	var steps []object.Element
	for ; p != nil; p = p.around {
		steps = append(steps, p.step)
	}
	slices.Reverse(steps)
	return object.PathThrough(steps...)
}
