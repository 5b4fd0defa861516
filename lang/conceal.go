package lang

import (
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/conceal"
)

// conceal takes out of the sources, which messages quote, what has turned out to
// be sensitive, wherever it was written.
func (c *compilation) conceal() {
	if c.result.Stack == nil {
		return
	}
	c.result.Stack.Sensitive = c.sensitiveTexts()
	values := conceal.Lookup(object.MaskOf(c.result.Stack.Sensitive...).With(c.masks...).Values())
	for _, f := range c.result.Files {
		f.Bytes = conceal.Values(f.Bytes, values)
	}
}

// sensitiveTexts are the texts in the values of sensitive variables, and the
// numbers as texts have them, each once.
func (c *compilation) sensitiveTexts() []any {
	found := make(map[string]bool)
	for _, v := range c.variables {
		if !v.ContainsMarked() {
			continue
		}
		plain, _ := v.UnmarkDeep()
		_ = cty.Walk(plain, func(_ cty.Path, v cty.Value) (bool, error) {
			if v.Type() != cty.String && v.Type() != cty.Number || !v.IsKnown() || v.IsNull() {
				return true, nil
			}
			if text, err := convert.Convert(v, cty.String); err == nil {
				found[text.AsString()] = true
			}
			return true, nil
		})
	}
	var texts []any
	for _, text := range slices.Sorted(maps.Keys(found)) {
		texts = append(texts, text)
	}
	return texts
}
