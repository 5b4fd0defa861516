// Package kubeschema is Kubernetes' own schema of its built-in kinds, in their
// stable versions, embedded: it checks objects without a server, compares them
// field by field with structured-merge-diff, and addresses their fields.
package kubeschema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/typed"

	"github.com/workloadlang/wl/internal/kind"
)

//go:embed schema.json
var schemaJSON []byte

// parser reads the schema once, when it is first needed: every process that
// plans needs it, and those that only print their version do not.
var parser = sync.OnceValues(readSchema)

func readSchema() (*typed.Parser, error) {
	var d document
	if err := json.Unmarshal(schemaJSON, &d); err != nil {
		return nil, fmt.Errorf("the embedded schema cannot be read: %w", err)
	}
	p := &typed.Parser{}
	for _, t := range d.Types {
		p.Schema.Types = append(p.Schema.Types, schema.TypeDef{Name: t.Name, Atom: t.schema()})
	}
	return p, nil
}

// TypeName is the schema's name of a built-in kind: "io.k8s.api.apps.v1.Deployment".
func TypeName(apiVersion, name string) string {
	group, version := kind.SplitAPIVersion(apiVersion)
	switch group {
	case "apiextensions.k8s.io":
		return "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions." + version + "." + name
	case "apiregistration.k8s.io":
		return "io.k8s.kube-aggregator.pkg.apis.apiregistration." + version + "." + name
	}
	short, _, _ := strings.Cut(group, ".")
	if group == "" {
		short = "core"
	}
	return "io.k8s.api." + short + "." + version + "." + name
}

// knownType is the schema's name of an object's kind; "" where it is none of
// Kubernetes' own. A group such as apps.kruise.io must not be taken for apps,
// which the names of types leave nothing of.
func knownType(content map[string]any) string {
	if !kind.About(kind.Of(content)).Embedded {
		return ""
	}
	apiVersion, _ := content["apiVersion"].(string)
	name, _ := content["kind"].(string)
	return TypeName(apiVersion, name)
}

// Knows reports whether the schema has the kind of an object.
func Knows(content map[string]any) bool {
	t, err := typeOf(content)
	return err == nil && t.TypeRef != typed.DeducedParseableType.TypeRef
}

func typeOf(content map[string]any) (typed.ParseableType, error) {
	p, err := parser()
	if err != nil {
		return typed.ParseableType{}, err
	}
	if name := knownType(content); name != "" {
		if t := p.Type(name); t.IsValid() {
			return t, nil
		}
	}
	return typed.DeducedParseableType, nil
}
