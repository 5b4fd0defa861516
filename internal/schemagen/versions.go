package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v6/schema"
	"sigs.k8s.io/structured-merge-diff/v6/typed"

	"github.com/workloadlang/wl/internal/kubeschema"
)

// releases are the client-go modules of the minor versions that wl knows, oldest
// first: each has the schema of its version's kinds. The last is of the embedded
// schema's version.
var releases = []string{"v0.32.13", "v0.33.13", "v0.34.13", "v0.35.10", "v0.36.6", "v0.37.2"}

// older are fields that came before the first of the releases, as far as people meet
// clusters that old.
var older = map[string]int{
	"io.k8s.api.batch.v1.CronJobSpec.timeZone":                25,
	"io.k8s.api.core.v1.PodSpec.initContainers.restartPolicy": 29,
	"io.k8s.api.core.v1.Probe.grpc":                           24,
	"io.k8s.api.core.v1.Probe.terminationGracePeriodSeconds":  25,
}

// generateVersions writes which of the embedded schema's types and fields other
// versions do not have.
func generateVersions(output string) error {
	served := map[string]kubeschema.Minors{}
	first, last := 0, 0
	for i, release := range releases {
		minor, err := strconv.Atoi(release[len("v0.") : len("v0.")+2])
		if err != nil {
			return err
		}
		if last = minor; i == 0 {
			first = minor
		}
		types, err := schemaOf(release)
		if err != nil {
			return err
		}
		for _, name := range members(types) {
			m, seen := served[name]
			if !seen {
				m.Since = minor
			}
			m.Until = minor + 1
			served[name] = m
		}
	}
	known, err := kubeschema.Members()
	if err != nil {
		return err
	}
	guarded, err := gates(known, first)
	if err != nil {
		return err
	}
	return writeVersions(output, first, last, different(known, served, first, last), guarded)
}

// different keeps what not all versions have, of types that are known: the fields of a
// type that came and went with it are not named.
func different(known []string, served map[string]kubeschema.Minors, first, last int) map[string]kubeschema.Minors {
	result := map[string]kubeschema.Minors{}
	for name, minor := range older {
		result[name] = kubeschema.Minors{Since: minor}
	}
	for name, m := range served {
		of := name[:max(0, strings.LastIndex(name, "."))]
		if _, isField := served[of]; !isField {
			of = name
		}
		_, isKnown := slices.BinarySearch(known, of)
		if !isKnown || of != name && served[of] == m || m.Since == first && m.Until == last+1 || isStatus(of) {
			continue
		}
		if m.Since == first {
			m.Since = 0
		}
		if m.Until == last+1 {
			m.Until = 0
		}
		result[name] = m
	}
	return result
}

// isStatus reports whether a type is part of a status, which nobody writes.
func isStatus(name string) bool { return strings.HasSuffix(name, "Status") }

// writeVersions writes one field a line, so that changes of it can be reviewed.
func writeVersions(output string, first, last int, served map[string]kubeschema.Minors, guarded map[string]kubeschema.Gate) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"first\": %d, \"last\": %d, \"served\": {\n", first, last)
	err := writeEntries(&b, served)
	b.WriteString("}, \"gates\": {\n")
	err = cmp.Or(err, writeEntries(&b, guarded))
	b.WriteString("}}\n")
	if err != nil {
		return err
	}
	return os.WriteFile(output, b.Bytes(), 0o644)
}

func writeEntries[V any](b *bytes.Buffer, entries map[string]V) error {
	names := slices.Sorted(maps.Keys(entries))
	for i, name := range names {
		value, err := json.Marshal(entries[name])
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "%q: %s", name, value)
		if i < len(names)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	return nil
}

// members lists types, and their fields as "TYPE.field".
func members(s *schema.Schema) []string {
	var names []string
	for _, t := range s.Types {
		names = append(names, t.Name)
		if t.Map != nil {
			for _, f := range t.Map.Fields {
				names = append(names, t.Name+"."+f.Name)
			}
		}
	}
	slices.SortFunc(names, cmp.Compare[string])
	return names
}

// schemaOf reads the schema that a release of client-go holds as YAML in its source.
func schemaOf(release string) (*schema.Schema, error) {
	dir, err := moduleDir("k8s.io/client-go@" + release)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "applyconfigurations", "internal", "internal.go")
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		return nil, err
	}
	var text string
	ast.Inspect(source, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && len(l.Value) > len(text) {
			text = l.Value
		}
		return true
	})
	if text, err = strconv.Unquote(text); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	p, err := typed.NewParser(typed.YAMLObject(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return &p.Schema, nil
}
