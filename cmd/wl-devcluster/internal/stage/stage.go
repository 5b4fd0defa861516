// Package stage describes how simulated nodes and Pods behave, as Stage objects of kwok.
package stage

import (
	"bytes"
	"embed"
	"fmt"
	"text/template"
)

//go:embed *.yaml
var files embed.FS

// Manifest is the configuration of kwok with every stage, as a stream of YAML documents.
func Manifest() ([]byte, error) {
	templates, err := template.New("stages").Delims("<<", ">>").Funcs(template.FuncMap{
		"event":          event,
		"message":        message,
		"runningReady":   runningReady,
		"runningUnready": runningUnready,
	}).ParseFS(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("parse the stages: %w", err)
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the stages: %w", err)
	}
	var manifest bytes.Buffer
	for _, entry := range entries {
		manifest.WriteString("---\n")
		if err := templates.ExecuteTemplate(&manifest, entry.Name(), nil); err != nil {
			return nil, fmt.Errorf("fill in the stages of %s: %w", entry.Name(), err)
		}
	}
	return manifest.Bytes(), nil
}
