package object

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Element is one step of a Path: a field, or an item of a list. Elements are
// values, as paths are.
type Element struct {
	text string // as it stands in a path, without the dot before it
}

// Key is what tells an item of a list from the others: a field of it and its
// value, a string, a number or a bool.
type Key struct {
	Name  string
	Value any
}

// FieldOf is the element that leads to a field.
func FieldOf(name string) Element { return Element(PathOf(name)) }

// IndexOf is the element that leads to the item at a position of a list.
func IndexOf(i int) Element { return Element{"[" + strconv.Itoa(i) + "]"} }

// ItemOf is the element that leads to the item of a list that has these keys.
func ItemOf(keys ...Key) Element { return Element{string(appendKeys(nil, keys))} }

// MemberOf is the element that leads to a scalar in a list that is a set.
func MemberOf(value any) Element { return Element{string(appendMember(nil, value))} }

// String is the element as it stands in a path.
func (e Element) String() string { return e.text }

// Field is the name of the field, or of the key of a map, that the element leads
// to; false where it leads to an item of a list.
func (e Element) Field() (name string, ok bool) {
	if !strings.HasPrefix(e.text, "[") {
		return e.text, e.text != ""
	}
	if !strings.HasPrefix(e.text, `["`) {
		return "", false
	}
	name, err := strconv.Unquote(e.text[1 : len(e.text)-1])
	return name, err == nil // else it is a key's name that is in quotes
}

// Index is the position of the item that the element leads to; false where it
// leads there in another way.
func (e Element) Index() (i int, ok bool) {
	if !strings.HasPrefix(e.text, "[") {
		return 0, false
	}
	return indexIn(e.text[1 : len(e.text)-1])
}

// Member is the scalar that the element leads to in a set; false where it leads
// elsewhere.
func (e Element) Member() (value any, ok bool) {
	rest, ok := strings.CutPrefix(e.text, "[=")
	if !ok {
		return nil, false
	}
	value, _ = readLiteral(rest[:len(rest)-1], false)
	return value, true
}

// Keys are those of the item that the element leads to, sorted by their names;
// none where it leads there in another way.
func (e Element) Keys() []Key {
	if !e.isKeyed() {
		return nil
	}
	keys, _ := readKeys(e.text[1 : len(e.text)-1])
	return keys
}

// IsItem reports whether the element leads to an item by its keys, or by its
// value.
func (e Element) IsItem() bool { return strings.HasPrefix(e.text, "[=") || e.isKeyed() }

func (e Element) isKeyed() bool {
	if !strings.HasPrefix(e.text, "[") || e.text[1] == '=' {
		return false
	}
	_, isField := e.Field()
	_, isIndex := e.Index()
	return !isField && !isIndex
}

func (e Element) compare(f Element) int {
	if c := cmp.Compare(e.rank(), f.rank()); c != 0 || e == f {
		return c
	}
	switch e.rank() {
	case 0:
		a, _ := e.Field()
		b, _ := f.Field()
		return strings.Compare(a, b)
	case 1:
		return slices.CompareFunc(e.Keys(), f.Keys(), func(a, b Key) int {
			return cmp.Or(strings.Compare(a.Name, b.Name), compareValues(a.Value, b.Value))
		})
	case 2:
		a, _ := e.Member()
		b, _ := f.Member()
		return compareValues(a, b)
	}
	a, _ := e.Index()
	b, _ := f.Index()
	return cmp.Compare(a, b)
}

// rank is the place of an element's sort in the order of elements.
func (e Element) rank() int {
	if _, ok := e.Field(); ok {
		return 0
	}
	if _, ok := e.Index(); ok {
		return 3
	}
	if strings.HasPrefix(e.text, "[=") {
		return 2
	}
	return 1
}

// compareValues orders the values of keys: numbers before texts before all else.
func compareValues(a, b any) int {
	x, xNumber := number(a)
	y, yNumber := number(b)
	s, sText := a.(string)
	t, tText := b.(string)
	switch {
	case xNumber && yNumber:
		return cmp.Compare(x, y)
	case xNumber || yNumber:
		return sign(yNumber, xNumber)
	case sText && tText:
		return strings.Compare(s, t)
	case sText || tText:
		return sign(tText, sText)
	}
	return strings.Compare(string(appendLiteral(nil, a)), string(appendLiteral(nil, b)))
}

// sign orders what has something before what has not.
func sign(second, first bool) int {
	switch {
	case first == second:
		return 0
	case first:
		return -1
	}
	return 1
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
