package kubeschema

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/util/version"
	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/object"
)

//go:embed versions.json
var versionsJSON []byte

// Minors are the minor versions of Kubernetes 1 that have a type or a field: from
// Since to before Until, each 0 where there is no bound.
type Minors struct {
	Since int `json:"since,omitempty"`
	Until int `json:"until,omitempty"`
}

// Gate is the feature gate that guards a field, or a value of one: where it is off, the
// server drops the field, or refuses the object. On is where it is on by default.
type Gate struct {
	Name    string  `json:"gate"`
	On      []Range `json:"on"`
	Refuses bool    `json:"refuses,omitempty"`
	Since   int     `json:"since,omitempty"` // minor versions without the gate, which refuse the object, end here
}

// Range is a range of releases: from one, such as "1.35" or "1.35.2", to before
// another; without bound where Until is empty.
type Range struct {
	From  string `json:"from"`
	Until string `json:"until,omitempty"`
}

// versions is versions.json: what differs between the versions, of what the
// embedded schema has. Everything else is in all of them.
type versions struct {
	First int `json:"first"`
	Last  int `json:"last"`
	// Served and Gates are by "TYPE.field"; of a type that several fields have, also by
	// "TYPE.field.field", the latter's; Served by "TYPE" as well, and Gates by
	// "TYPE.field=value" of a value that a gate guards.
	Served map[string]Minors `json:"served"`
	Gates  map[string]Gate   `json:"gates"`
	valued map[string]bool   // fields of which a gate guards a value
}

var readVersions = sync.OnceValue(func() versions {
	var v versions
	if err := json.Unmarshal(versionsJSON, &v); err != nil {
		panic(fmt.Sprintf("the embedded versions cannot be read: %v", err)) // it is a part of the program
	}
	v.valued = map[string]bool{}
	for name := range v.Gates {
		if field, _, ofValue := strings.Cut(name, "="); ofValue {
			v.valued[field] = true
		}
	}
	return v
})

// Known is the range of minor versions whose schemas are on board.
func Known() (first, last int) {
	v := readVersions()
	return v.First, v.Last
}

// Release is a version of Kubernetes 1, such as 1.36 or 1.36.3. It has no Patch where
// any of the minor version is meant.
type Release struct {
	Minor, Patch int
	HasPatch     bool
}

// ParseRelease reads a version as configurations and servers write it: "1.36",
// "1.36.3", "v1.36.3-gke.100".
func ParseRelease(text string) (Release, error) {
	v, err := version.ParseGeneric(text)
	if err != nil {
		return Release{}, err
	}
	return Release{Minor: int(v.Minor()), Patch: int(v.Patch()), HasPatch: len(v.Components()) > 2}, nil
}

// Lack is a field of an object that a release does not have, or drops, or a value that it
// does not take.
type Lack struct {
	Path  object.Path // items of lists by their positions
	Value any         // nil where it is the field, whatever its value
	// Minors are the versions that have the field, or the gate of the value; zero where
	// a gate guards it, which is off by default.
	Minors Minors
	Gate   *Gate
}

// Lacks lists the fields of an object of a built-in kind that a release does not have,
// and those that it drops unless their feature gate is turned on. Of versions that are
// older than those on board it knows what the oldest lacks, and of newer ones nothing.
func Lacks(content map[string]any, r Release) []Lack {
	p, err := parser()
	name := knownType(content)
	if err != nil || name == "" {
		return nil
	}
	v := readVersions()
	if m, ok := v.Served[name]; ok && !m.has(r.Minor) {
		return []Lack{{Path: object.PathOf("apiVersion"), Minors: m}}
	}
	w := &lackFinder{schema: &p.Schema, versions: v, release: r}
	w.walk(object.Path{}, content, schema.TypeRef{NamedType: &name}, "")
	return w.found
}

func (m Minors) has(minor int) bool { return minor >= m.Since && (m.Until == 0 || minor < m.Until) }

// isOn reports whether the gate is on by default in a release; of a minor version, in
// all its releases.
func (g Gate) isOn(r Release) bool {
	return slices.ContainsFunc(g.On, func(on Range) bool {
		from, _ := ParseRelease(on.From)
		until, err := ParseRelease(on.Until)
		return r.compare(from) >= 0 && (err != nil || r.compare(until) < 0 && (r.HasPatch || r.Minor < until.Minor))
	})
}

func (r Release) compare(s Release) int { return cmp.Or(r.Minor-s.Minor, r.Patch-s.Patch) }

// lackFinder looks at every field of an object.
type lackFinder struct {
	schema   *schema.Schema
	versions versions
	release  Release
	found    []Lack
}

// walk looks at a value of a type, which is that of the field via.
func (w *lackFinder) walk(at object.Path, value any, t schema.TypeRef, via string) {
	atom, _ := w.schema.Resolve(t)
	switch value := value.(type) {
	case map[string]any:
		if atom.Map == nil {
			return
		}
		for _, key := range slices.Sorted(maps.Keys(value)) {
			field, ok := atom.Map.FindField(key)
			if !ok {
				continue
			}
			name := via + "." + key
			if t.NamedType != nil {
				name = *t.NamedType + "." + key
			}
			switch lacks := w.lacksAny(at.Field(key), value[key], name, via+"."+key); {
			case !lacks:
				w.walk(at.Field(key), value[key], field.Type, name)
			case w.found[len(w.found)-1].Gate != nil:
				w.walkGated(at.Field(key), value[key], field.Type, name)
			}
		}
	case []any:
		for i := range value {
			if atom.List != nil {
				w.walk(at.Index(i), value[i], atom.List.ElementType, via)
			}
		}
	}
}

// walkGated looks at a field that a gate guards for what the release does not have though the
// gate is turned on.
func (w *lackFinder) walkGated(at object.Path, value any, t schema.TypeRef, via string) {
	within := &lackFinder{schema: w.schema, versions: w.versions, release: w.release}
	within.walk(at, value, t, via)
	w.found = append(w.found, slices.DeleteFunc(within.found, func(l Lack) bool { return l.Gate != nil })...)
}

// lacksAny reports whether the release lacks a field, or its value, by one of the
// field's names.
func (w *lackFinder) lacksAny(at object.Path, value any, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return w.lacks(at, name, nil) || w.versions.valued[name] && w.lacks(at, fmt.Sprintf("%s=%v", name, value), value)
	})
}

// lacks reports whether the release lacks a field, or a value of it, and records it.
func (w *lackFinder) lacks(at object.Path, name string, value any) bool {
	if m, ok := w.versions.Served[name]; ok && !m.has(w.release.Minor) {
		w.found = append(w.found, Lack{Path: at, Minors: m})
		return true
	}
	g, ok := w.versions.Gates[name]
	switch {
	case !ok || w.release.Minor > w.versions.Last || g.isOn(w.release):
		return false
	case w.release.Minor < g.Since:
		w.found = append(w.found, Lack{Path: at, Value: value, Minors: Minors{Since: g.Since}})
	default:
		w.found = append(w.found, Lack{Path: at, Value: value, Gate: &g})
	}
	return true
}

// Members lists the types of the embedded schema, and their fields as "TYPE.field".
func Members() ([]string, error) {
	p, err := parser()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range p.Schema.Types {
		names = append(names, t.Name)
		if t.Map != nil {
			for _, f := range t.Map.Fields {
				names = append(names, t.Name+"."+f.Name)
			}
		}
	}
	slices.Sort(names)
	return names, nil
}
