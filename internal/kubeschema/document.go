package kubeschema

import "sigs.k8s.io/structured-merge-diff/v4/schema"

// document is schema.json: structured-merge-diff's schema as JSON, with the
// names of its YAML form. Its own types can be read from YAML only, which would
// cost every command some 30 milliseconds.
type document struct {
	GeneratedFrom string    `json:"generatedFrom"`
	Types         []typeDef `json:"types"`
}

type typeDef struct {
	Name string `json:"name"`
	atom
}

type atom struct {
	Scalar *schema.Scalar `json:"scalar"`
	List   *listType      `json:"list"`
	Map    *mapType       `json:"map"`
}

type typeRef struct {
	NamedType *string `json:"namedType"`
	atom
	ElementRelationship *schema.ElementRelationship `json:"elementRelationship"`
}

type listType struct {
	ElementType         typeRef                    `json:"elementType"`
	ElementRelationship schema.ElementRelationship `json:"elementRelationship"`
	Keys                []string                   `json:"keys"`
}

type mapType struct {
	Fields              []fieldType                `json:"fields"`
	ElementType         typeRef                    `json:"elementType"`
	ElementRelationship schema.ElementRelationship `json:"elementRelationship"`
}

type fieldType struct {
	Name    string  `json:"name"`
	Type    typeRef `json:"type"`
	Default any     `json:"default"`
}

func (a atom) schema() schema.Atom {
	result := schema.Atom{Scalar: a.Scalar}
	if a.List != nil {
		result.List = &schema.List{
			ElementType:         a.List.ElementType.schema(),
			ElementRelationship: a.List.ElementRelationship,
			Keys:                a.List.Keys,
		}
	}
	if a.Map != nil {
		result.Map = &schema.Map{
			ElementType:         a.Map.ElementType.schema(),
			ElementRelationship: a.Map.ElementRelationship,
		}
		for _, f := range a.Map.Fields {
			result.Map.Fields = append(result.Map.Fields, schema.StructField{Name: f.Name, Type: f.Type.schema(), Default: f.Default})
		}
	}
	return result
}

func (r typeRef) schema() schema.TypeRef {
	return schema.TypeRef{NamedType: r.NamedType, Inlined: r.atom.schema(), ElementRelationship: r.ElementRelationship}
}
