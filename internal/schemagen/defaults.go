package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"k8s.io/client-go/openapi"
	"sigs.k8s.io/structured-merge-diff/v6/schema"
)

// addKeyDefaults completes the fields that are keys of lists by their defaults,
// so that an item which leaves one out (the protocol of a port) is found by its
// keys all the same. Only the server's OpenAPI v3 documents tell defaults.
func addKeyDefaults(s *schema.Schema, client openapi.Client) error {
	defaults, err := readDefaults(client)
	if err != nil {
		return err
	}
	types := map[string]*schema.Map{}
	for _, t := range s.Types {
		types[t.Name] = t.Map
	}
	for _, t := range s.Types {
		if t.Map == nil {
			continue
		}
		for _, f := range t.Map.Fields {
			list := f.Type.Inlined.List
			if list == nil || list.ElementType.NamedType == nil {
				continue
			}
			item := types[*list.ElementType.NamedType]
			if item == nil {
				continue
			}
			for i := range item.Fields {
				key := &item.Fields[i]
				if value, ok := defaults[*list.ElementType.NamedType][key.Name]; ok && slices.Contains(list.Keys, key.Name) {
					key.Default = value
				}
			}
		}
	}
	return nil
}

// readDefaults collects the scalar defaults that the server documents, by type
// and field. An empty string is one: the server knows an item by it that was stored
// without its key.
func readDefaults(client openapi.Client) (map[string]map[string]any, error) {
	paths, err := client.Paths()
	if err != nil {
		return nil, err
	}
	defaults := map[string]map[string]any{}
	for path, version := range paths {
		raw, err := version.Schema("application/json")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		var document struct {
			Components struct {
				Schemas map[string]struct {
					Properties map[string]struct{ Default any }
				}
			}
		}
		if err := json.Unmarshal(raw, &document); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for name, t := range document.Components.Schemas {
			for field, property := range t.Properties {
				switch property.Default.(type) {
				case string, bool, float64:
				default:
					continue
				}
				if defaults[name] == nil {
					defaults[name] = map[string]any{}
				}
				defaults[name][field] = property.Default
			}
		}
	}
	return defaults, nil
}
