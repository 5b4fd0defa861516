// Command generate writes internal/kubeschema/schema.json from the OpenAPI
// document of a real API server: structured-merge-diff's own form, pruned to the
// built-in kinds that people write; and versions.json, what other versions of
// Kubernetes do not have of it. Run it with "make generate".
package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"

	yamlv2 "go.yaml.in/yaml/v2"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/kube-openapi/pkg/schemaconv"
	"k8s.io/kube-openapi/pkg/util/proto"
	"sigs.k8s.io/structured-merge-diff/v6/schema"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: generate KUBECONFIG|versions OUTPUT")
		os.Exit(1)
	}
	var err error
	if os.Args[1] == "versions" {
		err = generateVersions(os.Args[2])
	} else {
		err = generate(os.Args[1], os.Args[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(kubeconfig, output string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	version, err := client.ServerVersion()
	if err != nil {
		return err
	}
	document, err := client.OpenAPISchema()
	if err != nil {
		return err
	}
	models, err := proto.NewOpenAPIData(document)
	if err != nil {
		return err
	}
	// Unknown fields are preserved, so that objects of newer servers pass.
	full, err := schemaconv.ToSchemaWithPreserveUnknownFields(models, true)
	if err != nil {
		return err
	}
	pruned, err := prune(full)
	if err != nil {
		return err
	}
	if err := addKeyDefaults(pruned, client.OpenAPIV3()); err != nil {
		return err
	}
	raw, err := encode(pruned, version.GitVersion)
	if err != nil {
		return err
	}
	return os.WriteFile(output, raw, 0o644)
}

// encode writes the schema as JSON, one type a line so that changes of it can be
// reviewed: JSON is read many times faster than structured-merge-diff's YAML.
func encode(s *schema.Schema, version string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"generatedFrom\": %q, \"types\": [\n", "Kubernetes "+version)
	for i, t := range s.Types {
		asYAML, err := yamlv2.Marshal(t)
		if err != nil {
			return nil, err
		}
		asJSON, err := yaml.YAMLToJSON(asYAML)
		if err != nil {
			return nil, err
		}
		b.Write(asJSON)
		if i < len(s.Types)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]}\n")
	return b.Bytes(), nil
}

// prune keeps the types that built-in kinds are made of, in their stable versions.
func prune(full *schema.Schema) (*schema.Schema, error) {
	k := keeper{all: make(map[string]schema.TypeDef, len(full.Types)), kept: map[string]bool{}}
	for _, t := range full.Types {
		k.all[t.Name] = t
	}
	for row := range kind.All() {
		for i, version := range []string{row.Version, "v1", "v2"} { // nothing has a stable version beyond these
			name := kubeschema.TypeName(kind.JoinAPIVersion(row.Group, version), row.Kind)
			if _, there := k.all[name]; !row.Embedded || i > 0 && !there {
				continue
			}
			if err := k.keep(name); err != nil {
				return nil, err
			}
		}
	}
	result := &schema.Schema{}
	for name := range k.kept {
		result.Types = append(result.Types, k.all[name])
	}
	slices.SortFunc(result.Types, func(a, b schema.TypeDef) int { return cmp.Compare(a.Name, b.Name) })
	return result, nil
}

// keeper keeps types with all that they are made of.
type keeper struct {
	all  map[string]schema.TypeDef
	kept map[string]bool
}

func (k *keeper) keep(name string) error {
	if k.kept[name] {
		return nil
	}
	t, ok := k.all[name]
	if !ok {
		return fmt.Errorf("the server's OpenAPI document has no type %s", name)
	}
	k.kept[name] = true
	for _, n := range references(t.Atom) {
		if err := k.keep(n); err != nil {
			return err
		}
	}
	return nil
}

// references lists the named types that an atom is made of.
func references(a schema.Atom) []string {
	var names []string
	add := func(r schema.TypeRef) {
		if r.NamedType != nil {
			names = append(names, *r.NamedType)
		} else {
			names = append(names, references(r.Inlined)...)
		}
	}
	if a.List != nil {
		add(a.List.ElementType)
	}
	if a.Map != nil {
		for _, f := range a.Map.Fields {
			add(f.Type)
		}
		add(a.Map.ElementType)
	}
	return names
}
