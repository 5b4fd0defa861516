package object

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestReferences(t *testing.T) {
	for value, want := range map[string][]string{
		"":                        nil,
		"$":                       nil,
		"$$":                      nil,
		"$(A)":                    {"A"},
		"x$(A)$(B)y":              {"A", "B"},
		"$$(A)":                   nil,
		"$$$(A)":                  {"A"},
		"$(A":                     nil,
		"$A $(B)":                 {"B"},
		"$(a b)":                  {"a b"},
		"$()":                     {""},
		"$(A$(B))":                {"A$(B"},
		"http://$(HOST):$(PORT)/": {"HOST", "PORT"},
	} {
		if got := References(value); !reflect.DeepEqual(got, want) {
			t.Errorf("References(%q) = %q, want %q", value, got, want)
		}
	}
}

// withVariables is a Deployment whose container has the variables, each with its
// place and every second one sensitive.
func withVariables(variables [][2]string) *Manifest {
	var env []any
	m := &Manifest{Ref: Ref{Group: "apps", Kind: "Deployment", Name: "web"}, Fields: map[Path]Range{}}
	for i, v := range variables {
		env = append(env, map[string]any{"name": v[0], "value": v[1]})
		at := PathOf("spec", "template", "spec", "initContainers").Index(0).Field("env").Index(i)
		m.Fields[at.Field("value")] = Range{File: v[0]}
		if i%2 == 1 {
			m.Sensitive = append(m.Sensitive, at.Field("value"))
		}
	}
	m.Content = map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{
		"initContainers": []any{map[string]any{"name": "main", "env": env}},
	}}}}
	return m
}

func variablesOf(m *Manifest) (names, sensitive []string) {
	containers, _ := field(m.Content, "spec", "template", "spec")["initContainers"].([]any)
	for i, item := range containers[0].(map[string]any)["env"].([]any) {
		name := item.(map[string]any)["name"].(string)
		names = append(names, name)
		at := PathOf("spec", "template", "spec", "initContainers").Index(0).Field("env").Index(i).Field("value")
		if m.Fields[at].File != name {
			names = append(names, "in the place of "+m.Fields[at].File)
		}
		if slices.Contains(m.Sensitive, at) {
			sensitive = append(sensitive, name)
		}
	}
	slices.Sort(sensitive)
	return names, sensitive
}

// expand gives variables their values as a node does, one after the other.
func expand(m *Manifest) map[string]string {
	containers, _ := field(m.Content, "spec", "template", "spec")["initContainers"].([]any)
	values := map[string]string{}
	for _, item := range containers[0].(map[string]any)["env"].([]any) {
		v := item.(map[string]any)
		text := v["value"].(string)
		for _, name := range References(text) {
			if value, known := values[name]; known {
				text += "|" + value
			} else {
				text += "|?" + name
			}
		}
		values[v["name"].(string)] = text
	}
	return values
}

func TestExpandedEnvironment(t *testing.T) {
	for _, c := range []struct {
		given [][2]string
		want  []string
	}{
		{[][2]string{{"B", "1"}, {"A", "2"}}, []string{"B", "A"}},
		{[][2]string{{"A", "$(B)"}, {"B", "1"}, {"C", "2"}}, []string{"B", "A", "C"}},
		{[][2]string{{"A", "$(C)-$(B)"}, {"B", "$(D)"}, {"C", "1"}, {"D", "2"}}, []string{"C", "D", "B", "A"}},
		{[][2]string{{"A", "$$(B)"}, {"B", "1"}}, []string{"A", "B"}},
		{[][2]string{{"PATH", "$(PATH):/x"}, {"A", "1"}}, []string{"PATH", "A"}},
		{[][2]string{{"A", "$(B)"}, {"B", "$(A)"}, {"C", "1"}}, []string{"B", "A", "C"}},
	} {
		names, sensitive := variablesOf(withVariables(c.given).WithExpandedEnvironment())
		_, before := variablesOf(withVariables(c.given))
		if !reflect.DeepEqual(names, c.want) || !reflect.DeepEqual(sensitive, before) {
			t.Errorf("%v is in the order %v, want %v; sensitive are %v, were %v", c.given, names, c.want, sensitive, before)
		}
	}
}

// Whatever refers to whatever: in the order of the live ones, and in the canonical
// one, all values are what they were, and nothing loses its place.
func TestOrderOfVariables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 7).Draw(t, "variables")
		given := make([][2]string, n)
		for i := range given {
			given[i] = [2]string{fmt.Sprintf("V%d", i), rapid.SampledFrom([]string{"", "x"}).Draw(t, "text")}
			for range rapid.IntRange(0, 2).Draw(t, "references") {
				given[i][1] += fmt.Sprintf("$(V%d)", rapid.IntRange(0, n).Draw(t, "to"))
			}
		}
		given = rapid.Permutation(given).Draw(t, "order")
		m, live := withVariables(given), withVariables(rapid.Permutation(given).Draw(t, "live"))
		same := reflect.DeepEqual(expand(m), expand(live))
		ordered := m
		if o := m.InOrderOf(live.Content); o != nil {
			ordered = o
		}
		if !reflect.DeepEqual(expand(ordered), expand(m)) {
			t.Fatalf("%v became %v in the order of %v", expand(m), expand(ordered), live.Content)
		}
		_, before := variablesOf(m)
		if names, after := variablesOf(ordered); len(names) != n || !reflect.DeepEqual(before, after) {
			t.Fatalf("places are lost: %v, %v, %v", names, before, after)
		}
		if ofLive, _ := variablesOf(live); same {
			if names, _ := variablesOf(ordered); !reflect.DeepEqual(names, ofLive) && reflect.DeepEqual(m.Canonical(), live.Canonical()) {
				t.Fatalf("the live order %v means the same and was not kept: %v", ofLive, names)
			}
		}
		if reflect.DeepEqual(m.Canonical(), live.Canonical()) && !same {
			t.Fatalf("%v and %v have one canonical form and other values", m.Content, live.Content)
		}
		if !reflect.DeepEqual(ordered.Canonical(), m.Canonical()) {
			t.Fatalf("another order changes the canonical form")
		}
	})
}
