package explain

import "strings"

// customSchema is an openAPIV3Schema of a definition, or a part of one.
type customSchema map[string]any

func (s customSchema) inner(key string) customSchema {
	inner, _ := s[key].(map[string]any)
	return inner
}

func (s customSchema) description() string {
	text, _ := s["description"].(string)
	return strings.Join(strings.Fields(text), " ")
}

// within is the schema of the items of lists and maps, and of everything else itself.
func (s customSchema) within() customSchema {
	for {
		switch inner := s.inner("items"); {
		case inner != nil:
			s = inner
		case s.inner("additionalProperties") != nil:
			s = s.inner("additionalProperties")
		default:
			return s
		}
	}
}

// fields are the schemas of an object's fields.
func (s customSchema) fields() map[string]customSchema {
	fields := make(map[string]customSchema)
	for name, of := range s.inner("properties") {
		schema, _ := of.(map[string]any)
		fields[name] = schema
	}
	return fields
}

// requires reports whether an object must have a field.
func (s customSchema) requires(name string) bool {
	names, _ := s["required"].([]any)
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// typeNames are the type in words, and as a type constraint.
func (s customSchema) typeNames() (english, chinese, constraint string) {
	if s["x-kubernetes-int-or-string"] == true {
		return "a whole number or a string", "整数或字符串", "any"
	}
	of, _ := s["type"].(string)
	switch of {
	case "string":
		return "a string", "字符串", "string"
	case "boolean":
		return "true or false", "true 或 false", "bool"
	case "integer":
		return "a whole number", "整数", "number"
	case "number":
		return "a number", "数字", "number"
	case "array":
		_, _, item := s.inner("items").typeNames()
		return "a list", "列表", "list(" + item + ")"
	case "object":
		if values := s.inner("additionalProperties"); values != nil {
			_, _, value := values.typeNames()
			return "a map", "映射", "map(" + value + ")"
		}
		return "an object", "对象", "object"
	}
	return "a value", "任意值", "any"
}

// firstSentence is a text's first sentence.
func firstSentence(text string) string {
	if i := strings.Index(text, ". "); i >= 0 {
		return text[:i+1]
	}
	return text
}
