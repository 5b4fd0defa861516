package main

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/workloadlang/wl/lang/explain"
	"github.com/workloadlang/wl/lang/schema/table"
)

//go:embed text examples
var sources embed.FS

// generate writes the reference in one language.
func generate(l explain.Language) (string, error) {
	w := &writer{language: l, said: make(map[string]string)}
	name := "language." + l.String() + ".md"
	t, err := template.New(name).Funcs(template.FuncMap{
		"fields": w.block, "section": w.section, "meta": w.meta, "example": example, "functions": w.functions,
	}).ParseFS(sources, "text/"+name)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := t.Execute(&b, nil); err != nil {
		return "", err
	}
	for _, n := range table.Root().Blocks {
		if w.said[n.Signature()] == "" {
			return "", fmt.Errorf(`%s has no place for the block %s: add {{fields %q}} to it`, name, n.Name, n.Name)
		}
	}
	return b.String(), nil
}

// example shows the files of an example, each in a block of code.
func example(name string) (string, error) {
	dir := path.Join("examples", name)
	files, err := sources.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var parts []string
	for _, f := range files {
		if f.IsDir() {
			inner, err := example(path.Join(name, f.Name()))
			if err != nil {
				return "", err
			}
			parts = append(parts, inner)
			continue
		}
		text, err := sources.ReadFile(path.Join(dir, f.Name()))
		if err != nil {
			return "", err
		}
		parts = append(parts, fence(name, f.Name(), string(text)))
	}
	return strings.Join(parts, "\n\n"), nil
}

// fence writes a file as a block of code. Only files that a reader could not
// place are named.
func fence(dir, file, text string) string {
	lead := ""
	language := "hcl"
	switch path.Ext(file) {
	case ".json":
		language = "json"
	case ".yaml":
		language = "yaml"
	}
	if _, inner, ok := strings.Cut(dir, "/"); ok {
		lead = "`" + path.Join(inner, file) + "`:\n\n"
	} else if file != "main.wl.hcl" {
		lead = "`" + file + "`:\n\n"
	}
	return lead + "```" + language + "\n" + strings.TrimSuffix(text, "\n") + "\n```"
}
