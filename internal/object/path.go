package object

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Path is the place of a value in an object: the fields and the items of lists
// that lead to it, from the object's root. It is the one notation of a place,
// wherever wl stores, compares or prints one:
//
//	spec.replicas
//	spec.template.spec.containers[name="nginx"].image
//	spec.template.spec.containers[0].image
//	metadata.annotations["example.com/owner"]
//	metadata.finalizers[="example.com/hold"]
//
// Paths are values: two of one place are ==, and a Path can be the key of a map.
// The zero Path is the object itself. An item of a list has a path by its keys
// and another one by its position; kubeschema.Find leads from any to the latter.
type Path struct {
	// text is the path in the one way in which it is written. Comparing it, and
	// writing it as JSON, costs nothing; what is in it, only Element reads.
	text string
}

// PathOf is the path of a field within fields.
func PathOf(fields ...string) Path {
	var p Path
	if len(fields) == 1 && isPlain(fields[0]) {
		return Path{fields[0]}
	}
	n := 0
	for _, f := range fields {
		n += len(f) + 1
	}
	b := make([]byte, 0, n)
	for _, f := range fields {
		b = appendField(b, f)
	}
	p.text = string(b)
	return p
}

// PathThrough is the path that elements lead along.
func PathThrough(elements ...Element) Path {
	n := 0
	for _, e := range elements {
		n += len(e.text) + 1
	}
	b := make([]byte, 0, n)
	for _, e := range elements {
		if len(b) > 0 && !strings.HasPrefix(e.text, "[") {
			b = append(b, '.')
		}
		b = append(b, e.text...)
	}
	return Path{string(b)}
}

// String is the path as people read it, which ParsePath reads; empty for the
// object itself.
func (p Path) String() string { return p.text }

// PathTexts are paths as String writes them.
func PathTexts(paths []Path) []string {
	texts := make([]string, len(paths))
	for i, p := range paths {
		texts[i] = p.text
	}
	return texts
}

// IsRoot reports whether the path is that of the object itself.
func (p Path) IsRoot() bool { return p.text == "" }

// Equal reports whether two paths are the same, as == does.
func (p Path) Equal(q Path) bool { return p == q }

// MarshalText is the path as String writes it.
func (p Path) MarshalText() ([]byte, error) { return []byte(p.text), nil }

// UnmarshalText reads what ParsePath reads.
func (p *Path) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePath(string(text))
	return err
}

// Field is the path of a field of the object at p, or of a key of the map there.
func (p Path) Field(name string) Path {
	if p.text == "" && isPlain(name) {
		return Path{name}
	}
	return Path{string(appendField(p.room(len(name)+1), name))}
}

// Index is the path of the item at a position of the list at p.
func (p Path) Index(i int) Path { return Path{string(appendIndex(p.room(8), i))} }

// room is the path's text with room for n more bytes.
func (p Path) room(n int) []byte { return append(make([]byte, 0, len(p.text)+n), p.text...) }

// Child is the path one element deeper.
func (p Path) Child(e Element) Path { return p.Join(Path(e)) }

// Join is the path of what stands at q, seen from p.
func (p Path) Join(q Path) Path {
	if p.text == "" || q.text == "" || q.text[0] == '[' {
		return Path{p.text + q.text}
	}
	return Path{p.text + "." + q.text}
}

// Elements are the elements that lead from the object's root to the place.
func (p Path) Elements() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		for first, rest := p.Cut(); first.text != ""; first, rest = rest.Cut() {
			if !yield(first) {
				return
			}
		}
	}
}

// Cut takes the first element off; the zero Element is that of the root.
func (p Path) Cut() (first Element, rest Path) {
	if p.text == "" {
		return Element{}, Path{}
	}
	n := elementLength(p.text)
	return Element{p.text[:n]}, Path{strings.TrimPrefix(p.text[n:], ".")}
}

