package objects

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
)

// collectorVariables are those of a container that its collector needs to mount the same part
// of a volume.
type collectorVariables struct {
	*writer
	from, to object.Path // the container, and the collector
	name     string      // of the container
}

// copy copies the variables that an expression refers to, and those that their values do, and
// no others: the collector has no use for them. One that the container does not define may
// be of what it imports.
func (c collectorVariables) copy(expression string) {
	items, imports := c.list("env"), c.list("envFrom")
	needed, imported := map[int]bool{}, false
	for names := object.References(expression); len(names) > 0; names = names[1:] {
		i := slices.IndexFunc(items, func(item any) bool { return item.(map[string]any)["name"] == names[0] })
		imported = imported || i < 0
		if i < 0 || needed[i] {
			continue
		}
		needed[i] = true
		if value, literal := items[i].(map[string]any)["value"].(string); literal {
			names = append(names, object.References(value)...)
		}
	}
	for i := range items {
		if needed[i] {
			c.item("env", i, items[i])
		}
	}
	for i := range imports {
		if imported {
			c.item("envFrom", i, imports[i])
		}
	}
}

func (c collectorVariables) list(field string) []any {
	list, _ := c.from.Field(field).At(c.manifest.Content)
	items, _ := list.([]any)
	return items
}

// item copies one, with what of it is sensitive. A quota is that of the container, also where
// it does not say so.
func (c collectorVariables) item(list string, i int, item any) {
	at := c.add(c.to.Field(list), deeplyCopied(item))
	if quota, is := at.Field("valueFrom").Field("resourceFieldRef").At(c.manifest.Content); is {
		if quota := quota.(map[string]any); quota["containerName"] == nil {
			quota["containerName"] = c.name
		}
	}
	for _, s := range c.manifest.Sensitive {
		if within, is := s.Within(c.from.Field(list).Index(i)); is {
			c.manifest.Sensitive = append(c.manifest.Sensitive, at.Join(within))
		}
	}
}

func deeplyCopied(v any) any {
	switch v := v.(type) {
	case map[string]any:
		all := make(map[string]any, len(v))
		for key, e := range v {
			all[key] = deeplyCopied(e)
		}
		return all
	case []any:
		all := make([]any, len(v))
		for i, e := range v {
			all[i] = deeplyCopied(e)
		}
		return all
	}
	return v
}
