// Package conceal takes sensitive literals out of the sources that messages
// quote, so that nobody who quotes them has to know of any. What it takes out
// goes up to the end of the line, and lines keep their length in bytes: places in
// a file stay what they are.
package conceal

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// masked stands in the place of what is taken out, as far as there is room.
const masked = "(sensitive)"

// File conceals what a file alone tells to be sensitive: the data of secret
// blocks and of manifests of the kind Secret, values of what is declared to be
// sensitive, and what sensitive() is called with. Its body must not be forgotten
// yet. It reports false for a file of which nothing can be quoted. What it conceals is
// withheld from what is said, too.
func File(f *hcl.File, name string, broken bool, w *Withheld) bool {
	body, native := f.Body.(*hclsyntax.Body)
	w.source(name, f.Bytes)
	switch isJSON := strings.HasSuffix(name, ".json"); {
	case isJSON && broken && mayHoldSecrets(f.Bytes):
		w.Whole(name, f.Bytes)
		return false
	case isJSON:
		return broken || !mayHoldSecrets(f.Bytes) || !w.json(name) // JSON tells no places within expressions
	case broken && !mayHoldSecrets(f.Bytes):
		return true
	case broken:
		found := suspectsIn(f.Bytes)
		w.lines(name, found)
		f.Bytes, f.Nav = Ranges(f.Bytes, found), nil // which names blocks by labels, and these may be values
		return true
	case !native || !mayHoldSecrets(f.Bytes):
		return true
	}
	c := collector{src: f.Bytes, withheld: w, stray: marked(body.Attributes)}
	for _, a := range body.Attributes {
		c.misplaced(a, body.Blocks)
	}
	if !c.blocks(body.Blocks) {
		f.Nav = nil // which names blocks by all of their labels
	}
	calls := callFinder{c: &c}
	_ = hclsyntax.Walk(body, &calls) // it reports nothing
	f.Bytes = Ranges(f.Bytes, c.found)
	return true
}

// AllValues is the source of a file of values with the names alone: without the values, and
// without comments, which may have former ones. It is nil of a file that is not native.
func AllValues(f *hcl.File) []byte {
	body, native := f.Body.(*hclsyntax.Body)
	if !native {
		return nil
	}
	ordered := slices.SortedFunc(maps.Values(body.Attributes), func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	var places []hcl.Range
	start := 0
	for _, a := range ordered {
		line := bytes.LastIndexByte(f.Bytes[:a.NameRange.Start.Byte], '\n') + 1
		places = append(places, stretch(start, line))
		start = a.EqualsRange.End.Byte
	}
	return Ranges(f.Bytes, append(places, stretch(start, len(f.Bytes))))
}

// mentionsSecrets reports whether there is anything to look for in a file.
func mentionsSecrets(src []byte) bool {
	return bytes.Contains(src, []byte("ecret")) || markerIn(src) >= 0
}

// mayHoldSecrets reports whether there is in a file, or in a block of it whose meaning other files have
// a part in.
func mayHoldSecrets(src []byte) bool {
	return mentionsSecrets(src) || bytes.Contains(src, []byte("module")) || bytes.Contains(src, []byte("object"))
}