// Map is the path with each element replaced by what step makes of it; false
// where step knows nothing to put in its place.
func (p Path) Map(step func(Element) (Element, bool)) (Path, bool) {
	var b []byte
	for rest := p; !rest.IsRoot(); {
		before := strings.TrimSuffix(p.text[:len(p.text)-len(rest.text)], ".")
		var e Element
		e, rest = rest.Cut()
		became, ok := step(e)
		if !ok {
			return Path{}, false
		}
		if b == nil && became == e {
			continue
		}
		if b == nil {
			b = append(make([]byte, 0, len(p.text)+8), before...)
		}
		if len(b) > 0 && became.text[0] != '[' {
			b = append(b, '.')
		}
		b = append(b, became.text...)
	}
	if b == nil {
		return p, true
	}
	return Path{string(b)}, true
}

// Last is the element that leads to the place at last; the zero Element for the
// root.
func (p Path) Last() Element {
	text := p.Parent().text
	return Element{strings.TrimPrefix(p.text[len(text):], ".")}
}

// Parent is the path one element up; the root's parent is the root.
func (p Path) Parent() Path {
	if n := len(p.text); n > 0 && p.text[n-1] != ']' { // a plain name, in which no dot is
		return Path{p.text[:max(strings.LastIndexByte(p.text, '.'), 0)]}
	}
	last := 0
	for i := 0; i < len(p.text); {
		if last = i; p.text[i] == '.' {
			i++
		}
		i += elementLength(p.text[i:])
	}
	return Path{p.text[:last]}
}

// HasPrefix reports whether p is q or lies within it.
func (p Path) HasPrefix(q Path) bool {
	rest, ok := strings.CutPrefix(p.text, q.text)
	return ok && (rest == "" || q.text == "" || rest[0] == '.' || rest[0] == '[')
}

// Within is p as it is seen from q; false where it does not lie there.
func (p Path) Within(q Path) (Path, bool) {
	if !p.HasPrefix(q) {
		return Path{}, false
	}
	return Path{strings.TrimPrefix(p.text[len(q.text):], ".")}, true
}

// Overlaps reports whether one of two paths is the other or lies within it.
func (p Path) Overlaps(q Path) bool { return p.HasPrefix(q) || q.HasPrefix(p) }

// Compare orders paths: element by element, fields by their names before items
// by their keys or their positions, what is around a place before it.
func (p Path) Compare(q Path) int {
	for !p.IsRoot() && !q.IsRoot() {
		var e, f Element
		e, p = p.Cut()
		f, q = q.Cut()
		if c := e.compare(f); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(p.text), len(q.text))
}

// At is the value at the place in an object's content. Items are found by the
// keys that stand in them.
func (p Path) At(content any) (value any, ok bool) {
	for e := range p.Elements() {
		switch here := content.(type) {
		case map[string]any:
			name, isField := e.Field()
			if content, ok = here[name]; !ok || !isField {
				return nil, false
			}
		case []any:
			i := e.position(here)
			if i < 0 || i >= len(here) {
				return nil, false
			}
			content = here[i]
		default:
			return nil, false
		}
	}
	return content, true
}

// position is that of the item of a list which an element leads to; -1 where
// there is none.
func (e Element) position(list []any) int {
	if i, ok := e.Index(); ok {
		return i
	}
	if v, ok := e.Member(); ok {
		wanted := string(appendLiteral(nil, v))
		return slices.IndexFunc(list, func(item any) bool { return string(appendLiteral(nil, item)) == wanted })
	}
	keys := e.Keys()
	return slices.IndexFunc(list, func(item any) bool {
		fields, ok := item.(map[string]any)
		return ok && len(keys) > 0 && !slices.ContainsFunc(keys, func(k Key) bool {
			has, there := fields[k.Name]
			return !there || string(appendLiteral(nil, has)) != string(appendLiteral(nil, k.Value))
		})
	})
}
